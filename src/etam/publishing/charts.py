"""Geometry of the small charts on public pages: plain numbers for the templates. Pure: no Django, no database."""

from collections.abc import Sequence
from dataclasses import dataclass

SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 288, 40, 6


@dataclass(frozen=True)
class Dot:
    """A point of a line in pixels, with what it stands for."""

    x: float
    y: float
    label: str = ""
    period: str = ""


@dataclass(frozen=True)
class Line:
    """One unbroken line: its path and its points."""

    d: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Spark:
    """A small line without axis; `title` says in words what it shows."""

    line: Line
    title: str
    first: str
    last: str
    width: int = SPARK_WIDTH
    height: int = SPARK_HEIGHT


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Trend:
    """Lines over periods; a line ends where the method changes and another begins."""

    lines: tuple[Line, ...]
    periods: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    width: int
    height: int
    left: float
    right: float


@dataclass(frozen=True)
class Point:
    """One value of a trend; `series` names what may be joined, such as one version of a method."""

    period: int
    value: float
    series: str
    label: str


def spark(values: Sequence[tuple[str, float]], title: str, first: str, top: float | None = None) -> Spark | None:
    """Draw (period, value) pairs on a scale from 0 to `top`; None for fewer than two, which show no course."""
    if len(values) < 2:
        return None
    highest = top or max(value for _, value in values) or 1
    step = (SPARK_WIDTH - 2 * SPARK_MARGIN) / (len(values) - 1)
    dots = tuple(
        Dot(round(SPARK_MARGIN + step * place, 1), round(_down(value / highest, SPARK_HEIGHT - 2 * SPARK_MARGIN), 1))
        for place, (_, value) in enumerate(values)
    )
    return Spark(Line(_path(dots), dots), title, first, values[-1][0])


def trend(points: Sequence[Point], top: float = 100, width: int = 360, height: int = 220) -> Trend | None:
    """Draw points on a scale from 0 to `top`, joined only within one series; None without points."""
    if not points:
        return None
    left, right, above, below = 30, width - 14, 18, 28
    periods = sorted({point.period for point in points})
    step = (right - left - 24) / (len(periods) - 1) if len(periods) > 1 else 0
    across = {period: round(left + 24 + step * place, 1) for place, period in enumerate(periods)}

    def height_of(value: float) -> float:
        return round(above + (height - above - below) * (1 - value / top), 1)

    names = list(dict.fromkeys(point.series for point in points))
    lines = []
    for name in names:
        own = sorted((point for point in points if point.series == name), key=lambda point: point.period)
        dots = tuple(Dot(across[one.period], height_of(one.value), one.label, str(one.period)) for one in own)
        lines.append(Line(_path(dots), dots))
    return Trend(
        lines=tuple(lines),
        periods=tuple(Tick(across[period], str(period)) for period in periods),
        levels=tuple(Tick(height_of(top * part / 4), f"{top * part / 4:g}") for part in range(5)),
        width=width,
        height=height,
        left=left,
        right=right,
    )


def _down(share: float, room: float) -> float:
    return SPARK_MARGIN + room * (1 - share)


def _path(dots: Sequence[Dot]) -> str:
    return "M" + " ".join(f"{dot.x:g} {dot.y:g}" for dot in dots)
