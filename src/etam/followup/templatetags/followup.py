"""The four statuses as one bar."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from etam.content.followup_rules import Status
from etam.web.tags.figures import css

register = template.Library()


@register.simple_tag
def status_bar(parts: Sequence[tuple[Status, int]]) -> SafeString:
    """How a whole divides into the four statuses; the numbers must stand beside it."""
    pieces = format_html_join(
        "", '<i class="{}" style="{}"></i>', ((one.code, css(v=count)) for one, count in parts if count)
    )
    return format_html('<span class="four" aria-hidden="true">{}</span>', pieces)
