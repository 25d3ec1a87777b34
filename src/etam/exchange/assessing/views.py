"""Pages of workbooks of assessments: one to fetch, a filled one to send, nothing stored before it was seen."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from etam.accounts.access import signed_in
from etam.assessments.exceptions import AssessmentProblem
from etam.exchange.assessing import access, actions, queries
from etam.exchange.assessing.book import write_assessment
from etam.exchange.exceptions import ExchangeError
from etam.exchange.forms import SheetForm
from etam.exchange.models import SheetUpload, Upload
from etam.exchange.views import XLSX, as_file
from etam.web.bodies import refuses_large_bodies


@login_required
@require_safe
def sheet_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook of the own sheet, with what is stored so far."""
    sheet = access.sheet_to_exchange(request.user, pk)
    task = queries.assessment_task(sheet, generated_on=timezone.localdate())
    return as_file(write_assessment(task), f"penilaian-{pk}-{sheet.assessment.institution.code}.xlsx", XLSX)


@refuses_large_bodies("exchange/too_large.html")
@login_required
def sheet_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the workbook of an assessment comes and goes."""
    sheet = access.sheet_to_exchange(request.user, pk)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = actions.receive_sheet(data=file.read(), file_name=file.name, sheet=sheet, by=signed_in(request))
        except ExchangeError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("exchange:sheet_upload", upload.pk)
    recent = SheetUpload.objects.filter(by=signed_in(request), sheet=sheet).defer("content")[:8]
    context = {"form": form, "sheet": sheet, "assessment": sheet.assessment, "recent": recent}
    return render(request, "exchange/sheet_file.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def sheet_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """What a workbook would change, or what became of it."""
    upload = access.sheet_upload(request.user, pk)
    is_waiting = upload.state == Upload.State.PREVIEWED
    context = {
        "upload": upload,
        "assessment": upload.sheet.assessment,
        "is_waiting": is_waiting,
        "lines": queries.lines(upload) if is_waiting else [],
    }
    return render(request, "exchange/sheet_upload.html", context)


@login_required
@require_POST
def confirm_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Store what was previewed."""
    upload = access.sheet_upload(request.user, pk)
    try:
        actions.confirm_sheet(upload, by=signed_in(request))
    except (ExchangeError, AssessmentProblem) as problem:
        messages.error(request, str(problem))
        return redirect("exchange:sheet_upload", pk)
    messages.success(request, f"Isi {upload.file_name} disimpan.")
    return redirect(upload.sheet.assessment)


@login_required
@require_POST
def discard_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the preview away."""
    upload = access.sheet_upload(request.user, pk)
    try:
        actions.discard_sheet(upload, by=signed_in(request))
    except ExchangeError as problem:
        messages.error(request, str(problem))
    return redirect("exchange:sheet_file", upload.sheet.assessment_id)
