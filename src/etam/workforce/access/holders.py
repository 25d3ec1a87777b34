"""The only door to who holds a post.

Two groups may open what names a person: the operator of the office, and BKD within its region. Verifiers, officers,
observers and the agencies that work on formations (Biro Organisasi, Perpusnas, ANRI) see numbers only. Raises
PermissionDenied where the role is missing, Http404 for what lies outside somebody's part.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from etam.institutions import access as institutions
from etam.institutions.models import Institution, Membership
from etam.workforce.models import CorrectionRequest, Holder

Role = Membership.Role
OPENING_AGENCIES = frozenset({"bkd"})
COUNTING_AGENCIES = frozenset({"bkd", "biro-organisasi", "perpusnas", "anri"})
# Whose work it is to plan posts: they see the numbers of one year for a single post as well.
PLANNING_ROLES = frozenset({Role.VERIFIER, Role.OFFICER})


def offices_to_open(user: Any, on: date | None = None) -> QuerySet[Institution]:
    """The offices whose holders `user` may open one by one, each time for a stated purpose."""
    return _offices(user, _opening, on)


def offices_to_count(user: Any, on: date | None = None) -> QuerySet[Institution]:
    """The offices whose numbers of holders `user` may see; raises PermissionDenied for who may see none."""
    if not may_count_some(user, on):
        raise PermissionDenied(
            "Halaman ini untuk kantor yang mempunyai pemangku jabatan dan yang merencanakan formasi."
        )
    return _offices(user, _counting, on)


def office_to_open(user: Any, code: str) -> Institution:
    """One office whose holders `user` may open, and of which they may say that it has none."""
    require_opener(user)
    return get_object_or_404(offices_to_open(user), code=code)


def holders_to_open(user: Any, on: date | None = None) -> QuerySet[Holder]:
    """The holders that `user` may open, ended ones too."""
    return Holder.objects.filter(office__in=offices_to_open(user, on)).select_related("office")


def holder_to_open(user: Any, pk: int) -> Holder:
    """One holder, for the operator of the office and for BKD."""
    require_opener(user)
    return get_object_or_404(holders_to_open(user), pk=pk)


def correction_to_settle(user: Any, pk: int) -> CorrectionRequest:
    """A request for correction of a holder that `user` may open."""
    require_opener(user)
    rows = CorrectionRequest.objects.filter(holder__in=holders_to_open(user))
    return get_object_or_404(rows.select_related("holder__office"), pk=pk)


def require_opener(user: Any) -> None:
    """Raise PermissionDenied for who may open no holder at all."""
    if not may_open_some(user):
        raise PermissionDenied("Data pemangku hanya dibuka oleh petugas kantornya dan BKD.")


def may_open_some(user: Any, on: date | None = None) -> bool:
    """Whether `user` may open holders of any office."""
    return any(_opening(one) is not None for one in institutions.memberships(user, on))


def may_count_some(user: Any, on: date | None = None) -> bool:
    """Whether `user` may see numbers of holders of any office."""
    return any(_counting(one) is not None for one in institutions.memberships(user, on))


def opens_all_it_counts(user: Any) -> bool:
    """Whether `user` may open every office whose numbers they see, so that no number tells them more than a row."""
    return not offices_to_count(user).exclude(pk__in=offices_to_open(user).values("pk")).exists()


def sees_small_groups(user: Any) -> bool:
    """Whether planning posts is the work of `user`, so that numbers of one or two people are shown as well."""
    return any(
        _opening(one) is not None or one.role in PLANNING_ROLES or one.agency in COUNTING_AGENCIES
        for one in institutions.memberships(user)
        if _counting(one) is not None
    )


def _offices(user: Any, part: Any, on: date | None) -> QuerySet[Institution]:
    seen = Q(pk__in=[])
    for one in _parts(user, part, on):
        seen |= one
    return Institution.objects.filter(seen).select_related("regency")


def _parts(user: Any, part: Any, on: date | None) -> Iterator[Q]:
    for membership in institutions.memberships(user, on):
        if (found := part(membership)) is not None:
            yield found


def _opening(membership: Membership) -> Q | None:
    if membership.role == Role.OPERATOR:
        return Q(pk=membership.institution_id)
    if membership.role == Role.PARTNER and membership.agency in OPENING_AGENCIES:
        return _within(membership)
    return None


def _counting(membership: Membership) -> Q | None:
    if membership.role in (Role.OFFICER, Role.OBSERVER):
        return ~Q(pk__in=[])
    if membership.role == Role.VERIFIER or (membership.role == Role.PARTNER and membership.agency in COUNTING_AGENCIES):
        return _within(membership)
    return _opening(membership)


def _within(membership: Membership) -> Q:
    region = membership.region_id
    if region is None or region == "64":
        return ~Q(pk__in=[])
    return Q(regency_id=region) | Q(region_id=region) | Q(region__code__startswith=f"{region}.")
