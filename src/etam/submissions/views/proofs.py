"""Evidence at the questions of a return: chosen by the operator, handed out to those who check."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from etam.accounts.access import signed_in
from etam.evidence import actions as evidence_actions
from etam.evidence import picker, serving
from etam.submissions import access, actions, editions
from etam.submissions.exceptions import SubmissionProblem
from etam.submissions.queries import due, proofs

PICK = "bukti:"


@login_required
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which of the institution's files support one answer."""
    submission = access.submission_to_fill(request.user, pk)
    if why := due.closed_because(submission):
        messages.warning(request, why)
        return redirect(submission)
    element = str(request.POST.get("element", request.GET.get("pertanyaan", "")))
    question = editions.of_round(submission.round).by_element.get(element)
    if question is None:
        raise Http404
    back = f"{reverse('submissions:section', args=[pk, question.section])}#{element}"
    used = [(held.evidence.code, held.state) for held in proofs.files_of(submission).get(element, ())]
    chosen, problem = picker.preselected(used, request.GET.get(picker.CHOSEN, "")), ""
    if request.method == "POST":
        chosen = picker.posted(request.POST)
        try:
            actions.attach(submission, element=element, codes=chosen, by=signed_in(request))
        except SubmissionProblem as refused:
            problem = str(refused)
        else:
            messages.success(request, f"Bukti untuk {question.number} {question.short.id} tersimpan.")
            return redirect(back)
    context = {
        "submission": submission,
        "about": f"{submission.institution.name}, {submission.round.title}",
        "action": reverse("submissions:attach", args=[pk]),
        "question": question,
        "picker": picker.picker(
            submission.institution, day=timezone.localdate(), chosen=chosen, back=attach_url(pk, element)
        ),
        "problem": problem,
        "codes": request.POST.get("codes", ""),
        "back": back,
    }
    return render(request, "submissions/attach.html", context, status=422 if problem else 200)


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """A file that supports an answer, to be saved; every reading is journalled."""
    one = access.evidence_to_fetch(request.user, access.submission_to_view(request.user, pk), code)
    response = serving.download(one, request)
    if response.status_code == 200:
        evidence_actions.note_view(one, by=signed_in(request))
    return response


def attach_url(pk: int, element: str) -> str:
    """Where the evidence of one question is chosen."""
    return f"{reverse('submissions:attach', args=[pk])}?pertanyaan={element}"
