"""Proposals: the inbox and the list, a proposal, its beginning and what is done at each desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.institutions import access as institutions
from etam.workforce import workload_words as words
from etam.workforce.access import proposals as access
from etam.workforce.access import workload
from etam.workforce.actions import passing
from etam.workforce.actions import proposals as actions
from etam.workforce.desks import desk_of, path_of, place_of, route_of, routes_of
from etam.workforce.forms.proposals import (
    BackForm,
    EditForm,
    FilterForm,
    NumbersForm,
    PassForm,
    ReasonForm,
    StartForm,
)
from etam.workforce.models import Proposal
from etam.workforce.queries import proposals as queries
from etam.workforce.queries.proposal_numbers import numbers_of
from etam.workforce.rules import position_name
from etam.workforce.views.trying import done

PAGE = 50


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What waits for the person, and all that the person may see."""
    access.require_reader(request.user)
    today = localdate()
    form = FilterForm(request.GET, regencies=institutions.regencies_for(request.user))
    chosen = form.cleaned_data if form.is_valid() else {}
    found = queries.filtered(
        request.user,
        state=chosen.get("status", ""),
        position=chosen.get("jabatan", ""),
        regency=chosen.get("wilayah", ""),
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("halaman"))
    mine = queries.to_act_on(request.user, today)
    context = {
        "mine": [queries.shown(one) for one in mine],
        "late": sum(one.due_on is not None and one.due_on < today for one in mine),
        "page": page,
        "rows": [queries.shown(one) for one in page.object_list],
        "form": form,
        "is_filtered": any(chosen.values()),
        "today": today,
        "proposes": access.may_propose(request.user),
    }
    return render(request, "workforce/proposals.html", context)


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Begin a proposal from a settled analysis."""
    workloads = access.workloads_to_propose_from(request.user)
    asked = {"workload": request.GET.get("analisis"), "year": localdate().year + 1}
    if request.method != "POST":
        return _start_page(request, StartForm(initial=asked, workloads=workloads))
    form = StartForm(request.POST, workloads=workloads)
    made: list[Proposal] = []
    if form.is_valid() and done(form, lambda: made.append(actions.start(**form.cleaned_data, by=signed_in(request)))):
        messages.success(request, "Usulan disusun dari analisisnya. Periksa angkanya, lalu kirim.")
        return redirect("workforce:edit_proposal", made[0].pk)
    return _start_page(request, form, status=422)


@login_required
@require_GET
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: its way, its numbers at each desk, letters and reasons."""
    one = access.proposal_to_view(request.user, pk)
    return render(request, "workforce/proposal.html", _told(request, one))


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the numbers of a proposal that lies at its office, and send it."""
    one = access.proposal_to_edit(request.user, pk)
    if request.method != "POST":
        return _edit_page(request, one, EditForm(proposal=one))
    form = EditForm(request.POST, proposal=one)
    act = actions.send if "send" in request.POST else actions.save
    if form.is_valid() and done(form, lambda: act(one, **_typed(form, "explanation"), by=signed_in(request))):
        messages.success(request, "Usulan terkirim." if "send" in request.POST else "Usulan tersimpan.")
        return redirect("workforce:proposal", one.pk)
    return _edit_page(request, one, form, status=422)


@login_required
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what a desk does: pass on, write down the decision, send back, refuse."""
    one = access.proposal_to_judge(request.user, pk)
    forms = _desk_forms(one)
    if request.method != "POST":
        return _act_page(request, one, forms)
    by = signed_in(request)
    name = next((name for name in forms if name in request.POST), "pass")
    form = forms[name] = _desk_forms(one, request.POST)[name]
    deeds: dict[str, Callable[[], Any]] = {
        "pass": lambda: passing.pass_on(one, **_typed(form, "to", "document", "note"), by=by),
        "decide": lambda: passing.decide(one, **_typed(form, "document", "note", "decided_on"), by=by),
        "back": lambda: passing.send_back(one, **form.cleaned_data, by=by),
        "refuse": lambda: passing.refuse(one, **form.cleaned_data, by=by),
    }
    if form.is_valid() and done(form, deeds[name]):
        messages.success(request, DONE[name])
        return redirect("workforce:proposal", one.pk)
    return _act_page(request, one, forms, status=422)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal off its way."""
    one = access.proposal_to_withdraw(request.user, pk)
    form = ReasonForm(request.POST, prefix="withdraw")
    if form.is_valid() and done(form, lambda: actions.withdraw(one, **form.cleaned_data, by=signed_in(request))):
        messages.success(request, "Usulan ditarik. Riwayatnya tetap dapat dibaca.")
        return redirect("workforce:proposal", one.pk)
    return render(request, "workforce/proposal.html", _told(request, one, withdraw=form), status=422)


@login_required
@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how many of the decided posts are filled."""
    one = access.proposal_to_fill(request.user, pk)
    form = NumbersForm(request.POST, proposal=one, column="filled", prefix="fill")
    if form.is_valid() and done(form, lambda: actions.note_filled(one, **_typed(form), by=signed_in(request))):
        messages.success(request, "Pengisian formasi dicatat.")
        return redirect("workforce:proposal", one.pk)
    return render(request, "workforce/proposal.html", _told(request, one, fill=form), status=422)


