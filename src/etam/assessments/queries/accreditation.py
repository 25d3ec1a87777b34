"""Which libraries are accredited: on a day, over the years, on the board; and what followed after an event."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.timezone import localdate

from etam.assessments import validity, ways
from etam.assessments.generations import NO_GRADE
from etam.assessments.models import Assessment, Certificate, Step
from etam.institutions.models import Institution
from etam.institutions.queries import existing, of_libraries
from etam.web.formats import share as written_share

State, Kind = Assessment.State, Assessment.Kind
CERTIFIED = ("valid", "within_year", "within_half", "lapsed")
"""The columns of certificates on the board; a revoked one counts as lapsed, one that is not valid yet as unknown."""
PIPELINE = tuple(one.state for one in ways.ACCREDITATION)


@dataclass(frozen=True)
class Accredited:
    """Libraries of one kind in one kab/kota: how many there are, are accredited, and have any certificate recorded."""

    regency: str
    kind: str
    libraries: int
    accredited: int
    known: int


@dataclass(frozen=True)
class YearCount:
    """How many libraries there were on a day, and how many of them were accredited then.

    `known` have a certificate recorded that had begun by then, valid or not; nothing is known about the others.
    """

    year: int
    day: date
    libraries: int
    accredited: int
    known: int

    @property
    def unknown(self) -> int:
        return self.libraries - self.known

    @property
    def share(self) -> float | None:
        """Per cent of the libraries of that day; None when there was none."""
        return 100 * self.accredited / self.libraries if self.libraries else None


@dataclass(frozen=True)
class Followed:
    """What happened at a library from a day on: it applied, it was graded. None where it has not."""

    applied_on: date | None = None
    graded_on: date | None = None
    grade: str = ""


@dataclass(frozen=True)
class Held:
    """The bare facts of one certificate and its library."""

    institution: int
    regency: str
    kind: str
    scheme_version: str
    grade: str
    valid_from: date
    valid_until: date
    revoked_on: date | None
    exists_from: date | None
    exists_to: date | None

    def standing(self, day: date) -> str:
        return validity.standing(self.valid_from, self.valid_until, self.revoked_on, day)

    def exists(self, day: date) -> bool:
        """Whether its library exists on a day."""
        return (self.exists_from is None or self.exists_from <= day) and (
            self.exists_to is None or self.exists_to >= day
        )


@dataclass
class Line:
    """One row of the board: a kab/kota or a kind, with how many libraries stand where."""

    key: str
    label: str
    libraries: int = 0
    states: Counter[str] = field(default_factory=Counter)
    standings: Counter[str] = field(default_factory=Counter)

    @property
    def accredited(self) -> int:
        return sum(self.standings[one] for one in validity.HOLDING)

    @property
    def within_half(self) -> int:
        return self.standings["within_half"]

    @property
    def within_year(self) -> int:
        """Accredited now, but with a certificate that ends within a year; those within half a year are among them."""
        return self.standings["within_year"] + self.standings["within_half"]

    @property
    def lapsed(self) -> int:
        """Once certified, no longer; a revoked certificate counts as one that lapsed."""
        return self.standings["lapsed"]

    @property
    def unknown(self) -> int:
        """Libraries without any certificate recorded: nothing is known, which is not the same as not accredited."""
        return self.libraries - sum(self.standings.values())

    @property
    def share(self) -> float | None:
        return 100 * self.accredited / self.libraries if self.libraries else None

    @property
    def share_text(self) -> str:
        return written_share(self.accredited, self.libraries, 1)


@dataclass(frozen=True)
class GradeLine:
    """The valid certificates of one generation by grade; grades of different generations are not comparable."""

    scheme_version: str
    grades: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.grades.values())


class Board:
    """Where the libraries of a person's part stand: under way by state, certificates by standing.

    Two questions to the database, however many libraries there are.
    """

    def __init__(self, libraries: QuerySet[Institution], day: date, *, by: str = "regency"):
        self.day = day
        key = {"regency": "regency_id", "kind": "kind"}[by]
        self._lines: dict[str, Line] = {}
        self._held: list[Held] = []
        here = libraries.filter(existing(day)).order_by()
        for code, count in here.values_list(key).annotate(Count("pk")):
            self._line(code).libraries = count
        for code, state, count in _under_way(here, key):
            self._line(code).states[state] += count
        for held in latest(certificates_of(here), day).values():
            self._held.append(held)
            code = held.regency if by == "regency" else held.kind
            self._line(code).standings[_column(held.standing(day))] += 1

    def lines(self, labels: Mapping[str, str]) -> list[Line]:
        """One line for each of `labels`, in their order."""
        for code, label in labels.items():
            self._line(code).label = label
        return [self._lines[code] for code in labels]

    @property
    def total(self) -> Line:
        """All lines together."""
        total = Line("", "Semua")
        for one in self._lines.values():
            total.libraries += one.libraries
            total.states.update(one.states)
            total.standings.update(one.standings)
        return total

    def grades(self) -> list[GradeLine]:
        """Valid certificates by generation and grade, the newest generation first."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for held in self._held:
            if held.standing(self.day) in validity.HOLDING:
                found[held.scheme_version][held.grade] += 1
        return [GradeLine(version, found[version]) for version in sorted(found, reverse=True)]

    def _line(self, code: str) -> Line:
        return self._lines.setdefault(code, Line(code, code))


