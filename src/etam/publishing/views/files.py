"""Files of releases, which are never edited and may be kept for ever, and texts of regulations."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from etam.publishing import access, downloads
from etam.regulations.serving import download

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def folder(request: HttpRequest, code: str) -> HttpResponse:
    """The address that `etam release verify` is given; a person is led to the page of the release."""
    return redirect("release", access.published_release(code).code)


@require_safe
def release_file(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """One file of a published release."""
    folder = _folder(code)
    file = folder.find(name)
    if file is None:
        raise Http404(f"{code} has no file {name}")
    try:
        content = folder.read(file)
    except OSError as error:
        raise Http404(f"{code}: {name} is gone") from error
    saved_as = "" if downloads.is_shown(name) else f"{code}-{name.replace('/', '-')}"
    return _answer(request, content, file.content_type, file.sha256, saved_as)


@require_safe
def whole_folder(request: HttpRequest, code: str) -> HttpResponseBase:
    """The whole release as one ZIP file."""
    packed = _folder(code).pack()
    return _answer(request, packed, downloads.CONTENT_TYPES[".zip"], hashlib.sha256(packed).hexdigest(), f"{code}.zip")


@require_safe
def regulation_text(request: HttpRequest, code: str) -> HttpResponseBase:
    """The current text of a regulation; laws are for everybody."""
    return download(access.regulation_text(code), request)


def _folder(code: str) -> downloads.Folder:
    folder = downloads.open_folder(access.published_release(code))
    if folder is None:
        raise Http404(f"{code} has no files")
    return folder


def _answer(request: HttpRequest, content: bytes, kind: str, sha256: str, saved_as: str) -> HttpResponseBase:
    response = HttpResponse(content, content_type=kind)
    response["ETag"] = f'"{sha256}"'
    response["Cache-Control"] = FOR_EVER
    response["X-Content-Type-Options"] = "nosniff"
    if saved_as:
        response["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
