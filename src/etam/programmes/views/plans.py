"""Plans to help, from the choice to the first return, and what joint meetings decided."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.institutions.access import regencies_for
from etam.institutions.models import ParentBody
from etam.programmes.access import money as access
from etam.programmes.actions import plans as actions
from etam.programmes.exceptions import ProgrammeProblem
from etam.programmes.forms.plans import NoteForm, PlaceFilter, PlanForm, RegisterForm, WithdrawForm
from etam.programmes.queries import stages
from etam.programmes.queries.stages import Course, Stage
from etam.web.formats import number
from etam.web.forms import went_through

_done = partial(went_through, refused=ProgrammeProblem)

MOST = 200
CHOOSE = "Pilih sedikitnya satu desa atau sekolah pada daftar prioritas."


@login_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Plans under way by the stage that they have reached, with who does what next."""
    bodies = access.bodies_to_oversee(request.user)
    chosen = PlaceFilter(request.GET, regencies=list(regencies_for(request.user)))
    found = stages.courses(stages.plans_under_way(chosen.narrow(bodies)))
    found.sort(key=lambda one: (one.plan.year, one.plan.body.regency_id, one.plan.body.name))
    only = request.GET.get("tahap", "")
    context = {
        "form": chosen,
        "columns": _columns(found, only),
        "tabs": _tabs(request, found, only),
        "headline": _headline(found),
        "given_up": stages.given_up(chosen.narrow(bodies))[:20],
        "keeps": access.keeps_some(request.user),
    }
    return render(request, "programmes/help.html", context)


@login_required
@require_POST
def plan(request: HttpRequest) -> HttpResponse:
    """Plan help to what was chosen: first asked for which year and from which fund, then written."""
    access.require_keeper(request.user)
    keys = [int(key) for key in request.POST.getlist("badan") if key.isdigit()][: MOST + 1]
    chosen = list(access.bodies_to_keep(request.user).filter(pk__in=keys).select_related("regency"))
    if len(chosen) < len(set(keys)):
        raise Http404("Sebagian yang dipilih tidak ada dalam bagian Anda.")
    if not chosen or len(chosen) > MOST:
        messages.error(request, CHOOSE if not chosen else f"Paling banyak {MOST} sekaligus. Bagi pilihannya.")
        return redirect("programmes:priority")
    asked = "fund" in request.POST
    form = PlanForm(request.POST if asked else None, kinds={one.kind for one in chosen})
    if asked and form.is_valid() and _done(form, lambda: _plan_all(request, chosen, form.cleaned_data)):
        messages.success(request, f"{number(len(chosen))} rencana dicatat. Langkah berikutnya: catat anggarannya.")
        return redirect("programmes:help")
    context = {"form": form, "bodies": chosen}
    return render(request, "programmes/plan.html", context, status=422 if asked else 200)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a plan up, with a reason."""
    one = access.plan_to_keep(request.user, pk)
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and _done(form, lambda: actions.withdraw_plan(one, by=signed_in(request), **form.cleaned_data)):
        messages.success(request, f"Rencana untuk {one.body.name} ditarik.")
        return redirect("programmes:help")
    return _form(request, form, one.body, f"Tarik rencana {one.year} untuk {one.body.name}", "Tarik rencana")


@login_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the library that came of a plan in the directory."""
    one = access.plan_to_keep(request.user, pk)
    form = RegisterForm(request.POST or None, initial={"name": f"Perpustakaan {one.body.name}"})
    if form.is_valid() and _done(
        form, lambda: actions.register_library(one, by=signed_in(request), **form.cleaned_data)
    ):
        messages.success(
            request, f"Perpustakaan {one.body.name} terdaftar. Ia ikut putaran begitu ditambahkan di sana."
        )
        return redirect("programmes:help")
    return _form(request, form, one.body, f"Daftarkan perpustakaan {one.body.name}", "Daftarkan perpustakaan")


@login_required
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what a joint meeting decided about a village or school."""
    body = access.body_to_keep(request.user, pk)
    form = NoteForm(request.POST or None)
    if form.is_valid() and _done(form, lambda: actions.note(body, by=signed_in(request), **form.cleaned_data)):
        messages.success(request, "Putusan rapat dicatat.")
        return redirect(body_url(body))
    return _form(request, form, body, f"Putusan rapat tentang {body.name}", "Catat putusan")


@login_required
@require_POST
def withdraw_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a decision that was noted wrongly."""
    row = access.note_to_keep(request.user, pk)
    try:
        actions.withdraw_note(row, by=signed_in(request))
    except ProgrammeProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Catatan putusan ditarik.")
    return redirect(body_url(row.body))


def body_url(body: ParentBody) -> str:
    return reverse("programmes:body", args=[body.kind, body.code])


def _plan_all(request: HttpRequest, bodies: list[ParentBody], given: dict[str, Any]) -> None:
    """One action for each agency that plans: an officer may choose villages and schools together."""
    by_agency: dict[str, list[ParentBody]] = {}
    for one in bodies:
        by_agency.setdefault(access.agency_of(request.user, one), []).append(one)
    actions.plan_for_agencies(by_agency, by=signed_in(request), **given)


def _form(request: HttpRequest, form: Any, body: ParentBody, title: str, button: str) -> HttpResponse:
    context = {"form": form, "body": body, "title": title, "button": button, "body_url": body_url(body)}
    return render(request, "programmes/plan_form.html", context, status=422 if request.method == "POST" else 200)


def _columns(found: list[Course], only: str) -> list[tuple[Stage, list[Course]]]:
    wanted = [one for one in Stage if not only or one.code == only]
    return [(stage, [one for one in found if one.stage is stage]) for stage in wanted]


def _tabs(request: HttpRequest, found: list[Course], only: str) -> list[dict[str, Any]]:
    """All stages and each by itself, with how many stand there."""
    kept = request.GET.copy()
    tabs = []
    for code, label, count in (("", "Semua", len(found)), *(_tab(found, stage) for stage in Stage)):
        kept["tahap"] = code
        tabs.append({"url": f"?{kept.urlencode()}", "label": label, "count": count, "current": only == code})
    return tabs


def _tab(found: list[Course], stage: Stage) -> tuple[str, str, int]:
    return stage.code, stage.label, sum(one.stage is stage for one in found)


def _headline(found: list[Course]) -> str:
    if not found:
        return "Belum ada rencana bantuan yang berjalan"
    returned = sum(one.stage is Stage.RETURNED for one in found)
    waiting = sum(one.stage is Stage.PLANNED for one in found)
    return (
        f"{number(len(found))} desa dan sekolah sedang dibantu: {number(waiting)} belum dianggarkan, "
        f"{number(returned)} sudah mengirim isian pertama"
    )
