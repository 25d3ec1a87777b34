"""Recording who holds a post, and what becomes of them. No personal data enters the journal."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.models import Institution
from etam.web.formats import day as written_day
from etam.workforce import sealing
from etam.workforce.access.holders import offices_to_open
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Holder
from etam.workforce.persons import FIELDS, Person, doubts, names_somebody, nip_fault
from etam.workforce.queries.people import person_of
from etam.workforce.queries.posts import retires_on
from etam.workforce.rules import level_name, position_name, positions

YOUNGEST = 17
EARLIEST_BIRTH = date(1930, 1, 1)
NAME_LIMIT = 200


class Doubtful(BadInput):
    """What is unusual and may be right: the person confirms it or mends it."""


@dataclass(frozen=True)
class Post:
    """What is held, where, since when."""

    office: Institution
    position: str
    level: str
    appointed_on: date
    certificate: str = ""


@transaction.atomic
def record(
    person: Person, post: Post, *, by: User, is_sure: bool = False, at: datetime | None = None, is_sample: bool = False
) -> Holder:
    """Record that a person holds a post. Raises BadInput for what cannot be, Doubtful for what must be confirmed."""
    at = at or timezone.now()
    refuse_unlikely(person, post, today=timezone.localdate(at))
    refuse_twin(person.nip, by)
    if not is_sure and (found := list(doubts(person, post.appointed_on))):
        raise Doubtful(" ".join(found), "is_sure")
    row = _store(person, post, by=by, at=at, is_sample=is_sample)
    journal.record("holder_recorded", row, by=by, summary=f"Mencatat pemangku {row.pk}: {named(row)}.")
    return row


@transaction.atomic
def change_level(
    holder: Holder,
    *,
    level: str,
    on: date,
    by: User,
    version: int,
    certificate: str | None = None,
    at: datetime | None = None,
) -> Holder:
    """End the holder's level on a day and begin another with the same person. Returns the new row."""
    at = at or timezone.now()
    row = lock(holder, version)
    person = person_of(row)
    refuse_ended(row)
    if level == row.level:
        raise BadInput(f"Pemangku ini sudah {level_name(level)}. Pilih jenjang yang baru.", "level")
    if on <= row.appointed_on:
        raise BadInput(f"Jenjangnya sekarang baru mulai {written_day(row.appointed_on)}; pilih hari sesudahnya.", "on")
    post = Post(row.office, row.position, level, on, row.certificate if certificate is None else certificate)
    refuse_unlikely(person, post, today=timezone.localdate(at), fields={"appointed_on": "on"})
    _end(row, on, Holder.EndReason.LEVEL)
    new = _store(person, post, by=by, at=at, is_sample=row.is_sample)
    summary = f"Mengganti jenjang pemangku {row.pk} menjadi {level_name(level)} sejak {written_day(on)}: {named(new)}."
    journal.record("holder_level_changed", new, by=by, summary=summary, before=row.pk)
    return new


@transaction.atomic
def end(holder: Holder, *, on: date, reason: str, by: User, version: int, at: datetime | None = None) -> Holder:
    """Say that a holder no longer holds the post from a day on. Raises BadInput for a day before the appointment."""
    at = at or timezone.now()
    row = lock(holder, version)
    refuse_ended(row)
    if reason not in Holder.EndReason.values or reason == Holder.EndReason.LEVEL:
        raise BadInput("Pilih alasan berakhirnya.", "reason")
    if on < row.appointed_on:
        raise BadInput(
            f"Berakhir {written_day(on)} lebih awal daripada diangkat {written_day(row.appointed_on)}. "
            "Periksa kedua tanggalnya.",
            "on",
        )
    if on.year > timezone.localdate(at).year + 1:
        raise BadInput(f"{written_day(on)} masih terlalu jauh. Catat setelah keputusannya ada.", "on")
    _end(row, on, reason)
    summary = (
        f"Mengakhiri pemangku {row.pk} pada {written_day(on)}, {row.get_end_reason_display().lower()}: {named(row)}."
    )
    journal.record("holder_ended", row, by=by, summary=summary)
    return row


@transaction.atomic
def set_certificate(holder: Holder, *, certificate: str, by: User, version: int) -> Holder:
    """Note the certificate of competence; "" where there is none. Nothing in it may name the person."""
    row = lock(holder, version)
    refuse_named(certificate, "certificate", person_of(row))
    row.certificate, row.version = certificate.strip(), row.version + 1
    row.save(update_fields=["certificate", "version"])
    journal.record("holder_certificate", row, by=by, summary=f"Mencatat sertifikat pemangku {row.pk}: {named(row)}.")
    return row


@transaction.atomic
def correct(
    holder: Holder,
    *,
    by: User,
    version: int,
    name: str = "",
    nip: str = "",
    born_on: date | None = None,
    is_sure: bool = False,
) -> Holder:
    """Put right what is sealed of a person, in every row of theirs; what is not given stays as it is."""
    row = lock(holder, version)
    before = person_of(row)
    after = Person(nip or before.nip, name.strip() or before.name, born_on or before.born_on)
    changed = [field for field in FIELDS if getattr(before, field) != getattr(after, field)]
    if not changed:
        raise BadInput("Tidak ada yang berubah. Isi yang keliru dengan yang benar.", "name")
    rows = list(Holder.objects.select_for_update().filter(nip_digest__in=sealing.digests(before.nip)))
    for one in rows:
        post = Post(one.office, one.position, one.level, one.appointed_on)
        refuse_unlikely(after, post, today=timezone.localdate())
        if not is_sure and (found := list(doubts(after, one.appointed_on))):
            raise Doubtful(" ".join(found), "is_sure")
    if "nip" in changed:
        refuse_twin(after.nip, by)
    sealed, mark = sealing.seal(after.as_document()), sealing.digest(after.nip)
    for one in rows:
        one.sealed, one.nip_digest, one.version = sealed, mark, one.version + 1
    Holder.objects.bulk_update(rows, ["sealed", "nip_digest", "version"])
    words = ", ".join(FIELDS[field] for field in changed)
    for one in rows:
        summary = f"Membetulkan {words} pemangku {one.pk}: {named(one)}."
        journal.record("holder_corrected", one, by=by, summary=summary, fields=changed)
    return next(one for one in rows if one.pk == row.pk)


