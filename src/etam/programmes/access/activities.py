"""The only door to the programmes of offices and to lists of codes.

Operators keep those of their own office, Bappeda those of its region, officers all; verifiers read their region,
observers everything. Whoever has no part here meets PermissionDenied; another's office or sub-activity is Http404.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from etam.institutions import access as institutions
from etam.institutions.models import Institution, Membership, Region
from etam.programmes.models import CodeVersion, SubActivity
from etam.programmes.queries.activities import standing
from etam.programmes.queries.offices import may_have_programmes

Role = Membership.Role
PLANNERS = "bappeda"
READERS = (Role.OPERATOR, Role.VERIFIER, Role.OFFICER, Role.OBSERVER)
OF_THE_PROVINCE = Q(subtype__startswith="province")


def require_reader(user: Any) -> None:
    """Raise PermissionDenied unless `user` has a part in programmes."""
    if not institutions.partner_memberships(user, PLANNERS):
        institutions.require_role(user, *READERS)


def offices_to_view(user: Any) -> QuerySet[Institution]:
    """The offices whose programmes `user` may read. Raises PermissionDenied for one without a part here."""
    require_reader(user)
    return _offices(user, READERS)


def offices_to_keep(user: Any) -> QuerySet[Institution]:
    """The offices whose programmes `user` may record and change. Raises PermissionDenied as above."""
    require_reader(user)
    return _offices(user, (Role.OPERATOR, Role.OFFICER))


def office_to_view(user: Any, code: str) -> Institution:
    return get_object_or_404(offices_to_view(user), code=code)


def office_to_keep(user: Any, code: str) -> Institution:
    return get_object_or_404(offices_to_keep(user), code=code)


def may_keep(user: Any, office: Institution) -> bool:
    return offices_to_keep(user).filter(pk=office.pk).exists()


def activity_to_view(user: Any, pk: int) -> SubActivity:
    """A sub-activity that stands, with all that belongs to it."""
    return get_object_or_404(standing(), pk=pk, office__in=offices_to_view(user).order_by())


def activity_to_keep(user: Any, pk: int) -> SubActivity:
    """The same, for one who may change it."""
    return get_object_or_404(standing(), pk=pk, office__in=offices_to_keep(user).order_by())


def version_to_view(user: Any, code: str) -> CodeVersion:
    """A list of codes, for everybody with a part in programmes."""
    require_reader(user)
    return get_object_or_404(CodeVersion, code=code)


def require_list_keeper(user: Any) -> None:
    """Raise PermissionDenied unless `user` may bring in lists of codes and settle what became of a code."""
    institutions.require_role(user, Role.OFFICER)


def may_keep_lists(user: Any) -> bool:
    return institutions.has_role(user, Role.OFFICER)


def version_to_map(user: Any, code: str) -> CodeVersion:
    require_list_keeper(user)
    return get_object_or_404(CodeVersion, code=code)


def _offices(user: Any, wanted: tuple[str, ...]) -> QuerySet[Institution]:
    seen = Q(pk__in=[])
    for one in institutions.memberships(user):
        if one.role in wanted or (one.role == Role.PARTNER and one.agency == PLANNERS):
            seen |= _part(one)
    return Institution.objects.filter(may_have_programmes(), seen).select_related("regency", "region")


def _part(one: Membership) -> Q:
    """A kab/kota's people see its own offices, not those of the province that stand in it."""
    if one.role in (Role.OFFICER, Role.OBSERVER):
        return ~Q(pk__in=[])
    if one.institution_id:
        return Q(pk=one.institution_id)
    if one.region is None or one.region.level == Region.Level.PROVINCE:
        return ~Q(pk__in=[]) if one.role == Role.PARTNER or one.region else Q(pk__in=[])
    return Q(regency_id=".".join(one.region.code.split(".")[:2])) & ~OF_THE_PROVINCE
