"""Words of the pages about holders: `{% load holder_words %}`."""

from typing import Any
from urllib.parse import quote

from django import template
from django.urls import reverse

from etam.content.positions import Credit, Level, Positions
from etam.web import formats
from etam.workforce.access import holders as access
from etam.workforce.access import workload
from etam.workforce.models import Holder
from etam.workforce.queries.holder_pages import Opened

register = template.Library()
WAYS = {"page": "pada halaman", "print": "dicetak", "export": "salinan untuk orangnya"}


@register.filter
def credit_rows(edition: Positions) -> list[tuple[Level, Credit | None]]:
    """Every level with its credit points; None where no source was seen."""
    return [(level, edition.credits.get(code)) for code, level in edition.levels.items()]


@register.filter
def office_url(holder: Holder) -> str:
    """The list of the holder's office."""
    return f"{reverse('workforce:holders')}?kantor={quote(holder.office.code)}"


@register.filter
def asked_text(opened: Opened, pk: int) -> str:
    """What was asked in a request, of a person that was opened."""
    return opened.requests.get(pk, "")


@register.filter
def way_word(way: str) -> str:
    """How data were opened."""
    return WAYS.get(way, way)


@register.filter
def percent_of(share: float, decimals: int = 0) -> str:
    """A share of one as per cent: 0.021 becomes `2,1%`."""
    return formats.percent(share * 100, decimals)


@register.simple_tag
def counts_holders(user: Any) -> bool:
    """Whether the pages on holders are open to somebody, so that no tab leads to a closed door."""
    return access.may_count_some(user)


@register.simple_tag
def reads_workloads(user: Any) -> bool:
    """The same for the analyses."""
    return workload.may_read(user)