def refuse_unlikely(person: Person, post: Post, *, today: date, fields: dict[str, str] | None = None) -> None:
    """Raise BadInput for what no document can say: a malformed NIP, impossible days, a level that the post lacks."""
    at = {"appointed_on": "appointed_on", **(fields or {})}["appointed_on"]
    if fault := nip_fault(person.nip):
        raise BadInput(fault, "nip")
    if not person.name.strip() or len(person.name) > NAME_LIMIT:
        raise BadInput(f"Tulis namanya, paling panjang {NAME_LIMIT} huruf.", "name")
    if not EARLIEST_BIRTH <= person.born_on <= today:
        raise BadInput("Tanggal lahir ini tidak mungkin. Periksa tahunnya.", "born_on")
    known = positions().positions.get(post.position)
    if known is None:
        raise BadInput("Jabatan ini tidak dikenal. Pilih salah satu yang ada.", "position")
    if post.level not in known.levels:
        listed = ", ".join(level_name(level) for level in known.levels)
        raise BadInput(f"{known.label['id']} tidak mempunyai jenjang itu. Yang ada: {listed}.", "level")
    if post.appointed_on <= person.born_on:
        raise BadInput("Diangkat sebelum lahir tidak mungkin. Periksa kedua tanggalnya.", at)
    if post.appointed_on > today:
        raise BadInput(f"{written_day(post.appointed_on)} belum tiba. Catat setelah diangkat.", at)
    if _age(person.born_on, post.appointed_on) < YOUNGEST:
        raise BadInput(f"Pada hari diangkat umurnya belum {YOUNGEST} tahun. Periksa kedua tanggalnya.", at)
    retires = retires_on(person, post.level)
    if retires is not None and retires <= post.appointed_on:
        raise BadInput(
            f"Pensiun {written_day(retires)} mendahului pengangkatan {written_day(post.appointed_on)}. "
            "Periksa tanggal lahir, jenjang, dan hari pengangkatannya.",
            at,
        )
    refuse_named(post.certificate, "certificate", person)


def refuse_named(text: str, field: str, *people: Person) -> None:
    """Raise BadInput where an open text would name somebody or hold a NIP or another long number."""
    if names_somebody(text, *people):
        raise BadInput("Jangan tulis nama, NIP, atau nomor panjang di sini: isian ini tidak disegel.", field)


def refuse_twin(nip: str, by: User) -> None:
    """Raise BadInput when the NIP holds a post already; where is said only to who may see that office."""
    twin = Holder.objects.filter(nip_digest__in=sealing.digests(nip), ended_on=None).select_related("office").first()
    if twin is None:
        return
    if offices_to_open(by).filter(pk=twin.office_id).exists():
        raise BadInput(
            f"NIP ini sudah tercatat sebagai {position_name(twin.position)} {level_name(twin.level)} "
            f"di {twin.office.name}. Akhiri yang itu dulu, atau ganti jenjangnya.",
            "nip",
        )
    raise BadInput(
        "NIP ini sudah tercatat sebagai pemangku di kantor lain. Minta BKD mengakhiri catatan yang lama dulu.", "nip"
    )


def refuse_ended(row: Holder) -> None:
    """Raise WrongState for who no longer holds the post."""
    if row.ended_on is not None:
        raise WrongState(f"Pemangku ini sudah berakhir pada {written_day(row.ended_on)}.")


def lock(holder: Holder, version: int) -> Holder:
    """The row as it is now, locked; raises WrongState when somebody changed it since it was shown."""
    row = Holder.objects.select_for_update(of=("self",)).select_related("office").get(pk=holder.pk)
    if row.version != version:
        raise WrongState("Catatan ini baru saja diubah orang lain. Muat ulang halamannya, lalu coba lagi.")
    if not row.nip_digest:
        raise WrongState("Data orang ini sudah dihapus karena masa simpannya lewat.")
    return row


def named(row: Holder) -> str:
    """A row as the journal may call it: post, level and office, never the person."""
    return f"{position_name(row.position)} {level_name(row.level)}, {row.office.name}"


def _store(person: Person, post: Post, *, by: User, at: datetime, is_sample: bool) -> Holder:
    fields: dict[str, Any] = {**vars(post), "certificate": post.certificate.strip()}
    return Holder.objects.create(
        **fields,
        sealed=sealing.seal(person.as_document()),
        nip_digest=sealing.digest(person.nip),
        at=at,
        by=by,
        is_sample=is_sample,
    )


def _end(row: Holder, on: date, reason: str) -> None:
    row.ended_on, row.end_reason, row.version = on, reason, row.version + 1
    row.save(update_fields=["ended_on", "end_reason", "version"])


def _age(born_on: date, day: date) -> int:
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
