"""Filters and tags for every page: `{% load etam %}`. The list with examples is docs/components.md."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from etam.web import charts, components, formats
from etam.web.maps import CREDIT, MapFigure

register = template.Library()

Answer = int | float | str | Mapping[str, str] | None


# Numbers and dates. A filter given nothing says which nothing it is, never an empty place.


@register.filter
def angka(value: Answer, decimals: int | None = None) -> str:
    return formats.figure(value, decimals)


def _number_filter(name: str, write: Any) -> None:
    @register.filter(name)
    def written(value: Answer, decimals: int | None = None) -> str:
        if value == "" or formats.kind_of_nothing(value) is not None:
            return formats.figure(value or None)
        return str(write(value) if decimals is None else write(value, decimals))


_number_filter("persen", formats.percent)
_number_filter("bertanda", formats.signed)
_number_filter("ribu", formats.short)
_number_filter("rupiah", formats.rupiah)


@register.filter
def rentang(pair: Sequence[float], decimals: int | None = None) -> str:
    return formats.interval(pair[0], pair[1], decimals)


@register.simple_tag
def bagian(part: float, whole: float, decimals: int = 0) -> str:
    return formats.share(part, whole, decimals)


@register.filter
def tanggal(value: date | None) -> str:
    return formats.day(value) if value else "belum ada tanggal"


@register.filter
def tanggal_pendek(value: date | None) -> str:
    return formats.short_day(value) if value else "belum ada tanggal"


@register.filter
def pukul(value: datetime) -> str:
    return formats.clock(value)


@register.filter
def waktu(value: datetime) -> str:
    return formats.moment(value)


@register.filter
def hari_lagi(value: date, today: date | None = None) -> str:
    return formats.days_left(value, today or timezone.localdate())


@register.filter
def ukuran(size_bytes: int) -> str:
    return formats.file_size(size_bytes)


@register.filter
def daftar(words: Sequence[str]) -> str:
    return formats.listed([str(word) for word in words])


@register.filter
def nilai(value: Answer, decimals: int | None = None) -> str:
    """An answer for a cell: its number, or its kind of nothing, each marked in its own way."""
    text = formats.figure(value, decimals)
    kinds = {"missing": "missing", "not_applicable": "not-applicable", "": "not-applicable"}
    nothing = formats.kind_of_nothing(value)
    return text if nothing is None else format_html('<span class="{}">{}</span>', kinds[nothing], text)


# Marks


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


# Figures. Numbers in a style attribute are written for CSS here, because a template would write 60,5.


def _css(**properties: float) -> SafeString:
    return format_html_join("", "--{}:{};", ((name, f"{value:.6g}") for name, value in properties.items()))


@register.simple_tag
def bar(value: float | None, goal: float | None = None) -> SafeString:
    """A part of a whole, 0 to 100; its number must stand beside it."""
    if value is None:
        return SafeString("")
    goal_class, style = ("", {}) if goal is None else (" bar--goal", {"goal": goal})
    return format_html('<span class="bar{}" style="{}" aria-hidden="true"></span>', goal_class, _css(v=value, **style))


@register.simple_tag
def span(low: float, high: float, at: float) -> SafeString:
    """Rank interval and nominal rank on the axis of `.rank`; the numbers must stand beside it."""
    return format_html('<span class="span" style="{}" aria-hidden="true"></span>', _css(lo=low, hi=high, at=at))


@register.simple_tag
def axis(count: int, groups: int = 1) -> SafeString:
    """The style of a ranking's `.rank` box: number of ranked units, number of groups."""
    return format_html('style="{}"', _css(n=count, groups=groups))


@register.simple_tag
def ranks(count: int) -> SafeString:
    """The numbers over the interval column."""
    cells = format_html_join("", "<span>{}</span>", ((place,) for place in range(1, count + 1)))
    return format_html('<span class="scale" aria-hidden="true">{}</span>', cells)


@register.simple_tag
def group_heads(count: int) -> SafeString:
    cells = format_html_join("", "<span>{}</span>", ((components.letter(place),) for place in range(1, count + 1)))
    return format_html('<span class="scale" aria-hidden="true">{}</span>', cells)


@register.simple_tag
def group_lines(row: components.GroupRow | None) -> SafeString:
    """A unit's pieces of the group lines, with the letters for those who read or hear the table."""
    if row is None or not row.lines:
        return SafeString("")
    pieces = format_html_join(
        "",
        '<i class="{}{}" style="{}"></i>',
        (("top " if line.is_top else "", "end" if line.is_end else "", _css(at=line.at)) for line in row.lines),
    )
    return format_html(
        '<span class="groups__lines" aria-hidden="true">{}</span><span class="groups__word"><span>Kelompok </span>{}</span>'
        '<span class="sr">Kelompok {}</span>',
        pieces,
        row.letters,
        row.letters,
    )


