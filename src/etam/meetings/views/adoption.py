"""The plenary: decisions about points, the words around them, who signs, and the adoption of the whole."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from etam.accounts.access import signed_in
from etam.meetings import access, actions
from etam.meetings.actions.adopting import obstacles
from etam.meetings.adoption_forms import AdoptForm, BaseSignings, FrameForm, NoteForm, NumberForm, Signings
from etam.meetings.models import Meeting, Point
from etam.meetings.queries import points as reading
from etam.meetings.queries.plans import carried
from etam.meetings.views.meetings import posted_key, tried
from etam.web.formats import number

REFUSED = 422
SETTLED = (Meeting.State.ADOPTED, Meeting.State.CANCELLED)


@login_required
def plenary(request: HttpRequest, code: str) -> HttpResponse:
    """What the plenary has before it; an officer records what it decides, point by point, then the whole."""
    one = access.meeting_to_organise(request.user, code)
    step = STEPS.get(request.POST.get("do", ""))
    if request.method == "POST" and step is not None:
        return step(request, one)
    return _shown(request, one)


@login_required
def frame(request: HttpRequest, code: str) -> HttpResponse:
    """Considerations, closing and place."""
    one = access.meeting_to_organise(request.user, code)
    form = FrameForm(request.POST or None, initial=FrameForm.initial_of(one))
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and tried(form, lambda: actions.frame(one, **form.words(), by=signed_in(request))):
        messages.success(request, "Naskah di sekitar butir tersimpan.")
        return redirect("meetings:plenary", one.code)
    context = {"meeting": one, "form": form, "is_settled": one.state in SETTLED}
    return render(request, "meetings/adopt_frame.html", context, status=REFUSED if form.errors else 200)


@login_required
def signatories(request: HttpRequest, code: str) -> HttpResponse:
    """The number of the document and who signs it."""
    one = access.meeting_to_organise(request.user, code)
    form = NumberForm(request.POST or None, initial={"number": one.number})
    rows: Any = Signings(request.POST or None, initial=BaseSignings.initial_of(one), prefix="row")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        given = {"number": form.cleaned_data["number"], "signatories": rows.signings()}
        if tried(form, lambda: actions.sign(one, **given, by=signed_in(request))):
            messages.success(request, f"{number(len(given['signatories']))} penanda tangan tersimpan.")
            return redirect("meetings:documents" if one.is_adopted else "meetings:plenary", one.code)
    status = REFUSED if form.errors or (rows.is_bound and not rows.is_valid()) else 200
    context = {"meeting": one, "form": form, "rows": rows}
    return render(request, "meetings/adopt_signatories.html", context, status=status)


def _decide(request: HttpRequest, one: Meeting) -> HttpResponse:
    point = _point(request, one)
    form = NoteForm(request.POST, prefix=f"p{point.pk}")
    adopts = request.POST["do"] == "adopt"
    if form.is_valid():
        note = form.cleaned_data["note"]
        if tried(form, lambda: actions.decide(point, adopts=adopts, note=note, by=signed_in(request))):
            words = f"{point.code} ditetapkan." if adopts else "Butir dicatat tidak ditetapkan."
            messages.success(request, words)
            return redirect("meetings:plenary", one.code)
    return _shown(request, one, notes={point.pk: form})


def _reconsider(request: HttpRequest, one: Meeting) -> HttpResponse:
    point = _point(request, one)
    form = NoteForm(request.POST, prefix=f"p{point.pk}")
    if form.is_valid() and tried(form, lambda: actions.reconsider(point, by=signed_in(request))):
        messages.success(request, "Keputusan dibuka lagi.")
        return redirect("meetings:plenary", one.code)
    return _shown(request, one, notes={point.pk: form})


def _adopt(request: HttpRequest, one: Meeting) -> HttpResponse:
    form = AdoptForm(request.POST, has_minutes=one.minutes.exists())
    if form.is_valid() and tried(form, lambda: actions.adopt_meeting(one, **form.cleaned_data, by=signed_in(request))):
        messages.success(request, "Rekomendasi ditetapkan. Buat dokumen resminya, lalu susun rencana aksinya.")
        return redirect("meetings:documents", one.code)
    return _shown(request, one, adopt=form)


STEPS: dict[str, Callable[[HttpRequest, Meeting], HttpResponse]] = {
    "adopt": _decide,
    "reject": _decide,
    "reconsider": _reconsider,
    "adopt_meeting": _adopt,
}


def _shown(
    request: HttpRequest, one: Meeting, *, notes: dict[int, NoteForm] | None = None, adopt: AdoptForm | None = None
) -> HttpResponse:
    given = notes or {}
    table = reading.on_the_table(one)
    has_minutes = one.minutes.exists()
    first_day = min(localdate(), one.ends_on)
    missing = obstacles(one, without_minutes="" if has_minutes else "ditulis di bawah")
    context = {
        "meeting": one,
        "table": table,
        "rows": [(point, given.get(point.pk) or NoteForm(prefix=f"p{point.pk}")) for point in table.order],
        "missing": missing,
        "has_minutes": has_minutes,
        "has_begun": one.starts_on <= localdate(),
        "adopt": adopt or AdoptForm(has_minutes=has_minutes, initial={"adopted_on": first_day}),
        "signatories": one.signatories.count(),
        "is_settled": one.state in SETTLED,
        "not_carried": sum(row.decided is None for row in carried(one, localdate())),
    }
    failed = any(form.errors for form in (*given.values(), *([adopt] if adopt else [])))
    return render(request, "meetings/adopt.html", context, status=REFUSED if failed else 200)


def _point(request: HttpRequest, one: Meeting) -> Point:
    return get_object_or_404(one.points, pk=posted_key(request, "point"))
