"""One return as a whole: overview, review and sending, receipt, history, print."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.questionnaire import Question
from etam.questionnaire.derive import progress
from etam.submissions import access, actions, editions
from etam.submissions.actions.deciding import obstacles
from etam.submissions.exceptions import NotReady, SubmissionProblem
from etam.submissions.filling import steps
from etam.submissions.models import Submission
from etam.submissions.queries import due, history, proofs
from etam.submissions.queries.comparison import Comparison
from etam.submissions.views.proofs import attach_url


@login_required
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a return stands, its sections, what was remarked, and what happened to it."""
    submission = access.submission_to_view(request.user, pk)
    fills = access.submissions_to_fill(request.user).filter(pk=pk).exists()
    files = proofs.files_of(submission, with_links=access.may_see_personal(request.user, submission))
    context = {
        **_context(submission),
        "files": proofs.by_question(submission, files),
        "file_counts": proofs.counts(files),
        "fills": fills,
        "closed": due.closed_because(submission),
        "remarks": _remarks(submission),
        "way": history.way(submission),
    }
    return render(request, "submissions/overview.html", context)


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers on one page, what still stands in the way, and the button that sends them."""
    submission = access.submission_to_fill(request.user, pk)
    if why := due.closed_because(submission):
        messages.warning(request, why)
        return redirect(submission)
    if request.method == "POST":
        try:
            actions.submit(submission, by=signed_in(request))
        except NotReady:
            messages.error(request, "Isian belum dapat dikirim. Selesaikan dulu yang tertulis di bawah ini.")
        except SubmissionProblem as problem:
            messages.error(request, str(problem))
        else:
            return redirect("submissions:receipt", pk)
    context = {**_context(submission, "review"), "obstacles": _obstacles(submission)}
    context["remarks"] = _remarks(submission)
    comparison = Comparison(submission, with_personal=True)
    context["comparison"], context["bare"] = comparison, _bare(submission, comparison.files)
    return render(request, "submissions/review.html", context)


@login_required
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, when, by whom, and whose turn it is."""
    submission = access.submission_to_fill(request.user, pk)
    return render(request, "submissions/receipt.html", {**_context(submission), "way": history.way(submission)})


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    submission = access.submission_to_fill(request.user, pk)
    try:
        actions.withdraw(submission, by=signed_in(request))
    except SubmissionProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Isian ditarik kembali. Kirim lagi setelah selesai Anda perbaiki.")
    return redirect(submission)


@login_required
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every revision with its differences."""
    submission = access.submission_to_view(request.user, pk)
    fills = access.submissions_to_fill(request.user).filter(pk=pk).exists()
    context = {
        "submission": submission,
        "saved": history.revisions(submission, with_personal=access.may_see_personal(request.user, submission)),
        "may_restore": fills and not due.closed_because(submission),
    }
    return render(request, "submissions/revisions.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    submission = access.submission_to_fill(request.user, pk)
    try:
        actions.restore(submission, number_=number, by=signed_in(request))
    except SubmissionProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"Jawaban revisi {number} dipakai lagi, sebagai revisi baru.")
    return redirect("submissions:revisions", pk)


@login_required
def printable(request: HttpRequest, pk: int) -> HttpResponse:
    """The return on paper."""
    submission = access.submission_to_view(request.user, pk)
    with_personal = access.may_see_personal(request.user, submission)
    context = {**_context(submission), "comparison": Comparison(submission, with_personal=with_personal)}
    return render(request, "submissions/print.html", context)


def _context(submission: Submission, current: str = "") -> dict[str, Any]:
    edition = editions.of_round(submission.round)
    answers = submission.latest.answers if submission.latest else {}
    pages = progress(edition, answers, editions.context_of(submission))
    urls = {one.section.code: _section_url(submission, one.section.code) for one in pages}
    listed = list(steps(pages, urls, current, reverse("submissions:review", args=[submission.pk])))
    begin = next((one.section.code for one in pages if not one.is_complete), "")
    return {
        "submission": submission,
        "round": submission.round,
        "steps": listed,
        "answered": sum(one.answered for one in pages),
        "questions": sum(one.questions for one in pages),
        "continue_url": urls.get(begin) or reverse("submissions:review", args=[submission.pk]),
    }


def _section_url(submission: Submission, code: str) -> str:
    return reverse("submissions:section", args=[submission.pk, code])


def _obstacles(submission: Submission) -> list[tuple[str, str]]:
    """What stands in the way, as (address, sentence): wrong answers and evidence that no longer holds one by one,
    open questions by section.
    """
    edition, found = editions.of_round(submission.round), obstacles(submission)
    lines = [
        (_field_url(submission, edition.question(one.element).section, one.element), one.sentence)
        for one in found
        if not one.is_open
    ]
    for one in actions.evidence_obstacles(submission, timezone.now()):
        lines.append((attach_url(submission.pk, one.element), one.sentence))
    counts = Counter(edition.question(one.element).section for one in found if one.is_open)
    lines += [
        (_section_url(submission, one.code), f"{one.title.id}: {counts[one.code]} pertanyaan belum dijawab.")
        for one in edition.sections
        if counts[one.code]
    ]
    return lines


def _bare(submission: Submission, files: proofs.Files) -> list[tuple[str, Question]]:
    """Questions without the evidence that they ask for, as (where it is chosen, question)."""
    answers = submission.latest.answers if submission.latest else {}
    return [(attach_url(submission.pk, one.element), one) for one in proofs.without(submission, answers, files)]


def _remarks(submission: Submission) -> list[tuple[str, Any, Any]]:
    """Remarks that wait for an answer: (address of the field, question, remark)."""
    edition = editions.of_round(submission.round)
    waiting = submission.findings.filter(settled_at=None).select_related("by")
    pairs = [(edition.question(one.element), one) for one in waiting]
    return [(_field_url(submission, question.section, question.element), question, one) for question, one in pairs]


def _field_url(submission: Submission, section: str, element: str) -> str:
    return f"{_section_url(submission, section)}#{element}"
