"""What the verifier's and the officer's desk have in common: deciding about one return, or about many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from etam.accounts.access import signed_in
from etam.submissions import actions
from etam.submissions.exceptions import SubmissionProblem
from etam.submissions.models import Submission
from etam.submissions.queries import history
from etam.submissions.queries import queue as queues
from etam.submissions.queries.comparison import Comparison
from etam.web.formats import number

REMARK = "remark."
PAGE_SIZE = 50


@dataclass(frozen=True)
class Desk:
    """One desk of the way: how it sends a return on, in which words, and where its list is."""

    forward: Callable[..., Submission]
    forward_many: Callable[..., tuple[list[Submission], list[actions.Skipped]]]
    value: str
    verb: str
    done: str
    done_many: str
    nothing_chosen: str
    back: str


def decide_one(
    request: HttpRequest, submission: Submission, desk: Desk, page: Callable[..., HttpResponse]
) -> HttpResponse:
    """Send the return on, or back with the remarks that were written; `page` shows it again with the problem."""
    remarks, reason = _remarks(request.POST), request.POST.get("reason", "")
    try:
        if request.POST.get("decision") == desk.value:
            _refuse_remarks(remarks, reason)
            desk.forward(submission, by=signed_in(request))
            done = desk.done
        else:
            actions.send_back(submission, remarks=remarks, reason=reason, by=signed_in(request))
            done = "dikembalikan kepada petugasnya."
    except SubmissionProblem as problem:
        return page(request, submission, problem=str(problem), typed=remarks, reason=reason, status=409)
    messages.success(request, f"{submission.institution.name} {done}")
    return redirect(desk.back)


def decide_many(request: HttpRequest, rows: Sequence[Submission], desk: Desk) -> HttpResponse:
    """Send all of `rows` on, after a page that names them."""
    if not rows:
        messages.warning(request, desk.nothing_chosen)
        return redirect(desk.back)
    if "confirm" not in request.POST:
        context = {"rows": rows, "action": request.path, "back": reverse(desk.back), "verb": desk.verb}
        return render(request, "submissions/confirm_many.html", context)
    _report(request, desk.done_many, *desk.forward_many(rows, by=signed_in(request)))
    return redirect(desk.back)


def pick(rows: QuerySet[Submission], data: QueryDict) -> QuerySet[Submission]:
    """The submissions ticked in a list, or with `all` every clean one of the round shown."""
    if "all" in data:
        return queues.clean(queues.in_round(rows, queues.current_round(str(data["all"]))))
    return rows.filter(pk__in=[int(key) for key in data.getlist("pk") if key.isascii() and key.isdigit()])


def comparison_context(submission: Submission) -> dict[str, Any]:
    """What both desks show about one return. Both may know whom to ask."""
    return {
        "submission": submission,
        "round": submission.round,
        "comparison": Comparison(submission, with_personal=True),
        "way": history.way(submission),
    }


def _remarks(data: QueryDict) -> dict[str, str]:
    """Remarks by element, as a decision form sends them; empty ones are none."""
    return {
        name.removeprefix(REMARK): str(text).strip()
        for name, text in data.items()
        if name.startswith(REMARK) and str(text).strip()
    }


def _refuse_remarks(remarks: dict[str, str], reason: str) -> None:
    """A remark would be lost when the return goes on: nobody would be asked to answer it."""
    if remarks or reason.strip():
        raise SubmissionProblem(
            "Anda menulis catatan. Kembalikan isian agar catatannya sampai ke petugas, atau hapus catatannya."
        )


def _report(request: HttpRequest, word: str, done: list[Submission], skipped: list[actions.Skipped]) -> None:
    """Say what a decision about many did, and why some were left out."""
    if done:
        messages.success(request, f"{number(len(done))} isian {word}.")
    for one in skipped[:5]:
        messages.warning(request, f"{one.submission.institution.name}: {one.why}")
    if len(skipped) > 5:
        messages.warning(request, f"{number(len(skipped) - 5)} isian lain juga dilewati.")
