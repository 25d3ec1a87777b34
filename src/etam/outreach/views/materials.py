"""What was shown or handed out at an event."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.evidence.access import may_manage
from etam.evidence.actions import note_view
from etam.evidence.picker import CHOSEN, Picker, picker
from etam.evidence.serving import download
from etam.outreach import access, actions
from etam.outreach.exceptions import OutreachProblem
from etam.outreach.forms import LinkForm
from etam.outreach.models import Event
from etam.outreach.views.attending import add_problem
from etam.outreach.views.events import head


@login_required
def materials(request: HttpRequest, code: str) -> HttpResponse:
    """The materials of an event; files of the organising institution and addresses are added."""
    one = access.event_to_organise(request.user, code)
    adds_files = request.POST.get("do") == "files"
    form = LinkForm(request.POST if request.method == "POST" and not adds_files else None)
    if request.method == "POST" and (adds_files or form.is_valid()):
        try:
            if adds_files:
                actions.add_files(one, codes=request.POST.getlist("evidence"), by=signed_in(request))
            else:
                actions.add_link(one, **form.cleaned_data, by=signed_in(request))
        except OutreachProblem as problem:
            if not adds_files:
                add_problem(form, problem)
            else:
                messages.error(request, str(problem))
                return redirect("outreach:materials", one.code)
        else:
            messages.success(request, "Materi ditambahkan.")
            return redirect("outreach:materials", one.code)
    context = {
        **head(request, one),
        "form": form,
        "picker": _picker(request, one),
        "materials": one.materials.select_related("evidence"),
    }
    return render(request, "outreach/materials.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a material off an event."""
    one = access.material_to_remove(request.user, code, pk)
    actions.remove_material(one, by=signed_in(request))
    messages.success(request, f"Materi {one.title} dilepas.")
    return redirect("outreach:materials", code)


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


def _picker(request: HttpRequest, one: Event) -> Picker | None:
    """The files of the organising institution; None where none is registered."""
    institution = one.organiser_institution
    if institution is None:
        return None
    back, chosen = reverse("outreach:materials", args=[one.code]), request.GET.getlist(CHOSEN)
    found = picker(institution, day=localdate(), chosen=chosen, back=back)
    return found if found.choices or may_manage(request.user, institution) else None
