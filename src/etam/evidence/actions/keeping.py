"""Files come in, are corrected, replaced and withdrawn. Nothing is ever deleted."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PureWindowsPath

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import JournalEntry, User
from etam.evidence import checking, reference, storage
from etam.evidence.actions.using import move_uses
from etam.evidence.checking import Checked
from etam.evidence.codes import new_code
from etam.evidence.exceptions import AlreadyKept, CannotDo, FileRefused
from etam.evidence.models import Evidence
from etam.institutions.models import Institution, Membership

ATTEMPTS = 5
LONGEST_NAME = 200
VIEWED = "evidence.view"


@dataclass(frozen=True)
class _Given:
    """What people say about a file."""

    type: str
    title: str
    issued_on: date | None
    valid_until: date | None


def receive(
    *,
    institution: Institution,
    file_name: str,
    type: str,
    title: str,
    by: User | None,
    data: bytes | None = None,
    path: Path | None = None,
    issued_on: date | None = None,
    valid_until: date | None = None,
    replaces: Evidence | None = None,
    is_sample: bool | None = None,
    at: datetime | None = None,
) -> Evidence:
    """Check a file by its content and keep it as evidence of an institution; give its bytes as `data` or as `path`.

    With `replaces` it is a newer edition: whatever used the old one uses the new one from now on, except where that was
    decided already. Raises FileRefused, AlreadyKept (which names the existing one) or CannotDo; then nothing was kept.
    """
    given = _Given(type, " ".join(title.split()), issued_on, valid_until)
    _refuse_given(given)
    content = _content(data, path)
    file = checking.checked(content, settings.UPLOAD_LIMIT_BYTES)
    refuse_media(type, file.media_type)
    evidence = Evidence(
        institution=institution,
        type=given.type,
        title=given.title,
        file_name=plain_name(file_name),
        media_type=file.media_type,
        size_bytes=len(file.data),
        sha256=storage.digest(file.data),
        received_sha256=storage.digest(content),
        issued_on=issued_on,
        valid_until=valid_until,
        uploaded_at=at or timezone.now(),
        by=by,
        replaces=replaces,
        is_sample=institution.is_sample if is_sample is None else is_sample,
    )
    return _kept(evidence, file)


@transaction.atomic
def correct(
    evidence: Evidence, *, type: str, title: str, issued_on: date | None, valid_until: date | None, by: User | None
) -> Evidence:
    """Correct what was said about a file; the file itself stays as it is. Raises CannotDo."""
    given = _Given(type, " ".join(title.split()), issued_on, valid_until)
    locked = _locked(evidence)
    _refuse_given(given)
    refuse_media(type, locked.media_type)
    names = ("type", "title", "issued_on", "valid_until")
    before = {name: _plain(getattr(locked, name)) for name in names}
    for name in names:
        setattr(locked, name, getattr(given, name))
    after = {name: _plain(getattr(locked, name)) for name in names}
    if before == after:
        raise CannotDo("Tidak ada yang berubah.")
    locked.save(update_fields=names)
    journal.record(
        "evidence.correct", locked, by=by, summary=f"Keterangan {locked} dibetulkan.", before=before, after=after
    )
    return locked


@transaction.atomic
def withdraw(evidence: Evidence, *, reason: str, by: User | None, at: datetime | None = None) -> Evidence:
    """Say that a file no longer counts, and why; it stays, and where it is used it is seen to be withdrawn.

    Raises CannotDo without a reason, or when it was withdrawn before.
    """
    locked, reason = _locked(evidence), " ".join(reason.split())
    if not reason:
        raise CannotDo("Tulis alasannya: siapa pun yang memakai bukti ini akan membacanya.")
    if locked.withdrawn_at is not None:
        raise CannotDo(f"{locked.code} sudah ditarik.")
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_reason = at or timezone.now(), by, reason[:500]
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    journal.record("evidence.withdraw", locked, by=by, summary=f"Bukti {locked} ditarik: {reason}")
    return locked


@transaction.atomic
def note_view(evidence: Evidence, *, by: User, at: datetime | None = None) -> None:
    """Write down that somebody from outside the institution fetched a file: once per person, file and day."""
    now = at or timezone.now()
    day = timezone.localdate(now)
    own = Membership.objects.filter(user=by, institution=evidence.institution_id, role=Membership.Role.OPERATOR)
    if any(membership.holds_on(day) for membership in own):
        return
    noted = JournalEntry.objects.filter(
        action=VIEWED, subject_kind=evidence._meta.label_lower, subject_id=str(evidence.pk), by=by
    )
    if not noted.filter(detail__day=day.isoformat()).exists():
        summary = f"Bukti {evidence} milik {evidence.institution} diunduh."
        journal.record(VIEWED, evidence, by=by, summary=summary, day=day.isoformat())


def refuse_media(type: str, media_type: str) -> None:
    """Raises CannotDo when content says that evidence of this type does not come as such a file."""
    known = reference.types()[type]
    if media_type not in known.media:
        raise CannotDo(
            f"“{known.label['id']}” diterima sebagai {known.media_label['id']}, sedangkan berkas ini "
            f"{checking.WORDS[media_type]}. Pilih jenis lain, atau simpan berkasnya dalam bentuk itu."
        )


def plain_name(name: str) -> str:
    """A file's name without folders and without signs that cannot be seen, such as one that turns the text around."""
    last = PureWindowsPath(name.replace("\0", "")).name
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")
    return shown[-LONGEST_NAME:] or "berkas"


