"""The list of events, and one of them: seen, entered, changed, held, called off."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from etam.accounts import journal
from etam.accounts.access import signed_in
from etam.accounts.models import User
from etam.institutions import access as institutions
from etam.institutions.models import Region
from etam.institutions.queries import regencies
from etam.outreach import access, actions, reference, tables, telling
from etam.outreach.exceptions import BadInput, OutreachProblem
from etam.outreach.forms import EventForm, Filter, HoldForm, ReasonForm
from etam.outreach.models import Event
from etam.outreach.poster import attendance_url
from etam.outreach.queries import listing
from etam.outreach.queries.effect import MONTHS, Effect, Follower
from etam.web.downloads import csv_answer
from etam.web.qr import qr_code

PAGE_SIZE = 25
JOURNAL_SIZE = 12
State = Event.State


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is to come, and what was; whose turn it is."""
    day = localdate()
    seen = access.events_to_view(request.user)
    form = Filter(request.GET, seen, regencies())
    rows = form.search(seen)
    coming = listing.with_counts(listing.coming(rows, day))
    page = Paginator(listing.with_counts(listing.past(rows, day)), PAGE_SIZE).get_page(request.GET.get("halaman"))
    unmarked = listing.unmarked(rows, day).count()
    context = {
        "form": form,
        "coming": _lines(coming),
        "page": page,
        "past": _lines(page),
        "headline": telling.count_line(len(coming), page.paginator.count, unmarked),
        "query": request.GET.urlencode(),
        "may_plan": institutions.has_role(request.user, *access.ORGANISERS),
        "oversees": institutions.has_role(request.user, *access.OVERSEERS),
        "today": day,
    }
    return render(request, "outreach/index.html", context)


