"""Things whose basis changed: the list, one event upon one edition, the decision about it, and the way back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from etam.accounts.access import signed_in
from etam.regulations import access, actions
from etam.regulations.exceptions import RegulationProblem
from etam.regulations.forms.flags import DecideForm, FlagFilter, ReopenForm
from etam.regulations.models import Flag
from etam.regulations.queries import flag_groups
from etam.regulations.queries import flags as queries
from etam.regulations.views.tabs import tabs
from etam.web.downloads import csv_answer
from etam.web.formats import number

PAGE_SIZE = 30


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every event upon every edition that rests on it, what waits first."""
    rows = access.flags_to_view(request.user)
    form = FlagFilter(request.GET, rows)
    page = Paginator(flag_groups.happenings(form.search(rows)), PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "tabs": tabs("regulations:flags"),
        "form": form,
        "page": page,
        "headline": _headline(rows.filter(queries.STATES[queries.OPEN]).count()),
        "query": request.GET.urlencode(),
        "today": localdate(),
        "may_decide": access.may_decide(request.user),
    }
    return render(request, "regulations/flags.html", context)


@login_required
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The list, filtered as on the page, as CSV."""
    rows = access.flags_to_view(request.user)
    found = queries.table(FlagFilter(request.GET, rows).search(rows))
    return csv_answer(queries.HEADER, found, f"dasar-berubah-{localdate():%Y-%m-%d}.csv")


@login_required
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """One event upon one edition: what happened, what rests on it, and for officers the decision."""
    find = access.flag_to_decide if request.method == "POST" else access.flag_to_view
    group = flag_groups.group_of(find(request.user, pk), access.flags_to_view(request.user))
    form = DecideForm(request.POST if request.method == "POST" else None, group.waiting)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            done = actions.decide(form.chosen, decision=data["decision"], reason=data["reason"], by=signed_in(request))
        except RegulationProblem as problem:
            form.add_error(None, str(problem))
        else:
            decision = Flag.Decision(data["decision"]).label.lower()
            messages.success(request, f"{number(len(done))} hal diputus: {decision}.")
            return redirect(group)
    return _page(request, "regulations/flags_event.html", group, form)


@login_required
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer takes decisions back that were made together."""
    one = access.flag_to_decide(request.user, pk)
    group = flag_groups.group_of(one, access.flags_to_view(request.user))
    verdict = next((verdict for verdict in group.verdicts if one in verdict.flags), None)
    if verdict is None:
        messages.error(request, f"“{one.label}” belum diputus, jadi tidak ada keputusan yang dapat dibuka kembali.")
        return redirect(group)
    form = ReopenForm(request.POST if request.method == "POST" else None, verdict.flags)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.reopen(form.chosen, reason=form.cleaned_data["reason"], by=signed_in(request))
        except RegulationProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{number(len(done))} keputusan dibuka kembali dan menunggu lagi.")
            return redirect(group)
    return _page(request, "regulations/flags_reopen.html", group, form, verdict=verdict)


def _headline(waiting: int) -> str:
    """The finding, as the page's title."""
    if waiting:
        return f"{number(waiting)} hal bersandar pada dasar yang berubah dan menunggu keputusan"
    return "Tidak ada yang menunggu keputusan karena dasarnya berubah"


def _page(request: HttpRequest, template: str, group: flag_groups.Group, form: Any, **more: Any) -> HttpResponse:
    rows = access.flags_to_view(request.user)
    context = {
        "group": group,
        "form": form,
        "relation": flag_groups.relation_of(group.first),
        "others": flag_groups.others_of_event(group, rows),
        "earlier": flag_groups.decided_before(group, rows),
        "history": flag_groups.history(group),
        "may_decide": access.may_decide(request.user),
        **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)
