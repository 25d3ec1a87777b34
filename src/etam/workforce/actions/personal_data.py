"""Reading, exporting, correcting and forgetting what is sealed of a person. Each reading leaves an entry."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.web.formats import moment
from etam.workforce import sealing
from etam.workforce.actions.holders import named, refuse_named
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import CorrectionRequest, Holder
from etam.workforce.persons import FIELDS, Person
from etam.workforce.queries.people import person_of, rows_of_person
from etam.workforce.queries.personal_data import Copy, copy_of, retention_years

# UU 27/2022 article 30: three times twenty-four hours, by the clock and not by working days.
CORRECTION_TIME = timedelta(hours=72)
WAYS = {"page": "pada halaman", "print": "untuk dicetak", "export": "sebagai salinan untuk orangnya"}
READ = "holder_read"
PURPOSE_LIMIT = 200


@transaction.atomic
def read(holder: Holder, *, way: str, purpose: str, by: User) -> Person:
    """Open what is sealed of a holder, once, for a stated purpose. The journal keeps who, which, what for; no value."""
    person = person_of(holder)
    _note_reading([holder], way=way, purpose=purpose, by=by, person=person)
    return person


@transaction.atomic
def export(holder: Holder, *, purpose: str, by: User, at: datetime | None = None) -> Copy:
    """Everything about a person, on their request: data, posts, requests, and who read them when, with this time."""
    rows = rows_of_person(holder)
    _note_reading(rows, way="export", purpose=purpose, by=by, person=person_of(holder))
    return copy_of(rows, at or timezone.now())


@transaction.atomic
def ask_correction(
    holder: Holder, *, text: str, way: str, asked_at: datetime, by: User, at: datetime | None = None
) -> CorrectionRequest:
    """Note that a person asked to have their data corrected, and until when they must be answered.

    Raises BadInput without a text, for a moment to come, and where the open field `way` would name somebody.
    """
    at = at or timezone.now()
    if not text.strip():
        raise BadInput("Tulis apa yang diminta dibetulkan. Isian ini disegel.", "text")
    if not way.strip():
        raise BadInput("Tulis lewat apa permintaannya sampai: surat, surel, atau lisan.", "way")
    if asked_at > at:
        raise BadInput(f"{moment(asked_at)} belum tiba. Tulis kapan permintaannya sampai.", "asked_at")
    refuse_named(way, "way", person_of(holder))
    row = CorrectionRequest.objects.create(
        holder=holder,
        asked_at=asked_at,
        due_at=asked_at + CORRECTION_TIME,
        way=way.strip(),
        sealed=sealing.seal({"text": text.strip()}),
        noted_by=by,
    )
    summary = f"Mencatat permintaan pembetulan pemangku {holder.pk}, batas {moment(row.due_at)}: {named(holder)}."
    journal.record("correction_asked", holder, by=by, summary=summary, request=row.pk)
    return row


@transaction.atomic
def settle_correction(
    request: CorrectionRequest, *, outcome: str, answer: str, by: User, at: datetime | None = None
) -> CorrectionRequest:
    """Say what became of a request and what the person was told. Raises BadInput without both, WrongState twice."""
    row = CorrectionRequest.objects.select_for_update(of=("self",)).select_related("holder__office").get(pk=request.pk)
    if row.settled_at is not None:
        raise WrongState(f"Permintaan ini sudah dijawab {moment(row.settled_at)}.")
    if outcome not in CorrectionRequest.Outcome.values:
        raise BadInput("Pilih apa hasilnya.", "outcome")
    if not answer.strip():
        raise BadInput("Tulis jawaban yang disampaikan kepada orangnya.", "answer")
    refuse_named(answer, "answer", person_of(row.holder))
    row.settled_at, row.settled_by, row.outcome, row.answer = at or timezone.now(), by, outcome, answer.strip()
    row.save(update_fields=["settled_at", "settled_by", "outcome", "answer"])
    late = ", terlambat" if row.settled_at > row.due_at else ""
    summary = f"Menjawab permintaan pembetulan pemangku {row.holder_id}: {row.get_outcome_display().lower()}{late}."
    journal.record("correction_settled", row.holder, by=by, summary=summary, request=row.pk)
    return row


@dataclass(frozen=True)
class Resealed:
    """How many rows were sealed again."""

    holders: int
    corrections: int


@transaction.atomic
def reseal_all(*, dry_run: bool = False) -> Resealed:
    """Seal everything again with the first key, and mark every NIP anew. Raises SealLost and changes nothing when
    something opens with none of the keys."""
    holders = list(Holder.objects.select_for_update().exclude(nip_digest="").order_by("pk"))
    corrections = list(CorrectionRequest.objects.select_for_update().exclude(sealed=b"").order_by("pk"))
    for row in holders:
        person = _opened(row)
        row.sealed, row.nip_digest = sealing.seal(person.as_document()), sealing.digest(person.nip)
    for one in corrections:
        try:
            one.sealed = sealing.reseal(one.sealed)
        except sealing.SealLost as lost:
            raise sealing.SealLost(f"Permintaan pembetulan {one.pk}: {lost}") from lost
    if not dry_run:
        Holder.objects.bulk_update(holders, ["sealed", "nip_digest"], batch_size=500)
        CorrectionRequest.objects.bulk_update(corrections, ["sealed"], batch_size=500)
        if holders:
            summary = (
                f"Menyegel ulang data {len(holders)} pemangku dan {len(corrections)} permintaan dengan kunci baru."
            )
            journal.record("holders_resealed", holders[0], by=None, summary=summary)
    return Resealed(len(holders), len(corrections))


@transaction.atomic
def wipe_people(day: date) -> int:
    """Wipe what names people whose last post ended longer ago than the office keeps it. Posts and numbers stay.

    Running it again wipes nothing twice; it wipes nothing while no time is set.
    """
    rows = people_due(day)
    for row in rows:
        row.sealed, row.nip_digest, row.certificate = b"", "", ""
        row.version += 1
        row.corrections.update(sealed=b"", answer="", way="")
        journal.record(
            "holder_wiped", row, by=None, summary=f"Data orang pemangku {row.pk} dihapus: masa simpannya lewat."
        )
    Holder.objects.bulk_update(rows, ["sealed", "nip_digest", "certificate", "version"], batch_size=500)
    return len(rows)


def people_due(day: date) -> list[Holder]:
    """Rows of people without a post whose last one ended longer ago than is kept; none while no time is set."""
    years = retention_years()
    if not years:
        return []
    limit = day.replace(year=day.year - years, day=min(day.day, 28))
    rows = Holder.objects.exclude(nip_digest="")
    kept = rows.exclude(ended_on__lt=limit).values("nip_digest")
    return list(rows.exclude(nip_digest__in=kept).order_by("pk"))


def _note_reading(rows: list[Holder], *, way: str, purpose: str, by: User, person: Person) -> None:
    purpose = purpose.strip()
    if not purpose:
        raise BadInput("Tulis atau pilih keperluannya: riwayat mencatat untuk apa data ini dibuka.", "purpose")
    if len(purpose) > PURPOSE_LIMIT:
        raise BadInput(f"Keperluannya paling panjang {PURPOSE_LIMIT} huruf.", "purpose")
    refuse_named(purpose, "purpose", person)
    fields = list(FIELDS)
    for row in rows:
        summary = (
            f"Membuka {', '.join(FIELDS.values())} pemangku {row.pk} {WAYS[way]}; keperluan: {purpose}. {named(row)}."
        )
        journal.record(READ, row, by=by, summary=summary, way=way, fields=fields, purpose=purpose)


def _opened(row: Holder) -> Person:
    try:
        return person_of(row)
    except sealing.SealLost as lost:
        raise sealing.SealLost(f"Pemangku {row.pk}: {lost}") from lost
