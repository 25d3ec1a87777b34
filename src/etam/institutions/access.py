"""The only door to institutions and regions for a given person."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from etam.institutions.models import Institution, Membership, ParentBody, Region

Role = Membership.Role

KEPT = "memberships_of_this_request"
SEE_THE_PROVINCE = frozenset({Role.OFFICER, Role.OBSERVER})
# What a partner agency works on; an agency that is not named here sees no institution.
PARTNER_PARTS = {
    "disdikbud": Q(kind="school"),
    "kemenag": Q(kind="school"),
    "dpmpd": Q(kind="public", subtype="village") | Q(kind="tbm"),
}
# The villages and schools that a partner agency works on.
PARTNER_BODIES = {
    "disdikbud": Q(kind="school") & ~Q(ministry="kemenag"),
    "kemenag": Q(kind="school", ministry="kemenag"),
    "dpmpd": Q(kind="village"),
    "bappeda": ~Q(pk__in=[]),
}
# Bappeda reads what the others plan; it edits programmes.
EDITING_PARTNERS = frozenset({"disdikbud", "kemenag", "dpmpd"})


def memberships(user: Any, on: date | None = None) -> list[Membership]:
    """What `user` acts for on a day (today unless given), first the widest roles; nothing for a stranger."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    day = on or timezone.localdate()
    kept: dict[date, list[Membership]] = getattr(user, KEPT, {})
    if day not in kept:
        kept[day] = _held(user, day)
    return list(kept[day])


def roles(user: Any, on: date | None = None) -> set[str]:
    """The codes of the roles that `user` holds on a day, such as {"verifier"}."""
    return {membership.role for membership in memberships(user, on)}


def has_role(user: Any, *wanted: str, on: date | None = None) -> bool:
    """Whether `user` holds any of these roles."""
    return not roles(user, on).isdisjoint(wanted)


def require_role(user: Any, *wanted: str, on: date | None = None) -> None:
    """Raise PermissionDenied unless `user` holds any of these roles."""
    if not has_role(user, *wanted, on=on):
        raise PermissionDenied(f"Halaman ini untuk {_listed(wanted)}.")


def institutions_for(user: Any, on: date | None = None) -> QuerySet[Institution]:
    """Every institution that `user` may see.

    Operators and assessors see those assigned to them, verifiers their region, officers and observers the province,
    partner agencies their part. An administrator sees accounts and the journal, not institutions.
    """
    seen = Q(pk__in=[])
    for membership in memberships(user, on):
        seen |= _part(membership)
    return Institution.objects.filter(seen).select_related("regency", "region")


def institution_for(user: Any, code: str, on: date | None = None) -> Institution:
    """The institution with this code, if `user` may see it; raises Http404 otherwise."""
    return get_object_or_404(institutions_for(user, on), code=code)


def bodies_for(user: Any, on: date | None = None) -> QuerySet[ParentBody]:
    """Every village and school that `user` may see, ended ones too.

    Officers and observers see the province, verifiers their region, partner agencies their part, operators those whose
    library they report for.
    """
    seen = Q(pk__in=[])
    for membership in memberships(user, on):
        seen |= _bodies(membership)
    return ParentBody.objects.filter(seen)


def bodies_to_keep(user: Any, on: date | None = None) -> QuerySet[ParentBody]:
    """The villages and schools whose record, money and plans `user` may change: officers, verifiers, partners."""
    seen = Q(pk__in=[])
    for membership in memberships(user, on):
        edits = membership.role in (Role.OFFICER, Role.VERIFIER) or (
            membership.role == Role.PARTNER and membership.agency in EDITING_PARTNERS
        )
        seen |= _bodies(membership) if edits else Q(pk__in=[])
    return ParentBody.objects.filter(seen)


def partner_memberships(user: Any, *agencies: str, on: date | None = None) -> list[Membership]:
    """What `user` holds as partner for one of these agencies on a day."""
    return [one for one in memberships(user, on) if one.role == Role.PARTNER and one.agency in agencies]


def covers(membership: Membership, region_code: str) -> bool:
    """Whether a region lies in what a membership acts for; one without a region acts for the province."""
    scope = membership.region_id or "64"
    return f"{region_code}.".startswith(f"{scope}.")


