"""The checks of an instrument as sentences for its page. Pure: no Django, no database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from etam.questionnaire.instrument import Check, Instrument, Origin

_SHOWN = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
_IN_BRACKETS = re.compile(r" \(\{\w+\}\)")
VALUE = "…"


@dataclass(frozen=True)
class RuleText:
    """A rule, once for all questions it asks the same of; `questions` are their numbers."""

    severity: str
    sentence: str
    questions: tuple[str, ...]
    origin: Origin


def rules(instrument: Instrument) -> list[RuleText]:
    """The checks in their order; those that differ only in the question they ask about are told once."""
    groups: dict[tuple[str, str], list[Check]] = {}
    for check in instrument.checks:
        groups.setdefault((check.severity, _SHOWN.sub("{}", check.message.id)), []).append(check)
    return [_rule(instrument, checks) for checks in groups.values()]


def _rule(instrument: Instrument, checks: Sequence[Check]) -> RuleText:
    numbers = dict.fromkeys(
        instrument.by_element[element].number
        for check in checks
        for element in check.elements
        if element in instrument.by_element
    )
    first = checks[0]
    return RuleText(first.severity, _sentence(instrument, first, len(checks) > 1), tuple(numbers), first.origin)


def _sentence(instrument: Instrument, check: Check, is_general: bool) -> str:
    def written(match: re.Match[str]) -> str:
        element, part = match.groups()
        question = instrument.by_element.get(element)
        if question is None or part is None:
            return VALUE
        if is_general:
            return "Jawaban" if part == "short" else "pertanyaannya"
        return question.number if part == "number" else str(getattr(question, part, VALUE))

    # "Judul tercetak (1.250) melebihi ...": without an answer there is no value to show.
    return _SHOWN.sub(written, _IN_BRACKETS.sub("", check.message.id))
