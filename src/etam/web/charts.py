"""Lines and sparks as plain data for the template: points in pixels, numbers already written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etam.web import formats

Write = Callable[[float], str]

LEFT, RIGHT, TOP, BOTTOM = 42, 414, 17, 172
WIDTH, HEIGHT = 420, 194
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 288, 40, 6


@dataclass(frozen=True)
class Series:
    """A line: (x, value) pairs, x and values in any unit; `style` is "now", "then" (dashed) or "other"."""

    label: str
    points: Sequence[tuple[float, float]]
    style: str = "now"


@dataclass(frozen=True)
class Line:
    d: str
    style: str
    label: str
    end: tuple[float, float]
    label_at: tuple[float, float]
    anchor: str

    @property
    def is_point(self) -> bool:
        """A line of one value, which is drawn as a dot."""
        return self.d.count(" ") == 1


@dataclass(frozen=True)
class LineChart:
    """A chart ready to draw; `title` says in words what the lines show."""

    title: str
    lines: tuple[Line, ...]
    rows: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    mark: tuple[float, str] | None
    width: int = WIDTH
    height: int = HEIGHT


def line_chart(
    title: str,
    series: Sequence[Series],
    ticks: Sequence[tuple[float, str]],
    top: float = 100,
    write: Write = formats.percent,
    mark: tuple[float, str] | None = None,
) -> LineChart:
    """Draw lines over an axis from 0 to `top`; `ticks` are (x, word), `mark` is a dotted upright with its word.

    Raises ValueError when there is nothing to draw.
    """
    xs = [x for line in series for x, _ in line.points] + [x for x, _ in ticks] + ([mark[0]] if mark else [])
    if not any(line.points for line in series):
        raise ValueError("A chart needs at least one line with one point; show an empty state instead.")
    low, high = min(xs), max(xs)

    def across(x: float) -> float:
        return round(LEFT + (x - low) / ((high - low) or 1) * (RIGHT - LEFT), 1)

    def up(value: float) -> float:
        return round(BOTTOM - value / top * (BOTTOM - TOP), 1)

    return LineChart(
        title=title,
        lines=tuple(_line(line, across, up) for line in series if line.points),
        rows=tuple((up(part), write(part)) for part in (top, top / 2, 0)),
        ticks=tuple((across(x), word) for x, word in ticks),
        mark=(across(mark[0]), mark[1]) if mark else None,
    )


def _line(series: Series, across: Callable[[float], float], up: Callable[[float], float]) -> Line:
    points = [(across(x), up(value)) for x, value in series.points]
    d = "M" + " ".join(f"{x:g} {y:g}" for x, y in points)
    label_at, anchor = _label(points, series.style)
    return Line(d, series.style, series.label, points[-1], label_at, anchor)


def _label(points: Sequence[tuple[float, float]], style: str) -> tuple[tuple[float, float], str]:
    """This year's name stands over its end; the others stand under their middle, where lines leave room."""
    if style != "now":
        x, y = points[len(points) // 2]
        return (x + 8, y + 16), "start"
    x, y = points[-1]
    return ((x - 6, y - 9), "end") if x > LEFT + 80 else ((x + 8, y - 9), "start")


@dataclass(frozen=True)
class Spark:
    """A small line without axis; first and last are printed beneath it."""

    title: str
    d: str
    dots: tuple[tuple[float, float, int], ...]
    first: str
    last: str
    width: int = SPARK_WIDTH
    height: int = SPARK_HEIGHT


def spark(title: str, points: Sequence[tuple[int, float]], write: Write = formats.number, top: float = 100) -> Spark:
    """Draw (year, value) pairs over an axis from 0 to `top`; years that are absent leave their room.

    Raises ValueError when there is no point.
    """
    if not points:
        raise ValueError("A spark needs at least one point; say that there is no data instead.")
    years = [year for year, _ in points]
    room = (SPARK_WIDTH - 2 * SPARK_EDGE) / ((max(years) - min(years)) or 1)
    drawn = [
        (
            round(SPARK_EDGE + (year - min(years)) * room, 1),
            round(SPARK_HEIGHT - 1 - value / top * (SPARK_HEIGHT - 7), 1),
        )
        for year, value in points
    ]
    return Spark(
        title=title,
        d="M" + " ".join(f"{x:g} {y:g}" for x, y in drawn),
        dots=tuple((x, y, 4 if (x, y) == drawn[-1] else 2) for x, y in drawn),
        first=f"{points[0][0]}: {write(points[0][1])}",
        last=str(points[-1][0]),
    )
