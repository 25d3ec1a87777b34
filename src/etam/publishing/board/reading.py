"""What one measure says, as the board writes it."""

from dataclasses import dataclass

from etam.publishing import charts
from etam.web import formats


@dataclass(frozen=True)
class Reading:
    """One measure as the board writes it: the figure, what it counts, its part of a whole, its course.

    `number` is the same figure in the unit that content names.
    """

    number: float
    value: str
    label: str
    percent: float | None = None
    note: str = ""
    spark: charts.Spark | None = None


def share(part: int, whole: int, label: str, note: str = "", spark: charts.Spark | None = None) -> Reading | None:
    """A part of a whole; of nothing there is no share."""
    if not whole:
        return None
    percent = 100 * part / whole
    counted = f"{formats.number(part)} dari {formats.number(whole)}"
    # All and none are exact; a decimal would make them look rounded.
    decimals = 0 if part in (0, whole) else 1
    return Reading(percent, formats.share(part, whole, decimals), label, percent, f"{counted}{note}", spark)


def count(number: int, label: str, note: str = "") -> Reading:
    return Reading(number, formats.number(number), label, note=note)
