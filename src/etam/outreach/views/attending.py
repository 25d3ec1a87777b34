"""Who came to an event, for those who organise it: the list, one entry, a file of many."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.accounts import journal
from etam.accounts.access import signed_in
from etam.outreach import access, actions, intake, tables, telling
from etam.outreach.exceptions import BadInput, OutreachProblem
from etam.outreach.forms import UNREGISTERED, LibrarySearch, ListedForm, ReasonForm, SheetForm
from etam.outreach.models import Attendance, Event
from etam.outreach.queries import listing
from etam.outreach.sheet import COLUMNS, LIST
from etam.outreach.views.events import head
from etam.web.csv_list import ListingProblem
from etam.web.downloads import csv_answer
from etam.web.formats import number

PAGE_SIZE = 50
SHOWN_FAULTS = 200
LONGEST_TEXT = 2 * 2**20


@login_required
def people(request: HttpRequest, code: str) -> HttpResponse:
    """The list of those who came; another is added by hand."""
    one = access.event_to_organise(request.user, code)
    form = ListedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, is_new = actions.attend(one, form.entry(), way=Attendance.Way.LIST, by=signed_in(request))
        except OutreachProblem as problem:
            add_problem(form, problem)
        else:
            said = f"{made.library_name} tercatat." if is_new else f"{made.library_name} sudah ada di daftar hadir."
            messages.success(request, said)
            return redirect("outreach:people", one.code)
    look_for = LibrarySearch(request.GET, one)
    turnout = listing.turnout(one)
    context = {
        **head(request, one),
        "form": form,
        "search": look_for,
        "found": look_for.found(),
        "page": Paginator(listing.standing(one), PAGE_SIZE).get_page(request.GET.get("halaman")),
        "turnout": turnout,
        "finding": telling.who_came(turnout),
        "removed": one.attendances.exclude(removed_at=None).select_related("institution", "removed_by"),
    }
    return render(request, "outreach/people.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def people_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The list with names, for those who organise; the journal says who took it."""
    one = access.event_to_organise(request.user, code)
    rows = listing.standing(one)
    summary = f"Mengunduh daftar hadir {one.code} {one} beserta nama."
    journal.record("names_taken", one, by=signed_in(request), summary=summary, count=rows.count())
    return csv_answer(tables.PEOPLE, tables.people(rows), f"hadir-{one.code}.csv", sample=one.is_sample)


@login_required
def entry(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct one entry, or take it off the list."""
    one = access.attendance_to_correct(request.user, code, pk)
    chosen = request.POST.get("do", "")
    correcting = ListedForm(request.POST if chosen == "correct" else None, initial=_initial(one))
    removing = ReasonForm(request.POST if chosen == "remove" else None)
    form = removing if chosen == "remove" else correcting
    if form.is_bound and form.is_valid():
        try:
            if chosen == "remove":
                actions.remove(one, reason=removing.cleaned_data["reason"], by=signed_in(request))
                messages.success(request, "Entri dihapus; nama orangnya tidak disimpan lagi.")
            else:
                actions.correct(one, correcting.entry(), by=signed_in(request))
                messages.success(request, "Entri dibetulkan.")
        except OutreachProblem as problem:
            add_problem(form, problem)
        else:
            return redirect("outreach:people", code)
    context = {**head(request, one.event), "entry": one, "form": correcting, "removing": removing}
    return render(request, "outreach/entry.html", context, status=422 if form.errors else 200)


@login_required
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """A file of those who came: what it would note, seen before anything is stored; then stored, all or none."""
    one = access.event_to_organise(request.user, code)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    text = request.POST.get("text", "")[:LONGEST_TEXT]
    if text:
        return _store(request, one, text)
    found = None
    if form.is_bound and form.is_valid():
        try:
            text = LIST.decode(form.cleaned_data["file"].read())
            found = intake.plan(one, text)
        except ListingProblem as problem:
            form.add_error("file", str(problem))
    return _preview(request, one, form, found, text)


def add_problem(form: forms.Form, problem: OutreachProblem) -> None:
    """Let a form carry why an action was refused, at its field where it names one."""
    name = problem.field if isinstance(problem, BadInput) and problem.field in form.fields else None
    form.add_error(name, str(problem))


def _store(request: HttpRequest, one: Event, text: str) -> HttpResponse:
    """Store what was previewed. The text came back with the form, so that no list of names waits in a session."""
    try:
        found = intake.plan(one, LIST.decode(text.encode()))
        stored = intake.store(one, found, by=signed_in(request))
    except (ListingProblem, OutreachProblem) as problem:
        messages.error(request, str(problem))
        return redirect("outreach:import", one.code)
    messages.success(request, f"{number(len(stored))} peserta dicatat.")
    if found.skipped:
        messages.warning(request, f"{number(len(found.skipped))} baris dilewati: sudah ada di daftar hadir.")
    return redirect("outreach:people", one.code)


def _preview(request: HttpRequest, one: Event, form: SheetForm, found: Any, text: str) -> HttpResponse:
    context = {
        **head(request, one),
        "form": form,
        "plan": found,
        "text": text,
        "columns": COLUMNS,
        "shown": SHOWN_FAULTS,
        "today": localdate(),
    }
    is_wrong = bool(form.errors or (found and found.faults))
    return render(request, "outreach/import.html", context, status=422 if is_wrong else 200)


def _initial(one: Attendance) -> dict[str, str]:
    return {
        "library": one.institution.code if one.institution else UNREGISTERED,
        "institution_name": one.institution_name,
        "regency": one.regency_id or "",
        "person_name": one.person_name,
        "position": one.position,
    }
