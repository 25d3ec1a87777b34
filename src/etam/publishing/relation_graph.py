"""A picture of regulations and what they do to each other: years run across, levels of rule downwards. Pure.

Labels never lie on each other: within a level every regulation takes the highest row that is still free at its year.
Lengths are pixels at the size at which the picture is drawn; the widths of letters are estimated on the wide side.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

# As the legend tells them: what ends comes before what changes, and what carries out last.
VERBS = ("mencabut", "menggantikan", "mengubah", "memutakhirkan", "melaksanakan")

# Years draw together until the picture fits the page, but never so far that their numbers touch.
FRAME, NARROWEST, WIDEST = 1196, 40, 110
ROW, FIRST_X = 26, 24
HEAD, LANE_HEAD, LANE_FOOT = 34, 30, 10
DOT, GAP, ARROW, BOW = 5.5, 10, 7, 18
LETTERS = {" ": 3.8, "/": 4.6, ".": 4.0, "-": 5.0, "(": 5.0, ")": 5.0, "m": 11.4, "w": 9.6, "i": 3.8, "l": 3.8}
DIGIT, UPPER, LOWER = 7.7, 9.0, 7.5


@dataclass(frozen=True)
class Node:
    """One regulation: its year, the level of rule it stands in, and how it is marked ("in_force" and so on)."""

    code: str
    label: str
    year: int
    lane: str
    mark: str = ""
    title: str = ""
    url: str = ""
    is_chosen: bool = False


class Edge(NamedTuple):
    """What `subject` does to `object`, both by code."""

    subject: str
    verb: str
    object: str


class Box(NamedTuple):
    """Where something lies: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


@dataclass(frozen=True)
class Spot:
    """A regulation in its place: the middle of its dot, where its label begins, the numbers of its own lines."""

    node: Node
    x: float
    y: float
    lines: tuple[int, ...] = ()

    @property
    def text_x(self) -> float:
        return self.x + DOT + 4

    @property
    def width(self) -> float:
        """Of the dot and its label together."""
        return self.box.right - self.box.left

    @property
    def box(self) -> Box:
        """Where the dot and its label lie."""
        right = self.text_x + text_width(self.node.label)
        return Box(self.x - DOT, self.y - ROW / 2 + 1, right, self.y + ROW / 2 - 1)


@dataclass(frozen=True)
class Curve:
    """One relation: a line `d` from the subject, and the arrowhead `tip` at the object."""

    verb: str
    d: str
    tip: str


@dataclass(frozen=True)
class Lane:
    """A level of rule: its name and the band it takes."""

    name: str
    y: float
    height: float

    @property
    def box(self) -> Box:
        """Where its name stands."""
        return Box(FIRST_X - 16, self.y + 4, FIRST_X - 16 + text_width(self.name), self.y + LANE_HEAD - 4)


@dataclass(frozen=True)
class Drawing:
    """The whole picture; `years` are (year, x)."""

    width: float
    height: float
    years: tuple[tuple[int, float], ...]
    lanes: tuple[Lane, ...]
    spots: tuple[Spot, ...]
    curves: tuple[Curve, ...]


def draw(nodes: Iterable[Node], edges: Iterable[Edge], lanes: Sequence[str]) -> Drawing:
    """Lay `nodes` out by year and lane and join them by `edges`; `lanes` are the levels from high to low.

    Edges to what is not among the nodes are left out, and so are lanes without a node. Raises ValueError when a node
    stands in no lane.
    """
    shown = sorted(nodes, key=lambda node: (node.year, node.label, node.code))
    if stray := next((node for node in shown if node.lane not in lanes), None):
        raise ValueError(f"{stray.code} stands in lane {stray.lane!r}, which is none of {', '.join(lanes)}.")
    across = _columns(shown)
    bands, spots, y = [], [], float(HEAD)
    for name in lanes:
        if members := [node for node in shown if node.lane == name]:
            placed, rows = _pack(members, across, y + LANE_HEAD)
            bands.append(Lane(name, y, LANE_HEAD + rows * ROW + LANE_FOOT))
            spots += placed
            y += bands[-1].height
    where = {spot.node.code: spot for spot in spots}
    joined = list(dict.fromkeys(edge for edge in edges if edge.subject in where and edge.object in where))
    return Drawing(
        width=_width(spots, bands),
        height=y,
        years=tuple(across.items()),
        lanes=tuple(bands),
        spots=tuple(replace(spot, lines=_lines_of(spot.node.code, joined)) for spot in spots),
        curves=tuple(_curve(edge, where) for edge in joined),
    )


def text_width(text: str) -> float:
    """About how wide a label is, rather too wide than too narrow."""
    return sum(LETTERS.get(letter.lower(), _letter(letter)) for letter in text)


def _lines_of(code: str, joined: Sequence[Edge]) -> tuple[int, ...]:
    return tuple(number for number, edge in enumerate(joined) if code in (edge.subject, edge.object))


def _columns(shown: Sequence[Node]) -> dict[int, float]:
    """Where each year stands. Only years with a regulation get a column."""
    years = sorted({node.year for node in shown})
    label = max((text_width(node.label) for node in shown), default=0)
    room = (FRAME - 2 * FIRST_X - DOT - label) / max(len(years) - 1, 1)
    step = round(min(max(room, NARROWEST), WIDEST))
    return {year: FIRST_X + step * place for place, year in enumerate(years)}


def _letter(letter: str) -> float:
    if letter.isdigit():
        return DIGIT
    return UPPER if letter.isupper() else LOWER


def _pack(members: Iterable[Node], across: Mapping[int, float], top: float) -> tuple[list[Spot], int]:
    """The members of one lane, each in the highest row where its label is free, and how many rows that takes."""
    ends: list[float] = []
    placed = []
    for node in members:
        x = across[node.year]
        row = next((row for row, end in enumerate(ends) if end + GAP <= x - DOT), len(ends))
        spot = Spot(node, x, top + row * ROW + ROW / 2)
        ends[row : row + 1] = [spot.box.right]
        placed.append(spot)
    return placed, len(ends)


def _width(spots: Sequence[Spot], bands: Sequence[Lane]) -> float:
    right = max([FIRST_X, *(one.box.right for one in spots), *(one.box.right for one in bands)])
    return float(round(right + FIRST_X))


def _curve(edge: Edge, where: Mapping[str, Spot]) -> Curve:
    """A line that leaves and arrives upright, so that it does not run along the labels at its ends."""
    start, end = where[edge.subject], where[edge.object]
    down = 1 if end.y > start.y else -1
    if start.y == end.y:
        # In one row the line rises above it, and comes down on the object.
        y1, y2, arrival = start.y - DOT, end.y - DOT - ARROW, 1
        peak = y2 - BOW
        first, second = (start.x, peak), (end.x, peak)
    else:
        y1, y2, arrival = start.y + down * DOT, end.y - down * (DOT + ARROW), down
        middle = (y1 + y2) / 2
        # Two of one year stand above each other: the line goes round what stands between them.
        aside = BOW if start.x == end.x else 0
        first, second = (start.x - aside, middle), (end.x - aside, middle)
    d = f"M{start.x:g} {y1:g}C{first[0]:g} {first[1]:g} {second[0]:g} {second[1]:g} {end.x:g} {y2:g}"
    tip = f"M{end.x - 4:g} {y2:g}h8L{end.x:g} {y2 + arrival * ARROW:g}z"
    return Curve(edge.verb, d, tip)
