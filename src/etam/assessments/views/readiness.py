"""How ready a library is, what to do first, and what is known already."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from etam.accounts.access import signed_in
from etam.assessments import access, actions, editions, prefilling
from etam.assessments.advising import Readiness, readiness
from etam.assessments.exceptions import AssessmentProblem
from etam.assessments.models import Assessment
from etam.assessments.queries.accreditation import remarks
from etam.web.formats import number

State = Assessment.State


@login_required
@require_safe
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """What the own answers would make, the cheapest points first, and what the evidence lacks."""
    assessment = access.accreditation_to_view(request.user, pk)
    found = _found(assessment)
    edition = editions.instrument_of(assessment)
    context = {
        "assessment": assessment,
        "found": found,
        "may_answer": _may_answer(request.user, assessment),
        "remarks": [(edition.question(element), text) for element, text in remarks(assessment).items()],
    }
    return render(request, "assessments/accreditation/readiness.html", context)


@login_required
@require_safe
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """What to do, on one sheet for the wall."""
    assessment = access.accreditation_to_view(request.user, pk)
    edition, found = editions.instrument_of(assessment), _found(assessment, shown=40)
    context = {
        "assessment": assessment,
        "found": found,
        "steps": [(edition.question(one.element), one) for one in found.wall],
        "planned": len(found.advice.plan),
    }
    return render(request, "assessments/accreditation/checklist.html", context)


@login_required
def prefill(request: HttpRequest, pk: int) -> HttpResponse:
    """What the newest data would fill in; answers that stand are shown beside them and stay."""
    assessment = access.accreditation_to_answer(request.user, pk)
    problem = ""
    if request.method == "POST":
        try:
            made = actions.prefill(assessment, by=signed_in(request))
        except AssessmentProblem as refused:
            problem = str(refused)
        else:
            told = (
                f"{number(len(made.changed))} pertanyaan dilengkapi dari data terbaru."
                if made
                else "Tidak ada yang baru."
            )
            messages.success(request, told)
            return redirect("assessments:readiness", assessment.pk)
    rows = prefilling.fills(assessment, access.self_sheet(assessment))
    context = {
        "assessment": assessment,
        "news": [one for one in rows if one.fills_answer or one.fills_note],
        "differing": [one for one in rows if one.differs],
        "is_open": assessment.state == State.ANSWERING,
        "problem": problem,
    }
    return render(request, "assessments/accreditation/prefill.html", context, status=409 if problem else 200)


def _found(assessment: Assessment, **options: Any) -> Readiness:
    return readiness(assessment, access.self_sheet(assessment), localdate(), **options)


def _may_answer(user: Any, assessment: Assessment) -> bool:
    """Whether the page leads to the questions: for who answers, while the sheet is open."""
    return assessment.state == State.ANSWERING and access.assessments_to_answer(user).filter(pk=assessment.pk).exists()