DONE = {
    "pass": "Usulan diteruskan.",
    "decide": "Penetapan dicatat; angkanya masuk ke papan.",
    "back": "Usulan dikembalikan.",
    "refuse": "Penolakan dicatat.",
}


def _typed(form: NumbersForm, *names: str) -> dict[str, Any]:
    """What an action takes: the version, numbers where the form asks for them, and the named fields."""
    given = {name: form.cleaned_data.get(name, "") for name in names}
    return {"numbers": form.numbers, "version": form.cleaned_data["version"], **given}


def _desk_forms(one: Proposal, data: Any = None) -> dict[str, Any]:
    """The forms of the desk where it lies, by the name of their button."""
    path, place = path_of(one), place_of(one) or 0
    desk = path[place]
    is_last = place + 1 == len(path)
    start_of_reason = {"version": one.version}
    onwards = PassForm(data, proposal=one, adds=desk.adds, to="" if is_last else path[place + 1].code)
    return {
        "decide" if is_last else "pass": onwards,
        "back": BackForm(data, desks=path[:place], initial=start_of_reason, prefix="back"),
        "refuse": ReasonForm(data, initial=start_of_reason, prefix="refuse"),
    }


def _told(request: HttpRequest, one: Proposal, **forms: Any) -> dict[str, Any]:
    """What the page of a proposal shows; `forms` replace the empty ones after a refusal."""
    desk, user = desk_of(one), request.user
    fills = access.may_fill(user, one)
    withdraws = access.may_withdraw(user, one)
    return {
        **_frame(one),
        "desk": desk,
        "is_late": one.due_on is not None and one.due_on < localdate(),
        "history": queries.history(one),
        "acts": desk is not None and desk.sits != "office" and access.may_act(user, one),
        "edits": desk is not None and desk.sits == "office" and access.may_act(user, one),
        "why_not": access.why_not_judge(user, one),
        "route": routes_of(one).routes[route_of(one)],
        "workload_url": _workload_url(request, one),
        "withdraw_form": forms.get("withdraw")
        or (ReasonForm(initial={"version": one.version}, prefix="withdraw") if withdraws else None),
        "fill_form": forms.get("fill")
        or (NumbersForm(proposal=one, column="filled", prefix="fill") if fills else None),
        "is_withdrawing": "withdraw" in forms,
        "is_filling": "fill" in forms,
    }


def _workload_url(request: HttpRequest, one: Proposal) -> str:
    """The analysis that it rests on, for who may read it; "" for others."""
    reads = workload.may_read(request.user) and workload.offices_to_view(request.user).filter(pk=one.office_id).exists()
    return words.path(one.workload) if one.workload and reads else ""


def _frame(one: Proposal) -> dict[str, Any]:
    """What every page about one proposal shows."""
    lines = queries.lines_of(one)
    return {
        "proposal": one,
        "position": position_name(one.position),
        "headline": queries.finding(one, lines),
        "numbers": numbers_of(one),
        "way": queries.way(one),
    }


def _start_page(request: HttpRequest, form: StartForm, status: int = 200) -> HttpResponse:
    workloads: Any = form.fields["workload"]
    return render(
        request,
        "workforce/proposal_new.html",
        {"form": form, "has_workloads": workloads.queryset.exists()},
        status=status,
    )


def _edit_page(request: HttpRequest, one: Proposal, form: EditForm, status: int = 200) -> HttpResponse:
    rows = list(zip(queries.named(queries.lines_of(one)), form.number_fields, strict=True))
    context = {**_frame(one), "form": form, "rows": rows, "sent_back": queries.last_reason(one)}
    return render(request, "workforce/proposal_edit.html", context, status=status)


def _act_page(request: HttpRequest, one: Proposal, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    path, place = path_of(one), place_of(one) or 0
    onwards = forms.get("pass") or forms["decide"]
    fields = onwards.number_fields or [None] * one.lines.count()
    context = {
        **_frame(one),
        "desk": path[place],
        "following": path[place + 1] if place + 1 < len(path) else None,
        "onwards": onwards,
        "rows": list(zip(queries.named(queries.lines_of(one)), fields, strict=True)),
        "asks_numbers": bool(onwards.number_fields),
        "back_form": forms["back"],
        "refuse_form": forms["refuse"],
        "sent_back": queries.last_reason(one),
        "is_late": one.due_on is not None and one.due_on < localdate(),
    }
    return render(request, "workforce/proposal_act.html", context, status=status)
