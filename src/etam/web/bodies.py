"""Requests that carry a file, refused before they are read when they announce too much."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

# A form carries a few hundred bytes besides its file.
FORM_BYTES = 64 * 1024

View = Callable[..., HttpResponse]


def refuses_large_bodies(template: str) -> Callable[[View], View]:
    """Answer 413 with `template` from the announced length alone: a file of 200 MB is neither received nor parsed.

    The cross-site check reads the body, so it has to come after; it is switched off here and on again inside.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            length = request.META.get("CONTENT_LENGTH") or "0"
            if length.isdigit() and int(length) > settings.UPLOAD_LIMIT_BYTES + FORM_BYTES:
                return render(request, template, {"limit": settings.UPLOAD_LIMIT_BYTES // 2**20}, status=413)
            return csrf_protect(view)(request, *args, **kwargs)

        return guarded

    return decorate
