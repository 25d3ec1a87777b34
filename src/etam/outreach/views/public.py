"""What everybody may open: events to come, and the attendance page for whoever holds its address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from etam.accounts.limits import SECONDS, WRONG_TOKENS, is_over
from etam.institutions.models import Institution
from etam.outreach import access, actions, limits, reference, telling
from etam.outreach.actions.attending import refuse_closed
from etam.outreach.exceptions import Closed, OutreachProblem
from etam.outreach.forms import SHOWN_LIBRARIES, UNREGISTERED, LibrarySearch, PhoneForm
from etam.outreach.models import Attendance, Event
from etam.outreach.queries import listing
from etam.outreach.views.attending import add_problem

MOST_COMING = 100


def coming(request: HttpRequest) -> HttpResponse:
    """Events to come, without anything about persons."""
    rows = Event.objects.select_related("regency", "organiser_institution")
    shown = list(listing.coming(rows, localdate())[:MOST_COMING])
    context = {
        "events": [(one, telling.kinds_line(one, reference.kind_labels(one.kinds))) for one in shown],
        "today": localdate(),
    }
    return render(request, "outreach/coming.html", context)


@never_cache
def attend(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody says on a phone that they are here: finds the library, writes a name, sends.

    The answer to what was sent is the receipt itself: one journey less over a poor line, and sending twice changes
    nothing.
    """
    try:
        event = access.event_by_token(token)
    except Http404:
        if is_over(request, "token", WRONG_TOKENS):
            return _too_many(request)
        return render(request, "outreach/attend_unknown.html", status=404)
    is_sent = request.method == "POST"
    what, limit = ("entry", limits.ENTRIES) if is_sent else ("search", limits.SEARCHES)
    if is_over(request, what, limit):
        return _too_many(request)
    try:
        refuse_closed(event, timezone.now())
    except Closed as problem:
        return render(request, "outreach/attend_closed.html", {"event": event, "problem": problem})
    empty = PhoneForm(initial={"regency": event.regency_id or ""})
    return _sent(request, event) if is_sent else _asked(request, event, empty, 200)


def _sent(request: HttpRequest, event: Event) -> HttpResponse:
    form = PhoneForm(request.POST)
    if form.is_valid():
        try:
            made, is_new = actions.attend(event, form.entry(), way=Attendance.Way.QR, by=None)
        except OutreachProblem as problem:
            add_problem(form, problem)
        else:
            # The name comes from what was just sent: the page shows nothing that somebody else wrote.
            context = {
                "event": event,
                "made": made,
                "is_new": is_new,
                "name": form.cleaned_data["person_name"],
                "is_from_elsewhere": made.is_from_elsewhere,
            }
            return render(request, "outreach/attend_done.html", context)
    return _asked(request, event, form, 422)


def _asked(request: HttpRequest, event: Event, form: PhoneForm, status: int) -> HttpResponse:
    look_for = LibrarySearch(request.GET, event)
    found, chosen = look_for.found(), _chosen(form)
    if chosen not in ("", UNREGISTERED, *(one.code for one in found)):
        # It was chosen in a search that this address no longer carries.
        found = [*Institution.objects.filter(code=chosen).select_related("regency", "region"), *found]
    context: dict[str, Any] = {
        "event": event,
        "search": look_for,
        "found": found[:SHOWN_LIBRARIES],
        "has_more": len(found) > SHOWN_LIBRARIES,
        "is_asked": bool(look_for.text),
        "is_second_step": bool(look_for.text) or UNREGISTERED in request.GET or form.is_bound,
        "form": form,
        "chosen": chosen or (found[0].code if len(found) == 1 else "" if found else UNREGISTERED),
        "unregistered": UNREGISTERED,
    }
    return render(request, "outreach/attend.html", context, status=status)


def _chosen(form: PhoneForm) -> str:
    """The library that was chosen before, if it may be read again."""
    if form.data.get("library") == UNREGISTERED:
        return UNREGISTERED
    return str(form.cleaned_data.get("library", "")) if form.is_bound else ""


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "outreach/attend_too_many.html", {"minutes": SECONDS // 60}, status=429)
