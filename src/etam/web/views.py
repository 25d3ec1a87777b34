"""The component page, and what a person sees when something is wrong."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import defaults

from etam.web import samples


def components(request: HttpRequest) -> HttpResponse:
    """Every component in all its states, with invented samples."""
    return render(request, "web/components.html", samples.context())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The reason given to PermissionDenied is shown: it says what to do."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose proof of origin is too old: the way back is the page on which it stands."""
    origin = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(origin, {request.get_host()}, require_https=request.is_secure())
    return render(request, "403_csrf.html", {"back": urlsplit(origin).path if is_ours else ""}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", {"path": request.path}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Plain page without context: whatever failed may fail again."""
    return defaults.server_error(request)
