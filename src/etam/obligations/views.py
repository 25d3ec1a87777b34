"""What the centre asks, year by year: the calendar, one request with its export, and what was delivered."""

import io
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.content.obligations import Basis, Obligation, latest_obligations
from etam.evidence import storage
from etam.obligations import access, actions, queries
from etam.obligations.exceptions import CannotExport, ObligationProblem
from etam.obligations.exports import EXPORTS
from etam.obligations.forms import MADE_NOW, DeliverForm, DueForm, WithdrawForm
from etam.regulations.queries import by_codes
from etam.web.bodies import refuses_large_bodies
from etam.web.formats import number
from etam.web.forms import went_through

_done = partial(went_through, refused=ObligationProblem)


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is asked about a year, what of it was delivered, what is missing."""
    today = localdate()
    years = access.years_to_view(request.user, today)
    chosen = request.GET.get("tahun", "")
    year = int(chosen) if chosen.isdigit() and int(chosen) in years else today.year - 1
    lines = queries.calendar(year)
    context = {
        "lines": [(one, one.is_overdue(today)) for one in lines],
        "year": year,
        "years": years,
        "headline": _headline(lines, year),
        "today": today,
        "edition": latest_obligations().version,
    }
    return render(request, "obligations/index.html", context)


@refuses_large_bodies("obligations/too_large.html")
@login_required
def obligation(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One request: on which basis, until when, the export, what it lacks, and what was delivered."""
    one = access.obligation_to_view(request.user, code, year)
    if request.method == "POST":
        return _record(request, access.obligation_to_keep(request.user, code, year), year)
    return _page(request, one, year)


@login_required
@require_GET
def export(request: HttpRequest, code: str, year: int) -> HttpResponseBase:
    """The file that answers, made from what was entered once."""
    one = access.obligation_to_view(request.user, code, year)
    if not one.export:
        raise Http404("Permintaan ini tidak dijawab dari Etam.")
    try:
        file = EXPORTS[one.export].build(year)
    except CannotExport as problem:
        messages.error(request, str(problem))
        return redirect("obligations:obligation", code, year)
    return _as_file(file.data, file.name, file.media_type)


@login_required
@require_GET
def delivered(request: HttpRequest, pk: int, part: str) -> HttpResponseBase:
    """What was delivered (`berkas`) or what came back for it (`tanda-terima`), as it was."""
    one = access.delivery_to_view(request.user, pk)
    is_receipt = part == "tanda-terima"
    sha, name = (one.receipt_sha256, one.receipt_name) if is_receipt else (one.sha256, one.file_name)
    path = storage.path_of(sha, actions.FOLDER) if sha else None
    if path is None or not path.is_file():
        raise Http404("Berkas ini tidak disimpan.")
    return _as_file(path.read_bytes(), name, "application/octet-stream")


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a record of a delivery."""
    one = access.delivery_to_withdraw(request.user, pk)
    form = WithdrawForm(request.POST)
    try:
        actions.withdraw(one, reason=form.data.get("reason", ""), by=signed_in(request))
    except ObligationProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Catatan penyerahan ditarik. Catat lagi yang benar.")
    return redirect("obligations:obligation", one.obligation, one.year)


def _record(request: HttpRequest, one: Obligation, year: int) -> HttpResponse:
    """What an officer sent: a due date, or a delivery."""
    if "due" in request.POST:
        form: Any = DueForm(request.POST, prefix="due")
        if form.is_valid() and _done(
            form, lambda: actions.set_due(one, year, **form.cleaned_data, by=signed_in(request))
        ):
            messages.success(request, "Batas dicatat.")
            return redirect("obligations:obligation", one.code, year)
        return _page(request, one, year, due=form)
    form = DeliverForm(request.POST, request.FILES, has_export=bool(one.export), prefix="sent")
    if form.is_valid() and _done(form, lambda: _deliver(request, one, year, form)):
        messages.success(request, "Penyerahan dicatat. Terima kasih.")
        return redirect("obligations:obligation", one.code, year)
    return _page(request, one, year, sent=form)


def _deliver(request: HttpRequest, one: Obligation, year: int, form: DeliverForm) -> None:
    made = EXPORTS[one.export].build(year) if form.cleaned_data["choice"] == MADE_NOW else None
    actions.deliver(one, year, form.sent(made), by=signed_in(request))


def _page(request: HttpRequest, one: Obligation, year: int, due: Any = None, sent: Any = None) -> HttpResponse:
    today = localdate()
    line = queries.line(one, year)
    context = {
        "obligation": one,
        "year": year,
        "line": line,
        "basis": _cited(one),
        "is_overdue": line.is_overdue(today),
        "due_dates": queries.due_dates_of(one, year),
        "deliveries": queries.deliveries_of(one, year),
        "keeps": access.may_keep(request.user),
        "due_form": due or DueForm(prefix="due"),
        "sent_form": sent or DeliverForm(has_export=bool(one.export), prefix="sent"),
        "is_sending": sent is not None,
        "is_dating": due is not None,
    }
    return render(request, "obligations/obligation.html", context, status=422 if due or sent else 200)


def _cited(one: Obligation) -> list[tuple[Basis, str]]:
    """Each basis with its regulation as people cite it."""
    known = by_codes(basis.regulation for basis in one.basis)
    return [(basis, str(known.get(basis.regulation, basis.regulation))) for basis in one.basis]


def _headline(lines: list[queries.Line], year: int) -> str:
    """The finding, as the page's title."""
    made = [one for one in lines if one.delivery]
    late = sum(one.is_late for one in made)
    beside = f"; {number(late)} terlambat" if late else ""
    return (
        f"{number(len(made))} dari {number(len(lines))} permintaan pusat tentang data {year} sudah diserahkan{beside}"
    )


def _as_file(data: bytes, name: str, media_type: str) -> HttpResponseBase:
    """Bytes to be saved, never opened inside a page of Etam."""
    response = FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