def accredited_on(day: date) -> list[Accredited]:
    """Accredited libraries on a day by kab/kota and kind, sorted; a combination without a library has no row."""
    libraries = Institution.objects.filter(of_libraries(), existing(day)).order_by()
    counts = libraries.values_list("regency_id", "kind").annotate(Count("pk"))
    accredited: Counter[tuple[str, str]] = Counter()
    known: Counter[tuple[str, str]] = Counter()
    for held in latest(certificates_of(libraries), day).values():
        known[held.regency, held.kind] += 1
        accredited[held.regency, held.kind] += held.standing(day) in validity.HOLDING
    return [
        Accredited(regency, kind, count, accredited[regency, kind], known[regency, kind])
        for regency, kind, count in sorted(counts)
    ]


def certificate_of(institution: Institution, day: date) -> Certificate | None:
    """The certificate that is valid on a day, if there is one."""
    return institution.certificates.filter(validity.holding(day)).order_by("-valid_until").first()


def course(
    years: Iterable[int], *, libraries: QuerySet[Institution] | None = None, today: date | None = None
) -> list[YearCount]:
    """Accredited libraries at the end of each year, of the current year today; later years are left out.

    The denominator of a year is the libraries that the directory knew to exist on that very day. `libraries` narrows
    to a part of them. Two questions to the database.
    """
    now = today or localdate()
    days = {year: min(date(year, 12, 31), now) for year in sorted(set(years)) if year <= now.year}
    if not days:
        return []
    rows = Institution.objects.filter(of_libraries()) if libraries is None else libraries
    counts = rows.order_by().aggregate(**{f"y{year}": Count("pk", filter=existing(day)) for year, day in days.items()})
    held = list(certificates_of(rows))
    return [_year(year, day, counts[f"y{year}"], held) for year, day in days.items()]


def first_year(libraries: QuerySet[Institution]) -> int | None:
    """The year in which the earliest recorded certificate begins."""
    found = Certificate.objects.filter(institution__in=libraries.order_by().values("pk")).aggregate(Min("valid_from"))
    begins: date | None = found["valid_from__min"]
    return begins.year if begins else None


def since(institutions: Iterable[Institution], day: date) -> dict[int, Followed]:
    """What happened at each library from a day on, by primary key; an empty Followed where nothing did.

    Applied is the first intent that was not given up; graded the first result, by assessment or by a certificate that
    begins then. Two questions to the database.
    """
    keys = {one.pk for one in institutions}
    applied: dict[int, date] = {}
    graded: dict[int, tuple[date, str]] = {}
    for key, state, begun, determined, grade in _attempts(keys):
        began = localdate(begun)
        if began >= day and state != State.WITHDRAWN:
            applied[key] = min(began, applied.get(key, began))
        if state == State.DETERMINED and determined and localdate(determined) >= day:
            _earlier(graded, key, localdate(determined), grade)
    for key, begins, grade in Certificate.objects.filter(
        institution__in=keys, valid_from__gte=day, assessment=None
    ).values_list("institution_id", "valid_from", "grade"):
        _earlier(graded, key, begins, grade)
    return {key: Followed(applied.get(key), *graded.get(key, (None, ""))) for key in keys}


