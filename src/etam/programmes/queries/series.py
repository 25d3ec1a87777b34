"""Series of other offices: which stand, what they say, and what an import would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Min, QuerySet

from etam.programmes.models import SeriesFile, SeriesValue
from etam.programmes.series_list import KNOWN, Kind, Point

Key = tuple[str, int]
"""A region and a year."""


@dataclass(frozen=True)
class Course:
    """One import with its values by region and year."""

    file: SeriesFile
    values: dict[Key, float]


@dataclass(frozen=True)
class Change:
    """What an import would change of the series that stands: new cells, other values, cells that are gone."""

    new: int
    other: int
    gone: tuple[Key, ...]


def files() -> QuerySet[SeriesFile]:
    """Every import, those that stand first, with how many values it has and from when until when."""
    counted = SeriesFile.objects.annotate(count=Count("values"), first=Min("values__year"), last=Max("values__year"))
    return counted.select_related("by").order_by("label", "-id")


def standing() -> QuerySet[SeriesFile]:
    """The imports that count."""
    return SeriesFile.objects.filter(replaced_at=None).order_by("label")


def standing_of(code: str) -> SeriesFile | None:
    return standing().filter(series=code).first()


def courses() -> list[Course]:
    """Every series that stands with its values: IPM and poverty first, then the others by label."""
    order = list(KNOWN)
    found = sorted(
        standing(), key=lambda one: (order.index(one.series) if one.series in order else len(order), one.label)
    )
    values: dict[int, dict[Key, float]] = {one.pk: {} for one in found}
    rows = SeriesValue.objects.filter(file__in=found).values_list("file_id", "region_id", "year", "value")
    for file, region, year, value in rows:
        values[file][region, year] = value
    return [Course(one, values[one.pk]) for one in found]


def values_of(file: SeriesFile | None) -> dict[Key, float]:
    """The values of one import by region and year; none for none."""
    if file is None:
        return {}
    return {(region, year): value for region, year, value in file.values.values_list("region_id", "year", "value")}


def change(points: Sequence[Point], before: dict[Key, float]) -> Change:
    """What storing `points` would change against `before`."""
    after = {(one.region, one.year): one.value for one in points}
    return Change(
        new=len(after.keys() - before.keys()),
        other=sum(before[key] != after[key] for key in after.keys() & before.keys()),
        gone=tuple(sorted(before.keys() - after.keys())),
    )


def kinds() -> list[Kind]:
    """The series that an import may be of: those known from the start, then others imported before."""
    others = [one for one in standing() if one.series not in KNOWN]
    return [*KNOWN.values(), *(Kind(one.series, one.label, one.unit, one.more_is) for one in others)]
