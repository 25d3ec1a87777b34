"""The list of meetings, and one of them: seen, entered, changed, held, called off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from etam.accounts import journal
from etam.accounts.access import signed_in
from etam.accounts.models import User
from etam.meetings import access, actions, preparing, telling
from etam.meetings.exceptions import BadInput, MeetingProblem
from etam.meetings.forms import MeetingForm, ReasonForm
from etam.meetings.models import Meeting, Point
from etam.meetings.queries import meetings as listing
from etam.meetings.queries.course import course

PAGE_SIZE = 25
JOURNAL_SIZE = 12
State = Meeting.State


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Meetings to come and meetings that were; whose turn it is."""
    day = localdate()
    seen = access.meetings_to_view(request.user)
    coming = listing.with_counts(listing.coming(seen, day))
    page = Paginator(listing.with_counts(listing.past(seen, day)), PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "coming": _lines(coming),
        "past": _lines(page),
        "page": page,
        "headline": telling.count_line(len(coming), page.paginator.count, listing.unmarked(seen, day).count()),
        "may_organise": access.may_organise(request.user),
        "today": day,
    }
    return render(request, "meetings/index.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A new meeting."""
    access.require_organiser(request.user)
    form = MeetingForm(request.POST or None, is_new=True)
    if request.method == "POST" and form.is_valid():
        state = form.cleaned_data["state"]
        made = tried(form, lambda: actions.plan(form.details(), by=signed_in(request), state=state))
        if made is not None:
            messages.success(request, f"{made} tersimpan.")
            return redirect(made)
    context = {"form": form, "labels": telling.LABELS}
    return render(request, "meetings/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """One meeting: where it stands, what is missing, programme, people, what it adopted."""
    one = access.meeting_to_view(request.user, code)
    organises, found = access.may_organise(request.user), listing.turnout(one)
    points = list(one.points.filter(state=Point.State.ADOPTED))
    context = {
        **head(request, one),
        "finding": telling.finding(one, found, len(points), localdate()),
        "turnout": found,
        "agenda": agenda_days(one),
        "points": points,
        "steps": _steps(one, found) if organises else [],
        "materials": one.materials.select_related("evidence"),
        "has_minutes": one.minutes.exists(),
        "next_meetings": listing.next_meetings(one),
        "course": course(one, localdate(), organises=organises),
        "hours": telling.hours_line(one),
        "parts": _parts(one) if organises else [],
        "entries": journal.of(one)[:JOURNAL_SIZE] if organises else [],
    }
    return render(request, "meetings/meeting.html", context)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a meeting."""
    one = access.meeting_to_organise(request.user, code)
    form = MeetingForm(request.POST or None, is_new=False, initial=MeetingForm.initial_of(one))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.change(one, form.details(), by=signed_in(request)))
    ):
        messages.success(request, "Perubahan tersimpan.")
        return redirect(one)
    context = {**head(request, one), "form": form, "labels": telling.LABELS}
    return render(request, "meetings/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a meeting: held, cancelled, taken up again."""
    one = access.meeting_to_organise(request.user, code)
    _, form_class, step = STEPS.get(request.POST.get("do", ""), ("", None, None))
    if step is None:
        messages.error(request, "Tindakan itu tidak dikenal. Pilih yang ditawarkan di halaman ini.")
        return redirect(one)
    form = form_class(request.POST) if form_class else None
    if form is not None and not form.is_valid():
        messages.error(request, " ".join(sentence for found in form.errors.values() for sentence in found))
        return redirect(one)
    try:
        messages.success(request, step(one, form.cleaned_data if form else {}, signed_in(request)))
    except MeetingProblem as problem:
        messages.error(request, str(problem))
    return redirect(one)


def head(request: HttpRequest, one: Meeting) -> dict[str, Any]:
    """What every page about one meeting shows."""
    day = localdate()
    return {
        "meeting": one,
        "days": telling.days(one),
        "organises": access.may_organise(request.user),
        "is_settled": one.state in (State.ADOPTED, State.CANCELLED),
        "is_unmarked": one.state == State.PLANNED and one.ends_on < day,
        "today": day,
    }


def tried(form: Any, step: Callable[[], Any]) -> Any:
    """What a step made; None where it refused: the form then says why, at the field that it is about."""
    try:
        return step()
    except MeetingProblem as problem:
        name = problem.field if isinstance(problem, BadInput) and problem.field in form.fields else None
        form.add_error(name, str(problem))
        return None


def posted_key(request: HttpRequest, name: str) -> int:
    """The key of a record that a form names; 0, which no record has, for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def agenda_days(one: Meeting) -> list[tuple[Any, list[Any]]]:
    """The programme by day, in order of time."""
    days: dict[Any, list[Any]] = {}
    for item in one.agenda.all():
        days.setdefault(item.day, []).append(item)
    return list(days.items())


def _steps(one: Meeting, found: listing.Turnout) -> list[tuple[preparing.Ready, str]]:
    """What is ready and what is missing, each with the page where it is done."""
    facts = preparing.Facts(found, one.agenda.count(), one.materials.count(), one.minutes.count())
    return [(step, reverse(f"meetings:{step.name}", args=[one.code])) for step in preparing.steps(one, facts)]


def _renew(one: Meeting, data: dict[str, Any], by: User) -> str:
    actions.renew_token(one, by=by)
    return "Alamat daftar hadir diganti. Cetak poster yang baru; yang lama tidak berlaku lagi."


def _hold(one: Meeting, data: dict[str, Any], by: User) -> str:
    actions.hold(one, by=by)
    return "Rapat ditandai terlaksana."


def _cancel(one: Meeting, data: dict[str, Any], by: User) -> str:
    actions.cancel(one, reason=data["reason"], by=by)
    return "Rapat dibatalkan; alasannya terbaca di daftar dan di undangan."


def _resume(one: Meeting, data: dict[str, Any], by: User) -> str:
    actions.resume(one, by=by)
    return "Rapat dipulihkan: kembali direncanakan."


STEPS: dict[str, tuple[str, Any, Callable[[Meeting, dict[str, Any], User], str]]] = {
    "hold": ("Tandai terlaksana", None, _hold),
    "cancel": ("Batalkan rapat", ReasonForm, _cancel),
    "resume": ("Pulihkan rapat", None, _resume),
    "token": ("Ganti alamat daftar hadir", None, _renew),
}


def _parts(one: Meeting) -> list[tuple[str, str, Any]]:
    """What those who organise may do now: (key, title, form)."""
    if one.state == State.CANCELLED:
        keys = ["resume"]
    elif one.state == State.PLANNED:
        keys = ["hold", "token", "cancel"] if one.starts_on <= localdate() else ["token", "cancel"]
    else:
        keys = []
    return [(key, STEPS[key][0], STEPS[key][1]() if STEPS[key][1] else None) for key in keys]


def _lines(rows: Any) -> list[tuple[Meeting, str, bool]]:
    """Meetings with their days, and whether somebody must say what became of them."""
    day = localdate()
    return [(one, telling.days(one), one.state == State.PLANNED and one.ends_on < day) for one in rows]
