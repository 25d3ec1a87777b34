"""Participants, for those who organise: the list, one of them, a file of many, their invitations."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from etam.accounts import journal
from etam.accounts.access import signed_in
from etam.meetings import access, actions, intake, letters, tables
from etam.meetings.exceptions import MeetingProblem
from etam.meetings.forms import ParticipantForm, PeopleFilter, ReasonForm, SheetForm
from etam.meetings.models import Meeting, Participant
from etam.meetings.queries import meetings as listing
from etam.meetings.queries import people as asking
from etam.meetings.sheet import COLUMNS, LIST, text_of
from etam.meetings.views.meetings import head, tried
from etam.web.csv_list import ListingProblem
from etam.web.downloads import csv_answer
from etam.web.formats import number
from etam.web.qr import qr_code

PAGE_SIZE = 50
SHOWN_FAULTS = 200
LONGEST_TEXT = 2 * 2**20


@login_required
def people(request: HttpRequest, code: str) -> HttpResponse:
    """The list of participants; one is added by hand."""
    one = access.meeting_to_organise(request.user, code)
    form = ParticipantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.add(one, form.person(), by=signed_in(request)))
        if made is not None:
            matched = f", dicocokkan dengan {made.institution.code}" if made.institution else ""
            messages.success(request, f"{made.person_name} ditambahkan: {made.institution_label}{matched}.")
            return redirect("meetings:people", one.code)
    narrow = PeopleFilter(request.GET)
    rows = narrow.search(asking.standing(one))
    context = {
        **head(request, one),
        "form": form,
        "filter": narrow,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "turnout": listing.turnout(one),
        "uninvited": asking.matching(asking.standing(one), state="uninvited").count(),
        "removed": one.participants.exclude(removed_at=None).select_related("institution"),
    }
    return render(request, "meetings/people.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def people_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The list with names, for those who organise; the journal says who took it."""
    one = access.meeting_to_organise(request.user, code)
    rows = asking.standing(one)
    summary = f"Mengunduh daftar peserta {one.code} beserta nama."
    journal.record("names_taken", one, by=signed_in(request), summary=summary, count=rows.count())
    return csv_answer(tables.PEOPLE, tables.people(rows), f"peserta-{one.code}.csv", sample=one.is_sample)


@login_required
@never_cache
def participant(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct a participant, or take them off the list; a link that was just made is shown this one time."""
    one = access.participant_to_change(request.user, code, pk)
    chosen = request.POST.get("do", "")
    form = ParticipantForm(request.POST if chosen == "correct" else None, initial=ParticipantForm.initial_of(one))
    removing = ReasonForm(request.POST if chosen == "remove" else None)
    if chosen == "correct" and form.is_valid():
        if tried(form, lambda: actions.correct(one, form.person(), by=signed_in(request))) is not None:
            messages.success(request, "Data peserta dibetulkan.")
            return redirect("meetings:participant", code, pk)
    elif chosen == "remove" and removing.is_valid():
        reason = removing.cleaned_data["reason"]
        if tried(removing, lambda: actions.remove(one, reason=reason, by=signed_in(request))) is not None:
            messages.success(request, "Peserta dihapus dari daftar; namanya tidak disimpan lagi.")
            return redirect("meetings:people", code)
    context = {
        **head(request, one.meeting),
        "participant": one,
        "form": form,
        "removing": removing,
        "has_link": asking.has_link(one),
        "fresh": _fresh(request, one) if request.method == "GET" else None,
    }
    return render(request, "meetings/participant.html", context, status=422 if form.errors or removing.errors else 200)


@login_required
@require_POST
def invite(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Make the link of one participant, or take it back."""
    one = access.participant_to_change(request.user, code, pk)
    try:
        if request.POST.get("do") == "take_back":
            actions.take_back(one, by=signed_in(request))
            messages.success(request, "Undangan ditarik. Tautan itu tidak membuka apa-apa lagi.")
        else:
            _, token = actions.invite(one, by=signed_in(request))
            request.session[_key(one)] = token
            if request.POST.get("do") == "send":
                _tell_sent(request, one, letters.send_invitation(one, letters.invitation_url(token)))
    except MeetingProblem as problem:
        messages.error(request, str(problem))
    return redirect("meetings:participant", code, pk)


@login_required
@require_POST
@never_cache
def invite_all(request: HttpRequest, code: str) -> HttpResponse:
    """Make the links of all who have none: letters go to those with an address, the others stand on the answer."""
    one = access.meeting_to_organise(request.user, code)
    try:
        made = actions.invite_all(one, by=signed_in(request))
    except MeetingProblem as problem:
        messages.error(request, str(problem))
        return redirect("meetings:people", code)
    if not made:
        messages.info(request, "Semua peserta sudah punya undangan.")
        return redirect("meetings:people", code)
    links = [(person, letters.invitation_url(token)) for person, token in made]
    sent = {person.pk for person, url in links if letters.send_invitation(person, url)}
    # The links stand on this answer and nowhere else, so there is nothing to lead on to.
    context = {
        **head(request, one),
        "sent": len(sent),
        "cards": [(person, url, qr_code(url)) for person, url in links if person.pk not in sent],
    }
    return render(request, "meetings/invited.html", context)


@login_required
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """A file of participants: what it would add, seen before anything is stored; then stored, all or none."""
    one = access.meeting_to_organise(request.user, code)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    text = request.POST.get("text", "")[:LONGEST_TEXT]
    if text:
        return _store(request, one, text)
    found = None
    if form.is_bound and form.is_valid():
        try:
            text = text_of(form.cleaned_data["file"].read())
            found = intake.plan(one, text)
        except ListingProblem as problem:
            form.add_error("file", str(problem))
    context = {
        **head(request, one),
        "form": form,
        "plan": found,
        "text": text,
        "columns": COLUMNS,
        "shown": SHOWN_FAULTS,
    }
    is_wrong = bool(form.errors or (found and found.faults))
    return render(request, "meetings/import.html", context, status=422 if is_wrong else 200)


def _store(request: HttpRequest, one: Meeting, text: str) -> HttpResponse:
    """Store what was previewed. The text came back with the form, so that no list of names waits in a session."""
    try:
        found = intake.plan(one, LIST.decode(text.encode()))
        stored = intake.store(one, found, by=signed_in(request))
    except (ListingProblem, MeetingProblem) as problem:
        messages.error(request, str(problem))
        return redirect("meetings:import", one.code)
    messages.success(request, f"{number(len(stored))} peserta ditambahkan.")
    if found.skipped:
        messages.warning(request, f"{number(len(found.skipped))} baris dilewati: sudah ada di daftar peserta.")
    return redirect("meetings:people", one.code)


def _tell_sent(request: HttpRequest, one: Participant, is_sent: bool) -> None:
    if is_sent:
        messages.success(request, f"Undangan dikirim ke {one.email}.")
    else:
        messages.warning(request, "Suratnya tidak terkirim. Salin tautannya di bawah dan kirim sendiri.")


def _key(one: Participant) -> str:
    return f"meeting-link-{one.pk}"


def _fresh(request: HttpRequest, one: Participant) -> dict[str, Any] | None:
    """The address of a link that was just made, for this one look."""
    token = request.session.pop(_key(one), None)
    if token is None:
        return None
    url = letters.invitation_url(token)
    return {"url": url, "qr": qr_code(url), "text": letters.invitation_text(one, url)}
