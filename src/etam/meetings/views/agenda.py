"""The programme of a meeting, for those who organise."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etam.accounts.access import signed_in
from etam.meetings import access, actions
from etam.meetings.exceptions import MeetingProblem
from etam.meetings.forms import AgendaForm
from etam.meetings.models import Meeting
from etam.meetings.views.meetings import agenda_days, head, tried
from etam.web.formats import day as written_day


@login_required
def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """The programme; a part is added."""
    one = access.meeting_to_organise(request.user, code)
    form = AgendaForm(request.POST or None, days=_days(one))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.add_part(one, form.part(), by=signed_in(request)))
    ):
        messages.success(request, "Acara ditambahkan.")
        return redirect("meetings:agenda", one.code)
    context = {**head(request, one), "form": form, "agenda": agenda_days(one), "count": one.agenda.count()}
    return render(request, "meetings/agenda.html", context, status=422 if form.errors else 200)


@login_required
def part(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change one part of the programme, or take it off."""
    item = access.agenda_item_to_change(request.user, code, pk)
    removes = request.POST.get("do") == "remove"
    sent = request.POST if request.method == "POST" and not removes else None
    form = AgendaForm(sent, days=_days(item.meeting), initial=AgendaForm.initial_of(item))
    if removes:
        try:
            actions.remove_part(item, by=signed_in(request))
        except MeetingProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, "Acara dihapus.")
        return redirect("meetings:agenda", code)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.change_part(item, form.part(), by=signed_in(request)))
    ):
        messages.success(request, "Acara diubah.")
        return redirect("meetings:agenda", code)
    context = {**head(request, item.meeting), "form": form, "item": item}
    return render(request, "meetings/part.html", context, status=422 if form.errors else 200)


def _days(one: Meeting) -> list[tuple[str, Any]]:
    count = (one.ends_on - one.starts_on).days + 1
    days = [one.starts_on + timedelta(days=number) for number in range(count)]
    return [(day.isoformat(), written_day(day)) for day in days]
