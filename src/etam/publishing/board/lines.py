"""One line for each recommendation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etam.content.recommendations import Measure, Recommendation
from etam.meetings.models import MeasureReading
from etam.meetings.queries import readings
from etam.publishing import charts, reference
from etam.publishing.board import moving
from etam.publishing.board.facts import Facts
from etam.publishing.board.measures import MEASURES, settled_code
from etam.publishing.board.moving import Course, Value, written
from etam.publishing.board.reading import Reading
from etam.publishing.board.steps import NEXT_STEPS, NextStep
from etam.publishing.queries.plans import Plans
from etam.web import formats


@dataclass(frozen=True)
class State:
    """How far a recommendation is measured; not a verdict on whether it is fulfilled."""

    word: str
    tone: str
    lozenge: str


MEASURED = State("Diukur", "info", "full")
PARTLY = State("Diukur sebagian", "info", "half")
NOT_MEASURED = State("Belum diukur", "mute", "dash")


MORE = {
    "R1": ("programmes", "Program di samping literasi dan arsip"),
    "R2": ("confusions", "Kerancuan antarperaturan"),
    "R3": ("bodies", "Perpustakaan desa dan sekolah"),
    "R4": ("ranking", "Peringkat yang terbit"),
    "R5": ("accreditation", "Akreditasi dan sosialisasi"),
    "R6": ("formation", "Dari kebutuhan sampai terisi"),
    "R7": ("meetings", "Rapat yang diketahui"),
}


@dataclass(frozen=True)
class Figure:
    """One measure on the board: what content says of it, what it reads today, how it came there."""

    measure: Measure
    reading: Reading
    course: Course

    @property
    def spark(self) -> charts.Spark | None:
        """The course by years or rounds where the records tell it, else from one reading to the next."""
        return self.reading.spark or _spark(self.measure, self.course)

    @property
    def start(self) -> str:
        """The first value in words."""
        start = self.course.start
        return written(start.number, self.measure.unit) if start else "belum ada"

    @property
    def target(self) -> str:
        """The target in words; "" where no source names one."""
        found = self.measure.target
        return f"{written(found.value, self.measure.unit)} ({found.source['id']})" if found else ""


@dataclass(frozen=True)
class Line:
    """One recommendation on the board."""

    point: Recommendation
    plans: Plans
    settled: Course | None
    """The share of its action plans that is settled; None while there is no plan."""
    figures: tuple[Figure, ...]
    state: State
    next_steps: tuple[NextStep, ...]
    without: tuple[str, ...]
    """What was set as a measure and has no figure yet."""

    @property
    def more(self) -> tuple[str, str] | None:
        """Name and words of the page that tells more of it."""
        return MORE.get(self.point.code)

    @property
    def unread(self) -> int:
        """How many of its figures have no earlier reading to be compared with."""
        return sum(one.course.start is None for one in self.figures)

    @property
    def way(self) -> str:
        """Which way its figures moved since it was adopted; see `moving.together`."""
        return moving.together(one.course for one in self.figures)


def lines(facts: Facts) -> list[Line]:
    """The seven recommendations with what the records say of them. Their words come from content, as adopted."""
    adopted = reference.recommendations()
    before = _Before(readings.courses(adopted.adopted_on, facts.today), adopted.adopted_on, facts.today)
    return [_line(point, facts, before) for point in adopted.points]


def tally(board: list[Line]) -> list[tuple[State, int]]:
    """How many recommendations are measured, in part, or not yet; states that none is in are left out."""
    counts = ((state, sum(line.state == state for line in board)) for state in (MEASURED, PARTLY, NOT_MEASURED))
    return [(state, count) for state, count in counts if count]


def finding(board: Sequence[Line]) -> str:
    """The title of the board: which way the recommendations moved since they were adopted."""
    return moving.finding([line.way for line in board], reference.recommendations().adopted_on.year)


@dataclass(frozen=True)
class _Before:
    """What the measures said before today."""

    read: Mapping[str, Sequence[MeasureReading]]
    adopted_on: date
    today: date

    def course(self, code: str, now: float, unit: str, direction: str) -> Course:
        rows = self.read.get(code, [])
        earlier = tuple(Value(one.on, one.value, one.is_sample) for one in rows)
        return Course(Value(self.today, now), earlier, self.adopted_on, unit, direction)


def _line(point: Recommendation, facts: Facts, before: _Before) -> Line:
    found = [(measure, MEASURES[measure.code](facts)) for measure in point.measured_by]
    figures = tuple(_figure(measure, reading, before) for measure, reading in found if reading)
    plans = facts.plans.get(reference.point_keys()[point.number], Plans())
    code, share = settled_code(point.number), plans.settled_percent
    steps = (step(facts) for step in NEXT_STEPS.get(point.code, ()))
    return Line(
        point=point,
        plans=plans,
        settled=before.course(code, share, "percent", "more") if plans.total else None,
        figures=figures,
        state=_state(point, figures),
        next_steps=tuple(step for step in steps if step),
        without=tuple(measure.label["id"] for measure, reading in found if reading is None),
    )


def _figure(measure: Measure, reading: Reading, before: _Before) -> Figure:
    return Figure(measure, reading, before.course(measure.code, reading.number, measure.unit, measure.direction))


def _state(point: Recommendation, figures: Sequence[Figure]) -> State:
    if not figures:
        return NOT_MEASURED
    is_complete = len(figures) == len(point.measured_by) and not point.not_yet
    return MEASURED if is_complete else PARTLY


def _spark(measure: Measure, course: Course) -> charts.Spark | None:
    values = [*course.earlier, course.now]
    # A flat line says nothing that the sentence beside it does not say.
    if len({one.number for one in values}) == 1:
        return None
    told = [f"{formats.day(one.on)} {written(one.number, measure.unit)}" for one in values]
    first = f"{formats.short_day(values[0].on)}: {written(values[0].number, measure.unit)}"
    points = [(formats.short_day(one.on), one.number) for one in values]
    return charts.spark(points, f"{measure.label['id']}: {', '.join(told)}", first)
