"""The only door to workload analyses for a person.

Operators keep and settle those of their own office; verifiers keep those of their region and officers all of them, but
settle none: the head of the unit signs. BKD and Biro Organisasi read within their region, observers everything.
PermissionDenied where the role is missing, Http404 for what lies outside one's part.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from etam.institutions import access as institutions
from etam.institutions.models import Institution, Membership, Region
from etam.workforce.models import Workload, WorkloadTask

Role = Membership.Role
READING_PARTNERS = ("bkd", "biro-organisasi")
KEEPERS = (Role.OPERATOR, Role.VERIFIER, Role.OFFICER)


def may_read(user: Any, on: date | None = None) -> bool:
    """Whether `user` may open the list of analyses at all."""
    return institutions.has_role(user, *KEEPERS, Role.OBSERVER, on=on) or bool(
        institutions.partner_memberships(user, *READING_PARTNERS, on=on)
    )


def offices_to_view(user: Any, on: date | None = None) -> QuerySet[Institution]:
    """The offices whose analyses `user` may read; raises PermissionDenied for everybody else."""
    if not may_read(user, on):
        raise PermissionDenied("Halaman ini untuk petugas, verifikator, petugas provinsi, BKD, dan Biro Organisasi.")
    seen = Q(pk__in=[])
    for one in institutions.memberships(user, on):
        seen |= _offices(one)
    return Institution.objects.filter(seen).select_related("regency", "region")


def offices_to_keep(user: Any, on: date | None = None) -> QuerySet[Institution]:
    """The offices whose analyses `user` may write and settle."""
    institutions.require_role(user, *KEEPERS, on=on)
    seen = Q(pk__in=[])
    for one in institutions.memberships(user, on):
        if one.role in KEEPERS:
            seen |= _offices(one)
    return Institution.objects.filter(seen).select_related("regency", "region")


def office_to_keep(user: Any, code: str) -> Institution:
    """The office with this code, for those who may write its analyses."""
    return get_object_or_404(offices_to_keep(user), code=code)


def workload_to_view(user: Any, pk: int) -> Workload:
    """One analysis, for those who may read it."""
    return get_object_or_404(_workloads(offices_to_view(user)), pk=pk)


def workload_to_keep(user: Any, pk: int) -> Workload:
    """One analysis, for those who may write it."""
    return get_object_or_404(_workloads(offices_to_keep(user)), pk=pk)


def workload_to_settle(user: Any, pk: int) -> Workload:
    """One analysis, for the operator of its office, who has the signature of the head of the unit."""
    institutions.require_role(user, Role.OPERATOR)
    return get_object_or_404(_workloads(institutions.institutions_to_fill(user)), pk=pk)


def may_settle(user: Any, workload: Workload) -> bool:
    """Whether `user` may settle this analysis."""
    return institutions.institutions_to_fill(user).filter(pk=workload.office_id).exists()


def task_to_keep(user: Any, pk: int) -> WorkloadTask:
    """One task, for those who may write its analysis."""
    rows = WorkloadTask.objects.select_related("workload__office__regency")
    return get_object_or_404(rows.filter(workload__office__in=offices_to_keep(user)), pk=pk)


def may_keep(user: Any, workload: Workload) -> bool:
    """Whether `user` may write this analysis."""
    return institutions.has_role(user, *KEEPERS) and offices_to_keep(user).filter(pk=workload.office_id).exists()


def keeps_any(user: Any) -> bool:
    """Whether `user` may begin an analysis somewhere."""
    return institutions.has_role(user, *KEEPERS)


def _workloads(offices: QuerySet[Institution]) -> QuerySet[Workload]:
    rows = Workload.objects.select_related("office__regency", "office__region", "made_by", "settled_by", "replaces")
    return rows.filter(office__in=offices)


def _offices(membership: Membership) -> Q:
    nobody = Q(pk__in=[])
    if membership.role in (Role.OFFICER, Role.OBSERVER):
        return ~nobody
    if membership.role == Role.OPERATOR:
        return Q(pk=membership.institution_id)
    if membership.role == Role.VERIFIER and membership.region:
        return _within(membership.region)
    if membership.role == Role.PARTNER and membership.agency in READING_PARTNERS:
        return _within(membership.region) if membership.region else ~nobody
    return nobody


def _within(region: Region) -> Q:
    if region.level == Region.Level.PROVINCE:
        return ~Q(pk__in=[])
    if region.level == Region.Level.REGENCY:
        return Q(regency_id=region.code)
    return Q(region_id=region.code) | Q(region__code__startswith=f"{region.code}.")
