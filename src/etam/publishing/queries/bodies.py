"""Villages and schools, their money and the help they get, as sums for everybody; no single school's money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from etam.institutions.models import ParentBody
from etam.institutions.queries.bodies import Coverage, coverage
from etam.programmes.models import LibraryMoney
from etam.programmes.models.money import Fund

VILLAGE, SCHOOL = ParentBody.Kind.VILLAGE, ParentBody.Kind.SCHOOL


@dataclass(frozen=True)
class FundLine:
    """One source of money in a year: sums None where nobody wrote anything down, and how many say so."""

    label: str
    planned: int | None
    planned_by: int
    spent: int | None
    spent_by: int


@dataclass(frozen=True)
class PlaceLine:
    """One kab/kota in a year: sums None where nobody wrote anything down, how many report, and of how many."""

    code: str
    name: str
    planned: int | None
    spent: int | None
    reporting: int
    bodies: int


@dataclass(frozen=True)
class MoneyTold:
    """A year of money for village and school libraries: how many report, and the sums of lines that say both."""

    year: int
    bodies: int
    reporting: int
    planned: int
    spent: int


def by_kind(day: date) -> dict[str, Coverage]:
    """What is known of villages and of schools."""
    found = {one.key: one for one in coverage("kind", day=day)}
    return {kind: found.get(kind, Coverage(kind)) for kind in (VILLAGE, SCHOOL)}


def of_kind(kind: str) -> QuerySet[ParentBody]:
    return ParentBody.objects.filter(kind=kind)


def money_by_regency(year: int, names: Mapping[str, str]) -> list[PlaceLine]:
    """Money of a year by kab/kota in the order of `names`, with how many report of how many there are."""
    rows = (
        _of_year(year)
        .values("body__regency")
        .annotate(Sum("planned"), Sum("spent"), reporting=Count("body", distinct=True))
    )
    told = {row["body__regency"]: row for row in rows}
    standing = ParentBody.objects.filter(valid_to=None).order_by().values_list("regency").annotate(Count("pk"))
    return [_place(code, names[code], told.get(code, {}), count) for code, count in sorted(standing) if code in names]


def by_fund(year: int) -> list[FundLine]:
    """Money of a year by source, those of which something is recorded, in the order of the sources."""
    rows = (
        _of_year(year)
        .values("fund")
        .annotate(
            Sum("planned"),
            Sum("spent"),
            planned_by=Count("body", distinct=True, filter=Q(planned__isnull=False)),
            spent_by=Count("body", distinct=True, filter=Q(spent__isnull=False)),
        )
    )
    found = {row["fund"]: row for row in rows}
    return [_line(label, found[code]) for code, label in Fund.choices if code in found]


def _of_year(year: int) -> QuerySet[LibraryMoney]:
    return LibraryMoney.objects.filter(year=year, body__valid_to=None, body__isnull=False).order_by()


def _place(code: str, name: str, told: Mapping[str, Any], bodies: int) -> PlaceLine:
    planned, spent = told.get("planned__sum"), told.get("spent__sum")
    return PlaceLine(code, name, planned, spent, told.get("reporting", 0), bodies)


def _line(label: str, row: Mapping[str, Any]) -> FundLine:
    return FundLine(label, row["planned__sum"], row["planned_by"], row["spent__sum"], row["spent_by"])


def money_told(until: int) -> MoneyTold | None:
    """The latest year up to `until` of which something is recorded; what is planned and spent where both are known."""
    lines = LibraryMoney.objects.filter(body__valid_to=None, body__isnull=False, year__lte=until)
    year = lines.order_by("-year").values_list("year", flat=True).first()
    if year is None:
        return None
    of_year = lines.filter(year=year)
    both = of_year.filter(planned__isnull=False, spent__isnull=False).aggregate(Sum("planned"), Sum("spent"))
    return MoneyTold(
        year,
        ParentBody.objects.filter(valid_to=None).count(),
        of_year.order_by().values("body").distinct().count(),
        both["planned__sum"] or 0,
        both["spent__sum"] or 0,
    )


def is_sample() -> bool:
    return ParentBody.objects.filter(is_sample=True).exists() or LibraryMoney.objects.filter(is_sample=True).exists()
