"""The official document: its editions, making one, handing one over; the latest is public, on the meeting's page."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from etam.accounts.access import signed_in
from etam.assessments.documents import storage
from etam.meetings import access, actions
from etam.meetings.adoption_forms import EditionForm
from etam.meetings.documents.composing import is_taken_over
from etam.meetings.views.meetings import tried

REFUSED, GONE = 422, 404

logger = logging.getLogger("etam.meetings")


@login_required
def documents(request: HttpRequest, code: str) -> HttpResponse:
    """The editions of the document of a meeting; an officer makes one."""
    one = access.meeting_to_view(request.user, code)
    organises = access.may_organise(request.user)
    form = EditionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not organises:
            raise PermissionDenied("Hanya petugas provinsi yang membuat dokumen resmi.")
        latest = one.documents.first()
        if form.is_valid() and (
            made := tried(form, lambda: actions.make_document(one, **form.cleaned_data, by=signed_in(request)))
        ):
            is_same = latest is not None and made.pk == latest.pk
            sentence = "tidak berubah, jadi tetap yang berlaku" if is_same else "siap diunduh"
            messages.success(request, f"Terbitan {made.edition} {sentence}.")
            return redirect(request.path)
    context = {
        "meeting": one,
        "rows": one.documents.select_related("by"),
        "organises": organises,
        "form": form,
        "signatories": one.signatories.count(),
        "is_taken_over": is_taken_over(one),
    }
    return render(request, "meetings/documents.html", context, status=REFUSED if form.errors else 200)


@login_required
@require_safe
def document(request: HttpRequest, code: str, edition: int) -> HttpResponse:
    """The stored bytes of an edition; a page that says so where they are missing or no longer the same."""
    found = access.document_of(request.user, code, edition)
    try:
        data = storage.fetch(found.sha256)
    except storage.Damaged as problem:
        logger.error("Document %s: %s.", found.pk, problem)
        return render(request, "meetings/document_damaged.html", {"document": found}, status=GONE)
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag) or HttpResponse(data, content_type="application/pdf")
    name = f"rekomendasi-{found.meeting.code}-terbitan-{found.edition}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["ETag"] = etag
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
