"""One sub-activity: its plan, its quarters, its evidence, and the indicators it should move."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.evidence import queries as library
from etam.evidence.access import institutions_to_view
from etam.evidence.picker import CHOSEN, picker, posted, preselected
from etam.programmes import drawing
from etam.programmes.access import activities as access
from etam.programmes.actions import activities as actions
from etam.programmes.actions import reporting
from etam.programmes.exceptions import NeedsReason, ProgrammeProblem
from etam.programmes.forms.activities import PlanForm, QuarterForm, WithdrawForm, initial_of
from etam.programmes.models import SubActivity
from etam.programmes.queries import activities as queries
from etam.programmes.queries import aims, nomenclature, translation


@login_required
@require_GET
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one sub-activity."""
    return _page(request, access.activity_to_view(request.user, pk))


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a sub-activity means to do."""
    one = access.activity_to_keep(request.user, pk)
    plan = actions.plan_of(one)
    initial = initial_of(plan) | {"version": one.version}
    form = PlanForm(request.POST if request.method == "POST" else None, office=one.office, plan=plan, initial=initial)
    asks = False
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.change(
                one,
                plan=form.plan(),
                version=given["version"] or 0,
                by=signed_in(request),
                confirmed=given["confirmed"],
            )
        except ProgrammeProblem as problem:
            form.show_problem(problem)
            asks = isinstance(problem, NeedsReason)
        else:
            messages.success(request, "Perubahan disimpan.")
            return redirect("programmes:activity", one.pk)
    context = {
        "form": form,
        "office": one.office,
        "year": one.year,
        "code": one.budget_code,
        "activity": one,
        "asks": asks,
    }
    return render(request, "programmes/activity_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report or correct a quarter."""
    one = access.activity_to_keep(request.user, pk)
    form, asks = QuarterForm(request.POST), False
    if form.is_valid():
        known = {row.quarter: row.version for row in one.realisations.all()}
        quarter, seen = form.cleaned_data["quarter"], request.POST.get(f"version_{form.cleaned_data['quarter']}", "")
        version = int(seen) if seen.isdigit() else 0
        try:
            reporting.report(
                one,
                form.said(),
                by=signed_in(request),
                version=version if quarter in known or version else 0,
                confirmed=form.cleaned_data["confirmed"],
            )
        except ProgrammeProblem as problem:
            form.show_problem(problem)
            asks = isinstance(problem, NeedsReason)
        else:
            messages.success(request, f"Triwulan {quarter} dicatat.")
            return redirect("programmes:activity", one.pk)
    return _page(request, one, form=form, asks=asks)


@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the files of the office that show what was done."""
    one = access.activity_to_keep(request.user, pk)
    day, problem = localdate(), ""
    used = [(file.code, library.state_on(file, day)) for file in _papers(one)]
    chosen = preselected(used, request.GET.get(CHOSEN, ""))
    if request.method == "POST":
        chosen = posted(request.POST)
        try:
            reporting.attach(one, codes=chosen, by=signed_in(request))
        except ProgrammeProblem as refused:
            problem = str(refused)
        else:
            messages.success(request, "Bukti disimpan.")
            return redirect("programmes:activity", one.pk)
    back = reverse("programmes:activity_evidence", args=[one.pk])
    context = {
        "activity": one,
        "problem": problem,
        "picker": picker(one.office, day=day, chosen=chosen, back=back),
    }
    return render(request, "programmes/activity_evidence.html", context, status=422 if problem else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a sub-activity that was recorded wrongly."""
    one = access.activity_to_keep(request.user, pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tulis alasannya: mengapa subkegiatan ini ditarik.")
        return redirect("programmes:activity", one.pk)
    try:
        actions.withdraw(one, **form.cleaned_data, by=signed_in(request))
    except ProgrammeProblem as problem:
        messages.error(request, str(problem))
        return redirect("programmes:activity", one.pk)
    messages.success(request, f"{one.budget_code.code} ditarik dari {one.year}.")
    return redirect("programmes:office_year", one.office.code, one.year)


def _page(
    request: HttpRequest, one: SubActivity, form: QuarterForm | None = None, *, asks: bool = False
) -> HttpResponse:
    keeps = access.may_keep(request.user, one.office)
    opens = institutions_to_view(request.user).filter(pk=one.office_id).exists()
    rows = list(one.realisations.all())
    programme, activity_above = nomenclature.above_of(one.budget_code.code)
    names = nomenclature.parents_of([one.budget_code])
    level = one.budget_code.level
    context: dict[str, Any] = {
        "activity": one,
        "budget": queries.budget_of(one),
        "sums": queries.sums([one]),
        "above": [(code, names.get((level, code), "")) for code in (programme, activity_above)],
        "elsewhere": translation.elsewhere(one.budget_code),
        "quarters": drawing.quarters(rows, queries.budget_of(one)),
        "chart": drawing.progress(rows, queries.budget_of(one)),
        "papers": [(file, library.state_on(file, localdate())) for file in _papers(one)],
        "opens_files": opens,
        "courses": [(course, drawing.course(course)) for course in aims.courses(one)],
        "no_proof": aims.NO_PROOF,
        "keeps": keeps,
        "form": form or QuarterForm(initial={"quarter": min(len(rows) + 1, 4)}),
        "asks": asks,
        "is_reporting": form is not None,
    }
    return render(request, "programmes/activity.html", context, status=422 if form else 200)


def _papers(one: SubActivity) -> list[Any]:
    return library.uses(reporting.PLACE, one.pk).get("", [])
