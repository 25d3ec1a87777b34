"""Bringing lists of codes into the database: those of content whenever it is loaded, later ones from an export."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.text import slugify

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.files import CONTENT_ROOT, versions
from etam.content.nomenclature import NameList, Nomenclature, load_nomenclature
from etam.editions.actions import loaded_version, record_version
from etam.editions.models import ContentVersion
from etam.programmes.code_list import Row
from etam.programmes.exceptions import BadInput
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


@dataclass(frozen=True)
class NewList:
    """A list as an export brings it: what people call it, where it is from, its codes and the file's checksum."""

    label: str
    source: str
    sha256: str
    rows: Sequence[Row]


@transaction.atomic
def store_list(new: NewList, *, by: User, at: datetime | None = None) -> CodeVersion:
    """Add a list that was imported; it stands after all others, and nothing recorded under an older one changes.

    Raises BadInput without name or source, for a name or file that is there already, and for an empty list.
    """
    label, source = " ".join(new.label.split()), " ".join(new.source.split())
    if not label or not source:
        raise BadInput(
            "Tulis nama daftar dan sumbernya: sistem, tanggal unduh, dan keputusan yang disebutnya.", "source"
        )
    if not new.rows:
        raise BadInput("Daftar ini tidak memuat kode.", "file")
    code = slugify(label)[:60]
    if not code or CodeVersion.objects.filter(Q(code=code) | Q(label=label)).exists():
        raise BadInput(f"Sudah ada daftar bernama {label}. Beri nama lain, misalnya dengan tahunnya.", "label")
    if twin := CodeVersion.objects.filter(sha256=new.sha256).first():
        raise BadInput(f"Berkas ini sudah dimuat sebagai {twin.label}.", "file")
    last = CodeVersion.objects.aggregate(last=Max("place"))["last"] or 0
    version = CodeVersion.objects.create(
        code=code,
        label=label[:200],
        source=source[:300],
        confidence="unverified",
        place=max(last, PLACES_OF_CONTENT) + 1,
        sha256=new.sha256,
        at=at or timezone.now(),
        by=by,
    )
    BudgetCode.objects.bulk_create(
        (BudgetCode(version=version, level=row.level, code=row.code, kind=row.kind, name=row.name) for row in new.rows),
        batch_size=500,
    )
    summary = f"Memuat daftar kode {version}: {len(new.rows)} kode dari {version.source}."
    journal.record("code_list_imported", version, by=by, summary=summary, sha256=new.sha256)
    return version
