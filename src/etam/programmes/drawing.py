"""Charts of programmes as plain data: quarters of a year, and an indicator's course with its gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

from etam.programmes.models import Realisation
from etam.programmes.queries.aims import Course
from etam.web.charts import LineChart, Series, Write, line_chart
from etam.web.formats import number, percent, short

QUARTERS = ((1, "TW 1"), (2, "TW 2"), (3, "TW 3"), (4, "TW 4"))


@dataclass(frozen=True)
class Quarter:
    """A quarter with what was reported, or without."""

    number: int
    row: Realisation | None
    share: float | None


def quarters(rows: Sequence[Realisation], budget: int) -> list[Quarter]:
    """All four, also those that nobody reported."""
    known = {one.quarter: one for one in rows}
    return [Quarter(one, known.get(one), _share(known.get(one), budget)) for one, _ in QUARTERS]


def progress(rows: Sequence[Realisation], budget: int) -> LineChart | None:
    """Work and money over the quarters, in per cent; None while nothing was reported."""
    if not rows or not budget:
        return None
    work = [(0.0, 0.0), *((one.quarter, one.physical_percent) for one in rows)]
    money = [(0.0, 0.0), *((one.quarter, 100 * one.spent / budget) for one in rows)]
    last = rows[-1]
    title = (
        f"Sampai triwulan {last.quarter} pekerjaan {percent(last.physical_percent)} dan keuangan "
        f"{percent(100 * last.spent / budget)}"
    )
    lines = [Series("keuangan", money, "then"), Series("fisik", work, "now")]
    return line_chart(title, lines, ((0, "Jan"), *QUARTERS))


def course(of: Course) -> LineChart | None:
    """An indicator over the years, broken where a year is missing; the first year of the programme is marked.

    None where fewer than two years are known: one point has no course.
    """
    runs = of.runs
    if sum(map(len, runs)) < 2:
        return None
    years = [one.year for one in of.points]
    of_programme = [one.year for one in of.points if one.is_of_programme]
    top = _top(max(value for run in runs for _, value in run))
    lines = [Series("", run) for run in runs]
    title = f"{of.label} di {of.place}, {years[0]}–{years[-1]}"
    # At the left edge the mark would have no room for its word; the table names the years as well.
    begins = next((year for year in of_programme[:1] if year > years[0]), None)
    mark = (begins, f"program {begins}") if begins else None
    ticks = [(year, str(year)) for year in years]
    return line_chart(title, lines, ticks, top=top, write=_written(top), mark=mark)


def _share(row: Realisation | None, budget: int) -> float | None:
    return 100 * row.spent / budget if row and budget else None


def _top(highest: float) -> float:
    """A round number at or above the highest value."""
    size = 1.0
    while size * 10 < highest:
        size *= 10
    steps = (1, 2, 2.5, 5, 10) if highest >= 1 else (0.1, 0.2, 0.5, 1)
    return next((size * step for step in steps if size * step >= highest), size * 10)


def _written(top: float) -> Write:
    return short if top >= 1000 else number
