"""What every kind of upload has in common: what is kept of the file, for how long, and that it is settled once."""

import hashlib
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import QuerySet

from etam.accounts.models import User
from etam.exchange.exceptions import NothingToConfirm
from etam.exchange.models import IncomingFile

KEPT = timedelta(days=14)
File = TypeVar("File", bound=IncomingFile)


def kept_of(data: bytes, file_name: str) -> dict[str, Any]:
    """The fields of an upload that say which file it was."""
    return {
        # Shown to people only; no path is ever made of it.
        "file_name": file_name[:200],
        "sha256": hashlib.sha256(data).hexdigest(),
        "size_bytes": len(data),
    }


def waiting(rows: QuerySet[File], upload: File, *, by: User) -> File:
    """The upload out of `rows`, kept from others until the transaction ends.

    Raises NothingToConfirm when its preview was stored or thrown away before.
    """
    held = rows.select_for_update(of=("self",)).get(pk=upload.pk, by=by)
    if held.state != IncomingFile.State.PREVIEWED:
        word = held.get_state_display().lower()
        raise NothingToConfirm(f"Unggahan ini sudah selesai ({word}). Unggah berkasnya lagi kalau masih perlu.")
    return held


def forget_old(uploads: QuerySet[File], at: datetime, **emptied: Any) -> None:
    """Throw away previews that nobody came back to: they hold what was in the file, names of people among it."""
    old = uploads.filter(state=IncomingFile.State.PREVIEWED, at__lt=at - KEPT)
    old.update(**emptied, state=IncomingFile.State.DISCARDED)
