"""Remembering which edition of content was loaded or used."""

from pathlib import Path

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.files import folder_checksum
from etam.editions.models import ContentVersion


def loaded_version(kind: str, code: str, folder: Path) -> ContentVersion | None:
    """The entry of an edition, if this database has loaded the folder exactly as it is now."""
    checksum = folder_checksum(folder)
    return ContentVersion.objects.filter(kind=kind, code=code, version=folder.name, checksum=checksum).first()


def record_version(kind: str, code: str, version: str, checksum: str, *, by: User | None = None) -> ContentVersion:
    """Remember that this database has loaded or used an edition of content; journalled when it is new or differs."""
    edition, is_new = ContentVersion.objects.get_or_create(
        kind=kind, code=code, version=version, defaults={"checksum": checksum}
    )
    if is_new:
        journal.record("content_loaded", edition, by=by, summary=f"Isi acuan {edition} dimuat.", checksum=checksum)
    elif edition.checksum != checksum:
        before, edition.checksum = edition.checksum, checksum
        edition.save()
        journal.record(
            "content_changed",
            edition,
            by=by,
            summary=f"Isi acuan {edition} berubah sejak dimuat.",
            before=before,
            checksum=checksum,
        )
    return edition
