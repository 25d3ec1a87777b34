"""What a signed link opens for the participant who holds it: the invitation, and the answer to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from etam.accounts.limits import SECONDS, WRONG_TOKENS, is_over
from etam.accounts.passes import PassRefused
from etam.meetings import access, actions, telling
from etam.meetings.exceptions import MeetingProblem
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
    if request.method == "POST":
        _answer(request, one)
        return redirect("meeting-invitation", token)
    return render(request, "meetings/invitation.html", {**guest(one.meeting), "participant": one, "token": token})


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
