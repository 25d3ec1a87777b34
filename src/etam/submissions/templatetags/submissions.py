"""Small helpers for this room's templates: `{% load submissions %}`."""

from collections.abc import Mapping

from django import template

from etam.questionnaire import Answer, Question
from etam.submissions.queries import due
from etam.web.tags.numbers import nilai

register = template.Library()


@register.filter
def jawaban(value: Answer | None, question: Question) -> str:
    """An answer as the question means it: an option by its label, a number the Indonesian way, nothing by its name."""
    option = question.option(value) if isinstance(value, str) else None
    return option.label.id if option else nilai(value)


@register.filter
def giliran(turn: int) -> str:
    """The heading over returns whose turn is the same in the operator's list."""
    return due.TURNS[turn]


@register.filter
def ambil(values: Mapping[str, str], name: str) -> str:
    """What stands under a name; "" when nothing does."""
    return values.get(name, "")
