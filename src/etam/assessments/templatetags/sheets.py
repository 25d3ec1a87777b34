"""States, ranges and components of one assessment: `{% load sheets %}`."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from etam.assessments import editions, standing, ways
from etam.assessments.filling import Field
from etam.assessments.models import Assessment, Sheet, Step
from etam.questionnaire import ScoredNode
from etam.web import components, formats
from etam.web.tags.figures import css
from etam.web.tags.marks import chip

register = template.Library()
# Words that mean something else for a round and for an evidence.
OWN_LOOKS = {"planned": ("mute", "dash"), "withdrawn": ("mute", "bar")}


@register.simple_tag
def stage(assessment: Assessment) -> SafeString:
    """The chip of an assessment's state, in the words of its own way."""
    state = str(assessment.state)
    look = components.STATUSES.get(state)
    tone, lozenge = OWN_LOOKS.get(state) or ((look.tone, look.lozenge) if look else ("mute", "dash"))
    return chip(ways.label(assessment), tone, lozenge)


@register.filter
def passed(step: Step) -> str:
    """The state that a step led to, in the words of the assessment's own way."""
    return ways.called(step.assessment.kind, step.to_state)


@register.simple_tag
def reach(value: ScoredNode | Sheet) -> SafeString:
    """A score on 0–100: what is sure is solid, what open answers may still add is light. Numbers stand beside it."""
    return format_html('<span class="reach" style="{}" aria-hidden="true"></span>', css(lo=value.low, hi=value.high))


@register.simple_tag
def ends(value: ScoredNode | Sheet, decimals: int = 1) -> SafeString:
    """The two ends of a score as one range that does not break, "71,4–78,2"; one number when it is settled."""
    shown = formats.interval(value.low, value.high, 2 if value.low == value.high else decimals)
    return format_html('<span class="nowrap">{}</span>', shown)


@register.simple_tag
def fragment(name: str, field: Field) -> SafeString:
    """A part of a question that looks the same whenever the same is chosen: `ladder`, `tests`, `nothing`, `about`.

    Each is drawn once and kept, so that a page of 90 questions stays quick.
    """
    state = {"ladder": field.options, "tests": field.tests, "nothing": field.nothing}.get(name, ())
    return _drawn(name, *field.edition, field.element, state)


@lru_cache(maxsize=8192)
def _drawn(name: str, code: str, version: str, checksum: str, element: str, state: Any) -> SafeString:
    question = editions.instrument(code, version).question(element)
    context = {"question": question, "element": element, "state": state}
    return SafeString(render_to_string(f"assessments/fragments/_{name}.html", context).strip())


@register.filter
def result(assessment: Assessment) -> str:
    """The official result, "62,50 (B)"; "" while there is none."""
    return standing.result(assessment)


@register.filter
def spread(sheet: Sheet) -> str:
    """The score of a sheet in words, "71,4 sampai 78,2"."""
    return standing.spread(sheet)


@register.filter
def at(values: Sequence[object], place: int) -> object:
    """The value that stands at a place."""
    return values[place]


@register.filter
def cara(name: str) -> str:
    """How an answer was tested, in words."""
    return editions.TESTS[name]
