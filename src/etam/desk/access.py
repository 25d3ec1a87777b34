"""The door to accounts and the journal: administrators only."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etam.accounts.models import JournalEntry, User
from etam.institutions.access import require_role
from etam.institutions.models import Membership

ADMINISTRATOR = Membership.Role.ADMINISTRATOR


def accounts(user: Any) -> QuerySet[User]:
    """Every account; raises PermissionDenied unless `user` is an administrator."""
    require_role(user, ADMINISTRATOR)
    return User.objects.prefetch_related("memberships__institution", "memberships__region")


def account(user: Any, pk: int) -> User:
    """The account; raises PermissionDenied or Http404."""
    return get_object_or_404(accounts(user), pk=pk)


def membership(user: Any, pk: int) -> Membership:
    """The membership; raises PermissionDenied or Http404."""
    require_role(user, ADMINISTRATOR)
    return get_object_or_404(Membership.objects.select_related("user"), pk=pk)


def journal(user: Any) -> QuerySet[JournalEntry]:
    """Every entry, the latest first; raises PermissionDenied unless `user` is an administrator."""
    require_role(user, ADMINISTRATOR)
    return JournalEntry.objects.select_related("by")
