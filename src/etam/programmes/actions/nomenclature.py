"""Bringing lists of codes into the database: those of content, whenever it is loaded."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.content.files import CONTENT_ROOT, versions
from etam.content.nomenclature import NameList, Nomenclature, load_nomenclature
from etam.editions.actions import loaded_version, record_version
from etam.editions.models import ContentVersion
from etam.programmes.models import BudgetCode, CodeVersion

CONTENT = ("nomenclature", "codes")
# Lists that people import come after those of content, the latest last.
PLACES_OF_CONTENT = 100


def load_lists(*, folder: Path | None = None, by: User | None = None) -> ContentVersion:
    """Bring the lists of an edition of content into the tables, the newest unless `folder` names another.

    Loading the same edition again changes nothing; a code that an edition no longer holds stays, for a sub-activity may
    name it. Raises ContentError when the edition has a fault.
    """
    edition = folder or versions(CONTENT_ROOT / CONTENT[0])[-1]
    if (loaded := loaded_version(*CONTENT, edition)) is not None:
        return loaded
    read = load_nomenclature(edition)
    with transaction.atomic():
        for place, one in enumerate(read.lists.values()):
            _bring(read, one, place, by)
        return record_version(*CONTENT, read.version, read.checksum, by=by)


def _bring(read: Nomenclature, one: NameList, place: int, by: User | None) -> None:
    version, _ = CodeVersion.objects.update_or_create(
        code=one.code,
        defaults={
            "label": one.label["id"],
            "source": one.source,
            "confidence": one.confidence,
            "place": min(place, PLACES_OF_CONTENT),
            "sha256": read.checksum,
        },
        create_defaults={
            "label": one.label["id"],
            "source": one.source,
            "confidence": one.confidence,
            "place": min(place, PLACES_OF_CONTENT),
            "sha256": read.checksum,
            "at": timezone.now(),
            "by": by,
        },
    )
    rows = [
        BudgetCode(version=version, level=row.level, code=row.code, kind=row.kind, name=row.name)
        for row in one.rows.values()
    ]
    BudgetCode.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["version", "level", "code"],
        update_fields=["kind", "name"],
    )
