"""What money, plan and notes add to the page of one village or school."""

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate

from etam.institutions.models import ParentBody
from etam.programmes.access import money as access
from etam.programmes.queries import body_money


def money(request: HttpRequest, body: ParentBody) -> dict[str, Any]:
    """The latest year of which money is known, this year where nothing is."""
    years = body_money.years_of(body, localdate().year)
    latest = next((one for one in years if one.lines or one.ceilings), years[0])
    return {"year": latest, "keeps": access.may_keep(request.user, body)}
