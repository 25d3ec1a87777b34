"""Numbers made visible: bars, intervals, groups, heat cells, contributions, maps, lines."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from etam.web import charts, components, formats
from etam.web.maps import CREDIT, MapFigure

register = template.Library()


def css(**properties: float) -> SafeString:
    """Custom properties for a style attribute, written for CSS: a template would write 60,5."""
    return format_html_join("", "--{}:{};", ((name, f"{value:.6g}") for name, value in properties.items()))


@register.simple_tag
def bar(value: float | None, goal: float | None = None) -> SafeString:
    """A part of a whole, 0 to 100; its number must stand beside it."""
    if value is None:
        return SafeString("")
    goal_class, style = ("", {}) if goal is None else (" bar--goal", {"goal": goal})
    return format_html('<span class="bar{}" style="{}" aria-hidden="true"></span>', goal_class, css(v=value, **style))


@register.simple_tag
def span(low: float, high: float, at: float) -> SafeString:
    """Rank interval and nominal rank on the axis of `.rank`; the numbers must stand beside it."""
    return format_html('<span class="span" style="{}" aria-hidden="true"></span>', css(lo=low, hi=high, at=at))


@register.simple_tag
def axis(count: int, groups: int = 1) -> SafeString:
    """The style of a ranking's `.rank` box: number of ranked units, number of groups."""
    return format_html('style="{}"', css(n=count, groups=groups))


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
        (("top " if line.is_top else "", "end" if line.is_end else "", css(at=line.at)) for line in row.lines),
    )
    return format_html(
        '<span class="groups__lines" aria-hidden="true">{}</span>'
        '<span class="groups__word" aria-hidden="true"><span>Kelompok </span>{}</span>'
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


@register.inclusion_tag("web/parts/_line_chart.html")
def line_chart(chart: charts.LineChart, heading: str = "") -> dict[str, Any]:
    """Lines over time, from `etam.web.charts.line_chart`; the numbers stand in a table or download beside it."""
    return {"chart": chart, "heading": heading}


@register.inclusion_tag("web/parts/_spark.html")
def spark(line: charts.Spark) -> dict[str, Any]:
    """A small line from `etam.web.charts.spark`, with its first value and its years."""
    return {"spark": line}
