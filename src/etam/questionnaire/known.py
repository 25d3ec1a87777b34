"""What is already known about a question: figures of another instrument and of the register, with their origin.

A known figure is shown beside the question. It proposes an answer only where the instrument's file says how.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etam.content.bases import regulations_of
from etam.content.files import Pointer
from etam.expressions import Expression, ExpressionError, Nothing, Type, evaluate, parse
from etam.questionnaire import score_tree
from etam.questionnaire.applicability import to_value
from etam.questionnaire.building import Builder
from etam.questionnaire.context import Answer, Answers
from etam.questionnaire.instrument import AtLeast, KnownFrom, KnownStep, Option, Origin, Question, Words

YEARLY_RETURN = "library-return"
REGISTER = ("kind", "subtype", "library_name", "institution_name", "npp", "npsn", "address", "regency", "province")
"""The fields of the register that a question may rest on, as in `prefill`."""


@dataclass(frozen=True)
class Known:
    """One known figure or word. `proposes` is the answer that follows from it; None where the person chooses.

    `short` is how much it lacks of `source.at_least`; 0.0 where it suffices, None where there is no such minimum.
    """

    source: KnownFrom
    value: float | str
    proposes: Answer | None = None
    short: float | None = None


def known_about(question: Question, answers: Mapping[str, Answers], register: Mapping[str, str]) -> list[Known]:
    """What is known about `question`; what is missing or does not apply is left out.

    `answers` holds, by code of the instrument, the answers that were accepted last; `register` the fields of REGISTER.
    """
    found = (_known(question, source, answers, register) for source in question.known_from)
    return [one for one in found if one is not None]


def build(
    builder: Builder,
    data: Mapping[str, Any],
    at: Pointer,
    options: Sequence[Option],
    asked_by: Callable[[str], Mapping[str, Type]],
) -> tuple[KnownFrom, ...]:
    """The entries under `known_from` of a question; `asked_by` gives the elements of another instrument."""
    return tuple(
        _entry(builder, data, entry, (*at, "known_from", i), options, asked_by)
        for i, entry in enumerate(data.get("known_from", []))
    )


def _known(
    question: Question, source: KnownFrom, answers: Mapping[str, Answers], register: Mapping[str, str]
) -> Known | None:
    if source.expression is None:
        word = register.get(source.register, "")
        return Known(source, word, word if source.is_answer else None) if word else None
    row = {element: to_value(answer) for element, answer in answers.get(source.instrument, {}).items()}
    value = evaluate(source.expression, row)
    if isinstance(value, Nothing | bool):
        return None
    short = max(0.0, source.at_least.value - value) if source.at_least and not isinstance(value, str) else None
    return Known(source, value, _proposed(question, source, value), short)


def _proposed(question: Question, source: KnownFrom, value: float | str) -> Answer | None:
    if source.is_answer:
        return value if _is_possible(question, value) else None
    if isinstance(value, str):
        return None
    return next((step.value for step in source.steps if step.band.holds(value)), None)


def _is_possible(question: Question, value: float | str) -> bool:
    if isinstance(value, str) or not question.is_number:
        return isinstance(value, str) and not question.is_number
    low, high = question.minimum, question.maximum
    return (low is None or value >= low) and (high is None or value <= high)


def _entry(
    builder: Builder,
    data: Mapping[str, Any],
    entry: Mapping[str, Any],
    at: Pointer,
    options: Sequence[Option],
    asked_by: Callable[[str], Mapping[str, Type]],
) -> KnownFrom:
    instrument = entry.get("instrument", YEARLY_RETURN)
    expression = None
    if "expression" in entry:
        expression = _expression(builder, entry["expression"], (*at, "expression"), instrument, asked_by)
    if entry.get("register", REGISTER[0]) not in REGISTER:
        builder.fault((*at, "register"), f'"{entry["register"]}" is not one of {", ".join(REGISTER)}')
    if "steps" in entry and "proposes" in entry:
        builder.fault((*at, "steps"), f'question "{data["element"]}": either steps or proposes, not both')
    return KnownFrom(
        label=Words(**entry["label"]),
        expression=expression,
        instrument=instrument if expression else "",
        register=entry.get("register", ""),
        unit=Words(**entry["unit"]) if "unit" in entry else None,
        at_least=AtLeast(entry["at_least"]["value"], _origin(entry["at_least"])) if "at_least" in entry else None,
        is_answer="proposes" in entry,
        steps=_steps(builder, entry.get("steps", []), (*at, "steps"), options),
    )


def _expression(
    builder: Builder,
    text: str,
    at: Pointer,
    instrument: str,
    asked_by: Callable[[str], Mapping[str, Type]],
) -> Expression | None:
    try:
        parsed = parse(text, asked_by(instrument))
    except KeyError:
        builder.fault(at, f'there is no other instrument "{instrument}"')
        return None
    except ExpressionError as error:
        builder.fault(at, f"{instrument}: {error}")
        return None
    if parsed.is_condition:
        builder.fault(at, f'"{text}" is a condition')
    return parsed


def _steps(
    builder: Builder, entries: Sequence[Mapping[str, Any]], at: Pointer, options: Sequence[Option]
) -> tuple[KnownStep, ...]:
    values = [option.value for option in options]
    for i, entry in enumerate(entries):
        if entry["value"] not in values:
            builder.fault((*at, i, "value"), f'"{entry["value"]}" is not one of {", ".join(values) or "no options"}')
    made = score_tree.bands(builder, entries, at)
    return tuple(KnownStep(entry["value"], band, _origin(entry)) for band, entry in zip(made, entries, strict=True))


def _origin(data: Mapping[str, Any]) -> Origin:
    return Origin(data["confidence"], data.get("source", ""), regulations_of(data.get("basis", ())))
