"""Checks as formulas: the same expression that judges an answer on the server judges it in the cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from etam.exchange.layout import NOT_APPLICABLE_WORD
from etam.expressions import Expression, names, to_excel
from etam.expressions.excel_target import MAX_FORMULA, FormulaTooLong
from etam.questionnaire import Check, Context, Instrument
from etam.questionnaire.instrument import CONTEXT_NAMES
from etam.submissions import register

FIX, EXPLAIN, FINE, OPEN = "Perbaiki", "Jelaskan", "OK", "belum dinilai"
WORDS = {"must_fix": FIX, "explain": EXPLAIN}
# Excel takes no longer text inside a formula.
MAX_LITERAL = 255
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Place:
    """Where the values of one institution stand: a reference for an element, this year and last year."""

    now: Callable[[str], str]
    before: Callable[[str], str]


def sheet_checks(instrument: Instrument) -> list[Check]:
    """The checks that a template shows.

    Left out are range and type, which the cell itself enforces, and checks on a drop-down or on what the register
    fixes, whose cell holds words where the rule wants a code. All of them run after the upload.
    """
    closed = {one.element for one in instrument.questions if one.options or one.prefill in register.FIXED}
    return [
        check for check in instrument.checks if check.kind != "range" and closed.isdisjoint(names(check.expression))
    ]


def verdict_formula(check: Check, instrument: Instrument, place: Place, context: Context) -> str | None:
    """A formula that shows "OK", or "Perbaiki: …" or "Jelaskan: …" with the figures; the words for nothing otherwise.

    None when Excel cannot hold the rule; it is then checked after the upload only.
    """
    cells = _Cells(instrument, place, context)
    try:
        rule = to_excel(check.expression, cells.of(check.expression))
        said = _text(f"{WORDS[check.severity]}: ", check, cells)
    except FormulaTooLong:
        return None
    # A rule that cannot judge yields words; IF refuses words, and IFERROR then shows them.
    full, short = (f'=IFERROR(IF({rule},"{FINE}",{words}),{rule})' for words in (said, f'"{WORDS[check.severity]}"'))
    return next((formula for formula in (full, short) if len(formula) <= MAX_FORMULA), None)


def mark_formula(check: Check, instrument: Instrument, place: Place, context: Context) -> str | None:
    """A formula that shows only "OK", "Perbaiki", "Jelaskan" or "belum dinilai".

    Five hundred institutions with eighty rules each would make a workbook of full sentences too heavy to open.
    """
    cells = _Cells(instrument, place, context)
    try:
        rule = to_excel(check.expression, cells.of(check.expression))
    except FormulaTooLong:
        return None
    formula = f'=IFERROR(IF({rule},"{FINE}","{WORDS[check.severity]}"),"{OPEN}")'
    return formula if len(formula) <= MAX_FORMULA else None


def heading(check: Check, instrument: Instrument) -> str:
    """The sentence of a check without figures, for the head of its column: numbers of questions stand for them."""

    def words(match: re.Match[str]) -> str:
        if match[1] in check.shows:
            return "…"
        element, _, asked = match[1].removeprefix("last_year.").partition(".")
        question = instrument.question(element)
        if not asked:
            return question.number if element == match[1] else "tahun lalu"
        return "berubah jauh dari tahun lalu" if asked == "change" else str(getattr(question, asked) or "")

    return PLACEHOLDER.sub(words, check.message.id)


class _Cells:
    """A reference, or a constant in its place, for every name that a rule may read."""

    def __init__(self, instrument: Instrument, place: Place, context: Context):
        self.instrument, self.place, self.context = instrument, place, context

    def of(self, expression: Expression) -> Mapping[str, str]:
        return {name: self.of_name(name) for name in names(expression)}

    def of_name(self, name: str) -> str:
        first, _, rest = name.partition(".")
        if first == "last_year":
            return self.place.before(rest) if self.context.last_year is not None else f'"{NOT_APPLICABLE_WORD}"'
        if first == "peers":
            check, _, end = rest.partition(".")
            fence = self.context.fences.get(check)
            return repr(float(getattr(fence, end))) if fence else f'"{NOT_APPLICABLE_WORD}"'
        if first in CONTEXT_NAMES:
            return f'"{getattr(self.context, first)}"'
        return self.place.now(name)


def _text(start: str, check: Check, cells: _Cells) -> str:
    """The message as a formula that joins its words with the numbers in the cells."""
    pieces = [*_quoted(start)]
    for index, piece in enumerate(PLACEHOLDER.split(check.message.id)):
        pieces += [_filled(piece, check, cells)] if index % 2 else _quoted(piece)
    return "&".join(pieces)


def _filled(name: str, check: Check, cells: _Cells) -> str:
    """What stands in the place `{name}` of a message; the names are those of `questionnaire.messages`."""
    if name in check.shows:
        return _number(f"({to_excel(check.shows[name], cells.of(check.shows[name]))})")
    element, _, asked = name.removeprefix("last_year.").partition(".")
    if not asked:
        return _number(cells.of_name(name))
    if asked == "change":
        now, before = cells.of_name(element), cells.of_name(f"last_year.{element}")
        return f'IF({now}>{before},"Naik","Turun")&" dari "&{_number(before)}&" menjadi "&{_number(now)}'
    question = cells.instrument.question(element)
    return "&".join(_quoted(str(getattr(question, asked) or ""))) or '""'


def _number(value: str) -> str:
    # FIXED writes 1180 as the reader's own program does: 1.180 in an Indonesian Excel.
    return f"IFERROR(FIXED({value},IF({value}=INT({value}),0,2)),{value})"


def _quoted(words: str) -> list[str]:
    escaped = words.replace('"', "”")
    return [f'"{escaped[start : start + MAX_LITERAL]}"' for start in range(0, len(escaped), MAX_LITERAL)]
