"""The page of accreditation in words and pictures. Pure but for what it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etam.assessments.queries import YearCount
from etam.assessments.queries.accreditation import GradeLine
from etam.publishing import charts
from etam.publishing.queries.accreditation import Expiring, Grid, Share
from etam.questionnaire.instrument import Origin
from etam.questionnaire.scheme import Scheme
from etam.web import formats

TOPS = (4, 8, 12, 20, 40, 60, 80, 100)
"""Ends of an axis of per cent whose four parts are whole."""


@dataclass(frozen=True)
class Line:
    """A kab/kota or a kind with its share of accredited libraries."""

    code: str
    name: str
    share: Share


@dataclass(frozen=True)
class Generation:
    """The valid certificates of one generation by grade, the highest first."""

    title: str
    origin: Origin
    grades: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.grades)

    @property
    def bars(self) -> list[tuple[str, int, float]]:
        """Each grade with its certificates and their part of all, in per cent."""
        return [(grade, count, 100 * count / self.total) for grade, count in self.grades]


def finding(total: Share, expiring: Expiring) -> str:
    """What the page says in its title."""
    if not total.known:
        return "Belum ada sertifikat akreditasi yang tercatat"
    told = f"{formats.number(total.accredited)} dari {formats.number(total.libraries)} perpustakaan terakreditasi"
    if not expiring.within_year:
        return told
    return f"{told}; {formats.number(expiring.within_year)}\u00a0sertifikat di antaranya habis dalam 12 bulan"


def lines_by_regency(grid: Grid, names: Mapping[str, str]) -> list[Line]:
    """Every kab/kota in the order of the codes."""
    return [Line(code, name, grid.of(regency=code)) for code, name in names.items()]


def lines_by_kind(grid: Grid, names: Mapping[str, str]) -> list[Line]:
    """The kinds of library that there are, in the order given."""
    lines = [Line(code, name, grid.of(kind=code)) for code, name in names.items()]
    return [one for one in lines if one.share.libraries]


def generations(found: Sequence[GradeLine], schemes: Mapping[str, Scheme]) -> list[Generation]:
    """Grades of each generation apart: a B of one is not a B of another. `schemes` by version."""
    made = []
    for line in found:
        scheme = schemes.get(line.scheme_version)
        known = [grade.code for grade in reversed(scheme.grades)] if scheme else []
        order = [code for code in [*known, *sorted(line.grades)] if line.grades.get(code)]
        counts = tuple((code, line.grades[code]) for code in dict.fromkeys(order))
        title = scheme.title.id if scheme else f"Generasi {line.scheme_version}"
        origin = scheme.grades[-1].origin if scheme else Origin("unverified")
        made.append(Generation(title, origin, counts))
    return made


def trend(course: Sequence[YearCount]) -> charts.Trend | None:
    """The share of accredited libraries over the years, from two on."""
    points = [
        charts.Point(one.year, one.share, "share", formats.percent(one.share, 1))
        for one in course
        if one.share is not None
    ]
    if len(points) < 2:
        return None
    highest = max(point.value for point in points)
    return charts.trend(points, top=next(top for top in TOPS if top >= min(highest, 100)))
