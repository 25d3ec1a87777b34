"""Coordination meetings: which are known, and what became of what one of them adopted."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from etam.assessments.documents import storage
from etam.publishing import access, meetings, progress_report, reference
from etam.publishing.caching import public_page

logger = logging.getLogger(__name__)


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Every meeting that is known, and how sure that is."""
    shown = [meetings.Shown(one) for one in access.meetings()]
    adopted = sum(one.meeting.is_adopted for one in shown)
    return render(request, "publishing/meetings.html", {"meetings": shown, "adopted": adopted})


@public_page
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """What a meeting adopted, what is done about it, and whether a document is its current edition."""
    found = access.meeting(code)
    points = meetings.points(found, timezone.localdate())
    documents = list(found.documents.all())
    return render(
        request,
        "publishing/meeting.html",
        {
            "meeting": found,
            "shown": meetings.Shown(found),
            "finding": meetings.finding(found, points),
            "points": points,
            "agenda": found.agenda.all(),
            "materials": found.materials.all(),
            "carried": meetings.carried(found),
            "documents": documents,
            "mark": meetings.check(documents, request.GET.get("sidik", "")),
            "is_measured": found.code == reference.meeting_code(),
            "today": timezone.localdate(),
        },
    )


@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """The current edition of the official document. Raises Http404 where none was set."""
    found = access.meeting(code)
    edition = found.documents.first()
    if edition is None:
        raise Http404(f"no document of {code}")
    try:
        data = storage.fetch(edition.sha256)
    except storage.Damaged as problem:
        logger.error("Document of meeting %s, edition %s: %s.", code, edition.edition, problem)
        raise Http404(f"the document of {code} is damaged") from problem
    return pdf(request, data, f"rekomendasi-{code}-terbitan-{edition.edition}.pdf", edition.sha256)


@require_safe
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """The progress report on what the meeting adopted, as of today."""
    found = access.measured_meeting(code)
    today = timezone.localdate()
    paper = progress_report.report(found, today)
    return pdf(request, paper.data, f"laporan-kemajuan-{code}-{today}.pdf", paper.content_sha256)


def pdf(request: HttpRequest, data: bytes, name: str, key: str) -> HttpResponse:
    """Answer with a PDF to read or save; `key` changes whenever its bytes do."""
    etag = f'"{key}"'
    response = get_conditional_response(request, etag) or HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
