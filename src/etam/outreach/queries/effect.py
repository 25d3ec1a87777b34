"""What happened to libraries after they came to an event, beside those of the same kab/kota and kind that did not.

Every library is looked at from a day on, for so many months. Who was accredited on that day or on the way to it is left
out on both sides: outreach could not win them. This describes; it proves no cause, for those who come may be the ones
who were about to apply anyway.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from statistics import median_low

from django.db.models import QuerySet
from django.utils.timezone import localdate

from etam.assessments.models import Assessment, Certificate, Step
from etam.evidence.reference import months_later
from etam.institutions.models import Institution
from etam.institutions.queries import of_libraries
from etam.outreach.models import Attendance, Event
from etam.questionnaire.sampling import Difference, Share, difference, share

State = Assessment.State
Cell = tuple[str, str]
Ends = Callable[[date], date]
MONTHS = (12, 24)
OUTCOMES: Mapping[str, str] = {
    "intent": "Menyatakan niat",
    "handed_in": "Mengirim penilaian mandiri",
    "graded": "Ditetapkan hasilnya",
    "certified": "Memegang sertifikat baru",
}
"""The steps after an event, each at least as far as the one before it."""
STEPS: Mapping[str, str] = {State.PLANNED: "intent", State.CHECKING: "handed_in", State.DETERMINED: "graded"}


@dataclass
class Path:
    """What is recorded of one library: days of each outcome, and the spans in which there was nothing to win."""

    days: dict[str, list[date]] = field(default_factory=lambda: defaultdict(list))
    spans: list[tuple[date, date]] = field(default_factory=list)

    def is_busy(self, day: date) -> bool:
        """Whether it was accredited or on the way to it when a day began."""
        return any(begins < day <= ends for begins, ends in self.spans)

    def reached(self, outcome: str, begins: date, ends: date) -> bool:
        """Whether it came at least as far as an outcome between two days; both count."""
        names = list(OUTCOMES)
        later = names[names.index(outcome) :]
        return any(begins <= day <= ends for name in later for day in self.days.get(name, ()))


@dataclass(frozen=True)
class Looked:
    """A library looked at from a day on."""

    institution: int
    begins: date


@dataclass(frozen=True)
class Line:
    """One outcome on both sides."""

    outcome: str
    label: str
    attended: Share
    others: Share

    @property
    def difference(self) -> Difference | None:
        """How many points more of those who came."""
        return difference(self.attended, self.others)


@dataclass(frozen=True)
class Effect:
    """What happened within so many months. `left_out` came but had nothing to win, `too_recent` came too late to tell.

    `until` is the last day that was looked at, where it is one and the same day for all; `is_over` says whether the
    months are over.
    """

    months: int
    lines: tuple[Line, ...]
    left_out: int
    too_recent: int
    until: date | None = None
    is_over: bool = True

    @property
    def attended(self) -> int:
        return self.lines[0].attended.total

    @property
    def others(self) -> int:
        return self.lines[0].others.total


@dataclass(frozen=True)
class Library:
    """The bare facts of a library: its cell of comparison, and when it existed."""

    cell: Cell
    exists_from: date | None
    exists_to: date | None

    def exists(self, day: date) -> bool:
        return (self.exists_from is None or self.exists_from <= day) and (
            self.exists_to is None or self.exists_to >= day
        )


class Follower:
    """Looks at libraries after events; reads what it needs once, in five questions to the database."""

    def __init__(self, today: date | None = None, libraries: QuerySet[Institution] | None = None):
        self.today = today or localdate()
        rows = Institution.objects.filter(of_libraries()) if libraries is None else libraries
        self.libraries = {
            key: Library((regency, kind), begins, ends)
            for key, regency, kind, begins, ends in rows.order_by().values_list(
                "pk", "regency_id", "kind", "valid_from", "valid_to"
            )
        }
        self.paths = paths()
        self.came = _days_of_coming(self.today)

    def of_event(self, event: Event, months: int) -> Effect:
        """After one event: those on its list, beside those of the same cells that came to none until then.

        While the months are not over, both sides are looked at until today.
        """
        day, whole = event.held_on, months_later(event.held_on, months)
        until = min(whole, self.today)
        came = set(event.attendances.filter(removed_at=None).values_list("institution", flat=True))
        attended = [Looked(key, day) for key in sorted(came & self.libraries.keys())]
        begins = {self.libraries[one.institution].cell: day for one in attended}
        others = list(self._stayed_away(begins, lambda _: until))
        found = self._effect(months, attended, others, lambda _: until, too_recent=0)
        return replace(found, until=until, is_over=whole <= self.today)

    def overall(self, months: int) -> Effect:
        """After all events: every library from the first time it came, where the months since then are over.

        A library that did not come is looked at from the middle one (the lower median) of the first days on which
        libraries of its kab/kota and kind came.
        """

        def ends(begins: date) -> date:
            return months_later(begins, months)

        first = {key: days[0] for key, days in self.came.items() if key in self.libraries}
        attended = [Looked(key, day) for key, day in sorted(first.items()) if ends(day) <= self.today]
        days: dict[Cell, list[date]] = defaultdict(list)
        for one in attended:
            days[self.libraries[one.institution].cell].append(one.begins)
        middle = {cell: median_low(found) for cell, found in days.items()}
        others = list(self._stayed_away(middle, ends))
        return self._effect(months, attended, others, ends, too_recent=len(first) - len(attended))

    def _stayed_away(self, begins: Mapping[Cell, date], ends: Ends) -> Iterator[Looked]:
        """Libraries of some cells that existed on the cell's day and came to no event until the last day looked at."""
        for key, library in sorted(self.libraries.items()):
            day = begins.get(library.cell)
            if day is None or not library.exists(day):
                continue
            first = self.came.get(key, [date.max])[0]
            if first > ends(day):
                yield Looked(key, day)

    def _effect(self, months: int, attended: list[Looked], others: list[Looked], ends: Ends, too_recent: int) -> Effect:
        free = [one for one in attended if not self._busy(one)]
        rest = [one for one in others if not self._busy(one)]
        lines = tuple(
            Line(outcome, label, self._share(outcome, free, ends), self._share(outcome, rest, ends))
            for outcome, label in OUTCOMES.items()
        )
        return Effect(months, lines, len(attended) - len(free), too_recent)

    def _busy(self, one: Looked) -> bool:
        path = self.paths.get(one.institution)
        return path is not None and path.is_busy(one.begins)

    def _share(self, outcome: str, group: list[Looked], ends: Ends) -> Share:
        came_so_far = [
            one
            for one in group
            if (path := self.paths.get(one.institution)) and path.reached(outcome, one.begins, ends(one.begins))
        ]
        return share(len(came_so_far), len(group))


