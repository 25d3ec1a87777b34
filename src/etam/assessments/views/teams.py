"""The team of one audit and the day of its visit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etam.accounts.access import signed_in
from etam.assessments import access, actions, ways
from etam.assessments.audit_forms import TeamForm, VisitForm
from etam.assessments.exceptions import AssessmentProblem
from etam.assessments.models import Assessment, TeamMember
from etam.assessments.queries import candidates as people

State = Assessment.State
BEFORE_MODERATION = (
    State.PLANNED, State.ANSWERING, State.CHECKING, State.CHECKED, State.DELIVERED, State.SCORING,
)  # fmt: skip


@login_required
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who scores, and when they come; `do` says which of both is sent."""
    assessment = access.assessment_to_manage(request.user, pk)
    found = people.candidates(assessment.programme, assessment)
    held = list(assessment.team.select_related("user"))
    do = request.POST.get("do", "team") if request.method == "POST" else ""
    form = TeamForm(request.POST if do == "team" else None, found=found, initial=_named(held))
    visit = VisitForm(request.POST if do == "visit" else None, initial={"on": assessment.visit_on})
    sent = {"team": form, "visit": visit}.get(do)
    if sent is not None and sent.is_valid():
        try:
            if isinstance(sent, TeamForm):
                actions.assign_team(assessment, **sent.as_arguments(), by=signed_in(request))
            else:
                actions.schedule_visit(assessment, on=sent.cleaned_data["on"], by=signed_in(request))
        except AssessmentProblem as problem:
            sent.add_error(None, str(problem))
        else:
            messages.success(request, "Tim disimpan." if do == "team" else "Jadwal disimpan.")
            return redirect("assessments:team", pk)
    context = {
        "assessment": assessment,
        "programme": assessment.programme,
        "turn": ways.turn(assessment),
        "form": form,
        "visit": visit,
        "team": held,
        "closed": [one for one in found if one.closed],
        "can_be_staffed": assessment.state in BEFORE_MODERATION,
        "can_be_scheduled": not assessment.is_locked,
    }
    return render(request, "assessments/audits/team.html", context, status=422 if sent and sent.errors else 200)


def _named(held: list[TeamMember]) -> dict[str, object]:
    lead = next((str(one.user_id) for one in held if one.is_lead), "")
    return {"lead": lead, "members": [str(one.user_id) for one in held if not one.is_lead]}
