"""Pages of files: templates out, filled files in, nothing stored before it was seen."""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from etam.accounts.access import signed_in
from etam.exchange import access, actions, bulk, queries
from etam.exchange.exceptions import ExchangeError
from etam.exchange.forms import ImportForm, UploadForm
from etam.exchange.models import Upload
from etam.exchange.pages import UploadPage
from etam.exchange.template import write_form, write_table
from etam.web.bodies import refuses_large_bodies
from etam.web.tables import write_csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE_SIZE = 50


@login_required
@require_safe
def institution_template(request: HttpRequest, round_code: str, institution: str) -> HttpResponse:
    """The template of one institution, with what is stored so far."""
    submission = access.submission_to_exchange(request.user, round_code, institution)
    task = queries.template_task(
        submission.round, [submission], place=submission.institution.name, generated_on=timezone.localdate()
    )
    return as_file(write_form(task), f"isian-{round_code}-{institution}.xlsx", XLSX)


@login_required
@require_safe
def regency_template(request: HttpRequest, round_code: str, code: str) -> HttpResponse:
    """The workbook of a kab/kota: every institution there that the user may fill in."""
    round_, regency = access.regency_to_exchange(request.user, round_code, code)
    rows = access.submissions_to_exchange(request.user, round_).filter(regency=regency)
    task = queries.template_task(
        round_, rows.order_by("institution__name"), place=regency.name, generated_on=timezone.localdate()
    )
    return as_file(write_table(task), f"isian-{round_code}-{code}.xlsx", XLSX)


@login_required
@require_safe
def returns_csv(request: HttpRequest, round_code: str) -> HttpResponse:
    """All returns of a round without personal data, in the columns that the import reads."""
    round_ = access.round_to_export(request.user, round_code)
    header, rows = queries.returns_table(round_)
    sample = round_.is_sample or settings.DEMO
    return as_file(write_csv(header, rows, sample=sample), f"isian-{round_code}.csv", "text/csv; charset=utf-8")


@refuses_large_bodies("exchange/too_large.html")
@login_required
def uploads(request: HttpRequest) -> HttpResponse:
    """Where files come and go: templates to fetch, a file to send, what was sent before."""
    rounds = access.open_rounds(request.user)
    form = UploadForm(request.POST or None, request.FILES or None, rounds=rounds)
    if request.method == "POST" and form.is_valid():
        try:
            upload = actions.receive(
                data=form.cleaned_data["file"].read(),
                file_name=form.cleaned_data["file"].name,
                round_=form.cleaned_data["round"],
                by=signed_in(request),
            )
        except ExchangeError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("exchange:upload", upload.pk)
    context = {
        "form": form,
        "is_officer": access.is_officer(request.user),
        "desks": queries.template_desks(request.user, rounds),
        "recent": Upload.objects.filter(by=signed_in(request)).defer("rows", "problems").select_related("round")[:8],
    }
    return render(request, "exchange/uploads.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would change, or what became of it."""
    page = UploadPage(access.upload_of(request.user, pk))
    slice_ = Paginator(page.rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "slice": slice_,
        "entries": page.entries(list(slice_)),
        "upload": page.upload,
        "is_verifier": page.is_waiting and access.is_verifier(request.user),
    }
    return render(request, "exchange/upload.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Store what was previewed."""
    return _settle(request, actions.confirm, pk)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the preview away."""
    return _settle(request, actions.discard, pk)


@refuses_large_bodies("exchange/too_large.html")
@login_required
def import_returns(request: HttpRequest) -> HttpResponse:
    """Many returns from one CSV file, for officers."""
    access.require_officer(request.user)
    form = ImportForm(request.POST or None, request.FILES or None, rounds=access.open_rounds(request.user))
    report, problem = None, ""
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report = bulk.import_csv(
                file.read(),
                form.cleaned_data["round"],
                by=signed_in(request),
                file_name=file.name,
                all_or_nothing=form.cleaned_data["all_or_nothing"],
            )
        except bulk.ImportProblem as caught:
            problem = str(caught)
    context = {"form": form, "report": report, "problem": problem.splitlines(), "shown": bulk.SHOWN_PROBLEMS}
    return render(request, "exchange/import.html", context, status=422 if form.errors or problem else 200)


def _settle(request: HttpRequest, action: Callable[..., Upload], pk: int) -> HttpResponse:
    try:
        action(access.upload_of(request.user, pk), by=signed_in(request))
    except ExchangeError as problem:
        messages.error(request, str(problem))
    return redirect("exchange:upload", pk)


def as_file(content: bytes, name: str, kind: str) -> HttpResponse:
    """A download under a name made of plain letters: codes come from the address and from the register."""
    safe = re.sub(r"[^A-Za-z0-9.-]+", "-", name)
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{safe}"', "Cache-Control": "private, no-store"},
    )
