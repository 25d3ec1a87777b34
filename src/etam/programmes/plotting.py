"""Strips and scatter plots as plain data for the template. Pure: numbers in, pixels and words out."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Write = Callable[[float], str]

STRIP_WIDTH, STRIP_HEIGHT, STRIP_EDGE = 180, 40, 5
WIDTH, HEIGHT = 420, 360
LEFT, RIGHT, TOP, BOTTOM = 50, 410, 14, 312
LETTER_PX, LINE_PX, DOT_PX = 6.8, 14, 5
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Strip:
    """The course of one indicator in one place; `title` tells every value to those who listen."""

    title: str
    paths: tuple[str, ...]
    dots: tuple[tuple[float, float, float], ...]
    width: int = STRIP_WIDTH
    height: int = STRIP_HEIGHT


@dataclass(frozen=True)
class Spot:
    """One named place in the scatter plot, with where its name stands."""

    name: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True)
class Scatter:
    """Two indicators against each other; rows and columns are (place, number as written)."""

    title: str
    across: str
    up: str
    spots: tuple[Spot, ...]
    rows: tuple[tuple[float, str], ...]
    columns: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Point:
    name: str
    x: float
    y: float


def strip(
    title: str, stretches: Sequence[Sequence[tuple[int, float]]], years: tuple[int, int], ends: tuple[float, float]
) -> Strip:
    """Draw (year, value) pairs on a scale that all places share; a stretch ends where it may not be joined."""
    first, last = years
    room = (STRIP_WIDTH - 2 * STRIP_EDGE) / ((last - first) or 1)
    rise = (STRIP_HEIGHT - 2 * STRIP_EDGE) / ((ends[1] - ends[0]) or 1)

    def at(year: int, value: float) -> tuple[float, float]:
        x = STRIP_EDGE + (year - first) * room if last > first else STRIP_WIDTH / 2
        return round(x, 1), round(STRIP_HEIGHT - STRIP_EDGE - (value - ends[0]) * rise, 1)

    drawn = [[at(*point) for point in points] for points in stretches if points]
    newest = drawn[-1][-1] if drawn else None
    return Strip(
        title=title,
        paths=tuple(_path(points) for points in drawn if len(points) > 1),
        dots=tuple((x, y, 3.5 if (x, y) == newest else 1.8) for points in drawn for x, y in points),
    )


def scatter(title: str, across: tuple[str, Write], up: tuple[str, Write], points: Sequence[Point]) -> Scatter:
    """Place named points between round numbers; names stand where they cover neither points nor each other.

    Raises ValueError when there is nothing to draw.
    """
    if not points:
        raise ValueError("A scatter plot needs at least one point; show an empty state instead.")
    columns, rows = round_numbers([one.x for one in points]), round_numbers([one.y for one in points])

    def right(x: float) -> float:
        return round(LEFT + (x - columns[0]) / (columns[-1] - columns[0]) * (RIGHT - LEFT), 1)

    def down(y: float) -> float:
        return round(BOTTOM - (y - rows[0]) / (rows[-1] - rows[0]) * (BOTTOM - TOP), 1)

    placed = [(one.name, right(one.x), down(one.y)) for one in points]
    return Scatter(
        title=title,
        across=across[0],
        up=up[0],
        spots=tuple(_named(placed)),
        rows=tuple((down(value), up[1](value)) for value in rows),
        columns=tuple((right(value), across[1](value)) for value in columns),
    )


def round_numbers(values: Sequence[float], about: int = 4) -> list[float]:
    """Round numbers from below the lowest to above the highest value, `about` steps of 1, 2, 2.5 or 5 between."""
    low, high = min(values), max(values)
    # Values that differ by the dust of binary fractions alone are the same.
    spread = high - low if high - low > 1e-9 * max(1, abs(high)) else max(abs(high), 1e-6)
    size = 10 ** math.floor(math.log10(spread / about))
    step = next(size * part for part in STEPS if size * part >= spread / about)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(place * step, 10) for place in range(first, max(last, first + 1) + 1)]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + " ".join(f"{x:g} {y:g}" for x, y in points)


Box = tuple[float, float, float, float]


def _named(placed: Sequence[tuple[str, float, float]]) -> list[Spot]:
    """Give every point the first place for its name that is free; the last one where none is."""
    taken: list[Box] = [(x - DOT_PX, y - DOT_PX, x + DOT_PX, y + DOT_PX) for _, x, y in placed]
    found = []
    for name, x, y in placed:
        ways = list(_ways(name, x, y))
        spot, box = next((way for way in ways if _is_free(way[1], taken)), ways[0])
        taken.append(box)
        found.append(spot)
    return found


def _ways(name: str, x: float, y: float) -> list[tuple[Spot, Box]]:
    """Where a name may stand: to the right, left, above, below, then a line higher or lower."""
    long = len(name) * LETTER_PX
    made = []
    for shift in (0, -LINE_PX, LINE_PX):
        middle = y + shift
        made.append((Spot(name, x, y, x + 9, middle + 4, "start"), (x + 7, middle - 7, x + 9 + long, middle + 6)))
        made.append((Spot(name, x, y, x - 9, middle + 4, "end"), (x - 9 - long, middle - 7, x - 7, middle + 6)))
    for lift in (-10, 19):
        box = (x - long / 2, y + lift - 11, x + long / 2, y + lift + 2)
        made.append((Spot(name, x, y, x, y + lift, "middle"), box))
    return made


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    inside = left >= LEFT and right <= RIGHT + 8 and top >= 0 and bottom <= BOTTOM + 8
    return inside and not any(left < x2 and right > x1 and top < y2 and bottom > y1 for x1, y1, x2, y2 in taken)