@register.filter
def langkah(value: float, edges: str) -> int:
    """Colour step of a number for a heat table: `{{ 83|langkah:"40 60 75 90" }}` is 4."""
    return components.step_of(value, [float(edge) for edge in edges.split()])


@register.inclusion_tag("web/parts/_heat_cell.html")
def heat_cell(value: float | None, edges: str, note: str = "", url: str = "", why: str = "") -> dict[str, Any]:
    """One `<td>` of a heat table: per cent, a note under it; without a value, `why` there is none."""
    return {
        "step": 0 if value is None else langkah(value, edges),
        "value": value,
        "note": note,
        "url": url,
        "why": why or formats.NOTHING["missing"],
    }


@register.inclusion_tag("web/parts/_contrib.html")
def contrib(parts: Sequence[tuple[str, float]], total_label: str, label: str, decimals: int = 1) -> dict[str, Any]:
    """Why a score differs: (label, points) pairs, closed by their sum."""
    total = sum(points for _, points in parts)
    return {
        "parts": components.contributions(parts, decimals),
        "total": formats.signed(total, decimals),
        "total_label": total_label,
        "label": label,
    }


@register.inclusion_tag("web/parts/_stats.html")
def stats(items: Sequence[components.Stat]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("web/parts/_legend.html")
def legend(keys: Sequence[components.Key], label: str) -> dict[str, Any]:
    return {"keys": keys, "label": label}


# Navigation


@register.inclusion_tag("web/parts/_crumbs.html")
def crumbs(*steps: str) -> dict[str, Any]:
    """`{% crumbs "Beranda" home "Peringkat" ranking "Indeks 2024" %}`: label and address in turn, the last without."""
    labels, urls = steps[0::2], steps[1::2]
    return {"links": list(zip(labels, urls, strict=False)), "here": labels[-1] if len(steps) % 2 else ""}


@register.inclusion_tag("web/parts/_tabs.html")
def tabs(items: Sequence[components.Link], label: str) -> dict[str, Any]:
    return {"items": items, "label": label}


@register.inclusion_tag("web/parts/_steps.html")
def steps(items: Sequence[components.Step], label: str) -> dict[str, Any]:
    return {"items": items, "label": label}


@register.inclusion_tag("web/parts/_progress.html")
def progress(position: int, total: int, percent_done: float = 50) -> dict[str, Any]:
    """Section `position` of `total` as a row of pieces, for the phone."""
    pieces = ["done"] * (position - 1) + ["now"] + [""] * (total - position)
    return {"position": position, "total": total, "pieces": pieces, "style": _css(v=percent_done)}


@register.inclusion_tag("web/parts/_pager.html", takes_context=True)
def pager(context: template.RequestContext, page: Page, name: str = "halaman") -> dict[str, Any]:
    """Page numbers that keep the rest of the address; nothing when there is only one page."""
    query = context["request"].GET.copy() if "request" in context else None
    links = components.PageLinks(page.number, page.paginator.num_pages)

    def address(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "links": [(number, address(number) if number else "") for number in links],
        "address": address,
    }


# Blocks


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


# Forms


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


# Maps


@register.inclusion_tag("web/parts/_atlas.html")
def atlas(
    figure: MapFigure,
    keys: Sequence[components.Key],
    heading: str = "",
    hint: str = "",
    level: int = 2,
    credit: str = CREDIT,
) -> dict[str, Any]:
    """The map with tiles for the phone, legend and credit; `figure` comes from `etam.web.maps.build`."""
    return {"figure": figure, "keys": keys, "heading": heading, "hint": hint, "level": level, "credit": credit}


@register.inclusion_tag("web/parts/_map_plain.html")
def map_plain(figure: MapFigure) -> dict[str, Any]:
    """The map as a small picture without names, where the numbers are told beside it."""
    return {"figure": figure}


# Lines


@register.inclusion_tag("web/parts/_line_chart.html")
def line_chart(chart: charts.LineChart, heading: str = "") -> dict[str, Any]:
    """Lines over time, from `etam.web.charts.line_chart`; the numbers stand in a table or download beside it."""
    return {"chart": chart, "heading": heading}


@register.inclusion_tag("web/parts/_spark.html")
def spark(line: charts.Spark) -> dict[str, Any]:
    """A small line from `etam.web.charts.spark`, with its first value and its years."""
    return {"spark": line}
