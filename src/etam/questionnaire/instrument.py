"""What an instrument is: sections of questions, checks, derived values and, where it scores, a tree of weights."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from etam.expressions import Expression, Type, names

CONTEXT_NAMES: Mapping[str, Type] = MappingProxyType({"kind": Type.TEXT, "subtype": Type.TEXT, "region": Type.TEXT})
"""What an expression may ask about the institution itself."""

QUESTION_TYPES: Mapping[str, Type] = MappingProxyType(
    {
        "count": Type.WHOLE,
        "money": Type.WHOLE,
        "number": Type.NUMBER,
        "percent": Type.NUMBER,
        "text": Type.TEXT,
        "url": Type.TEXT,
        "date": Type.TEXT,
        "choice": Type.TEXT,
        "yes_no": Type.TEXT,
        "ladder": Type.TEXT,
    }
)


@dataclass(frozen=True)
class Words:
    """One text in Indonesian and English."""

    id: str
    en: str

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True)
class Origin:
    """Where a statement comes from and how far it can be trusted.

    `confidence` is official, secondary, derived, unverified or not_found; `basis` holds ids of regulations.
    """

    confidence: str
    source: str = ""
    basis: tuple[str, ...] = ()

    @property
    def is_unverified(self) -> bool:
        return self.confidence in ("unverified", "not_found")


@dataclass(frozen=True)
class Band:
    """A stretch of numbers; `includes_low` and `includes_high` say whether its ends belong to it. None is endless."""

    low: float | None
    high: float | None
    includes_low: bool
    includes_high: bool

    def holds(self, value: float) -> bool:
        above = self.low is None or value > self.low or (self.includes_low and value == self.low)
        below = self.high is None or value < self.high or (self.includes_high and value == self.high)
        return above and below

    def holds_each(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """`holds` for a column of values; NaN lies in no band."""
        low, high = (-np.inf if self.low is None else self.low), (np.inf if self.high is None else self.high)
        above = values >= low if self.includes_low else values > low
        below = values <= high if self.includes_high else values < high
        return above & below


@dataclass(frozen=True)
class PointBand:
    band: Band
    points: float
    origin: Origin


@dataclass(frozen=True)
class Grade:
    code: str
    label: Words
    band: Band
    origin: Origin


@dataclass(frozen=True)
class Option:
    """One answer of a closed question; `national` is the word the national form uses for it."""

    value: str
    label: Words
    points: float | None = None
    applies_to: Expression | None = None
    national: str = ""


@dataclass(frozen=True)
class Note:
    """An open point that the form shows beside the question, with its mark."""

    text: Words
    confidence: str


@dataclass(frozen=True)
class AtLeast:
    """A minimum that a rule names. It is shown beside a known figure and is no verdict."""

    value: float
    origin: Origin


@dataclass(frozen=True)
class KnownStep:
    """The option that a known figure in `band` stands for."""

    value: str
    band: Band
    origin: Origin


@dataclass(frozen=True)
class KnownFrom:
    """Where something about a question is already known: an expression over answers to another instrument, or a field
    of the register.

    With `is_answer` the value is itself the answer; with `steps` it proposes an option; otherwise it is only shown.
    """

    label: Words
    expression: Expression | None = None
    instrument: str = ""
    register: str = ""
    unit: Words | None = None
    at_least: AtLeast | None = None
    is_answer: bool = False
    steps: tuple[KnownStep, ...] = ()


@dataclass(frozen=True)
class Question:
    element: str
    number: str
    type: str
    label: Words
    short: Words
    help: Words
    definition: Words
    origin: Origin
    unit: Words | None = None
    column: str = ""
    options: tuple[Option, ...] = ()
    applies_to: Expression | None = None
    needs: Expression | None = None
    required: bool = True
    personal: bool = False
    prefill: str = ""
    known_from: tuple[KnownFrom, ...] = ()
    evidence: Words | None = None
    minimum: float | None = None
    maximum: float | None = None
    point_bands: tuple[PointBand, ...] = ()
    value_is_points: bool = False
    """The answer itself is the number of points; the most is `maximum`."""
    iso_2789: Words | None = None
    notes: tuple[Note, ...] = ()
    not_applicable_as: str | float | None = None
    section: str = ""

    @property
    def value_type(self) -> Type:
        return QUESTION_TYPES[self.type]

    @property
    def is_number(self) -> bool:
        return self.value_type.is_number

    @property
    def is_closed(self) -> bool:
        """Only the options may be chosen. (A choice without options takes them from the registry.)"""
        return bool(self.options)

    def option(self, value: str) -> Option | None:
        return next((option for option in self.options if option.value == value), None)

    def allows(self, value: float) -> bool:
        """Whether a number lies within the bounds of the question."""
        return (self.minimum is None or value >= self.minimum) and (self.maximum is None or value <= self.maximum)

    @property
    def most_points(self) -> float | None:
        """The highest number of points the question can give; None when it does not score."""
        return self.maximum if self.value_is_points else max(self._steps, default=None)

    @property
    def least_points(self) -> float | None:
        """The lowest number of points the question can give; None when it does not score."""
        return self.minimum if self.value_is_points else min(self._steps, default=None)

    @property
    def _steps(self) -> list[float]:
        points = [option.points for option in self.options if option.points is not None]
        return points + [band.points for band in self.point_bands]


@dataclass(frozen=True)
class Section:
    code: str
    number: str
    title: Words
    questions: tuple[Question, ...]
    help: Words | None = None


@dataclass(frozen=True)
class Check:
    """One rule on the answers. `severity` is must_fix or explain; `rule` groups checks made from one entry.

    `shows` names values that only the message needs.
    """

    id: str
    rule: str
    kind: str
    elements: tuple[str, ...]
    severity: str
    message: Words
    expression: Expression
    origin: Origin
    shows: Mapping[str, Expression] = field(default_factory=dict)

    @cached_property
    def reads(self) -> frozenset[str]:
        """The elements of this round that the rule looks at; `elements` are those it is shown at."""
        return frozenset(name for name in names(self.expression) if "." not in name and name not in CONTEXT_NAMES)


@dataclass(frozen=True)
class PeerRule:
    """How the fence of a peers check is computed: median ± `spread` × 1.4826 × MAD over at least `at_least` peers."""

    check: str
    value: Expression
    spread: float
    at_least: int
    is_log: bool


@dataclass(frozen=True)
class Mechanism:
    """A rule that is no check on one return: it names the part of the software that carries it out."""

    rule: str
    carried_out_by: str
    severity: str
    text: Words
    origin: Origin


@dataclass(frozen=True)
class Derived:
    element: str
    label: Words
    formula: Expression
    unit: Words | None = None


@dataclass(frozen=True)
class ScoreNode:
    """A node of the tree of weights: it has parts, or questions. Weights count among sisters."""

    code: str
    label: Words
    weight: float
    origin: Origin
    parts: tuple["ScoreNode", ...] = ()
    questions: tuple[str, ...] = ()
    needs: Expression | None = None
    note: Words | None = None
    """An open point about the weight, shown beside the value."""

    def walk(self) -> Iterator["ScoreNode"]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Scoring:
    root: ScoreNode
    grades: tuple[Grade, ...]
    decimals: int | None = None
    """Decimals to round to before grading; None grades the unrounded value."""

    @property
    def elements(self) -> tuple[str, ...]:
        """The questions that give points, in the order of the tree."""
        return tuple(element for node in self.root.walk() for element in node.questions)


@dataclass(frozen=True)
class Instrument:
    code: str
    version: str
    checksum: str
    title: Words
    origin: Origin
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    peer_rules: tuple[PeerRule, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    derived: tuple[Derived, ...] = ()
    scoring: Scoring | None = None
    answered_by: str = ""
    verified_by: str = ""
    asks: tuple[str, ...] = ()
    """The kinds of institution that are asked."""

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)

    @cached_property
    def by_element(self) -> Mapping[str, Question]:
        return MappingProxyType({question.element: question for question in self.questions})

    @property
    def elements(self) -> tuple[str, ...]:
        return tuple(self.by_element)

    def question(self, element: str) -> Question:
        """The question that asks for `element`. Raises KeyError that names the instrument."""
        try:
            return self.by_element[element]
        except KeyError:
            raise KeyError(f'{self.code}/{self.version} has no question "{element}"') from None
