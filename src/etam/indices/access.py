"""The only door to runs and releases for a given person: officers work on them, observers look."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etam.indices.models import IndexRun, Release
from etam.institutions.access import has_role, require_role

WORKERS = ("officer",)
READERS = ("officer", "observer")


def require_officer(user: Any) -> None:
    """Raise PermissionDenied unless `user` may compute and publish."""
    require_role(user, *WORKERS)


def may_work(user: Any) -> bool:
    """Whether `user` may compute, propose and publish, and not only look."""
    return has_role(user, *WORKERS)


def runs_for(user: Any) -> QuerySet[IndexRun]:
    """Every run, the latest first. Raises PermissionDenied unless `user` may see runs."""
    require_role(user, *READERS)
    return IndexRun.objects.select_related("by")


def releases_for(user: Any) -> QuerySet[Release]:
    """Every release in every state, the latest first. Raises PermissionDenied unless `user` may see runs."""
    require_role(user, *READERS)
    return Release.objects.select_related("proposed_by", "published_by", "declined_by", "replaces", "run")


def run_to_view(user: Any, pk: int) -> IndexRun:
    """The run. Raises PermissionDenied or Http404."""
    return get_object_or_404(runs_for(user), pk=pk)


def run_to_work_on(user: Any, pk: int) -> IndexRun:
    """The run, for somebody who may start it again or propose its release. Raises PermissionDenied or Http404."""
    require_officer(user)
    return run_to_view(user, pk)


def release_to_view(user: Any, code: str) -> Release:
    """The release in whatever state. Raises PermissionDenied or Http404."""
    return get_object_or_404(releases_for(user), code=code)


def release_to_decide(user: Any, code: str) -> Release:
    """The release, for an officer; that it is another one than the proposer is checked by the action."""
    require_officer(user)
    return release_to_view(user, code)


def why_not_decide(user: Any, release: Release) -> str:
    """Why this person cannot publish or decline the release, as a sentence; "" when they can."""
    if release.state != Release.State.PROPOSED:
        return f"Rilis ini sudah diputuskan: {release.get_state_display().lower()}."
    if not may_work(user):
        return "Hanya petugas provinsi yang menerbitkan rilis."
    if release.proposed_by_id == user.pk:
        return "Anda yang mengusulkan rilis ini, jadi petugas provinsi lain yang menerbitkannya."
    return ""
