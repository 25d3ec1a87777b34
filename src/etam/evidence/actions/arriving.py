"""Files that come in parts over a poor line: begun, continued after a cut, completed, cancelled or forgotten."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.evidence import checking, storage
from etam.evidence.actions.keeping import plain_name, receive
from etam.evidence.exceptions import FileRefused, PartRefused
from etam.evidence.models import Evidence, Incoming
from etam.institutions.models import Institution
from etam.web.formats import file_size

PART_BYTES = 512 * 1024
KEPT = timedelta(days=7)
MAX_WAITING = 10
HEAD_BYTES = 16


def begin(
    *, institution: Institution, file_name: str, size_bytes: int, sha256: str, by: User, at: datetime | None = None
) -> Incoming:
    """A file that will come in parts, or the one that this person began to send before.

    `sha256` is what the sender says the whole will be; "" when it cannot tell, and then name and size must do. Raises
    FileRefused when it is empty, too large, or too many of this person's files wait already.
    """
    now = at or timezone.now()
    checking.refuse_by_size(size_bytes, settings.UPLOAD_LIMIT_BYTES)
    _forget_old(now)
    name = plain_name(file_name)
    mine = Incoming.objects.filter(by=by)
    known = mine.filter(institution=institution, size_bytes=size_bytes, sha256=sha256)
    if found := known.first() if sha256 else known.filter(file_name=name).first():
        return found
    if mine.count() >= MAX_WAITING:
        raise FileRefused(
            f"{MAX_WAITING} kiriman Anda belum selesai. Lanjutkan atau batalkan salah satunya di halaman unggah."
        )
    return Incoming.objects.create(
        institution=institution,
        by=by,
        file_name=name,
        size_bytes=size_bytes,
        sha256=sha256,
        begun_at=now,
        touched_at=now,
    )


def add_part(incoming: Incoming, *, offset: int, data: bytes, by: User, at: datetime | None = None) -> Incoming:
    """Take the next part of a file; `offset` counts the bytes before it.

    Raises PartRefused when the part does not follow what has arrived (the sender then goes on from there), and
    FileRefused when the first bytes show that it cannot be evidence; then what arrived is forgotten.
    """
    try:
        return _add_part(incoming, offset, data, by, at or timezone.now())
    except FileRefused:
        cancel(incoming, by=by)
        raise


def complete(
    incoming: Incoming,
    *,
    type: str,
    title: str,
    by: User,
    issued_on: date | None = None,
    valid_until: date | None = None,
    replaces: Evidence | None = None,
    at: datetime | None = None,
) -> Evidence:
    """Make evidence of a file that has arrived wholly.

    Raises PartRefused while something is missing, FileRefused when the file cannot be kept (then what arrived is
    forgotten), CannotDo when what was said about it does not fit (then it waits).
    """
    if not incoming.is_complete:
        raise PartRefused(
            f"Baru {file_size(incoming.received_bytes)} dari {file_size(incoming.size_bytes)} yang sampai. "
            "Pilih berkas yang sama lagi untuk melanjutkan.",
            incoming.received_bytes,
        )
    data = storage.incoming_bytes(incoming.key)
    try:
        _refuse_changed(incoming, data)
        evidence = receive(
            institution=incoming.institution,
            data=data,
            file_name=incoming.file_name,
            type=type,
            title=title,
            by=by,
            issued_on=issued_on,
            valid_until=valid_until,
            replaces=replaces,
            at=at,
        )
    except FileRefused:
        cancel(incoming, by=by)
        raise
    cancel(incoming, by=by)
    return evidence


def cancel(incoming: Incoming, *, by: User) -> None:
    """Throw away what has arrived of a file; nothing of it was evidence yet, so the journal has nothing to tell."""
    Incoming.objects.filter(pk=incoming.pk, by=by).delete()
    storage.forget(incoming.key)


@transaction.atomic
def _add_part(incoming: Incoming, offset: int, data: bytes, by: User, at: datetime) -> Incoming:
    locked = Incoming.objects.select_for_update().filter(pk=incoming.pk, by=by).first()
    if locked is None:
        raise PartRefused("Kiriman ini sudah selesai atau dibatalkan di tab lain. Muat ulang halaman.", 0)
    if offset != locked.received_bytes:
        raise PartRefused("Bagian ini tidak menyambung yang sudah sampai.", locked.received_bytes)
    if not data or len(data) > PART_BYTES or offset + len(data) > locked.size_bytes:
        raise PartRefused("Ukuran bagian ini tidak sesuai.", locked.received_bytes)
    if offset == 0 and len(data) >= min(HEAD_BYTES, locked.size_bytes):
        checking.kind_of(data)
    # Bytes first: if the row then fails to follow, the same part comes again and is written over them.
    storage.append(locked.key, offset, data)
    locked.received_bytes, locked.touched_at = offset + len(data), at
    locked.save(update_fields=["received_bytes", "touched_at"])
    return locked


def _refuse_changed(incoming: Incoming, data: bytes) -> None:
    is_other = incoming.sha256 and storage.digest(data) != incoming.sha256
    if len(data) != incoming.size_bytes or is_other:
        raise FileRefused(
            "Berkas yang sampai tidak sama dengan yang dikirim; mungkin berubah di tengah jalan. Unggah lagi."
        )


def _forget_old(at: datetime) -> None:
    old = Incoming.objects.filter(touched_at__lt=at - KEPT)
    for one in old:
        storage.forget(one.key)
    old.delete()
    known = {str(key) for key in Incoming.objects.values_list("key", flat=True)}
    storage.forget_strays(KEPT.total_seconds(), known)
