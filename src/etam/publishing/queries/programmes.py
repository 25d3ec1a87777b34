"""Programmes of library and archive offices for everybody: which year is told, and the picture beside them."""

from dataclasses import dataclass
from datetime import date

from etam.programmes.models import SubActivity
from etam.programmes.queries import holistic


@dataclass(frozen=True)
class Column:
    """One indicator in its latest year, with its values by kab/kota."""

    measure: holistic.Facet
    year: int
    values: dict[str, float]


def year_told(day: date) -> int:
    """The latest year up to a day of which some realisation is reported, else of which anything is recorded."""
    standing = SubActivity.objects.filter(withdrawn_at=None, year__lte=day.year).order_by("-year")
    reported = standing.filter(realisations__isnull=False).values_list("year", flat=True).first()
    return reported or standing.values_list("year", flat=True).first() or day.year


def columns() -> list[Column]:
    """Literacy, archives, welfare and money per person, each in its latest year: side by side, nothing derived."""
    return [Column(one, one.years[-1], one.of_year(one.years[-1])) for one in holistic.measures() if one.years]


def is_sample(year: int) -> bool:
    return SubActivity.objects.filter(withdrawn_at=None, year=year, is_sample=True).exists()
