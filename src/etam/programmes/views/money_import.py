"""Money of many villages and schools from a file: shown first, stored once somebody agrees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etam.accounts.access import signed_in
from etam.programmes import money_intake
from etam.programmes.access import money as access
from etam.programmes.exceptions import ProgrammeProblem
from etam.programmes.forms.money import MoneyFileForm
from etam.programmes.money_file import text_of
from etam.programmes.money_intake import Plan
from etam.web.bodies import refuses_large_bodies
from etam.web.csv_list import ListingProblem
from etam.web.formats import number

SHOWN = 200


@refuses_large_bodies("programmes/money_too_large.html")
@login_required
def import_file(request: HttpRequest) -> HttpResponse:
    """Check a file, show what it would do, and store it when that was agreed to."""
    access.require_keeper(request.user)
    if request.method != "POST":
        return _page(request, MoneyFileForm())
    if "text" in request.POST:
        return _store(request, request.POST["text"])
    form = MoneyFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        text = text_of(form.cleaned_data["file"].read())
        plan = money_intake.plan(access.bodies_to_keep(request.user), text)
    except ListingProblem as problem:
        form.add_error("file", str(problem))
        return _page(request, form, status=422)
    return _page(request, MoneyFileForm(), plan, text, status=422 if plan.faults else 200)


def _store(request: HttpRequest, text: str) -> HttpResponse:
    try:
        plan = money_intake.plan(access.bodies_to_keep(request.user), text)
        count = money_intake.store(plan, by=signed_in(request))
    except (ProgrammeProblem, ListingProblem) as problem:
        messages.error(request, str(problem))
        return redirect("programmes:money_import")
    messages.success(request, f"{number(count)} baris dana dicatat untuk {number(plan.bodies)} desa dan sekolah.")
    return redirect("programmes:money")


def _page(
    request: HttpRequest, form: MoneyFileForm, plan: Plan | None = None, text: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "plan": plan, "text": text, "shown": SHOWN}
    return render(request, "programmes/money_import.html", context, status=status)
