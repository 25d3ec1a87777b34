"""Handing over the text of a regulation. What was filed was checked to hold nothing that can run."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from etam.evidence.storage import path_of
from etam.regulations.actions.filing import FOLDER
from etam.regulations.models import RegulationFile

logger = logging.getLogger("etam.regulations")


def download(file: RegulationFile, request: HttpRequest) -> HttpResponseBase:
    """The bytes of a text, to be read in the browser; a copy that it has already is answered with 304.

    Raises Http404 when the bytes are not on the disk as they should be.
    """
    path = path_of(file.sha256, FOLDER)
    if not path.is_file() or path.stat().st_size != file.size_bytes:
        logger.error("The text of %s (%s) is missing or cut off.", file.regulation_id, file.sha256)
        raise Http404("Naskah ini tidak ditemukan di penyimpanan. Beri tahu petugas provinsi.")
    etag = f'"{file.sha256}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag)
    if response is None:
        response = FileResponse(path.open("rb"), filename=f"{file.regulation_id}.pdf", content_type="application/pdf")
        # What is compressed already only grows, and the reader's progress bar needs the length.
        response["Content-Encoding"] = "identity"
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
