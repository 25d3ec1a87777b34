"""The money of one village, school or institution, year by year: recorded, demanded, and said in accepted returns."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from etam.content.funding_rules import latest_funding_rules
from etam.institutions.models import Institution, ParentBody
from etam.programmes.models import Ceiling, LibraryMoney
from etam.programmes.rules import Assessed, BodyYear, Line, assess
from etam.submissions.models import Figure

BOS_ELEMENT = "collection_budget_bos"
Subject = ParentBody | Institution


@dataclass
class YearOfMoney:
    """What is known of one year. `returned` is what an accepted return says of BOS money: a second source."""

    year: int
    lines: list[LibraryMoney] = field(default_factory=list)
    ceilings: list[Ceiling] = field(default_factory=list)
    returned: Figure | None = None
    assessed: Assessed | None = None

    @property
    def planned(self) -> int | None:
        return total(one.planned for one in self.lines)

    @property
    def spent(self) -> int | None:
        return total(one.spent for one in self.lines)

    @property
    def bos_books(self) -> LibraryMoney | None:
        """The recorded line that the return's figure speaks about too."""
        return next((one for one in self.lines if (one.fund, one.purpose) == ("bosp", "books")), None)

    @property
    def sources_differ(self) -> bool:
        """Whether the return says another amount than the record."""
        line, said = self.bos_books, self.returned
        if line is None or said is None or said.number is None:
            return False
        return said.number not in (line.planned, line.spent)


def total(amounts: Iterable[int | None]) -> int | None:
    """The sum of what is known; None where nothing is."""
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None


def years_of(subject: Subject, *also: int) -> list[YearOfMoney]:
    """Every year of which something is known, and those in `also`; the latest first."""
    years: dict[int, dict[str, Any]] = defaultdict(dict)
    for line in subject.money.order_by("fund", "purpose"):
        years[line.year].setdefault("lines", []).append(line)
    if isinstance(subject, ParentBody):
        for ceiling in subject.ceilings.order_by("kind"):
            years[ceiling.year].setdefault("ceilings", []).append(ceiling)
    returned = returned_by_year(subject)
    found = [_year(subject, year, years.get(year, {}), returned.get(year)) for year in {*years, *returned, *also}]
    return sorted(found, key=lambda one: -one.year)


def year_of(subject: Subject, year: int) -> YearOfMoney:
    """One year, also where nothing is known of it."""
    return next(one for one in years_of(subject, year) if one.year == year)


def returned_by_year(subject: Subject) -> dict[int, Figure]:
    """What accepted returns of the library say of BOS money, by year."""
    library = subject.library if isinstance(subject, ParentBody) else subject
    if library is None:
        return {}
    rows = Figure.objects.filter(institution=library, element=BOS_ELEMENT, replaced_at=None)
    return {one.period: one for one in rows.select_related("revision__submission__round")}


def body_year(body: ParentBody, year: int, lines: Iterable[LibraryMoney], ceilings: Iterable[Ceiling]) -> BodyYear:
    """The records of a year in the form that the rules are held to."""
    written = [Line(one.fund, one.purpose, one.planned, one.spent) for one in lines]
    return BodyYear(body.kind, body.is_public, year, written, {one.kind: one.amount for one in ceilings})


def _year(subject: Subject, year: int, found: dict[str, Any], returned: Figure | None) -> YearOfMoney:
    one = YearOfMoney(year, found.get("lines", []), found.get("ceilings", []), returned)
    if isinstance(subject, ParentBody):
        one.assessed = assess(latest_funding_rules(), body_year(subject, year, one.lines, one.ceilings))
    return one
