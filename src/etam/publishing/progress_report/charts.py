"""Courses of measures as one picture for paper: small lines side by side on the same stretch of time. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import wrap

from etam.publishing.board.moving import Value, written
from etam.web import formats
from etam.web.documents import FONT
from etam.web.palette import colours

COLUMNS, WIDTH, GAP = 2, 520.0, 28.0
PANEL = (WIDTH - GAP) / COLUMNS
TITLE_LINES, LINE, PLOT, FOOT = 2, 11.0, 46.0, 16.0
HEIGHT = TITLE_LINES * LINE + 14 + PLOT + FOOT
LETTERS_IN_LINE = 52
ROOM_FOR_VALUE = 40.0


@dataclass(frozen=True)
class Drawn:
    """One measure: its name, unit, values in order, and the target where there is one."""

    label: str
    unit: str
    values: Sequence[Value]
    target: float | None = None


def courses(drawn: Sequence[Drawn], first: date, last: date) -> str:
    """Lines from `first` to `last` as SVG, each on its own scale from 0; "" where no measure has two values."""
    shown = [one for one in drawn if len(one.values) > 1]
    if not shown:
        return ""
    rows = -(-len(shown) // COLUMNS)
    height = rows * HEIGHT
    parts = [part for place, one in enumerate(shown) for part in _panel(one, place, first, last)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" '
        f'width="{WIDTH:g}" height="{height:g}" font-family="{FONT}">{"".join(parts)}</svg>'
    )


def _panel(one: Drawn, place: int, first: date, last: date) -> Iterator[str]:
    left = (place % COLUMNS) * (PANEL + GAP)
    top = (place // COLUMNS) * HEIGHT
    for line, words in enumerate(wrap(one.label, LETTERS_IN_LINE, max_lines=TITLE_LINES, placeholder=" …")):
        yield _text(left, top + 9 + line * LINE, words, size=9)
    foot = top + HEIGHT - FOOT
    highest = max([value.number for value in one.values] + [one.target or 0]) or 1
    days = max(1, (last - first).days)

    def at(value: Value) -> tuple[float, float]:
        across = left + 3 + (PANEL - 50) * min(1, max(0, (value.on - first).days / days))
        return round(across, 1), round(foot - PLOT * value.number / highest, 1)

    yield f'<path d="M{left:g} {foot:g}h{PANEL - 44:g}" stroke="{colours()["line"]}" stroke-width="0.8"/>'
    if one.target is not None:
        level = round(foot - PLOT * one.target / highest, 1)
        yield (
            f'<path d="M{left:g} {level:g}h{PANEL - 44:g}" stroke="{colours()["gold"]}" stroke-width="0.8" '
            'stroke-dasharray="3 2"/>'
        )
        yield _text(left, level - 3, f"sasaran {written(one.target, one.unit)}", size=7.5, colour="ink-2")
    points = [at(value) for value in one.values]
    path = " ".join(f"{x:g} {y:g}" for x, y in points)
    yield f'<path d="M{path}" fill="none" stroke="{colours()["seq-4"]}" stroke-width="1.4"/>'
    for x, y in points:
        yield f'<circle cx="{x:g}" cy="{y:g}" r="1.8" fill="{colours()["seq-4"]}"/>'
    (start, start_level), (end, end_level) = points[0], points[-1]
    begins = written(one.values[0].number, one.unit)
    if start - left > ROOM_FOR_VALUE:
        yield _text(start - 5, start_level + 3, begins, size=8.5, colour="ink-2", anchor="end")
    else:
        yield _text(start, start_level - 6, begins, size=8.5, colour="ink-2")
    yield _text(end + 6, end_level + 3, written(one.values[-1].number, one.unit), size=9.5, weight="bold")
    yield _text(left, foot + 11, formats.short_day(first), size=7.5, colour="ink-2")
    yield _text(left + PANEL - 44, foot + 11, formats.short_day(last), size=7.5, colour="ink-2", anchor="end")


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    colour: str = "ink",
    weight: str = "normal",
    anchor: str = "start",
) -> str:
    return (
        f'<text x="{round(x, 2):g}" y="{round(y, 2):g}" font-size="{size:g}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{colours()[colour]}">{escape(words)}</text>'
    )
