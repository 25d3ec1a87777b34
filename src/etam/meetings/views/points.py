"""Drafting together: the points on the table, and one of them with its comments and wordings."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from etam.meetings import access, actions
from etam.meetings.actions.drafting import OPEN, wordings
from etam.meetings.differences import differences
from etam.meetings.exceptions import MeetingProblem, Overtaken
from etam.meetings.models import Meeting, Point
from etam.meetings.point_forms import CommentForm, MergeForm, PointForm, WithdrawForm, WordingForm
from etam.meetings.queries import points as reading
from etam.meetings.seats import Seat
from etam.meetings.views.meetings import posted_key, tried
from etam.meetings.views.seated import seated

CONFLICT, REFUSED = 409, 422
SETTLED = (Meeting.State.ADOPTED, Meeting.State.CANCELLED)


@seated
def points(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is proposed and drafted; whoever takes part proposes here."""
    form = PointForm(request.POST or None, prefix="new")
    if request.method == "POST":
        access.require_voice(seat)
        if form.is_valid() and (made := tried(form, lambda: actions.propose(**form.cleaned_data, by=seat))):
            messages.success(request, "Usulan tersimpan. Peserta lain dapat mengomentarinya.")
            return redirect(seat.address("point", made.pk))
    table = reading.on_the_table(seat.meeting)
    context = {
        **_head(seat),
        "table": table,
        "parts": [(title, hint, _linked(rows, seat)) for title, hint, rows in _parts(table)],
        "team": reading.drafting_team(seat.meeting),
        "form": form,
    }
    return render(request, "meetings/points.html", context, status=REFUSED if form.errors else 200)