@login_required
@require_GET
def events_csv(request: HttpRequest) -> HttpResponse:
    """The list, filtered as on the page, as CSV; no person stands in it."""
    seen = access.events_to_view(request.user)
    rows = Filter(request.GET, seen, regencies()).search(seen)
    is_sample = rows.filter(is_sample=True).exists()
    table = tables.events(rows.order_by("held_on", "pk"))
    return csv_answer(tables.EVENTS, table, f"sosialisasi-{localdate():%Y-%m-%d}.csv", sample=is_sample)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A new event."""
    form = EventForm(request.POST or None, **_offered(request), initial={"held_on": localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {"state": data["state"], "head_count": data["head_count"]}
        event = _tried(form, lambda: actions.plan(form.details(), by=signed_in(request), **given))
        if event is not None:
            messages.success(request, f"Kegiatan {event.code} tersimpan.")
            return redirect(event)
    return render(request, "outreach/edit.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_GET
def event(request: HttpRequest, code: str) -> HttpResponse:
    """One event: what it is, who came, what followed, what was handed out."""
    one = access.event_to_view(request.user, code)
    turnout = listing.turnout(one)
    organises = access.may_organise(request.user, one)
    oversees = institutions.has_role(request.user, *access.OVERSEERS)
    context = {
        **head(request, one),
        "finding": telling.who_came(turnout),
        "turnout": turnout,
        "by_regency": _by_regency(turnout),
        "by_kind": [(label, turnout.by_kind[code]) for code, label in reference.library_kinds().items()],
        "kinds_line": telling.kinds_line(one, reference.kind_labels(one.kinds)),
        "generation": reference.generation_labels().get(one.generation, one.generation),
        "hours": telling.hours_line(one),
        "no_cause": telling.NO_CAUSE,
        "effects": _effects(one) if oversees and turnout.libraries else [],
        "materials": one.materials.select_related("evidence"),
        "own": listing.attended_by(one, institutions.institutions_to_fill(request.user)),
        "parts": _parts(one) if organises else [],
        "entries": journal.of(one)[:JOURNAL_SIZE] if organises else [],
    }
    return render(request, "outreach/event.html", context)


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an event."""
    one = access.event_to_organise(request.user, code)
    form = EventForm(request.POST or None, **_offered(request), initial=EventForm.initial_of(one))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = {"state": data["state"], "head_count": data["head_count"]}
        changed = _tried(form, lambda: actions.change(one, form.details(), by=signed_in(request), **given))
        if changed is not None:
            messages.success(request, "Perubahan tersimpan.")
            return redirect(one)
    context = {"form": form, "event": one}
    return render(request, "outreach/edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """What became of an event: held, called off, taken up again; or its list gets another address."""
    one = access.event_to_organise(request.user, code)
    chosen = request.POST.get("do", "")
    form_class, step = STEPS.get(chosen, (None, None))
    if step is None:
        messages.error(request, "Tindakan itu tidak dikenal. Pilih yang ditawarkan di halaman ini.")
        return redirect(one)
    form = form_class(request.POST) if form_class else None
    if form is not None and not form.is_valid():
        messages.error(request, " ".join(sentence for found in form.errors.values() for sentence in found))
        return redirect(one)
    try:
        messages.success(request, step(one, form.cleaned_data if form else {}, signed_in(request)))
    except OutreachProblem as problem:
        messages.error(request, str(problem))
    return redirect(one)


@login_required
@require_GET
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet of paper with the code that leads to the attendance page."""
    one = access.event_to_organise(request.user, code)
    url = attendance_url(one)
    return render(
        request,
        "outreach/poster.html",
        {"event": one, "url": url, "qr": qr_code(url), "hours": telling.hours_line(one)},
    )


def head(request: HttpRequest, one: Event) -> dict[str, Any]:
    """What every page about one event shows."""
    day = localdate()
    return {
        "event": one,
        "organises": access.may_organise(request.user, one),
        "is_unmarked": one.state == State.PLANNED and one.held_on < day,
        "is_list_over": one.closes_at < timezone.now(),
        "today": day,
    }


def _hold(one: Event, data: dict[str, Any], by: User) -> str:
    actions.hold(one, head_count=data["head_count"], by=by)
    return "Kegiatan ditandai terlaksana. Catat siapa yang hadir bila belum."


def _call_off(one: Event, data: dict[str, Any], by: User) -> str:
    actions.call_off(one, reason=data["reason"], by=by)
    return "Kegiatan dibatalkan; alasannya terbaca di daftar."


def _resume(one: Event, data: dict[str, Any], by: User) -> str:
    actions.resume(one, by=by)
    return f"Kegiatan dipulihkan: {one.get_state_display().lower()}."


def _renew(one: Event, data: dict[str, Any], by: User) -> str:
    actions.renew_token(one, by=by)
    return "Alamat daftar hadir diganti. Cetak poster yang baru; yang lama tidak berlaku lagi."


STEPS: dict[str, tuple[Any, Callable[[Event, dict[str, Any], User], str]]] = {
    "hold": (HoldForm, _hold),
    "cancel": (ReasonForm, _call_off),
    "resume": (None, _resume),
    "token": (None, _renew),
}
TITLES = {
    "hold": "Tandai terlaksana",
    "cancel": "Batalkan kegiatan",
    "resume": "Pulihkan kegiatan",
    "token": "Ganti alamat daftar hadir",
}


def _parts(one: Event) -> list[tuple[str, str, Any]]:
    """What those who organise may do now: (key, title, form)."""
    if one.state == State.CANCELLED:
        keys = ["resume"]
    else:
        keys = [
            *(["hold"] if one.state == State.PLANNED and one.held_on <= localdate() else []),
            *(["token"] if one.closes_at >= timezone.now() else []),
            *(["cancel"] if not one.attendances.filter(removed_at=None).exists() else []),
        ]
    return [(key, TITLES[key], STEPS[key][0]() if STEPS[key][0] else None) for key in keys]


def _offered(request: HttpRequest) -> dict[str, Any]:
    places = access.regencies_to_organise(request.user)
    return {"places": places, "may_reach_province": access.may_reach_the_province(request.user)}


def _tried(form: EventForm, step: Callable[[], Event]) -> Event | None:
    """What a step made; where it refused, the form carries the sentence."""
    try:
        return step()
    except BadInput as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
    except OutreachProblem as problem:
        form.add_error(None, str(problem))
    return None


def _lines(rows: Any) -> list[tuple[Event, int, bool]]:
    """Events with how many came, and whether somebody must say what became of them."""
    day = localdate()
    return [
        (one, max(one.head_count or 0, one.listed), one.state == State.PLANNED and one.held_on < day) for one in rows
    ]


def _by_regency(turnout: listing.Turnout) -> list[tuple[str, int]]:
    names = {one.code: one.short_name for one in Region.objects.filter(code__in=turnout.by_regency)}
    return [(names[code], count) for code, count in turnout.by_regency.most_common()]


def _effects(one: Event) -> list[tuple[Effect, list[str]]]:
    follower = Follower()
    return [(found, telling.what_followed(found)) for found in (follower.of_event(one, months) for months in MONTHS)]
