"""Messages, empty states, folded detail; fields of forms and what must be mended in them."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def message(content: str, tone: str = "info", title: str = "", id: str = "") -> SafeString:
    """`{% message "warn" "Perlu penjelasan" %}...{% endmessage %}`; tones ok, warn, stop, info."""
    if tone not in {"ok", "warn", "stop", "info"}:
        raise template.TemplateSyntaxError(f'message "{tone}": use ok, warn, stop or info.')
    own_id = format_html(' id="{}"', id) if id else ""
    heading = format_html("<b>{}</b>", title) if title else ""
    return format_html(
        '<div class="msg{}"{}>{}{}</div>', "" if tone == "info" else f" msg--{tone}", own_id, heading, content
    )


@register.simple_block_tag
def empty(content: str, title: str, level: int = 2) -> SafeString:
    """A list without rows: why it is empty, and what comes next."""
    return format_html('<div class="empty stack stack--tight"><h{0}>{1}</h{0}>{2}</div>', level, title, content)


@register.simple_block_tag
def more(content: str, title: str, is_quiet: bool = False, is_open: bool = False) -> SafeString:
    """Detail that most readers skip."""
    return format_html(
        '<details class="more{}"{}><summary>{}</summary>{}</details>',
        " more--quiet" if is_quiet else "",
        SafeString(" open") if is_open else "",
        title,
        content,
    )


@register.inclusion_tag("web/parts/_error_summary.html")
def error_summary(form: Form | None = None, items: Sequence[tuple[str, str]] = (), level: int = 2) -> dict[str, Any]:
    """What must be mended, each with a link to its field: of a form, or of (anchor, sentence) pairs."""
    found = list(items)
    general: list[str] = []
    if form is not None and form.errors:
        general = [str(error) for error in form.non_field_errors()]
        found += [
            (field.id_for_label or field.auto_id, f"{field.label}: {error}") for field in form for error in field.errors
        ]
    return {"items": found, "general": general, "count": len(found) + len(general), "level": level}


@register.inclusion_tag("web/forms/field.html")
def field(bound: BoundField, unit: str = "", is_short: bool = False) -> dict[str, Any]:
    """One field of a form with label, help and error; `unit` stands to the right of a number."""
    return {"field": bound, "unit": unit, "is_short": is_short}
