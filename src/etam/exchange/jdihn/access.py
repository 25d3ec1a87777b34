"""The only door to feeds that came in: for officers, each their own."""

from typing import Any

from django.shortcuts import get_object_or_404

from etam.exchange.models import FeedUpload
from etam.institutions import access as institutions
from etam.institutions.models import Membership


def require_importer(user: Any) -> None:
    """Raise PermissionDenied unless `user` may take regulations over from another list."""
    institutions.require_role(user, Membership.Role.OFFICER)


def feed_upload(user: Any, pk: int) -> FeedUpload:
    """A feed, for the officer who sent it. Raises PermissionDenied, or Http404 for another's."""
    require_importer(user)
    return get_object_or_404(FeedUpload, pk=pk, by=user)
