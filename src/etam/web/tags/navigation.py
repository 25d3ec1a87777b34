"""Crumbs, tabs, steps and page numbers."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page

from etam.web import components
from etam.web.tags.figures import css

register = template.Library()


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
    return {"position": position, "total": total, "pieces": pieces, "style": css(v=percent_done)}


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
