"""Lozenge, chips and small words: what something is, how far it has come, how sure it is, how it changed."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from etam.web import components, formats

register = template.Library()


@register.simple_tag
def k(fill: str = "empty") -> SafeString:
    """The lozenge: how full it is tells how far a thing has come."""
    if fill not in components.LOZENGES:
        raise template.TemplateSyntaxError(f'k "{fill}": use one of {", ".join(sorted(components.LOZENGES))}.')
    return format_html('<span class="k{}" aria-hidden="true"></span>', "" if fill == "empty" else f" k--{fill}")


@register.simple_tag
def chip(text: str, tone: str = "mute", fill: str = "") -> SafeString:
    if tone not in components.TONES:
        raise template.TemplateSyntaxError(f'chip "{tone}": use one of {", ".join(sorted(components.TONES))}.')
    tone_class = "" if tone == "mute" else f" chip--{tone}"
    return format_html('<span class="chip{}">{}{}</span>', tone_class, k(fill) if fill else "", text)


@register.simple_tag
def status(state: str, word: str = "") -> SafeString:
    """The chip of a status; `word` replaces its usual word, for example "Rilis 2025.2 berlaku"."""
    look = components.STATUSES[state]
    return chip(word or look.word, look.tone, look.lozenge)


@register.simple_tag
def category(step: int, label: str) -> SafeString:
    """A category in its map colour; step 0 is "not ranked"."""
    return format_html('<span class="cat s{}">{}</span>', step, label)


@register.simple_tag
def confidence(mark: str, source: str = "") -> SafeString:
    """How sure a fact is; an official one carries no mark."""
    word = components.CONFIDENCE[mark]
    if not word:
        return SafeString("")
    title = format_html(' title="{}"', source) if source else ""
    return format_html('<span class="unverified"{}>{}</span>', title, word)


@register.simple_tag
def sample() -> SafeString:
    return SafeString('<span class="sample">DATA CONTOH</span>')


@register.simple_tag
def change(value: float | None, unit: str = "", decimals: int | None = None, is_plain: bool = False) -> SafeString:
    """A difference with its direction; `is_plain` for pages where up and down are neither good nor bad."""
    if value is None:
        return SafeString('<span class="same">tidak dapat dibandingkan</span>')
    text = formats.signed(value, decimals)
    direction = "same" if text.strip("0,") == "" else "down" if value < 0 else "up"
    if direction == "same":
        return SafeString('<span class="same">tetap</span>')
    arrow = "▲" if direction == "up" else "▼"
    return format_html('<span class="{}">{} {}{}</span>', "" if is_plain else direction, arrow, text, unit)


@register.simple_tag
def rank_change(places: int | None, since: str = "") -> SafeString:
    """Places won (positive) or lost since the release before; None when the unit had no rank then."""
    if places is None:
        return format_html('<span class="same">baru{}</span>', f" sejak {since}" if since else "")
    if places == 0:
        return SafeString('<span class="same">tetap</span>')
    word, arrow, direction = ("naik", "▲", "up") if places > 0 else ("turun", "▼", "down")
    return format_html('<span class="{}">{} {} {}</span>', direction, arrow, word, abs(places))
