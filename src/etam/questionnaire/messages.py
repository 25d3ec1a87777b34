"""The sentence of a failed check, with its figures filled in.

A template holds `{element}` (the answer, formatted), `{last_year.element}`, `{element.number}` (of the question),
`{element.label}`, `{element.short}`, `{element.unit}`, `{element.change}` ("Naik dari 34 menjadi 106") and the names
under `shows` of its check.
"""

import re
from collections.abc import Callable, Container, Mapping

from etam.expressions import MISSING, Nothing, Result, Value
from etam.questionnaire.instrument import Question, Words
from etam.questionnaire.numbers import format_number, format_number_en

_PLACE = re.compile(r"\{([a-z0-9_.]+)\}")
NOTHING_WORDS = {
    Nothing.MISSING: Words("tidak ada data", "no data"),
    Nothing.NOT_APPLICABLE: Words("tidak berlaku", "not applicable"),
}


def fill(
    message: Words, questions: Mapping[str, Question], row: Mapping[str, Value], shows: Mapping[str, Result]
) -> Words:
    """`message` with every place filled from `row` and `shows`."""

    def filled(language: str) -> str:
        places = _Places(language, questions, row, shows)
        return _PLACE.sub(lambda match: places.of(match[1]), str(getattr(message, language)))

    return Words(filled("id"), filled("en"))


def problems(message: Words, questions: Mapping[str, Question], shows: Container[str]) -> list[str]:
    """Places of the message that nothing fills."""
    found = []
    for name in dict.fromkeys(_PLACE.findall(message.id) + _PLACE.findall(message.en)):
        element, _, property_name = name.removeprefix("last_year.").partition(".")
        is_known = element in questions and (not property_name or property_name in _PROPERTIES)
        if name not in shows and not is_known:
            found.append(f"its message has the unknown place {{{name}}}")
    return found


def shown(value: Result, question: Question | None, language: str = "id") -> str:
    """An answer as people read it: 1.250, tidak ada data, the label of an option, the text itself."""
    if isinstance(value, Nothing):
        return str(getattr(NOTHING_WORDS[value], language))
    if isinstance(value, str):
        option = question.option(value) if question else None
        return str(getattr(option.label, language)) if option else value
    if question is None:
        value = round(value, 2)
    return format_number(value) if language == "id" else format_number_en(value)


class _Places:
    def __init__(
        self, language: str, questions: Mapping[str, Question], row: Mapping[str, Value], shows: Mapping[str, Result]
    ):
        self.language = language
        self.questions = questions
        self.row = row
        self.shows = shows

    def of(self, name: str) -> str:
        if name in self.shows:
            return shown(self.shows[name], None, self.language)
        element, _, property_name = name.removeprefix("last_year.").partition(".")
        if property_name:
            return _PROPERTIES[property_name](self, self.questions[element])
        return shown(self.row.get(name, MISSING), self.questions[element], self.language)

    def word(self, words: Words | None) -> str:
        return str(getattr(words, self.language)) if words else ""

    def change(self, question: Question) -> str:
        now, last = self.row.get(question.element, MISSING), self.row.get(f"last_year.{question.element}", MISSING)
        rises = not isinstance(now, str) and not isinstance(last, str) and now > last
        verb = {"id": ("Turun", "Naik"), "en": ("Fell", "Rose")}[self.language][rises]
        join = {"id": "{} dari {} menjadi {}", "en": "{} from {} to {}"}[self.language]
        return join.format(verb, shown(last, question, self.language), shown(now, question, self.language))


_PROPERTIES: dict[str, Callable[[_Places, Question], str]] = {
    "number": lambda places, question: question.number,
    "label": lambda places, question: places.word(question.label),
    "short": lambda places, question: places.word(question.short),
    "unit": lambda places, question: places.word(question.unit),
    "change": _Places.change,
}
