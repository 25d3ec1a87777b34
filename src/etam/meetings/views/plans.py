"""Action plans of adopted points, and what earlier meetings left unfinished."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.accounts.access import signed_in
from etam.meetings import access, actions
from etam.meetings.models import Meeting, Point
from etam.meetings.plan_forms import CarryForm, PlanForm
from etam.meetings.queries import plans as reading
from etam.meetings.views.meetings import posted_key, tried
from etam.web.formats import number

REFUSED = 422
SETTLED = (Meeting.State.ADOPTED, Meeting.State.CANCELLED)


@login_required
@require_GET
def plans(request: HttpRequest, code: str) -> HttpResponse:
    """The adopted points of a meeting, each with its action plans: how they stand, how far, whose turn."""
    one = access.meeting_to_view(request.user, code)
    rows = reading.planned_points(one, localdate())
    context = {
        "meeting": one,
        "rows": rows,
        "headline": _headline(one, rows),
        "organises": access.may_organise(request.user),
        "follows": access.may_follow(request.user),
    }
    return render(request, "meetings/plans.html", context)


@login_required
def plan(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A new action plan for an adopted point."""
    one = access.meeting_to_organise(request.user, code)
    point = get_object_or_404(one.points, number=number, state=Point.State.ADOPTED)
    point.meeting = one
    form = PlanForm(request.POST or None, point=point)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.plan_action(point, form.plan(), by=signed_in(request)))
        if made is not None:
            messages.success(request, f"Rencana aksi {made.code} terbit.")
            return redirect("meetings:plans", one.code)
    context = {"meeting": one, "point": point, "form": form, "offices": reading.owners_offered()}
    return render(request, "meetings/plan_new.html", context, status=REFUSED if form.errors else 200)


@login_required
def carry(request: HttpRequest, code: str) -> HttpResponse:
    """Unfinished actions of earlier meetings, the oldest first; an officer records what the plenary decides."""
    one = access.meeting_to_view(request.user, code)
    organises = access.may_organise(request.user)
    failed: tuple[int, CarryForm] | None = None
    if request.method == "POST":
        if not organises:
            raise PermissionDenied("Hanya petugas provinsi yang mencatat keputusan pleno.")
        found = get_object_or_404(reading.unfinished_before(one), pk=posted_key(request, "recommendation"))
        form = CarryForm(request.POST, prefix=f"r{found.pk}")
        if form.is_valid():
            given = form.cleaned_data
            if tried(form, lambda: actions.carry_over(one, found, **given, by=signed_in(request))):
                messages.success(request, f"Keputusan atas {found.code} tercatat.")
                return redirect("meetings:carry", one.code)
        failed = (found.pk, form)
    return _carried(request, one, organises, failed)


def _carried(request: HttpRequest, one: Meeting, organises: bool, failed: tuple[int, CarryForm] | None) -> HttpResponse:
    rows = reading.carried(one, localdate())
    is_open = organises and one.state not in SETTLED
    given: dict[int, Any] = dict([failed] if failed else [])
    undecided = sum(row.decided is None for row in rows)
    context = {
        "meeting": one,
        "rows": [(row, _form(row, given) if is_open and row.decided is None else None) for row in rows],
        "headline": _carry_headline(one, len(rows), undecided),
        "organises": organises,
        "follows": access.may_follow(request.user),
    }
    return render(request, "meetings/carry.html", context, status=REFUSED if failed else 200)


def _form(row: reading.Carried, given: dict[int, Any]) -> CarryForm:
    key = row.plan.recommendation.pk
    first = "to_judge" if row.plan.recommendation.pending_id else "continues"
    return given.get(key) or CarryForm(prefix=f"r{key}", initial={"decision": first})


def _headline(one: Meeting, rows: list[reading.PlannedPoint]) -> str:
    """The finding, as the page's title."""
    made = [plan for row in rows for plan in row.plans]
    if not rows:
        return "Belum ada butir yang ditetapkan"
    if not made:
        return f"{number(len(rows))} butir belum punya rencana aksi"
    settled = sum(plan.recommendation.is_settled for plan in made)
    without = sum(not row.plans for row in rows)
    rest = f"; {number(without)} butir belum punya rencana" if without else ""
    return f"{number(settled)} dari {number(len(made))} rencana aksi selesai{rest}"


def _carry_headline(one: Meeting, total: int, undecided: int) -> str:
    if not total:
        return "Tidak ada tindakan rapat terdahulu yang belum selesai"
    if undecided and one.state in SETTLED:
        return f"{number(undecided)} tindakan rapat terdahulu tidak diputuskan; rapat berikutnya membahasnya"
    if undecided:
        return f"{number(undecided)} tindakan rapat terdahulu menunggu keputusan pleno"
    return f"{number(total)} tindakan rapat terdahulu sudah diputuskan"
