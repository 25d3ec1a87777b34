"""Which questions are put to an institution, and what that does to its answers."""

from collections.abc import Mapping

from etam.expressions import MISSING, Nothing, Value, Verdict, verdict
from etam.questionnaire.context import Answer, Answers, Context
from etam.questionnaire.instrument import Instrument, Question

NOT_APPLICABLE_ANSWER: dict[str, str] = {"nothing": Nothing.NOT_APPLICABLE.value}
MISSING_ANSWER: dict[str, str] = {"nothing": Nothing.MISSING.value}


def to_value(answer: Answer | None) -> Value:
    """An answer as expressions read it; no answer yet is missing."""
    if answer is None:
        return MISSING
    return Nothing(answer["nothing"]) if isinstance(answer, dict) else answer


def value_of(question: Question, answer: Answer | None) -> Value:
    """The answer to `question` as expressions read it. Raises TypeError for a text among numbers or the reverse."""
    value = to_value(answer)
    if isinstance(value, Nothing) or isinstance(value, str) is not question.is_number:
        return value
    raise TypeError(f'the answer to "{question.element}" is {value!r}, but the question is of type {question.type}')


def applies(question: Question, answers: Answers, context: Context) -> bool:
    """Whether the question is put to the institution. What cannot be told yet counts as yes."""
    if question.applies_to is None:
        return True
    return verdict(question.applies_to, _row(answers, context)) in (Verdict.PASS, Verdict.UNKNOWN)


def applicable(instrument: Instrument, context: Context, answers: Answers | None = None) -> list[Question]:
    """The questions put to the institution, in their order."""
    given = answers or {}
    return [question for question in instrument.questions if applies(question, given, context)]


def settle(instrument: Instrument, answers: Answers, context: Context) -> dict[str, Answer]:
    """`answers`, with *not applicable* for every question that is not put to the institution.

    The same answers settle to the same document, and settling twice changes nothing.
    """
    put = {question.element for question in applicable(instrument, context, answers)}
    settled: dict[str, Answer] = {}
    for element in instrument.elements:
        if element not in put:
            settled[element] = dict(NOT_APPLICABLE_ANSWER)
        elif element in answers:
            settled[element] = answers[element]
    return settled


def unanswered(instrument: Instrument, answers: Answers, context: Context) -> list[Question]:
    """Required questions without even a *missing* or *not applicable*."""
    return [
        question
        for question in applicable(instrument, context, answers)
        if question.required and question.element not in answers
    ]


def options_for(question: Question, context: Context) -> list[str]:
    """The values the institution may choose from."""
    row = _row({}, context)
    return [
        option.value
        for option in question.options
        if option.applies_to is None or verdict(option.applies_to, row) is not Verdict.FAIL
    ]


def national_value(question: Question, answer: Answer | None) -> str | float | None:
    """What the national form expects: its words for options, its value for *not applicable*, None for missing."""
    value = to_value(answer)
    if value is Nothing.NOT_APPLICABLE:
        return question.not_applicable_as
    if value is MISSING:
        return None
    option = question.option(value) if isinstance(value, str) else None
    return option.national if option and option.national else value


def _row(answers: Answers, context: Context) -> Mapping[str, Value]:
    row = {element: to_value(answer) for element, answer in answers.items()}
    return {**row, "kind": context.kind, "subtype": context.subtype, "region": context.region}
