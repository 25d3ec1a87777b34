"""Bars on the scale of grades as SVG: the same numbers as the table beside them, drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil
from textwrap import wrap

from etam.assessments.documents import wording
from etam.questionnaire.instrument import Grade
from etam.questionnaire.scheme import Range
from etam.web import formats
from etam.web.documents import FONT
from etam.web.palette import colours

WIDTH, LEFT, RIGHT, TOP, FOOT = 520.0, 192.0, 470.0, 20.0, 18.0
LETTERS_IN_LABEL = 44
LINE, BAR, BETWEEN = 11.5, 8.0, 2.5
TALLEST = 660.0
"""A picture as wide as the text and this high still leaves room for a heading and a note on its page."""


@dataclass(frozen=True)
class Bar:
    """One value on 0–100; `is_whole` draws it darker than its parts. Without a value, `nothing` says why."""

    label: str
    value: Range | None
    is_whole: bool = False
    nothing: str = wording.NOT_AUDITED


def bars(rows: Sequence[Bar], grades: Sequence[Grade], decimals: int = 2) -> str:
    """Horizontal bars over the bands of `grades`; an open value is drawn solid to its low end, then outlined.

    The value stands at the right end of its row, written with `decimals`.
    """
    tops = _tops(rows)
    foot = tops[-1]
    parts = [*_bands(grades, foot)]
    for row, top, bottom in zip(rows, tops, tops[1:], strict=False):
        parts += _bar(row, top, bottom, decimals)
    height = foot + FOOT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" '
        f'width="{WIDTH:g}" height="{height:g}" font-family="{FONT}">{"".join(parts)}</svg>'
    )


def charts(rows: Sequence[Bar], grades: Sequence[Grade], decimals: int = 2) -> list[str]:
    """The same in pictures that fit a page, about equally high."""
    tops = _tops(rows)
    count = ceil((tops[-1] - TOP) / TALLEST)
    target = (tops[-1] - TOP) / max(1, count)
    parts: list[list[Bar]] = []
    for row, bottom in zip(rows, tops[1:], strict=True):
        # The dust of dividing must not open a picture for one row.
        place = min(count - 1, int((bottom - TOP - 1) / target))
        if len(parts) <= place:
            parts.append([])
        parts[-1].append(row)
    return [bars(part, grades, decimals) for part in parts]


def _tops(rows: Sequence[Bar]) -> list[float]:
    tops = [TOP]
    for row in rows:
        tops.append(tops[-1] + max(1, len(_lines(row.label))) * LINE + BETWEEN)
    return tops


def _lines(label: str) -> list[str]:
    return wrap(label, LETTERS_IN_LABEL, max_lines=2, placeholder=" …")


def _x(value: float) -> float:
    return round(LEFT + value / 100 * (RIGHT - LEFT), 2)


def _bands(grades: Sequence[Grade], foot: float) -> Iterator[str]:
    tint = colours()["surface-2"]
    for place, one in enumerate(grades):
        low, high = one.band.low or 0.0, 100.0 if one.band.high is None else one.band.high
        left, width = _x(low), round(_x(high) - _x(low), 2)
        fill = tint if place % 2 else "#ffffff"
        yield f'<rect x="{left:g}" y="{TOP - 4:g}" width="{width:g}" height="{foot - TOP + 6:g}" fill="{fill}"/>'
        name = "–" if one.code == wording.NO_GRADE else one.code
        yield _text(left + width / 2, TOP - 8, name, anchor="middle", weight="bold", colour="ink-2")
        yield _text(left, foot + 13, formats.number(low), anchor="middle", size=8.5, colour="ink-2")
    yield _text(RIGHT, foot + 13, "100", anchor="middle", size=8.5, colour="ink-2")


def _bar(row: Bar, top: float, bottom: float, decimals: int) -> Iterator[str]:
    middle = (top + bottom) / 2
    lines = _lines(row.label)
    weight = "bold" if row.is_whole else "normal"
    for place, line in enumerate(lines):
        y = middle + 3.5 + (place - (len(lines) - 1) / 2) * LINE
        yield _text(LEFT - 8, y, line, anchor="end", weight=weight, size=9.5)
    if row.value is None:
        yield _text(LEFT + 5, middle + 3.5, row.nothing, colour="ink-2", size=9)
        return
    y, fill = round(middle - BAR / 2, 2), colours()["seq-4" if not row.is_whole else "deep"]
    if row.value.low:
        width = round(_x(row.value.low) - LEFT, 2)
        yield f'<rect x="{LEFT:g}" y="{y:g}" width="{width:g}" height="{BAR:g}" fill="{fill}"/>'
    if row.value.high > row.value.low:
        left, width = _x(row.value.low), round(_x(row.value.high) - _x(row.value.low), 2)
        yield (
            f'<rect x="{left:g}" y="{y:g}" width="{width:g}" height="{BAR:g}" fill="#ffffff" stroke="{fill}" '
            'stroke-width="0.7" stroke-dasharray="2.5 2"/>'
        )
    written = formats.interval(row.value.low, row.value.high, decimals if row.value.is_certain else 0)
    yield _text(WIDTH, middle + 3.5, written, anchor="end", weight=weight)


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    weight: str = "normal",
    size: float = 10.5,
    colour: str = "ink",
) -> str:
    return (
        f'<text x="{round(x, 2):g}" y="{round(y, 2):g}" font-size="{size:g}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{colours()[colour]}">{escape(words)}</text>'
    )
