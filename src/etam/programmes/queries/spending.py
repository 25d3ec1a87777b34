"""What offices budgeted and spent, and how many of them say so: for pages and measures of other rooms."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from etam.institutions.models import Institution
from etam.programmes.models import SubActivity
from etam.programmes.queries import offices
from etam.programmes.queries.activities import spent_of

MIXED = "mixed"


@dataclass(frozen=True)
class Spending:
    """Money of one place, year, source and affair ("2.23" libraries, "2.24" archives), in rupiah.

    `fund` is a code of `Fund`, or "mixed" for sub-activities that several sources pay: what was spent is known for
    them together only. `spent` counts what was reported; `unreported` is the budget about which nobody reported yet.
    """

    place: str
    year: int
    fund: str
    affair: str
    budget: int
    spent: int
    unreported: int


@dataclass(frozen=True)
class ProgrammeCoverage:
    """Offices of governments in a year: all, those with programmes, and those whose programmes say target and result.

    An office counts as told when every sub-activity of its year has a budget, an indicator with a target, and at least
    one quarter's realisation.
    """

    year: int
    offices: tuple[Institution, ...]
    recorded: frozenset[int]
    told: frozenset[int]


def spending(years: Collection[int]) -> list[Spending]:
    """What was budgeted and spent in these years; the place is "64" or a kab/kota. In order of place and year."""
    sums: dict[tuple[str, int, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in _standing().filter(year__in=years):
        budget, spent = sum(row.budget for row in one.money.all()), spent_of(one)
        cell = sums[offices.place_of(one.office), one.year, _fund(one), one.budget_code.code[:4]]
        cell[0] += budget
        cell[1] += spent or 0
        cell[2] += budget if spent is None else 0
    return [Spending(*key, *cell) for key, cell in sorted(sums.items())]


def programme_coverage(year: int) -> ProgrammeCoverage:
    """How many library and archive offices recorded their programmes of a year, with target and realisation."""
    all_offices = tuple(offices.library_and_archive_offices())
    whole: dict[int, bool] = {}
    for one in _standing().filter(year=year, office__in=all_offices):
        told = bool(one.money.all()) and bool(one.indicators.all()) and bool(one.realisations.all())
        whole[one.office_id] = whole.get(one.office_id, True) and told
    return ProgrammeCoverage(
        year, all_offices, frozenset(whole), frozenset(key for key, is_told in whole.items() if is_told)
    )


def _standing() -> QuerySet[SubActivity]:
    found = SubActivity.objects.filter(withdrawn_at=None).select_related("office", "budget_code")
    return found.prefetch_related("money", "indicators", "realisations")


def _fund(one: SubActivity) -> str:
    funds = {row.fund for row in one.money.all() if row.budget}
    return funds.pop() if len(funds) == 1 else MIXED
