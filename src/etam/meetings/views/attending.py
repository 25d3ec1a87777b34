"""Who came: the list for those who organise, the poster, and the page on everybody's phone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.accounts.limits import WRONG_TOKENS, is_over
from etam.meetings import access, actions, letters, telling
from etam.meetings.actions.attending import may_note, refuse_closed
from etam.meetings.exceptions import Closed, MeetingProblem
from etam.meetings.forms import PeopleFilter, SignForm
from etam.meetings.models import Meeting
from etam.meetings.queries import meetings as listing
from etam.meetings.queries import people as asking
from etam.meetings.views.invitation import guest, receipt, too_many
from etam.meetings.views.meetings import head, tried
from etam.outreach.limits import ENTRIES
from etam.web.formats import number
from etam.web.qr import qr_code

PAGE_SIZE = 100


@login_required
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """Who came and who is missing; those who are marked are noted."""
    one = access.meeting_to_organise(request.user, code)
    if request.method == "POST":
        return _note(request, one)
    narrow = PeopleFilter(request.GET)
    rows = narrow.search(asking.standing(one))
    context = {
        **head(request, one),
        "filter": narrow,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "turnout": listing.turnout(one),
        "hours": telling.hours_line(one),
        "may_note": may_note(one, timezone.localdate()),
    }
    return render(request, "meetings/attendance.html", context)


@login_required
@require_POST
def take_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that somebody was noted by mistake."""
    one = access.participant_to_change(request.user, code, pk)
    try:
        actions.take_attendance_back(one, by=signed_in(request))
        messages.success(request, "Catatan hadirnya dibatalkan.")
    except MeetingProblem as problem:
        messages.error(request, str(problem))
    return redirect("meetings:attendance", code)


@login_required
@require_GET
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet of paper with the code that leads to the attendance page."""
    one = access.meeting_to_organise(request.user, code)
    url = letters.attendance_url(one)
    context = {**head(request, one), "url": url, "qr": qr_code(url), "hours": telling.hours_line(one)}
    return render(request, "meetings/poster.html", context)


@never_cache
def attend(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody says on a phone that they are here.

    The answer to what was sent is the receipt itself: one journey less over a poor line, and sending twice changes
    nothing.
    """
    try:
        one = access.meeting_by_token(token)
    except Http404:
        if is_over(request, "token", WRONG_TOKENS):
            return too_many(request)
        return render(request, "meetings/attend_unknown.html", status=404)
    if request.method == "POST" and is_over(request, "meeting-entry", ENTRIES):
        return too_many(request)
    try:
        refuse_closed(one, timezone.now())
    except Closed as problem:
        return render(request, "meetings/attend_closed.html", {**guest(one), "problem": problem})
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signed = tried(form, lambda: actions.check_in(one, form.person()))
        if signed is not None:
            return receipt(request, form.cleaned_data["person_name"], *signed)
    return render(request, "meetings/attend.html", {**guest(one), "form": form}, status=422 if form.errors else 200)


def _note(request: HttpRequest, one: Meeting) -> HttpResponse:
    chosen = [int(pk) for pk in request.POST.getlist("participant") if pk.isdigit()]
    try:
        new = actions.note(one, chosen, by=signed_in(request))
        messages.success(request, f"{number(len(new))} peserta dicatat hadir.")
    except MeetingProblem as problem:
        messages.error(request, str(problem))
    return redirect("meetings:attendance", one.code)
