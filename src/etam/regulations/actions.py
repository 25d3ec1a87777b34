"""Writes of the register: loading content, and remembering which edition was loaded or used."""

from pathlib import Path

from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.files import CONTENT_ROOT, folder_checksum, versions
from etam.content.regulations import Register, load_register
from etam.regulations.models import ContentVersion, Regulation, RegulationRelation

FIELDS = ["type", "number", "year", "title", "issuer", "status", "confidence", "note"]


def load_regulations(*, folder: Path | None = None, by: User | None = None) -> ContentVersion:
    """Bring the table of regulations to an edition of content, the newest unless `folder` names another.

    Loading the same edition again changes nothing. A regulation that the edition no longer holds stays, so that
    what rests on it still finds it. Raises ContentError when the edition has a fault.
    """
    edition = folder or versions(CONTENT_ROOT / "regulations")[-1]
    if (loaded := loaded_version("regulations", "register", edition)) is not None:
        return loaded
    register = load_register(edition)
    with transaction.atomic():
        Regulation.objects.bulk_create(
            _rows(register), update_conflicts=True, unique_fields=["code"], update_fields=FIELDS
        )
        RegulationRelation.objects.filter(subject__in=register.by_id).delete()
        RegulationRelation.objects.bulk_create(
            RegulationRelation(subject_id=one.subject, verb=one.verb, object_id=one.object)
            for one in register.relations
        )
        return record_version("regulations", "register", register.version, register.checksum, by=by)


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


def _rows(register: Register) -> list[Regulation]:
    return [
        Regulation(
            code=one.id,
            type=one.type,
            number=one.number,
            year=one.year,
            title=one.title,
            issuer=one.issuer,
            status=one.status,
            confidence=one.confidence,
            note=one.note,
        )
        for one in register.regulations
    ]
