"""What a page on one village or school shows of its money, plan and notes: `{% load library_money %}`."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template

from etam.programmes.rules import Verdict
from etam.web.formats import number

register = template.Library()

VERDICTS = {
    Verdict.MET: ("terpenuhi", "ok", "full"),
    Verdict.NOT_MET: ("tidak terpenuhi", "stop", "bar"),
    Verdict.UNKNOWN: ("belum dapat dinilai", "mute", "dash"),
}


@register.filter
def bagian_pagu(value: Fraction | None, bound: float | None = None) -> str:
    """A share per hundred, with as many decimals as keep it from rounding onto a bound that it does not reach."""
    if value is None:
        return "belum diketahui"
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    for decimals in (1, 2, 3, 4, 6):
        shown = round(exact, decimals)
        if shown == exact or bound is None or shown != Decimal(str(bound)):
            break
    written = number(shown, decimals)
    return f"{written.rstrip('0').rstrip(',') if ',' in written else written}%"


@register.filter
def putusan(value: Verdict) -> tuple[str, str, str]:
    """A verdict's word, tone and lozenge."""
    return VERDICTS[value]


@register.inclusion_tag("programmes/_rules.html")
def aturan_dana(assessed: Any) -> dict[str, Any]:
    """What the rules say of one year."""
    return {"assessed": assessed}
