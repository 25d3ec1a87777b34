"""Values of audits on their scale, and the chip of a state."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from etam.assessments import ways
from etam.assessments.models import Assessment
from etam.questionnaire.instrument import Grade
from etam.questionnaire.scheme import Range, Scheme
from etam.web.formats import interval
from etam.web.tags.figures import bar
from etam.web.tags.marks import chip

register = template.Library()
State = Assessment.State
LOOKS = {
    State.PLANNED: ("mute", "dash"),
    State.ANSWERING: ("info", "empty"),
    State.SCORING: ("info", "half"),
    State.MODERATING: ("info", "half"),
    State.RESPONDING: ("warn", "half"),
    State.DETERMINED: ("ok", "full"),
    State.WITHDRAWN: ("mute", "bar"),
}
STEPS = 5


@register.simple_tag
def audit_state(assessment: Assessment) -> SafeString:
    """The chip of an audit's state, in the words of its way."""
    tone, lozenge = LOOKS.get(State(assessment.state), ("info", "half"))
    return chip(ways.label(assessment), tone, lozenge)


@register.simple_tag
def audit_value(value: Range | None, scheme: Scheme) -> SafeString:
    """A value as the scheme prints it; a range keeps both ends on one line, and nothing known says so."""
    if value is None:
        return SafeString('<span class="missing">tidak ada data</span>')
    if (value.low, value.high) == (0.0, 100.0):
        return SafeString('<span class="missing">belum ada nilai</span>')
    return format_html('<span class="nowrap">{}</span>', interval(value.low, value.high, scheme.shown_decimals))


@register.simple_tag
def audit_grade(grade: Grade | None, scheme: Scheme) -> SafeString:
    """The category in its colour; one that is still open says so."""
    if grade is None:
        return SafeString('<span class="cat s0">belum pasti</span>')
    return format_html('<span class="cat s{}">{} · {}</span>', step_of(grade, scheme), grade.code, grade.label)


@register.simple_tag
def audit_bar(value: Range | None, scheme: Scheme, style: str = "") -> SafeString:
    """A value on 0–100 with the bounds of the categories; what is still open lies lightly beside what is sure.

    The number must stand beside it. `style` "other" is for the second of two values.
    """
    bounds = format_html_join(
        "", '<line x1="{0}" x2="{0}" y1="0" y2="10"/>', ((f"{bound:g}",) for bound in _bounds(scheme))
    )
    if value is None:
        bars = SafeString("")
    else:
        # Numbers for SVG are written with a point; a template would write a comma.
        low, rest = f"{value.low:.5g}", f"{value.high - value.low:.5g}"
        bars = format_html(
            '<rect class="sure" width="{0}" y="2" height="6"/>'
            '<rect class="open" x="{0}" width="{1}" y="2" height="6"/>',
            low,
            rest,
        )
    return format_html(
        '<svg class="onscale{}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{}{}</svg>',
        f" onscale--{style}" if style else "",
        bars,
        bounds,
    )


@register.simple_tag
def bagian_bar(part: int, whole: int) -> SafeString:
    """A part of a whole as a bar; both numbers stand beside it."""
    return bar(100 * part / whole if whole else None)


@register.simple_tag
def audit_scale(scheme: Scheme) -> SafeString:
    """The letters of the categories over the bars, each over the middle of its band."""
    letters = format_html_join(
        "",
        '<i style="--at:{}">{}</i>',
        ((f"{((one.band.low or 0) + (one.band.high or 100)) / 2:g}", one.code) for one in scheme.grades),
    )
    return format_html('<span class="onscale-letters" aria-hidden="true">{}</span>', letters)


def step_of(grade: Grade, scheme: Scheme) -> int:
    """The colour step 1–5 of a category; more categories than colours share their neighbours'."""
    place = [one.code for one in scheme.grades].index(grade.code)
    return 1 + round(place * (STEPS - 1) / (len(scheme.grades) - 1))


def _bounds(scheme: Scheme) -> list[float]:
    return [one.band.high for one in scheme.grades[:-1] if one.band.high is not None]
