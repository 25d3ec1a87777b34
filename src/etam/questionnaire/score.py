"""The score of a return: points of questions, gathered up a tree of weights to 0–100, and the grade it falls in.

As long as answers are open a score is a range: `low` if all of them turn out worst, `high` if all turn out best.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etam.expressions import Expression, Nothing, Value, Verdict, verdict
from etam.questionnaire.checks import row_of
from etam.questionnaire.context import Answers, Context
from etam.questionnaire.instrument import Grade, Instrument, Question, ScoreNode, Scoring
from etam.questionnaire.numbers import round_for_grading


@dataclass(frozen=True)
class Points:
    """Points of one question: between `low` and `high` out of `most`. `most` is 0 for one that does not apply."""

    element: str
    low: float
    high: float
    most: float
    is_blocked: bool = False
    """Nothing can be earned because what it needs (a parent policy, say) is absent; it still counts in `most`."""


@dataclass(frozen=True)
class ScoredNode:
    """A node's value on 0–100. `weight` is its share among the sisters that apply (sum 1); 0 if it does not apply."""

    node: ScoreNode
    low: float
    high: float
    weight: float
    parts: tuple["ScoredNode", ...] = ()
    points: tuple[Points, ...] = ()

    @property
    def is_certain(self) -> bool:
        return self.low == self.high

    def walk(self) -> Iterator["ScoredNode"]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Score:
    """`root` holds every step; `grade` is None while both ends of the range do not lie in one band."""

    root: ScoredNode
    grade: Grade | None

    @property
    def low(self) -> float:
        return self.root.low

    @property
    def high(self) -> float:
        return self.root.high

    def node(self, code: str) -> ScoredNode:
        """The node called `code`. Raises KeyError."""
        for found in self.root.walk():
            if found.node.code == code:
                return found
        raise KeyError(f'the score has no node "{code}"')


def score(instrument: Instrument, answers: Answers, context: Context) -> Score:
    """Score one return. Raises ValueError for an instrument that does not score.

    node = 100 × points / highest possible points of its questions that apply, or the weighted mean of its parts.
    A part without any question that applies leaves the mean; its weight goes to its sisters in proportion.
    """
    if instrument.scoring is None:
        raise ValueError(f"{instrument.code}/{instrument.version} has no scoring")
    row = row_of(instrument, answers, context)
    root = _scored(instrument, instrument.scoring.root, row, 1.0, _Gate(True, True))
    return Score(root, grade_of(instrument.scoring, root.low, root.high))


@dataclass(frozen=True)
class Lever:
    """What one question does to the total as long as nothing else changes: `rate` points of the total per point."""

    question: Question
    rate: float
    gate: "_Gate"
    low: float

    def gain(self, row: Mapping[str, Value]) -> float:
        """What the total gains, at its low end, when `row` holds another answer to this question alone.

        Only right for a question on which no other depends.
        """
        return self.rate * (_points(self.question, row, self.gate).low - self.low)


def levers(instrument: Instrument, row: Mapping[str, Value], root: ScoredNode) -> dict[str, Lever]:
    """The lever of every question that applies, by element; `root` is the score of `row`."""
    return {lever.question.element: lever for lever in _levers(instrument, row, root, 100.0, _Gate(True, True))}


def _levers(
    instrument: Instrument, row: Mapping[str, Value], scored: ScoredNode, share: float, gate: "_Gate"
) -> Iterator[Lever]:
    gate = gate.through(scored.node.needs, row)
    for part in scored.parts:
        yield from _levers(instrument, row, part, share * part.weight, gate)
    most = sum(point.most for point in scored.points)
    for point in scored.points:
        if point.most:
            yield Lever(instrument.question(point.element), share / most, gate, point.low)


def grade_of(scoring: Scoring, low: float, high: float) -> Grade | None:
    """The band that holds both ends; None where they differ or no band holds them."""
    grades = [_band(scoring, value) for value in (low, high)]
    return grades[0] if grades[0] is grades[1] else None


@dataclass(frozen=True)
class _Gate:
    """Whether points may be earned at the low and at the high end of the range."""

    low: bool
    high: bool

    def through(self, needs: Expression | None, row: Mapping[str, Value]) -> "_Gate":
        if needs is None:
            return self
        said = verdict(needs, row)
        return _Gate(self.low and said is Verdict.PASS, self.high and said in (Verdict.PASS, Verdict.UNKNOWN))


def _scored(
    instrument: Instrument, node: ScoreNode, row: Mapping[str, Value], weight: float, gate: _Gate
) -> ScoredNode:
    gate = gate.through(node.needs, row)
    if node.parts:
        return _mean(instrument, node, row, weight, gate)
    points = tuple(_points(instrument.question(element), row, gate) for element in node.questions)
    most = sum(point.most for point in points)
    if most == 0:
        return ScoredNode(node, 0.0, 0.0, 0.0, points=points)
    low, high = (100 * sum(getattr(point, end) for point in points) / most for end in ("low", "high"))
    return ScoredNode(node, low, high, weight, points=points)


def _mean(instrument: Instrument, node: ScoreNode, row: Mapping[str, Value], weight: float, gate: _Gate) -> ScoredNode:
    parts = [_scored(instrument, part, row, part.weight, gate) for part in node.parts]
    total = sum(part.weight for part in parts)
    if total == 0:
        return ScoredNode(node, 0.0, 0.0, 0.0, parts=tuple(parts))
    shared = tuple(ScoredNode(p.node, p.low, p.high, p.weight / total, p.parts, p.points) for p in parts)
    low, high = (sum(part.weight * getattr(part, end) for part in parts) / total for end in ("low", "high"))
    return ScoredNode(node, low, high, weight, parts=shared)


def _points(question: Question, row: Mapping[str, Value], gate: _Gate) -> Points:
    most = question.most_points or 0.0
    applies = Verdict.PASS if question.applies_to is None else verdict(question.applies_to, row)
    value = row[question.element]
    if applies in (Verdict.FAIL, Verdict.NOT_APPLICABLE) or value is Nothing.NOT_APPLICABLE:
        return Points(question.element, 0.0, 0.0, 0.0)
    gate = gate.through(question.needs, row)
    low, high = _ladder(question, value)
    # Where it is not even known whether the question applies, the worst is full weight without points.
    low = low if gate.low and applies is Verdict.PASS else 0.0
    return Points(question.element, low, high if gate.high else 0.0, most, is_blocked=not gate.high)


def _ladder(question: Question, value: Value) -> tuple[float, float]:
    """The fewest and the most points the answer can mean."""
    if isinstance(value, Nothing):
        return question.least_points or 0.0, question.most_points or 0.0
    earned = points_for(question, value)
    return earned, earned


def points_for(question: Question, value: float | str) -> float:
    """The points of one answer. An answer outside every step, or outside its bounds, earns nothing."""
    if isinstance(value, str):
        option = question.option(value)
        return (option.points or 0.0) if option else 0.0
    if question.value_is_points:
        return float(value) if question.allows(value) else 0.0
    return next((step.points for step in question.point_bands if step.band.holds(value)), 0.0)


def _band(scoring: Scoring, value: float) -> Grade | None:
    return grade_at(scoring.grades, value, scoring.decimals)


def grade_at(grades: Sequence[Grade], value: float, decimals: int | None) -> Grade | None:
    """The band of `grades` that holds `value`, rounded to `decimals` first (None: as it is)."""
    rounded = round_for_grading(value, decimals)
    return next((grade for grade in grades if grade.band.holds(rounded)), None)
