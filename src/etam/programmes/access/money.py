"""The only door to money, plans and notes of villages, schools and institutions.

Partners see and change their own part, verifiers their region, officers everything; observers read the province, and an
operator reads what concerns the own library. Whatever lies outside is not found: Http404.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etam.institutions import access as institutions
from etam.institutions.models import AGENCIES, Institution, Membership, ParentBody
from etam.programmes.models import BodyNote, HelpPlan

Role = Membership.Role
OVERSEERS = (Role.OFFICER, Role.OBSERVER, Role.VERIFIER, Role.PARTNER)
AGENCY_OF_OFFICE = "provinsi"
AGENCY_OF_VERIFIER = "kabupaten"
PLANNERS = {AGENCY_OF_OFFICE: "Perpustakaan provinsi", AGENCY_OF_VERIFIER: "Perpustakaan kab/kota", **AGENCIES}


def bodies_to_oversee(user: Any, on: date | None = None) -> QuerySet[ParentBody]:
    """The villages and schools of today whose money and plans `user` oversees; raises PermissionDenied for others."""
    institutions.require_role(user, *OVERSEERS, on=on)
    seen = institutions.bodies_for(user, on)
    if not institutions.has_role(user, Role.OFFICER, Role.OBSERVER, Role.VERIFIER, on=on) and not works_on_bodies(user):
        raise PermissionDenied("Halaman ini untuk instansi yang membina desa atau sekolah.")
    return seen.filter(valid_to=None)


def works_on_bodies(user: Any) -> bool:
    """Whether the partner agency of `user` has villages or schools at all."""
    return bool(institutions.partner_memberships(user, *institutions.PARTNER_BODIES))


def bodies_to_keep(user: Any) -> QuerySet[ParentBody]:
    """The villages and schools of today whose money and plans `user` may change."""
    return institutions.bodies_to_keep(user).filter(valid_to=None)


def body_to_view(user: Any, pk: int) -> ParentBody:
    """A village or school that `user` may see; raises Http404."""
    return get_object_or_404(institutions.bodies_for(user).select_related("regency", "district", "library"), pk=pk)


def body_to_keep(user: Any, pk: int) -> ParentBody:
    """A village or school whose money and plans `user` may change; raises Http404."""
    return get_object_or_404(institutions.bodies_to_keep(user).select_related("regency", "library", "region"), pk=pk)


def may_keep(user: Any, body: ParentBody) -> bool:
    return institutions.bodies_to_keep(user).filter(pk=body.pk).exists()


def keeps_some(user: Any) -> bool:
    """Whether `user` changes money and plans at all."""
    return institutions.has_role(user, Role.OFFICER, Role.VERIFIER) or bool(
        institutions.partner_memberships(user, *institutions.EDITING_PARTNERS)
    )


def require_keeper(user: Any) -> None:
    """Raise PermissionDenied for those who change no money and no plans."""
    if not keeps_some(user):
        raise PermissionDenied("Halaman ini untuk yang mencatat dana desa dan sekolah.")


def institutions_to_oversee(user: Any) -> QuerySet[Institution]:
    """The institutions whose own money `user` sees beside that of villages and schools."""
    return institutions.institutions_for(user)


def institution_to_view(user: Any, code: str) -> Institution:
    """An institution whose money `user` may see: who oversees it, and its operators; raises Http404."""
    return institutions.institution_for(user, code)


def institution_to_keep(user: Any, code: str) -> Institution:
    """An institution whose money `user` may change: officers, verifiers of its region, the partner of its part."""
    require_keeper(user)
    return institutions.institution_for(user, code)


def plan_to_keep(user: Any, pk: int) -> HelpPlan:
    """A plan that `user` may withdraw or carry on; raises Http404."""
    return get_object_or_404(
        HelpPlan.objects.select_related("body__regency", "body__region", "body__library"),
        pk=pk,
        body__in=institutions.bodies_to_keep(user),
    )


def note_to_keep(user: Any, pk: int) -> BodyNote:
    """A decision noted at a village or school that `user` may change; raises Http404."""
    return get_object_or_404(BodyNote.objects.select_related("body"), pk=pk, body__in=institutions.bodies_to_keep(user))


def agency_of(user: Any, body: ParentBody) -> str:
    """For which agency `user` plans help to this body: the partner whose part it is, else the library office."""
    for membership in institutions.partner_memberships(user, *institutions.EDITING_PARTNERS):
        if ParentBody.objects.filter(institutions.PARTNER_BODIES[membership.agency], pk=body.pk).exists():
            return membership.agency
    return AGENCY_OF_OFFICE if institutions.has_role(user, Role.OFFICER) else AGENCY_OF_VERIFIER


def planner(agency: str) -> str:
    """The agency as people call it."""
    return PLANNERS.get(agency, agency)
