"""Money for the libraries of villages and schools, by kab/kota: planned, spent, per person, and what the rules say."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Count, QuerySet, Sum

from etam.content.funding_rules import FundingRule, latest_funding_rules
from etam.institutions.models import Institution, ParentBody, Region
from etam.programmes.models import Ceiling, LibraryMoney
from etam.programmes.queries.body_money import body_year
from etam.programmes.rules import BOOKS_RULE, OPERATING_RULE, Verdict, assess

RULES = (OPERATING_RULE, BOOKS_RULE)


@dataclass
class PlaceMoney:
    """One kab/kota in one year. Sums are None where nobody wrote anything down; counts say of how many they are.

    `people` and `planned_of_people` are those of the bodies of which both are known.
    """

    place: Region | None
    bodies: int = 0
    reporting: int = 0
    planned: int | None = None
    planned_count: int = 0
    spent: int | None = None
    spent_count: int = 0
    people: int = 0
    planned_of_people: int = 0
    verdicts: dict[str, Counter[Verdict]] = field(default_factory=lambda: {code: Counter() for code in RULES})

    @property
    def per_person(self) -> Fraction | None:
        """Planned rupiah per person served, where both are known."""
        return Fraction(self.planned_of_people, self.people) if self.people else None

    @property
    def rupiah_per_person(self) -> int | None:
        """The same in whole rupiah, halves rounded up."""
        return int(self.per_person + Fraction(1, 2)) if self.per_person is not None else None

    @property
    def silent(self) -> int:
        """Of how many nothing is known."""
        return self.bodies - self.reporting

    def add(self, planned: int | None, spent: int | None, people: int | None) -> None:
        """Take in one body of which something is recorded."""
        self.reporting += 1
        if planned is not None:
            self.planned, self.planned_count = (self.planned or 0) + planned, self.planned_count + 1
            if people:
                self.people, self.planned_of_people = self.people + people, self.planned_of_people + planned
        if spent is not None:
            self.spent, self.spent_count = (self.spent or 0) + spent, self.spent_count + 1


@dataclass(frozen=True)
class OfficeMoney:
    """Money of one institution that is neither a village's nor a school's, such as a library of a kab/kota."""

    institution: Institution
    planned: int | None
    spent: int | None


@dataclass(frozen=True)
class Overview:
    """A year by kab/kota with the sum over all. `rules` are those that hold in the year, by code."""

    year: int
    places: list[PlaceMoney]
    whole: PlaceMoney
    rules: dict[str, FundingRule]


def overview(bodies: QuerySet[ParentBody], year: int, *, fund: str = "", kind: str = "") -> Overview:
    """What is known of these villages and schools in a year; `fund` and `kind` narrow it."""
    bodies = bodies.filter(kind=kind) if kind else bodies
    counted = dict(bodies.order_by().values_list("regency").annotate(Count("pk")))
    regions = Region.objects.in_bulk(counted)
    found = {code: PlaceMoney(regions[code], bodies=count) for code, count in sorted(counted.items())}
    whole = PlaceMoney(None, bodies=sum(counted.values()))
    for regency, people, planned, spent in _sums(bodies, year, fund):
        found[regency].add(planned, spent, people)
        whole.add(planned, spent, people)
    rules = rules_of(year)
    for regency, code, verdict, count in _verdicts(bodies, year) if rules else ():
        found[regency].verdicts[code][verdict] += count
        whole.verdicts[code][verdict] += count
    return Overview(year, list(found.values()), whole, rules)


def offices(institutions: QuerySet[Institution], year: int, *, fund: str = "") -> list[OfficeMoney]:
    """What is recorded of these institutions themselves in a year, in order of kab/kota; in no sum of `overview`."""
    lines = LibraryMoney.objects.filter(institution__in=institutions.order_by().values("pk"), year=year)
    lines = lines.filter(fund=fund) if fund else lines
    sums = lines.order_by().values("institution").annotate(Sum("planned"), Sum("spent"))
    found = {one["institution"]: (one["planned__sum"], one["spent__sum"]) for one in sums}
    rows = Institution.objects.filter(pk__in=found).select_related("regency").order_by("regency", "name", "pk")
    return [OfficeMoney(one, *found[one.pk]) for one in rows]


def rules_of(year: int) -> dict[str, FundingRule]:
    """The two rules on school libraries, as far as they are known to hold in a year."""
    known = latest_funding_rules().rules
    held = [known[code] for code in RULES if code in known]
    return {one.code: one for one in held if (one.from_year or year) <= year <= (one.to_year or year)}


def years_recorded(bodies: QuerySet[ParentBody]) -> list[int]:
    """The years in which something is recorded, the latest first."""
    years = LibraryMoney.objects.filter(body__in=bodies).order_by().values_list("year", flat=True).distinct()
    return sorted(years, reverse=True)


def _sums(
    bodies: QuerySet[ParentBody], year: int, fund: str
) -> Iterable[tuple[str, int | None, int | None, int | None]]:
    lines = LibraryMoney.objects.filter(body__in=bodies, year=year)
    lines = lines.filter(fund=fund) if fund else lines
    grouped = lines.order_by().values("body_id", "body__regency_id", "body__people")
    return grouped.annotate(Sum("planned"), Sum("spent")).values_list(
        "body__regency_id", "body__people", "planned__sum", "spent__sum"
    )


def _verdicts(bodies: QuerySet[ParentBody], year: int) -> Iterable[tuple[str, str, Verdict, int]]:
    """Regency, rule, verdict and of how many schools: those without any record cannot be said."""
    schools = bodies.filter(kind=ParentBody.Kind.SCHOOL)
    lines: dict[int, list[LibraryMoney]] = defaultdict(list)
    ceilings: dict[int, list[Ceiling]] = defaultdict(list)
    for line in LibraryMoney.objects.filter(body__in=schools, year=year).order_by():
        lines[line.body_id or 0].append(line)
    for ceiling in Ceiling.objects.filter(body__in=schools, year=year).order_by():
        ceilings[ceiling.body_id].append(ceiling)
    left = Counter(dict(schools.order_by().values_list("regency").annotate(Count("pk"))))
    rules = latest_funding_rules()
    for body in schools.filter(pk__in={*lines, *ceilings}).order_by():
        left[body.regency_id] -= 1
        for one in assess(rules, body_year(body, year, lines[body.pk], ceilings[body.pk])).library_rules:
            yield body.regency_id, one.rule.code, one.verdict, 1
    for regency, count in left.items():
        for code in rules_of(year):
            yield regency, code, Verdict.UNKNOWN, count
