"""What every kind of upload has in common: what is kept of the file, and that it is settled once."""

import hashlib
from typing import Any

from etam.exchange.exceptions import NothingToConfirm
from etam.exchange.models import FeedUpload, SheetUpload, Upload


def kept_of(data: bytes, file_name: str) -> dict[str, Any]:
    """The fields of an upload that say which file it was."""
    return {
        # Shown to people only; no path is ever made of it.
        "file_name": file_name[:200],
        "sha256": hashlib.sha256(data).hexdigest(),
        "size_bytes": len(data),
    }


def refuse_settled(upload: Upload | SheetUpload | FeedUpload) -> None:
    """Raises NothingToConfirm when a preview was stored or thrown away before."""
    if upload.state != Upload.State.PREVIEWED:
        word = upload.get_state_display().lower()
        raise NothingToConfirm(f"Unggahan ini sudah selesai ({word}). Unggah berkasnya lagi kalau masih perlu.")
