"""Official documents: listed, made, handed over."""

import logging
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from etam.accounts.access import signed_in
from etam.assessments import access, actions, permits
from etam.assessments.document_forms import DocumentForm
from etam.assessments.documents import storage
from etam.assessments.exceptions import AssessmentProblem
from etam.assessments.models import Document
from etam.assessments.permits import Permit

PAGE_SIZE = 20

logger = logging.getLogger("etam.assessments")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def make_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents of one assessment; POST makes one."""
    assessment = access.assessment_to_view(request.user, pk)
    allowed = permits.of_assessment(request.user, assessment)
    if request.method == "POST" and not allowed:
        raise PermissionDenied("Dokumen ini dibuat oleh tim, pengelola program, atau petugas lembaganya.")
    return _answer(request, allowed, Q(assessment=assessment), {"assessment": assessment})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def programme_documents(request: HttpRequest, code: str) -> HttpResponse:
    """The documents of a programme and of all its assessments; POST makes one about it or about one of its offices."""
    programme = access.programme_to_view(request.user, code)
    if request.method == "POST":
        programme = access.programme_to_manage(request.user, code)
    manages = access.programmes_to_manage(request.user).filter(pk=programme.pk).exists()
    allowed = permits.of_programme(programme) if manages else []
    return _answer(request, allowed, Q(programme=programme), {"programme": programme})


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored bytes to save; a page that says so where they are missing or no longer the same."""
    found = access.document_to_view(request.user, pk)
    try:
        data = storage.fetch(found.sha256)
    except storage.Damaged as problem:
        logger.error("Document %s: %s.", found.pk, problem)
        return render(request, "assessments/documents/damaged.html", {"document": found}, status=404)
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag) or HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, file_name(found)) or "attachment"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def file_name(found: Document) -> str:
    """The name under which a document is saved: kind, what about, edition; no letter that a system might mind."""
    key = found.assessment_id or (found.institution.code if found.institution else "")
    about = "-".join(str(part) for part in (found.programme.code if found.programme else "", key) if part)
    return f"{found.kind}-{about}-terbitan-{found.edition}.pdf"


def _answer(request: HttpRequest, allowed: Sequence[Permit], about: Q, context: dict[str, Any]) -> HttpResponse:
    form = DocumentForm(request.POST or None, permits=allowed)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(request, form)
        except AssessmentProblem as problem:
            form.add_error(None, str(problem))
            status = 409
        else:
            messages.success(request, f"{made} siap diunduh.")
            return redirect(request.path)
    rows = access.documents_to_view(request.user).filter(about).select_related("assessment__institution", "institution")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    shown = {"form": form if form.permits else None, "closed": [one for one in allowed if one.why_not], "page": page}
    return render(
        request, "assessments/documents/documents.html", {**context, **shown, "may_make": bool(allowed)}, status=status
    )


def _make(request: HttpRequest, form: DocumentForm) -> Document:
    chosen = form.chosen
    subject: dict[str, Any] = {"assessment": chosen.about.assessment} if chosen.about.assessment else {
        "programme": chosen.about.programme, "institution": chosen.about.institution
    }  # fmt: skip
    return actions.make_document(
        chosen.kind,
        number=form.cleaned_data["number"],
        dated=form.cleaned_data["dated"],
        by=signed_in(request),
        **subject,
    )
