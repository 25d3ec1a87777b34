"""A session that ended in the middle of a form: what was typed is kept, and shown again after signing in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict

KEY = "typed_before_signing_in"
LARGEST_CHARACTERS = 60_000
View = Callable[..., HttpResponse]


def keeps_typed(view: View) -> View:
    """Let only signed-in people in; what an anonymous POST carried waits in the session for the same address."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *arguments, **keywords)
        is_kept = request.method == "POST" and _keep(request)
        if request.headers.get("HX-Request"):
            # A background save must not follow the redirect and swap a sign-in page into the form.
            return HttpResponse(status=401)
        if is_kept:
            messages.warning(
                request, "Sesi Anda berakhir. Masuk lagi: jawaban yang baru Anda ketik sudah kami simpankan."
            )
        return redirect_to_login(request.path)

    return guarded


def take(request: HttpRequest) -> QueryDict | None:
    """What this person typed on this page before the session ended; handed out once."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(kept["typed"])


def _keep(request: HttpRequest) -> bool:
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if len(text) > LARGEST_CHARACTERS:
        return False
    request.session[KEY] = {"path": request.path, "typed": text}
    return True
