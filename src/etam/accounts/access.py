"""Who is behind a request."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from etam.accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The person who signed in; raises PermissionDenied for a stranger, whom `login_required` has led away before."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Masuk dulu.")
    return request.user
