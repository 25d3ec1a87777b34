"""The minutes of a meeting: read, written, and compared."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from etam.accounts.access import signed_in
from etam.meetings import access, actions
from etam.meetings.exceptions import MeetingProblem, Overtaken
from etam.meetings.forms import MinutesForm
from etam.meetings.lines import changed_lines
from etam.meetings.models import Meeting, Minutes
from etam.meetings.views.meetings import head
from etam.web.formats import number

CONFLICT = 409


@login_required
@require_GET
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """The latest minutes, and their versions."""
    one = access.meeting_to_view(request.user, code)
    versions = list(one.minutes.select_related("by"))
    context = {**head(request, one), "latest": versions[0] if versions else None, "versions": versions}
    return render(request, "meetings/minutes.html", context)


@login_required
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Write on. When somebody saved meanwhile, both texts stand on the answer and nothing that was typed is lost."""
    one = access.meeting_to_organise(request.user, code)
    latest = one.minutes.select_related("by").first()
    initial = {"text": latest.text if latest else "", "base": latest.number if latest else 0}
    form = MinutesForm(request.POST or None, initial=initial)
    overtaken = None
    if request.method == "POST" and form.is_valid():
        try:
            made, is_new = actions.write_minutes(one, **form.cleaned_data, by=signed_in(request))
        except Overtaken as problem:
            overtaken = problem
        except MeetingProblem as problem:
            form.add_error(None, str(problem))
        else:
            said = f"Naskah {number(made.number)} tersimpan." if is_new else "Tidak ada yang berubah."
            messages.success(request, said)
            return redirect("meetings:minutes", one.code)
    context = {**head(request, one), "form": form, "latest": latest}
    if overtaken is not None and latest is not None:
        typed = form.cleaned_data["text"]
        context |= {
            "overtaken": overtaken,
            "differences": changed_lines(latest.text, typed),
            # What is sent again is written on top of what the page now shows.
            "form": MinutesForm(initial={"text": typed, "base": latest.number}),
        }
    status = CONFLICT if overtaken else 422 if form.errors else 200
    return render(request, "meetings/minutes_write.html", context, status=status)


@login_required
@require_GET
def compare(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version, with what it changed in the one before."""
    one = access.meeting_to_view(request.user, code)
    version, before = _version(one, number), one.minutes.filter(number=number - 1).first()
    context = {
        **head(request, one),
        "version": version,
        "before": before,
        "differences": changed_lines(before.text if before else "", version.text),
    }
    return render(request, "meetings/minutes_version.html", context)


def _version(one: Meeting, number: int) -> Minutes:
    found = one.minutes.select_related("by").filter(number=number).first()
    if found is None:
        raise Http404("Naskah itu tidak ada.")
    return found
