"""The only door to what people work on in this room: each function finds *and* authorises.

Http404 where there is no such record, PermissionDenied where the role is what is missing.
"""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.regulations.models import Flag

Role = Membership.Role


def flags_to_view(user: Any) -> QuerySet[Flag]:
    """Every flag; for officers, who decide, and for verifiers and observers, who read."""
    institutions.require_role(user, Role.OFFICER, Role.VERIFIER, Role.OBSERVER)
    return Flag.objects.select_related("regulation", "by_regulation", "decided_by")


def flag_to_view(user: Any, pk: int) -> Flag:
    """The flag, for anybody who may read it."""
    return get_object_or_404(flags_to_view(user), pk=pk)


def flag_to_decide(user: Any, pk: int) -> Flag:
    """The flag, for officers."""
    institutions.require_role(user, Role.OFFICER)
    return flag_to_view(user, pk)


def may_decide(user: Any) -> bool:
    return institutions.has_role(user, Role.OFFICER)
