"""A second factor for those whose work others rely on."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN_PATHS = ("/akun/", "/static/")


class SecondFactorMiddleware:
    """Sends a person with a role in `SECOND_FACTOR_ROLES` to set up a second factor before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        if not settings.SECOND_FACTOR_ROLES or not request.user.is_authenticated or request.path.startswith(OPEN_PATHS):
            return False
        # Membership belongs to a higher room; its reverse name on the user is all that is needed here.
        roles = set(request.user.memberships.values_list("role", flat=True))
        return bool(roles & settings.SECOND_FACTOR_ROLES) and not is_mfa_enabled(request.user)
