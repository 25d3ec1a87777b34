"""Moderation: the team settles what its members answered differently; officers look on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.assessments import access, actions, standing, teams
from etam.assessments.exceptions import AssessmentProblem, Conflict
from etam.assessments.filling import Posted, SheetPage, choices, without_kept
from etam.assessments.models import Assessment, Sheet
from etam.assessments.moderating import Moderation
from etam.assessments.views.sheets import hidden
from etam.submissions import replay

State, Side = Assessment.State, Sheet.Side


@replay.keeps_typed
def moderation(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question with what each assessor answered; the differing ones first, what is settled beside them."""
    if request.method == "POST":
        return _save(request, access.assessment_to_score(request.user, pk))
    assessment = access.assessment_to_moderate(request.user, pk)
    final = access.final_sheet(assessment)
    if final is None or assessment.state in access.BLIND:
        return _not_begun(request, assessment)
    page = _page(final)
    if typed := replay.take(request):
        page = _page(final, page.keep_typed(typed))
    return _show(request, page)


@login_required
@require_POST
def discuss(request: HttpRequest, pk: int, element: str) -> HttpResponse:
    """Say something about a question on which the team disagrees."""
    assessment = access.assessment_to_score(request.user, pk)
    try:
        actions.discuss(assessment, element=element, text=request.POST.get("text", ""), by=signed_in(request))
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('assessments:moderation', args=[pk])}#{element}")


def _save(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    final = access.final_sheet(assessment)
    if final is None or assessment.state in access.BLIND:
        return _not_begun(request, assessment)
    page = _page(final)
    posted = without_kept(page.read(request.POST), request.POST)
    before = {one.element: request.POST.get(f"shown.{one.element}", "") for one in page.fields}
    try:
        actions.save_sheet(
            final, answers=posted.answers, notes=posted.notes, base_revision=posted.base, by=signed_in(request)
        )
    except Conflict as conflict:
        return _conflict(request, page, conflict)
    except AssessmentProblem as problem:
        return _refused(request, page, problem)
    saved = _page(final, posted)
    if request.headers.get("HX-Request"):
        changed = [one for one in saved.fields if one.problem != before[one.element]]
        context = {**_context(request, saved), "changed": changed}
        return render(request, "assessments/_moderated.html", context)
    if posted.problems:
        return _show(request, saved, status=422)
    messages.success(request, f"Hasil moderasi tersimpan: {standing.spread(final)}.")
    return redirect("assessments:moderation", assessment.pk)


def _show(request: HttpRequest, page: SheetPage, status: int = 200, **extra: Any) -> HttpResponse:
    context = {**_context(request, page), "errors": page.errors if status == 422 else [], **extra}
    return render(request, "assessments/moderation.html", context, status=status)


def _context(request: HttpRequest, page: SheetPage) -> dict[str, Any]:
    assessment = page.assessment
    readable = list(access.sheets_to_view(request.user, assessment))
    own = next(one for one in readable if one.side == Side.SELF)
    moderated = Moderation(page, own, [one for one in readable if one.side == Side.ASSESSOR])
    findings = access.irregularities_to_view(request.user, assessment).filter(dropped_at=None)
    return {
        "assessment": assessment,
        "page": page,
        "sheet": page.sheet,
        "moderated": moderated,
        "own": own,
        "grade": standing.grade_of(assessment, page.sheet),
        "base": page.sheet.revision_number,
        "action": reverse("assessments:moderation", args=[assessment.pk]),
        "may_edit": assessment.state in (State.MODERATING, State.RESPONDING)
        and teams.is_in_team(request.user, assessment),
        "findings": findings.order_by("-answer", "number") if assessment.state == State.RESPONDING else [],
        "rows": standing.components([page.score]),
        "heads": ["Hasil moderasi"],
    }


def _conflict(request: HttpRequest, page: SheetPage, conflict: Conflict) -> HttpResponse:
    if request.headers.get("HX-Request"):
        why = "Ada nilai yang diubah anggota lain. Tekan tombol simpan untuk memilih."
        return render(request, "submissions/_unsaved.html", {"why": why})
    context = {
        "assessment": page.assessment,
        "action": reverse("assessments:moderation", args=[page.assessment.pk]),
        "latest": conflict.latest,
        "choices": choices(page.edition, conflict.clashes),
        "hidden": hidden(request),
    }
    return render(request, "assessments/conflict.html", context, status=409)


def _refused(request: HttpRequest, page: SheetPage, problem: AssessmentProblem) -> HttpResponse:
    """Determined or handed on meanwhile: what was typed stays on the screen."""
    if request.headers.get("HX-Request"):
        return render(request, "submissions/_unsaved.html", {"why": str(problem)})
    return _show(request, _page(page.sheet, page.keep_typed(request.POST)), status=409, refusal=str(problem))


def _not_begun(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    messages.warning(request, "Moderasi dimulai setelah semua anggota tim menyatakan selesai menilai.")
    return redirect(assessment)


def _page(final: Sheet, posted: Posted | None = None) -> SheetPage:
    return SheetPage(final, day=localdate(), posted=posted)
