"""What a signed link opens for the participant who holds it: the invitation, and the answer to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from etam.accounts.limits import SECONDS, WRONG_TOKENS, is_over
from etam.accounts.passes import PassRefused
from etam.meetings import access, actions, telling
from etam.meetings.actions.attending import refuse_closed
from etam.meetings.exceptions import Closed, MeetingProblem
from etam.meetings.models import Meeting, Participant
from etam.meetings.views.meetings import agenda_days

GONE, TOO_MANY = 410, 429


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who is invited to what, the programme, and whether they come."""
    try:
        one = access.participant_for(token)
    except PassRefused as refusal:
        return refused(request, refusal)
    if request.POST.get("do") == "sign":
        return _sign(request, one, token)
    if request.method == "POST":
        _answer(request, one)
        return redirect("meeting-invitation", token)
    context = {
        **guest(one.meeting),
        "participant": one,
        "token": token,
        "materials": one.meeting.materials.select_related("evidence"),
        "may_sign": one.attended_at is None and _is_sheet_open(one.meeting),
    }
    return render(request, "meetings/invitation.html", context)


def _answer(request: HttpRequest, one: Participant) -> None:
    said = request.POST.get("answer")
    if said not in Participant.Answer.values:
        messages.error(request, "Pilih akan hadir atau tidak dapat hadir.")
        return
    try:
        actions.answer(one, is_coming=said == Participant.Answer.COMING)
    except MeetingProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Jawaban Anda tercatat; boleh diubah sampai rapat ditandai terlaksana.")


def _sign(request: HttpRequest, one: Participant, token: str) -> HttpResponse:
    try:
        made, is_new = actions.check_in_invited(one)
    except MeetingProblem as problem:
        messages.error(request, str(problem))
        return redirect("meeting-invitation", token)
    return receipt(request, one.person_name, made, is_new)


def receipt(request: HttpRequest, name: str, made: Participant, is_new: bool) -> HttpResponse:
    """That somebody was noted; `name` is what the sender knows already, so that no other is shown."""
    context = {**guest(made.meeting), "made": made, "is_new": is_new, "name": name}
    return render(request, "meetings/attend_done.html", context)


def _is_sheet_open(one: Meeting) -> bool:
    try:
        refuse_closed(one, timezone.now())
    except Closed:
        return False
    return True


def guest(one: Meeting) -> dict[str, Any]:
    """What every page for a participant shows of the meeting."""
    return {
        "meeting": one,
        "days": telling.days(one),
        "agenda": agenda_days(one),
        "is_open": one.state == Meeting.State.PLANNED,
    }


def refused(request: HttpRequest, refusal: PassRefused) -> HttpResponse:
    """Why a link opens nothing; after many wrong ones from one network, to come back later."""
    if is_over(request, "token", WRONG_TOKENS):
        return too_many(request)
    # What was typed must not be lost with the link.
    typed = next((text for name, text in request.POST.items() if name.endswith("text")), "")
    return render(request, "meetings/guest_refused.html", {"why": str(refusal), "typed": typed}, status=GONE)


def too_many(request: HttpRequest) -> HttpResponse:
    """To come back later."""
    return render(request, "meetings/guest_too_many.html", {"minutes": SECONDS // 60}, status=TOO_MANY)
