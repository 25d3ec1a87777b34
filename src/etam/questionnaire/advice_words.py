"""A better answer as a sentence: what to do, and what it gains."""

from etam.questionnaire.context import Answer
from etam.questionnaire.instrument import Question, Words
from etam.questionnaire.numbers import format_number, format_number_en


def step_sentence(question: Question, now: Answer | None, answer: Answer, gain: float) -> Words:
    decimals = 1 if gain >= 0.1 else 2
    points = format_number(gain, decimals)
    points_en = points.translate(str.maketrans(".,", ",."))
    known = now if now is not None and not isinstance(now, dict) else None
    told = _number_told if isinstance(answer, int | float) else _option_told
    said = told(question, known, answer)
    return Words(f"+{points} poin: {said.id}.", f"+{points_en} points: {said.en}.")


def _number_told(question: Question, now: float | str | None, answer: Answer) -> Words:
    """What to do about a number; a number that is counted says how many more."""
    target = Words(_with_unit(question, answer, "id"), _with_unit(question, answer, "en"))
    short = question.short
    if not isinstance(now, int | float) or not isinstance(answer, int | float):
        return Words(f"{short.id} mencapai {target.id}", f"{short.en} reaches {target.en}")
    was = Words(_with_unit(question, now, "id"), _with_unit(question, now, "en"))
    change = Words(f"{short.id} dari {was.id} menjadi {target.id}", f"{short.en} from {was.en} to {target.en}")
    if not is_whole(question) or question.unit is None or answer <= now:
        return change
    more, more_en = _with_unit(question, answer - now, "id"), _with_unit(question, answer - now, "en")
    return Words(f"{more} lagi ({change.id})", f"{more_en} more ({change.en})")


def _option_told(question: Question, now: float | str | None, answer: Answer) -> Words:
    target = _label(question, answer)
    if now is None:
        return Words(f"{question.short.id} mencapai “{target.id}”", f"{question.short.en} reaches “{target.en}”")
    was = _label(question, now)
    return Words(
        f"{question.short.id} dari “{was.id}” menjadi “{target.id}”",
        f"{question.short.en} from “{was.en}” to “{target.en}”",
    )


def _label(question: Question, answer: Answer) -> Words:
    option = question.option(str(answer))
    return option.label if option else Words(str(answer), str(answer))


def _with_unit(question: Question, value: object, language: str) -> str:
    number = value if isinstance(value, int | float) else 0.0
    shown = format_number(number) if language == "id" else format_number_en(number)
    unit = "" if question.unit is None else getattr(question.unit, language)
    return f"{shown}{unit}" if unit == "%" else f"{shown} {unit}".strip()


def is_whole(question: Question) -> bool:
    return question.type in ("count", "money")
