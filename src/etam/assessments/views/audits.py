"""Programmes of archive audits: the list, a new one, its dates and its end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etam.accounts.access import signed_in
from etam.assessments import access, actions, editions
from etam.assessments.audit_forms import ProgrammeForm, ScheduleForm
from etam.assessments.exceptions import AssessmentProblem
from etam.assessments.models import Programme
from etam.assessments.queries import programmes as boards

PAGE_SIZE = 25
KINDS = {"internal": Programme.Kind.INTERNAL, "eksternal": Programme.Kind.EXTERNAL}


@login_required
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes that this person may read, by year and kind."""
    allowed = access.programmes_to_view(request.user)
    years = boards.years(allowed)
    year, kind = _year(request.GET.get("tahun", ""), years), request.GET.get("jenis", "")
    rows = boards.with_counts(allowed)
    rows = rows.filter(year=year) if year else rows
    rows = rows.filter(kind=KINDS[kind]) if kind in KINDS else rows
    found = list(rows)
    context = {
        "headline": boards.overall_finding(found, year, KINDS.get(kind, "")),
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "years": years,
        "year": year,
        "kind": kind,
        "may_plan": access.regions_to_manage(request.user).exists(),
        "sees_tables": access.may_oversee(request.user),
    }
    return render(request, "assessments/audits/programmes.html", context)


@login_required
def new_programme(request: HttpRequest) -> HttpResponse:
    """A new programme of a government that this person plans for."""
    access.require_manager(request.user)
    form = ProgrammeForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            made = actions.create_programme(**form.as_arguments(), by=signed_in(request))
        except AssessmentProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{made.title} dibuka. Berikutnya: tambahkan objek yang diaudit.")
            return redirect("assessments:add_objects", made.code)
    context = {"form": form, "schemes": form.schemes.values()}
    return render(request, "assessments/audits/new_programme.html", context, status=422 if form.errors else 200)


@login_required
def change_programme(request: HttpRequest, code: str) -> HttpResponse:
    """Another title, other days, the letter."""
    programme = access.programme_to_manage(request.user, code)
    initial = {name: getattr(programme, name) for name in ScheduleForm.base_fields}
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.change_programme(programme, **form.cleaned_data, by=signed_in(request))
        except AssessmentProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Program diubah.")
            return redirect(programme)
    context = {"form": form, "programme": programme}
    return render(request, "assessments/audits/change_programme.html", context, status=422 if form.errors else 200)


@login_required
def close_programme(request: HttpRequest, code: str) -> HttpResponse:
    """End the year; what is left to do stands on the page with its links."""
    programme = access.programme_to_manage(request.user, code)
    left = programme.assessments.exclude(state__in=boards.OVER).select_related("institution").order_by("pk")
    problem, status = "", 200
    if request.method == "POST":
        try:
            actions.close_programme(programme, by=signed_in(request))
        except AssessmentProblem as refusal:
            problem, status = str(refusal), 409
        else:
            messages.success(request, f"{programme.title} ditutup. Hasilnya tetap terbaca.")
            return redirect(programme)
    context: dict[str, Any] = {
        "programme": programme,
        "problem": problem,
        "page": Paginator(left, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "determined": programme.assessments.filter(state="determined").count(),
        "scheme": editions.scheme(programme.scheme_code, programme.scheme_version),
    }
    return render(request, "assessments/audits/close_programme.html", context, status=status)


def _year(asked: str, years: list[int]) -> int | None:
    """The year asked for, the latest unless one is named; "semua" is all of them."""
    if asked == "semua":
        return None
    if asked.isascii() and asked.isdigit() and int(asked) in years:
        return int(asked)
    return years[0] if years else None