def certificates_of(libraries: QuerySet[Institution]) -> Iterator[Held]:
    """The facts of every certificate of some libraries; one question."""
    of = Certificate.objects.filter(institution__in=libraries.order_by().values("pk")).order_by()
    rows = of.values_list(
        "institution_id",
        "institution__regency_id",
        "institution__kind",
        "scheme_version",
        "grade",
        "valid_from",
        "valid_until",
        "revoked_on",
        "institution__valid_from",
        "institution__valid_to",
    )
    return (Held(*row) for row in rows.iterator())


def latest(held: Iterable[Held], day: date) -> dict[int, Held]:
    """The certificate by which each library stands on a day: the one that holds, else the last one that has begun."""
    found: dict[int, Held] = {}
    for one in held:
        if one.valid_from > day:
            continue
        other = found.get(one.institution)
        if other is None or _rank(one, day) > _rank(other, day):
            found[one.institution] = one
    return found


def libraries_without(libraries: QuerySet[Institution], day: date) -> QuerySet[Institution]:
    """Those without any certificate recorded that has begun."""
    return libraries.filter(existing(day)).exclude(pk__in=_begun(day))


def libraries_lapsed(libraries: QuerySet[Institution], day: date) -> QuerySet[Institution]:
    """Those that were certified once and are no longer."""
    holding = Certificate.objects.filter(validity.holding(day)).values("institution")
    return libraries.filter(existing(day), pk__in=_begun(day)).exclude(pk__in=holding)


def under_way() -> QuerySet[Assessment]:
    """Accreditations that wait for something: not given up, and not yet with the certificate that they earned."""
    rows = Assessment.objects.filter(kind=Kind.ACCREDITATION, certificate=None).exclude(state=State.WITHDRAWN)
    return rows.exclude(state=State.DETERMINED, final_grade=NO_GRADE)


def remarks(assessment: Assessment) -> dict[str, str]:
    """What the last one who sent the sheet back wrote about single questions; nothing once it was sent on again."""
    step = returned(assessment)
    return dict(step.remarks) if step else {}


def returned(assessment: Assessment) -> Step | None:
    """The step by which an accreditation was sent back to its library, while it is there."""
    if assessment.state != State.ANSWERING or not assessment.is_accreditation:
        return None
    step: Step | None = assessment.steps.select_related("by").order_by("-pk").first()
    if step is None or not step.reason or step.from_state not in (State.CHECKING, State.CHECKED, State.DELIVERED):
        return None
    return step


def years_shown(first: int | None, today: date, most: int = 10) -> Sequence[int]:
    """The years of the line: from the first certificate, at least five and at most ten, up to today."""
    begin = min(first or today.year, today.year - 4)
    return range(max(begin, today.year - most + 1), today.year + 1)


def _under_way(libraries: QuerySet[Institution], key: str) -> Iterator[tuple[str, str, int]]:
    rows = under_way().filter(institution__in=libraries.values("pk")).order_by()
    yield from rows.values_list(f"institution__{key}", "state").annotate(Count("pk"))


def _begun(day: date) -> "QuerySet[Certificate, Any]":
    return Certificate.objects.filter(valid_from__lte=day).order_by().values("institution")


def _column(standing: str) -> str:
    return standing if standing in CERTIFIED else "lapsed"


def _year(year: int, day: date, libraries: int, held: Sequence[Held]) -> YearCount:
    then = latest((one for one in held if one.exists(day)), day)
    accredited = sum(one.standing(day) in validity.HOLDING for one in then.values())
    return YearCount(year, day, libraries, accredited, len(then))


def _rank(held: Held, day: date) -> tuple[bool, date]:
    return held.standing(day) in validity.HOLDING, held.valid_until


def _attempts(keys: Collection[int]) -> QuerySet[Assessment, Any]:
    rows = Assessment.objects.filter(kind=Kind.ACCREDITATION, institution__in=keys).order_by()
    begun = Min("steps__at", filter=Q(steps__to_state=State.PLANNED))
    return (
        rows.annotate(begun=begun)
        .exclude(begun=None)
        .values_list("institution_id", "state", "begun", "determined_at", "final_grade")
    )


def _earlier(found: dict[int, tuple[date, str]], key: int, day: date, grade: str) -> None:
    if key not in found or day < found[key][0]:
        found[key] = (day, grade)
