"""One look at somebody's memberships for a whole request: every door of a page asks for them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from etam.institutions.access import KEPT


class MembershipMiddleware:
    """Lets `access.memberships` remember what it found for the person behind this request, and for no longer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _remembering(request))  # type: ignore[assignment]
        return self.get_response(request)


def _remembering(request: HttpRequest) -> Any:
    user = get_user(request)
    setattr(user, KEPT, {})
    return user
