"""A whole year of an office from a file: seen before it is stored."""

from dataclasses import astuple
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etam.accounts.access import signed_in
from etam.accounts.models import User
from etam.institutions.models import Institution
from etam.programmes.access import activities as access
from etam.programmes.actions.activity_import import Outcome, import_list
from etam.programmes.activity_list import COLUMNS, Line, read_activity_list
from etam.programmes.forms.nomenclature import ActivityListForm
from etam.programmes.models import CodeVersion
from etam.programmes.queries import nomenclature
from etam.programmes.queries.offices import level_of
from etam.web.bodies import refuses_large_bodies
from etam.web.csv_list import ListingProblem
from etam.web.formats import number

KEPT = "activities_to_store"


@refuses_large_bodies("programmes/code_list_too_large.html")
@login_required
def activity_import(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What a file would record, and the recording of what was shown."""
    office = access.office_to_keep(request.user, code)
    if "store" in request.POST:
        return _store(request, office, year)
    usual = nomenclature.usual_version(level_of(office))
    initial = {"version": usual.code if usual else ""}
    sent = request.method == "POST"
    form = ActivityListForm(request.POST, request.FILES) if sent else ActivityListForm(initial=initial)
    outcome = _preview(request, form, office, year) if sent and form.is_valid() else None
    context = {"form": form, "outcome": outcome, "office": office, "year": year, "columns": COLUMNS}
    is_wrong = bool(form.errors or (outcome and outcome.faults))
    return render(request, "programmes/activity_import.html", context, status=422 if is_wrong else 200)


def _preview(request: HttpRequest, form: ActivityListForm, office: Institution, year: int) -> Outcome | None:
    request.session.pop(KEPT, None)
    try:
        lines, faults = read_activity_list(form.cleaned_data["file"].read())
    except ListingProblem as problem:
        form.add_error("file", str(problem))
        return None
    version = form.cleaned_data["version"]
    tried = _run(office, year, version, lines, signed_in(request), store=False)
    outcome = Outcome(tried.count, tried.budget, (*faults, *tried.faults), tried.skipped)
    if outcome.can_store:
        kept: dict[str, Any] = {"office": office.code, "year": year, "version": version.code}
        request.session[KEPT] = kept | {"lines": [astuple(one) for one in lines]}
    return outcome


def _store(request: HttpRequest, office: Institution, year: int) -> HttpResponse:
    """Record what was previewed for this office and year, all or none."""
    kept = request.session.get(KEPT)
    if not kept or (kept["office"], kept["year"]) != (office.code, year):
        messages.error(request, "Pratinjaunya sudah tidak ada. Unggah berkasnya lagi.")
        return redirect("programmes:activity_import", office.code, year)
    version = CodeVersion.objects.get(code=kept["version"])
    lines = [Line(*one) for one in kept["lines"]]
    outcome = _run(office, year, version, lines, signed_in(request), store=True)
    if outcome.faults:
        messages.error(request, f"Tidak ada yang disimpan: {outcome.faults[0]}")
        return redirect("programmes:activity_import", office.code, year)
    del request.session[KEPT]
    messages.success(request, f"{number(outcome.count)} subkegiatan dicatat.")
    return redirect("programmes:office_year", office.code, year)


def _run(office: Institution, year: int, version: CodeVersion, lines: list[Line], by: User, *, store: bool) -> Outcome:
    return import_list(office, year=year, version=version, lines=lines, by=by, store=store)
