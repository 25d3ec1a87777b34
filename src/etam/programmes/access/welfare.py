"""The only door to series of other offices, to the view of everything together, and to the IKK table.

Officers and the partner Bappeda import; whoever has a part in programmes reads. PermissionDenied where the role is
missing, Http404 for what does not exist.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.programmes.access.activities import PLANNERS, require_reader
from etam.programmes.models import SeriesFile

Role = Membership.Role


def require_view(user: Any) -> None:
    """Whether `user` may see indicators side by side; raises PermissionDenied otherwise."""
    require_reader(user)


def may_import(user: Any) -> bool:
    return institutions.has_role(user, Role.OFFICER) or bool(institutions.partner_memberships(user, PLANNERS))


def require_import(user: Any) -> None:
    """Whether `user` may import a series; raises PermissionDenied otherwise."""
    if not may_import(user):
        raise PermissionDenied("Deret diimpor oleh petugas provinsi atau Bappeda.")


def series_to_view(user: Any, pk: int) -> SeriesFile:
    """One import, standing or replaced."""
    require_view(user)
    return get_object_or_404(SeriesFile.objects.select_related("by"), pk=pk)
