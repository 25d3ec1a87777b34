"""The only door to what the centre asks and what was delivered: officers keep it, observers read.

PermissionDenied where the role is missing, Http404 for what does not exist.
"""

from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from etam.content.obligations import Obligation, latest_obligations
from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.obligations.models import Delivery

Role = Membership.Role
FIRST_YEAR = 2020


def years_to_view(user: Any, today: date | None = None) -> list[int]:
    """The years that may be looked at, the latest first."""
    institutions.require_role(user, Role.OFFICER, Role.OBSERVER)
    return list(range((today or localdate()).year, FIRST_YEAR - 1, -1))


def obligation_to_view(user: Any, code: str, year: int) -> Obligation:
    """One thing that is asked about a year, for officers and observers."""
    years = years_to_view(user)
    found = latest_obligations().find(code)
    if found is None or year not in years:
        raise Http404("Permintaan atau tahun ini tidak ada.")
    return found


def obligation_to_keep(user: Any, code: str, year: int) -> Obligation:
    """The same, for officers."""
    institutions.require_role(user, Role.OFFICER)
    return obligation_to_view(user, code, year)


def delivery_to_view(user: Any, pk: int) -> Delivery:
    """What was delivered, with its files, for officers and observers."""
    years_to_view(user)
    return get_object_or_404(Delivery, pk=pk)


def delivery_to_withdraw(user: Any, pk: int) -> Delivery:
    """A delivery that stands, for officers."""
    institutions.require_role(user, Role.OFFICER)
    return get_object_or_404(Delivery, pk=pk)


def may_keep(user: Any) -> bool:
    return institutions.has_role(user, Role.OFFICER)
