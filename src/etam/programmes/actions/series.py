"""Series of other offices: a new import replaces the earlier one as a whole; nothing of the earlier is lost."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.models import Region
from etam.programmes.exceptions import BadInput, WrongState
from etam.programmes.models import SeriesFile, SeriesValue
from etam.programmes.series_list import Kind, Point
from etam.web.formats import day, number


@dataclass(frozen=True)
class Origin:
    """Who published a series, where it was read, on which day, and the hash of the file."""

    publisher: str
    source: str
    fetched_on: date
    sha256: str = ""


@transaction.atomic
def import_series(
    kind: Kind,
    points: Sequence[Point],
    origin: Origin,
    *,
    replaces: SeriesFile | None = None,
    is_sample: bool = False,
    by: User | None,
    at: datetime | None = None,
) -> SeriesFile:
    """Store a series in place of the one that stands; `replaces` is the one that the person saw standing.

    Raises BadInput without points, publisher or source, or for a day to come; WrongState when another import was
    stored meanwhile.
    """
    at = at or timezone.now()
    if not points:
        raise BadInput("Tidak ada nilai untuk disimpan. Unggah berkas yang berisi nilai.", "file")
    refuse_origin(origin, localdate(at))
    standing = SeriesFile.objects.select_for_update().filter(series=kind.code, replaced_at=None).first()
    if standing != replaces:
        raise WrongState(
            f"{kind.label} diimpor orang lain sesudah pratinjau ini dibuat. Unggah berkasnya lagi untuk membandingkan."
        )
    if standing:
        standing.replaced_at = at
        standing.save(update_fields=["replaced_at"])
    row = SeriesFile.objects.create(**_fields(kind, origin, points), at=at, by=by, is_sample=is_sample)
    _store(row, points)
    summary = f"Mengimpor {kind.label} ({number(len(points))} nilai, {origin.publisher})."
    journal.record("series_imported", row, by=by, summary=summary, replaces=standing.pk if standing else None)
    return row


def refuse_origin(origin: Origin, today: date) -> None:
    """Raises BadInput when nobody could find the series again, or its day is still to come."""
    for field, what in (("publisher", "penerbit"), ("source", "sumber")):
        if not getattr(origin, field).strip():
            raise BadInput(f"Tulis {what} deret ini, supaya angkanya dapat dirujuk.", field)
    if origin.fetched_on > today:
        raise BadInput(f"{day(origin.fetched_on)} belum tiba. Periksa tanggalnya.", "fetched_on")


def _fields(kind: Kind, origin: Origin, points: Sequence[Point]) -> dict[str, object]:
    return {
        "series": kind.code,
        "label": kind.label,
        "unit": kind.unit,
        "more_is": kind.more_is,
        "publisher": origin.publisher.strip(),
        "source": origin.source.strip(),
        "fetched_on": origin.fetched_on,
        "sha256": origin.sha256 or _hash(points),
    }


def _hash(points: Sequence[Point]) -> str:
    """The hash of what was stored, where no file was read."""
    rows = sorted(f"{one.region};{one.year};{one.value!r}" for one in points)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _store(row: SeriesFile, points: Sequence[Point]) -> None:
    known: Mapping[str, Region] = Region.objects.in_bulk({one.region for one in points})
    if absent := sorted({one.region for one in points} - set(known)):
        raise BadInput(f"Wilayah {absent[0]} belum dimuat. Minta administrator menjalankan etam prepare.", "file")
    SeriesValue.objects.bulk_create(
        SeriesValue(file=row, region=known[one.region], year=one.year, value=one.value) for one in points
    )