def registry(user: Any, on: date | None = None) -> QuerySet[Institution]:
    """Every institution, ended ones too, for those who keep the registry; raises PermissionDenied for others."""
    require_role(user, Role.OFFICER, on=on)
    return Institution.objects.select_related("regency", "region")


def institution_to_keep(user: Any, code: str, on: date | None = None) -> Institution:
    """The institution with this code, for those who keep the registry; raises PermissionDenied or Http404."""
    return get_object_or_404(registry(user, on), code=code)


def institutions_to_fill(user: Any, on: date | None = None) -> QuerySet[Institution]:
    """The institutions for which `user` reports as operator."""
    held = [one.institution_id for one in memberships(user, on) if one.role == Role.OPERATOR]
    keys = [key for key in held if key is not None]
    return Institution.objects.filter(pk__in=keys).select_related("regency", "region")


def institutions_to_verify(user: Any, on: date | None = None) -> QuerySet[Institution]:
    """The institutions of the regions in which `user` is a verifier."""
    seen = Q(pk__in=[])
    for membership in memberships(user, on):
        if membership.role == Role.VERIFIER:
            seen |= _part(membership)
    return Institution.objects.filter(seen).select_related("regency", "region")


def regions_for(user: Any, on: date | None = None) -> QuerySet[Region]:
    """The regions that `user` acts in or oversees, with all that lies below them."""
    seen = Q(pk__in=[])
    for membership in memberships(user, on):
        if membership.role in SEE_THE_PROVINCE or (membership.role == Role.PARTNER and not membership.region_id):
            return Region.objects.all()
        if membership.role != Role.ADMINISTRATOR and membership.region_id:
            seen |= Q(code=membership.region_id) | Q(code__startswith=f"{membership.region_id}.")
        if membership.institution is not None:
            seen |= Q(code=membership.institution.regency_id)
    return Region.objects.filter(seen)


def regencies_for(user: Any, on: date | None = None) -> QuerySet[Region]:
    """The kab/kota of today among `regions_for(user)`."""
    return regions_for(user, on).filter(level=Region.Level.REGENCY, valid_to__isnull=True)


def user_line(user: Any, on: date | None = None) -> str:
    """Who is signed in and for what: "Hartati, Verifikator kab/kota Kutai Timur"."""
    held = memberships(user, on)
    if not held:
        return str(user.get_full_name()) if getattr(user, "is_authenticated", False) else ""
    return f"{user.get_full_name()}, {held[0].get_role_display()} {held[0].place_name}".strip()


def _held(user: Any, day: date) -> list[Membership]:
    held = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), user=user, valid_from__lte=day)
    order = list(Role.values)
    return sorted(
        held.select_related("institution", "region"), key=lambda one: (-order.index(one.role), one.valid_from, one.pk)
    )


def _part(membership: Membership) -> Q:
    role = membership.role
    if role == Role.ADMINISTRATOR:
        return Q(pk__in=[])
    if role in SEE_THE_PROVINCE:
        return ~Q(pk__in=[])
    if role == Role.PARTNER:
        return PARTNER_PARTS.get(membership.agency, Q(pk__in=[])) & _within(membership.region)
    if membership.institution_id:
        return Q(pk=membership.institution_id)
    return _within(membership.region) if membership.region else Q(pk__in=[])


def _bodies(membership: Membership) -> Q:
    role = membership.role
    if role in SEE_THE_PROVINCE:
        return ~Q(pk__in=[])
    if role == Role.PARTNER:
        return PARTNER_BODIES.get(membership.agency, Q(pk__in=[])) & _within(membership.region)
    if role == Role.OPERATOR:
        return Q(library_id=membership.institution_id)
    return _within(membership.region) if role == Role.VERIFIER and membership.region else Q(pk__in=[])


def _within(region: Region | None) -> Q:
    if region is None or region.level == Region.Level.PROVINCE:
        return ~Q(pk__in=[])
    if region.level == Region.Level.REGENCY:
        return Q(regency_id=region.code)
    return Q(region_id=region.code) | Q(region__code__startswith=f"{region.code}.")


def _listed(wanted: tuple[str, ...]) -> str:
    return " atau ".join(Role(role).label.lower() for role in wanted)
