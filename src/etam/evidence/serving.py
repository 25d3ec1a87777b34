"""Handing a file over: to be saved, never to be opened inside a page of Etam."""

import logging

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response

from etam.evidence.actions.keeping import plain_name
from etam.evidence.checking import EXTENSIONS
from etam.evidence.models import Evidence
from etam.evidence.storage import path_of

logger = logging.getLogger("etam.evidence")

UNFIT_FOR_NAMES = str.maketrans(dict.fromkeys('<>:"/\\|?*', "-"))
LONGEST_STEM = 100


def download(evidence: Evidence, request: HttpRequest | None = None) -> HttpResponseBase:
    """The bytes of an evidence as an attachment; the caller has checked who asks and notes the view.

    With `request`, a copy that the browser has already is answered with 304. Where the bytes are not on the disk as
    they should be, a page that says so, with status 404.
    """
    path = path_of(evidence.sha256)
    if not path.is_file() or path.stat().st_size != evidence.size_bytes:
        logger.error("The bytes of evidence %s (%s) are missing or cut off.", evidence.code, evidence.sha256)
        return _missing(evidence, request)
    etag = f'"{evidence.sha256}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag) if request else None
    if response is None:
        response = FileResponse(
            path.open("rb"), as_attachment=True, filename=name_of(evidence), content_type=evidence.media_type
        )
        # What is compressed already only grows, and the reader's progress bar needs the length.
        response["Content-Encoding"] = "identity"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def name_of(evidence: Evidence) -> str:
    """The name under which a file is saved: its code, its own name, and the ending that its content has."""
    stem = plain_name(evidence.file_name).translate(UNFIT_FOR_NAMES).rpartition(".")
    own = (stem[0] or stem[2]).strip(" .")[:LONGEST_STEM] or "berkas"
    return f"{evidence.code} {own}{EXTENSIONS[evidence.media_type]}"


def _missing(evidence: Evidence, request: HttpRequest | None) -> HttpResponse:
    context = {"evidence": evidence}
    if request is None:
        return HttpResponse(render_to_string("evidence/missing.html", context), status=404)
    return render(request, "evidence/missing.html", context, status=404)
