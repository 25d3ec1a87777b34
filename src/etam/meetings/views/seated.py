"""How a page of the drafting is reached: at the desk, or under an invitation without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from etam.accounts.passes import PassRefused
from etam.meetings import access
from etam.meetings.views.invitation import refused

View = Callable[..., HttpResponse]


def seated(view: View) -> View:
    """Give a view the place of whoever asks instead of `code` or `token`; a link that does not serve says why."""

    @wraps(view)
    @never_cache
    def opened(request: HttpRequest, *, code: str = "", token: str = "", **keys: Any) -> HttpResponse:
        if not token and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            seat = access.seat_of_invited(token) if token else access.seat_at_desk(request.user, code)
        except PassRefused as refusal:
            return refused(request, refusal)
        return view(request, seat, **keys)

    return opened
