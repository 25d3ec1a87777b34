"""What a method is: plain data, already checked, that every stage reads and none changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from etam.indexmath.scales import CategoryScale

Text = Mapping[str, str]
"""A text in both languages: keys `id` and `en`."""

Status = Literal["official", "simulation", "proposal", "external"]
Missing = Literal["average_available", "refuse"]


TRAILING = ("rank", "category", "rank_low", "rank_median", "rank_high", "groups", "coverage", "filled", "notes")
"""The columns of results.csv after the scores."""


@dataclass(frozen=True)
class Gather:
    """How one element of a unit arises from the figures of its institutions or from a series."""

    function: str
    of: str = ""
    per: str = ""
    series: str = ""
    kinds: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    strata: tuple[tuple[str, ...], ...] = ()
    answered: float = 1.0


@dataclass(frozen=True)
class Element:
    """One column of the input table."""

    code: str
    label: Text
    unit: str = ""
    level: Literal["unit", "area"] = "unit"
    default: float | None = None
    gather: Gather | None = None
    confidence: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Treatment:
    """What reshapes an indicator before it is put on a scale; `share` is the tail that winsorising pulls in."""

    function: str = "none"
    share: float = 0.0


@dataclass(frozen=True)
class Goalposts:
    """The raw values that count as 0 and as the full score, fixed by the method and not by who is in the table."""

    low: float
    high: float


@dataclass(frozen=True)
class Indicator:
    """One column of the indicator table: an expression over elements."""

    code: str
    label: Text
    expression: str
    direction: Literal["up", "down"] = "up"
    unit: str = ""
    goalposts: Goalposts | None = None
    treatment: Treatment = Treatment()
    confidence: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Normaliser:
    """How treated indicators come onto one scale from 0 to `scale`; `caps` holds values at its ends."""

    function: str
    scale: float = 100.0
    caps: bool = True
    constant: Literal["refuse", "zero"] = "refuse"


@dataclass(frozen=True)
class Leaf:
    """An indicator's place in the tree."""

    code: str
    weight: float


@dataclass(frozen=True)
class Node:
    """A score made of its children; the root's weight is not used."""

    code: str
    label: Text
    function: str
    missing: Missing
    children: tuple["Node | Leaf", ...]
    weight: float = 1.0

    def nodes(self) -> Iterator["Node"]:
        """This node and every node below it, from the top down."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.nodes()

    def leaves(self) -> Iterator[Leaf]:
        """The indicators below this node, from left to right."""
        for child in self.children:
            if isinstance(child, Leaf):
                yield child
            else:
                yield from child.leaves()


@dataclass(frozen=True)
class Screen:
    """Which units enter: all of them, or only those with every element (`complete`)."""

    units: Literal["all", "complete"] = "all"
    minimum: int = 1


@dataclass(frozen=True)
class CoverageRule:
    """A share (an expression over elements) that must reach `minimum`, or the unit has no score for this `reason`."""

    code: str
    share: str
    minimum: float
    reason: Text


@dataclass(frozen=True)
class AreaRule:
    """How scores of libraries become scores of areas.

    The area's mean is multiplied by min(1, n / ceil(minimum x population)); `population` names an element of
    level area.
    """

    population: str
    minimum: float


@dataclass(frozen=True)
class RankRule:
    """The highest score is rank 1. `decimals` None ranks unrounded scores, equal within `tolerance`."""

    decimals: int | None = None
    ties: Literal["smallest", "average"] = "smallest"
    tolerance: float = 1e-9


@dataclass(frozen=True)
class RobustnessPlan:
    """What is varied, all at once, to see how far a rank depends on choices that could have been made otherwise."""

    draws: int = 10_000
    seed: int = 0
    weights: float = 0.25
    normalisers: tuple[str, ...] = ()
    aggregations: tuple[str, ...] = ()
    leave_one_out: bool = False
    interval: tuple[float, float] = (0.05, 0.95)
    certain: float = 0.95
    floor: float = 1.0


@dataclass(frozen=True)
class Method:
    """One version of an index method."""

    code: str
    version: str
    title: Text
    status: Status
    unit: Literal["region", "library"]
    elements: tuple[Element, ...]
    indicators: tuple[Indicator, ...]
    normaliser: Normaliser
    tree: Node
    rank: RankRule = RankRule()
    impute: str = "none"
    screen: Screen = Screen()
    coverage: tuple[CoverageRule, ...] = ()
    area: AreaRule | None = None
    scale: CategoryScale | None = None
    robustness: RobustnessPlan | None = None
    summary: Text = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    confidence: str = ""
    source: str = ""
    periods: tuple[int, int | None] = (0, None)
    accepted_states: tuple[str, ...] = ("accepted",)
    subtypes: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    path: Path = Path()
    checksum: str = ""

    @property
    def name(self) -> str:
        """`code/version`, as people and commands write it."""
        return f"{self.code}/{self.version}"

    def element(self, code: str) -> Element:
        return next(element for element in self.elements if element.code == code)

    def indicator(self, code: str) -> Indicator:
        return next(indicator for indicator in self.indicators if indicator.code == code)

    def node(self, code: str) -> Node:
        return next(node for node in self.tree.nodes() if node.code == code)