def paths() -> dict[int, Path]:
    """What is recorded of every library that ever began an accreditation or was certified; two questions.

    Attempts that were given up leave no trace here. A certificate that was registered without an assessment counts as
    a result on the day it begins.
    """
    found: dict[int, Path] = defaultdict(Path)
    spans: dict[tuple[int, int], list[tuple[str, date]]] = defaultdict(list)
    steps = Step.objects.filter(assessment__kind=Assessment.Kind.ACCREDITATION).exclude(
        assessment__state=State.WITHDRAWN
    )
    for key, assessment, state, at in steps.order_by("pk").values_list(
        "assessment__institution", "assessment", "to_state", "at"
    ):
        if state in STEPS:
            found[key].days[STEPS[state]].append(localdate(at))
        spans[key, assessment].append((state, localdate(at)))
    for (key, _), passed in spans.items():
        state, day = passed[-1]
        found[key].spans.append((passed[0][1], day if state == State.DETERMINED else date.max))
    for key, begins, until, revoked_on, assessment in Certificate.objects.order_by("pk").values_list(
        "institution", "valid_from", "valid_until", "revoked_on", "assessment"
    ):
        found[key].days["certified"].append(begins)
        found[key].spans.append((begins, min(until, revoked_on - timedelta(days=1)) if revoked_on else until))
        if assessment is None:
            found[key].days["graded"].append(begins)
    return dict(found)


def _days_of_coming(day: date) -> dict[int, list[date]]:
    """The days on which each library came to an event, the first first."""
    rows = Attendance.objects.filter(removed_at=None, institution__isnull=False, event__held_on__lte=day)
    rows = rows.exclude(event__state=Event.State.CANCELLED).order_by("event__held_on")
    found: dict[int, list[date]] = defaultdict(list)
    for key, held_on in rows.values_list("institution", "event__held_on"):
        found[key].append(held_on)
    return dict(found)