@seated
def point(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """One point: its text, what is said about it, how it was worded; the drafting team works on it here."""
    one = access.point_at(seat, pk)
    step = STEPS.get(request.POST.get("do", ""))
    if request.method == "POST" and step is not None:
        return step(request, seat, one)
    return _shown(request, seat, one)


def _comment(request: HttpRequest, seat: Seat, one: Point) -> HttpResponse:
    access.require_voice(seat)
    form = CommentForm(request.POST, prefix="comment")
    if form.is_valid() and tried(form, lambda: actions.comment(one, **form.cleaned_data, by=seat)):
        messages.success(request, "Komentar tersimpan.")
        return redirect(f"{seat.address('point', one.pk)}#komentar")
    return _shown(request, seat, one, comment=form)


def _unsay(request: HttpRequest, seat: Seat, one: Point) -> HttpResponse:
    said = get_object_or_404(reading.comments(one), pk=posted_key(request, "comment"))
    if not seat.wrote(said):
        access.require_drafter(seat)
    return _done(request, seat, one, lambda: actions.withdraw_comment(said, by=seat), "Komentar ditarik.")


def _word(request: HttpRequest, seat: Seat, one: Point) -> HttpResponse:
    access.require_drafter(seat)
    form = WordingForm(request.POST, prefix="word")
    if not form.is_valid():
        return _shown(request, seat, one, word=form)
    try:
        actions.revise(one, **form.cleaned_data, by=seat)
    except Overtaken as problem:
        return _overtaken(request, seat, one, form, str(problem))
    except MeetingProblem as problem:
        form.add_error(None, str(problem))
        return _shown(request, seat, one, word=form)
    messages.success(request, "Rumusan tersimpan.")
    return redirect(seat.address("point", one.pk))


def _overtaken(request: HttpRequest, seat: Seat, one: Point, form: WordingForm, why: str) -> HttpResponse:
    """The form as it was typed, beside what others wrote; saved once more it stands upon the latest wording."""
    one.refresh_from_db()
    typed = request.POST.copy()
    typed["word-seen"] = str(wordings(one))
    again = WordingForm(typed, prefix="word")
    again.add_error(None, why)
    against = differences(one.text, form.cleaned_data["text"].strip())
    return _shown(request, seat, one, status=CONFLICT, word=again, against=against)


def _merge(request: HttpRequest, seat: Seat, one: Point) -> HttpResponse:
    access.require_drafter(seat)
    form = MergeForm(request.POST, prefix="merge", others=_others(one))
    if form.is_valid() and tried(form, lambda: actions.merge(one, into=form.cleaned_data["into"], by=seat)):
        messages.success(request, "Butir digabung; komentarnya ikut.")
        return redirect(seat.address("point", form.cleaned_data["into"].pk))
    return _shown(request, seat, one, merge=form)


def _withdraw(request: HttpRequest, seat: Seat, one: Point) -> HttpResponse:
    if not _may_withdraw(seat, one):
        access.require_drafter(seat)
    form = WithdrawForm(request.POST, prefix="withdraw")
    if form.is_valid() and tried(form, lambda: actions.withdraw(one, **form.cleaned_data, by=seat)):
        messages.success(request, "Butir ditarik; naskahnya tetap terbaca.")
        return redirect(seat.address("points"))
    return _shown(request, seat, one, withdraw=form)


def _move(request: HttpRequest, seat: Seat, one: Point) -> HttpResponse:
    access.require_drafter(seat)
    up = request.POST["do"] == "up"
    answer = _done(request, seat, one, lambda: actions.move(one, up=up, by=seat), "")
    answer["Location"] = seat.address("points")
    return answer


STEPS: dict[str, Callable[[HttpRequest, Seat, Point], HttpResponse]] = {
    "comment": _comment,
    "unsay": _unsay,
    "word": _word,
    "merge": _merge,
    "withdraw": _withdraw,
    "up": _move,
    "down": _move,
}


def _done(request: HttpRequest, seat: Seat, one: Point, step: Callable[[], Any], sentence: str) -> HttpResponse:
    """The answer to a button without a form."""
    try:
        step()
    except MeetingProblem as problem:
        messages.error(request, str(problem))
    else:
        if sentence:
            messages.success(request, sentence)
    return redirect(seat.address("point", one.pk))


def _shown(request: HttpRequest, seat: Seat, one: Point, *, status: int = 0, **given: Any) -> HttpResponse:
    """The page of a point; `given` are forms that came back with errors, and what was found beside them."""
    is_open = one.state in OPEN and seat.meeting.state not in SETTLED
    seen = wordings(one)
    forms: dict[str, Any] = {"comment": CommentForm(prefix="comment")} if is_open and seat.speaks else {}
    if is_open and seat.drafts:
        forms["word"] = WordingForm(prefix="word", initial=WordingForm.initial_of(one, seen))
        forms["merge"] = MergeForm(prefix="merge", others=_others(one))
    if is_open and (seat.drafts or _may_withdraw(seat, one)):
        forms["withdraw"] = WithdrawForm(prefix="withdraw")
    failed = any(getattr(form, "errors", None) for form in given.values())
    context = {
        **_head(seat),
        "point": one,
        "url": seat.address("point", one.pk),
        "author": reading.author(one),
        "merged_url": seat.address("point", one.merged_into_id) if one.merged_into_id else "",
        "said": [(said, reading.author(said), is_open and seat.wrote(said)) for said in reading.comments(one)],
        "wordings": reading.history(one),
        "is_open": is_open,
        **forms,
        **given,
    }
    return render(request, "meetings/point.html", context, status=status or (REFUSED if failed else 200))


def _head(seat: Seat) -> dict[str, Any]:
    """What every page of the drafting shows; `base` is the frame of the desk or that of an invitation."""
    return {
        "seat": seat,
        "meeting": seat.meeting,
        "is_settled": seat.meeting.state in SETTLED,
        "points_url": seat.address("points"),
        "base": "meetings/point_base.html" if seat.token else "web/desk.html",
    }


def _parts(table: reading.Table) -> list[tuple[str, str, list[Point]]]:
    """What stands on the table, in the order of the work: (title, what it means, points)."""
    return [
        ("Dirumuskan", "Disusun tim perumus, menurut urutannya di pleno.", table.order),
        ("Diusulkan", "Belum dirumuskan.", table.proposed),
        ("Digabung atau ditarik", "Tetap terbaca, tetapi tidak dibawa ke pleno.", table.aside),
    ]


def _linked(rows: list[Point], seat: Seat) -> list[tuple[Point, str, str]]:
    return [(one, seat.address("point", one.pk), reading.author(one)) for one in rows]


def _others(one: Point) -> "QuerySet[Point]":
    return Point.objects.filter(meeting=one.meeting_id, state__in=OPEN).exclude(pk=one.pk).order_by("position", "pk")


def _may_withdraw(seat: Seat, one: Point) -> bool:
    """Whoever proposed a point may take it back until the drafting team has taken it up."""
    return one.state == Point.State.PROPOSED and seat.speaks and seat.wrote(one)
