"""The money of one village, school or institution: read, record, correct."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.accounts.access import signed_in
from etam.accounts.models import JournalEntry
from etam.institutions.models import Institution, ParentBody
from etam.programmes.access import money as access
from etam.programmes.actions import money as actions
from etam.programmes.actions.ledger import FIRST_YEAR, YEARS_AHEAD
from etam.programmes.exceptions import ProgrammeProblem
from etam.programmes.forms.money import CeilingsForm, ChooseForm, LinesForm, funds_of
from etam.programmes.models.money import Fund
from etam.programmes.queries import body_money

Subject = ParentBody | Institution


@login_required
@require_GET
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of the money of a village or school, with what the rules say of it."""
    one = access.body_to_view(request.user, pk)
    return _page(request, one, access.may_keep(request.user, one))


@login_required
@require_GET
def institution(request: HttpRequest, code: str) -> HttpResponse:
    """The same for an institution that belongs to no village or school."""
    one = access.institution_to_view(request.user, code)
    return _page(request, one, access.keeps_some(request.user))


@login_required
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record or correct the money of one source in one year."""
    return _record_lines(request, access.body_to_keep(request.user, pk))


@login_required
def record_institution(request: HttpRequest, code: str) -> HttpResponse:
    """The same for an institution."""
    return _record_lines(request, access.institution_to_keep(request.user, code))


@login_required
def ceilings(request: HttpRequest, pk: int) -> HttpResponse:
    """Record or correct the ceilings of one year."""
    one = access.body_to_keep(request.user, pk)
    year = _year(request)
    rows = {row.kind: row for row in one.ceilings.filter(year=year)}
    form = CeilingsForm(request.POST or None, subject=one, year=year, rows=rows)
    return _answer(request, form, "programmes/record_ceilings.html", {"subject": one, "year": year})


def _record_lines(request: HttpRequest, one: Subject) -> HttpResponse:
    year, fund = _year(request), _fund(request, one)
    rows = {row.purpose: row for row in one.money.filter(year=year, fund=fund)}
    form = LinesForm(request.POST or None, subject=one, year=year, fund=fund, rows=rows)
    context = {"subject": one, "year": year, "fund": Fund(fund), "known": body_money.year_of(one, year)}
    return _answer(request, form, "programmes/record_money.html", context)


def _answer(request: HttpRequest, form: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page of a form; what it holds is written once it is whole."""
    if request.method == "POST" and form.is_valid() and _stored(form, lambda entries: _write(request, entries)):
        messages.success(request, f"Dana {form.year} dicatat.")
        return redirect(f"{address(form.subject)}?tahun={form.year}")
    context |= {"form": form, "back": address(form.subject)}
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _write(request: HttpRequest, entries: list[Any]) -> None:
    actions.record_all(entries, by=signed_in(request))


def _stored(form: Any, write: Callable[[list[Any]], None]) -> bool:
    """Whether what the form says was written; otherwise each problem stands at its field."""
    entries = form.entries()
    if not entries:
        form.add_error(None, "Isi sedikitnya satu angka.")
        return False
    for fault in actions.faults(entries):
        form.refuse(entries[fault.index], fault.problem)
    if form.errors:
        return False
    try:
        write(entries)
    except ProgrammeProblem as problem:
        form.add_error(None, str(problem))
    return not form.errors


def _page(request: HttpRequest, one: Subject, keeps: bool) -> HttpResponse:
    this_year = localdate().year
    chosen = _year(request)
    years = body_money.years_of(one, chosen)
    options = list(range(this_year + YEARS_AHEAD, FIRST_YEAR - 1, -1))
    context = {
        "subject": one,
        "is_body": isinstance(one, ParentBody),
        "year": next(found for found in years if found.year == chosen),
        "years": sorted({*(found.year for found in years), this_year}, reverse=True),
        "keeps": keeps,
        "choose": ChooseForm(subject=one, years=options, initial={"tahun": chosen}),
        "record_url": f"{address(one)}catat/",
        "changes": _changes(one),
    }
    return render(request, "programmes/body_money.html", context)


def address(one: Subject) -> str:
    """Where the money of a subject stands."""
    if isinstance(one, ParentBody):
        return reverse("programmes:body_money", args=[one.pk])
    return reverse("programmes:institution_money", args=[one.code])


def _changes(one: Subject) -> list[JournalEntry]:
    """What was corrected lately, the latest first."""
    keys = [str(key) for key in one.money.values_list("pk", flat=True)]
    rows = JournalEntry.objects.filter(
        subject_kind="programmes.librarymoney", subject_id__in=keys, action="money_corrected"
    )
    return list(rows.select_related("by").order_by("-at")[:10])


def _year(request: HttpRequest) -> int:
    written = request.GET.get("tahun", "")
    return int(written) if written.isdigit() and len(written) == 4 else localdate().year


def _fund(request: HttpRequest, one: Subject) -> str:
    funds = dict(funds_of(one))
    written = request.GET.get("sumber") or next(iter(funds))
    if written not in funds:
        raise Http404("Sumber dana ini tidak ada.")
    return written
