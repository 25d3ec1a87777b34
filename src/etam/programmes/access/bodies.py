"""The only door to villages and schools for a person: who sees them, who may change them.

PermissionDenied where the role is missing; Http404 for what does not exist or is another's.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etam.institutions import access as institutions
from etam.institutions.models import BodyDoubt, BodyList, Membership, ParentBody, Region

Role = Membership.Role
READERS = (Role.VERIFIER, Role.OFFICER, Role.OBSERVER)
BODY_AGENCIES = tuple(institutions.PARTNER_BODIES)


def may_read(user: Any) -> bool:
    """Whether somebody works with villages and schools: verifiers, officers, observers, partners of these."""
    return institutions.has_role(user, *READERS) or bool(institutions.partner_memberships(user, *BODY_AGENCIES))


def bodies_to_view(user: Any) -> QuerySet[ParentBody]:
    """The villages and schools that somebody may look at; raises PermissionDenied for who works with none."""
    if not may_read(user):
        raise PermissionDenied(
            "Halaman ini untuk petugas provinsi, verifikator, pengamat, dan mitra desa atau sekolah."
        )
    return institutions.bodies_for(user)


def body_to_view(user: Any, kind: str, code: str) -> ParentBody:
    """One village or school with its places and library."""
    rows = bodies_to_view(user).select_related("regency", "district", "region", "library")
    return get_object_or_404(rows, kind=kind, code=code)


def may_keep(user: Any, body: ParentBody) -> bool:
    """Whether somebody may change the record, money and plans of a village or school."""
    return institutions.bodies_to_keep(user).filter(pk=body.pk).exists()


def body_to_keep(user: Any, kind: str, code: str) -> ParentBody:
    """The same, for those who may change it; raises PermissionDenied for who may only look."""
    body = body_to_view(user, kind, code)
    if not may_keep(user, body):
        raise PermissionDenied("Anda dapat melihat data ini, tetapi tidak mengubahnya.")
    return body


def keeps_some(user: Any) -> bool:
    """Whether somebody may change any village or school at all."""
    if institutions.has_role(user, Role.OFFICER, Role.VERIFIER):
        return True
    return bool(institutions.partner_memberships(user, *institutions.EDITING_PARTNERS))


def schools_to_import(user: Any) -> tuple[QuerySet[ParentBody], tuple[str, ...]]:
    """The schools that lists of somebody may change, and whose they are; raises PermissionDenied for others.

    Officers bring lists of every ministry, Disdikbud and Kemenag their own.
    """
    everything = ParentBody.objects.filter(kind=ParentBody.Kind.SCHOOL)
    if institutions.has_role(user, Role.OFFICER):
        return everything, ("disdikbud", "kemenag")
    # A partner of one kab/kota would take the others' schools for absent.
    held = [one for one in institutions.partner_memberships(user, "disdikbud", "kemenag") if not one.region_id]
    if not held:
        raise PermissionDenied("Daftar sekolah diimpor petugas provinsi, Disdikbud, atau Kanwil Kemenag.")
    return institutions.bodies_to_keep(user).filter(kind=ParentBody.Kind.SCHOOL), tuple({one.agency for one in held})


def may_import(user: Any) -> bool:
    """Whether somebody may bring lists of schools."""
    try:
        schools_to_import(user)
    except PermissionDenied:
        return False
    return True


def list_to_import(user: Any, pk: int) -> BodyList:
    """A list that somebody sent; only that person goes on with it."""
    schools_to_import(user)
    return get_object_or_404(BodyList, pk=pk, by=user)


def doubts_to_decide(user: Any) -> QuerySet[BodyDoubt]:
    """What may be the same, about villages and schools that somebody keeps; raises PermissionDenied for others."""
    if not keeps_some(user):
        raise PermissionDenied("Halaman ini untuk petugas provinsi, verifikator, dan mitra desa atau sekolah.")
    kept = institutions.bodies_to_keep(user).order_by().values("pk")
    rows = BodyDoubt.objects.filter(body__in=kept)
    return rows.select_related("body__regency", "body__district", "institution__regency", "source", "decided_by")


def kinds_of(user: Any) -> list[str]:
    """Villages, schools or both: what the part of somebody may hold, whether it does today or not."""
    if institutions.has_role(user, *READERS) or institutions.partner_memberships(user, "bappeda"):
        return list(ParentBody.Kind.values)
    has_villages = bool(institutions.partner_memberships(user, "dpmpd"))
    has_schools = bool(institutions.partner_memberships(user, "disdikbud", "kemenag"))
    return [kind for kind, holds in (("village", has_villages), ("school", has_schools)) if holds]


def regencies_of(user: Any) -> list[Region]:
    """The kab/kota in which somebody's villages and schools lie, in order of code."""
    return list(institutions.regencies_for(user).order_by("code"))