def _content(data: bytes | None, path: Path | None) -> bytes:
    if (data is None) == (path is None):
        raise ValueError("Give the bytes either as `data` or as `path`.")
    if path is None:
        return data or b""
    checking.refuse_by_size(path.stat().st_size, settings.UPLOAD_LIMIT_BYTES)
    return path.read_bytes()


def _refuse_given(given: _Given) -> None:
    if given.type not in reference.types():
        raise CannotDo("Pilih jenis bukti dari daftar.")
    if not given.title:
        raise CannotDo("Beri judul, supaya orang tahu isi berkas ini tanpa membukanya.")
    if len(given.title) > LONGEST_NAME:
        raise CannotDo(f"Judul paling panjang {LONGEST_NAME} huruf.")
    if given.issued_on and given.valid_until and given.valid_until < given.issued_on:
        raise CannotDo("Hari terakhir berlaku mendahului tanggal terbit. Perbaiki salah satunya.")


def _kept(evidence: Evidence, file: Checked) -> Evidence:
    for _ in range(ATTEMPTS):
        _refuse_double(evidence)
        evidence.code = new_code()
        if Evidence.objects.filter(code=evidence.code).exists():
            continue
        try:
            return _stored(evidence, file)
        except IntegrityError:
            # Somebody else was faster with the file, the old edition or the code: look again and say which.
            evidence.pk = None
    raise FileRefused("Berkas ini belum tersimpan karena terlalu banyak yang mengunggah. Coba lagi.")


@transaction.atomic
def _stored(evidence: Evidence, file: Checked) -> Evidence:
    old = evidence.replaces and _locked(evidence.replaces)
    if old and old.institution_id != evidence.institution_id:
        raise CannotDo(f"{old.code} milik lembaga lain.")
    if old and (newer := Evidence.objects.filter(replaces=old).first()):
        raise CannotDo(f"{old.code} sudah digantikan oleh {newer.code}. Ganti yang itu.")
    evidence.save(force_insert=True)
    # Inside the transaction: without the bytes there is no row. Bytes without a row do no harm and are found again.
    storage.keep(file.data)
    moved = move_uses(old, evidence) if old else 0
    summary = f"Bukti {evidence} diunggah" + (f", menggantikan {old.code}." if old else ".")
    journal.record(
        "evidence.receive",
        evidence,
        by=evidence.by,
        summary=summary,
        sha256=evidence.sha256,
        received_sha256=evidence.received_sha256,
        moved_uses=moved,
    )
    return evidence


def _refuse_double(evidence: Evidence) -> None:
    """The same bytes as they came, as they were kept, or a kept file that was fetched and sent again."""
    hashes = {evidence.sha256, evidence.received_sha256}
    same = Q(sha256__in=hashes) | Q(received_sha256__in=hashes)
    twins = Evidence.objects.filter(same, institution=evidence.institution_id, withdrawn_at__isnull=True)
    if twin := twins.select_related("successor").first():
        newer = getattr(twin, "successor", None)
        since = f" Bukti itu sudah digantikan oleh {newer.code}." if newer else " Pakai yang itu."
        raise AlreadyKept(f"Berkas yang sama sudah ada: {twin.code} “{twin.title}”.{since}", twin)


def _locked(evidence: Evidence) -> Evidence:
    return Evidence.objects.select_for_update(of=("self",)).select_related("institution").get(pk=evidence.pk)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
