"""What was shown or handed out at a meeting."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.accounts.passes import PassRefused
from etam.evidence import access as evidence
from etam.evidence.actions import note_view
from etam.evidence.picker import picker
from etam.evidence.serving import download
from etam.institutions.models import Institution
from etam.meetings import access, actions
from etam.meetings.exceptions import MeetingProblem
from etam.meetings.forms import LinkForm
from etam.meetings.models import Meeting
from etam.meetings.views.invitation import refused
from etam.meetings.views.meetings import head, tried


@login_required
def materials(request: HttpRequest, code: str) -> HttpResponse:
    """The materials of a meeting; files of an institution and addresses are added."""
    one = access.meeting_to_organise(request.user, code)
    library, wanted = _library(request)
    if request.method == "POST" and request.POST.get("do") == "files" and library is not None:
        return _add_files(request, one, library)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.add_link(one, **form.cleaned_data, by=signed_in(request)))
        if made is not None:
            messages.success(request, "Materi ditambahkan.")
            return redirect("meetings:materials", one.code)
    context = {
        **head(request, one),
        "form": form,
        "materials": one.materials.select_related("evidence__institution"),
        "library": library,
        "wanted": wanted,
        "files": picker(library, day=localdate()).choices if library else (),
    }
    return render(request, "meetings/materials.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a material off a meeting."""
    one = access.material_to_remove(request.user, code, pk)
    try:
        actions.remove_material(one, by=signed_in(request))
        messages.success(request, f"Materi {one.title} dilepas.")
    except MeetingProblem as problem:
        messages.error(request, str(problem))
    return redirect("meetings:materials", code)


@login_required
@require_GET
def material(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The file of a material, to be saved."""
    one = access.material_to_open(request.user, code, pk)
    assert one.evidence is not None  # noqa: S101 – the door lets through files only
    response = download(one.evidence, request)
    if response.status_code == 200:
        note_view(one.evidence, by=signed_in(request))
    return response


@never_cache
@require_GET
def invited_material(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """The same for a participant, through the own invitation."""
    try:
        one = access.material_for(access.participant_for(token), pk)
    except PassRefused as refusal:
        return refused(request, refusal)
    assert one.evidence is not None  # noqa: S101 – the door lets through files only
    return download(one.evidence, request)


def _library(request: HttpRequest) -> tuple[Institution | None, str]:
    """The institution whose files are offered, by the code that was asked for; and that code."""
    wanted = str(request.POST.get("lembaga") or request.GET.get("lembaga") or "").strip()
    found = evidence.institutions_to_open(request.user).filter(code=wanted).first() if wanted else None
    return found, wanted


def _add_files(request: HttpRequest, one: Meeting, library: Institution) -> HttpResponse:
    codes: Any = request.POST.getlist("evidence")
    try:
        actions.add_files(one, library, codes=codes, by=signed_in(request))
    except MeetingProblem as problem:
        messages.error(request, str(problem))
        return redirect(f"{reverse('meetings:materials', args=[one.code])}?lembaga={library.code}")
    messages.success(request, "Materi ditambahkan.")
    return redirect("meetings:materials", one.code)
