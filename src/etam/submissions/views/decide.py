"""The verifier's desk: the queue, one return beside last year's, and the decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from etam.institutions.access import require_role
from etam.submissions import access, actions
from etam.submissions.actions.hands import hands_of
from etam.submissions.exceptions import SubmissionProblem
from etam.submissions.models import Submission
from etam.submissions.queries import history
from etam.submissions.queries import queue as queues
from etam.submissions.queries.comparison import Comparison
from etam.web.components import Link
from etam.web.formats import number

REMARK = "remark."
PAGE_SIZE = 50
TAB_WORDS = {"menunggu": "Menunggu Anda", "dikembalikan": "Dikembalikan", "selesai": "Selesai"}


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the verifier, oldest first."""
    require_role(request.user, "verifier")
    round_ = queues.current_round(request.GET.get("putaran", ""))
    rows = queues.in_round(access.submissions_to_verify(request.user), round_)
    tab = request.GET.get("antrean", "menunggu")
    found = queues.matching(
        queues.in_tab(rows, queues.TABS, tab), search=request.GET.get("cari", ""), mark=request.GET.get("tanda", "")
    )
    context = {
        "round": round_,
        "tab": tab if tab in queues.TABS else "menunggu",
        "tabs": _tabs(queues.tab_counts(rows, queues.TABS), tab),
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "clean": queues.clean(found).count() if tab == "menunggu" else 0,
        "search": request.GET.get("cari", ""),
        "mark": request.GET.get("tanda", ""),
        "now": timezone.now(),
    }
    return render(request, "submissions/queue.html", context)


@login_required
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """One return beside last year's."""
    submission = access.submission_to_verify(request.user, pk)
    return _page(request, submission)


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Verify the return, or send it back with the remarks that were written."""
    submission = access.submission_to_verify(request.user, pk)
    remarks, reason = read_remarks(request.POST), request.POST.get("reason", "")
    try:
        if request.POST.get("decision") == "verify":
            refuse_remarks(remarks, reason)
            actions.verify(submission, by=request.user)  # type: ignore[arg-type]
            done = f"{submission.institution.name} terverifikasi. Berikutnya giliran petugas provinsi."
        else:
            actions.send_back(submission, remarks=remarks, reason=reason, by=request.user)  # type: ignore[arg-type]
            done = f"{submission.institution.name} dikembalikan kepada petugasnya."
    except SubmissionProblem as problem:
        return _page(request, submission, problem=str(problem), typed=remarks, reason=reason, status=409)
    messages.success(request, done)
    return redirect("submissions:queue")


@login_required
@require_POST
def verify_many(request: HttpRequest) -> HttpResponse:
    """Verify clean returns together, after a page that names them."""
    require_role(request.user, "verifier")
    rows = access.submissions_to_verify(request.user).filter(state=Submission.State.SUBMITTED)
    rows = pick(rows, request.POST)
    clean = list(queues.clean(rows).order_by("institution__name"))
    if not clean:
        messages.warning(request, "Tidak ada isian bersih yang dipilih. Pilih sedikitnya satu.")
        return redirect("submissions:queue")
    if "confirm" not in request.POST:
        context = {"rows": clean, "action": request.path, "back": reverse("submissions:queue"), "verb": "Verifikasi"}
        return render(request, "submissions/confirm_many.html", context)
    done, skipped = actions.verify_many(clean, by=request.user)  # type: ignore[arg-type]
    report_many(request, "diverifikasi", done, skipped)
    return redirect("submissions:queue")


def read_remarks(data: QueryDict) -> dict[str, str]:
    """Remarks by element, as a decision form sends them; empty ones are none."""
    return {
        name.removeprefix(REMARK): str(text).strip()
        for name, text in data.items()
        if name.startswith(REMARK) and str(text).strip()
    }


def refuse_remarks(remarks: dict[str, str], reason: str) -> None:
    """A remark would be lost with a verification: nobody would be asked to answer it."""
    if remarks or reason.strip():
        raise SubmissionProblem(
            "Anda menulis catatan. Kembalikan isian agar catatannya sampai ke petugas, atau hapus catatannya."
        )


def pick(rows: QuerySet[Submission], data: QueryDict) -> QuerySet[Submission]:
    """The submissions ticked in a list, or with `all` every clean one of the round shown."""
    if "all" in data:
        return queues.clean(queues.in_round(rows, queues.current_round(str(data["all"]))))
    return rows.filter(pk__in=[int(key) for key in data.getlist("pk") if key.isascii() and key.isdigit()])


def report_many(request: HttpRequest, word: str, done: list[Submission], skipped: list[actions.Skipped]) -> None:
    """Say what a decision about many did, and why some were left out."""
    if done:
        messages.success(request, f"{number(len(done))} isian {word}.")
    for one in skipped[:5]:
        messages.warning(request, f"{one.submission.institution.name}: {one.why}")
    if len(skipped) > 5:
        messages.warning(request, f"{number(len(skipped) - 5)} isian lain juga dilewati.")


def comparison_context(submission: Submission) -> dict[str, Any]:
    """What the verifier's and the officer's page about one return share. Both may know whom to ask."""
    return {
        "submission": submission,
        "round": submission.round,
        "comparison": Comparison(submission, with_personal=True),
        "way": history.way(submission),
    }


def _page(
    request: HttpRequest,
    submission: Submission,
    *,
    problem: str = "",
    typed: dict[str, str] | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    waiting = queues.in_tab(
        queues.in_round(access.submissions_to_verify(request.user), submission.round), queues.TABS, "menunggu"
    )
    context = {
        **comparison_context(submission),
        "waiting": waiting[:30],
        "closed": _closed_because(submission, request.user),
        "problem": problem,
        "typed": typed or {},
        "reason": reason,
        "now": timezone.now(),
    }
    return render(request, "submissions/verify.html", context, status=status)


def _closed_because(submission: Submission, user: Any) -> str:
    """Why this person cannot decide now; "" when they can."""
    if submission.state != Submission.State.SUBMITTED:
        return f"Isian ini {submission.get_state_display().lower()}; tidak ada yang perlu Anda putuskan sekarang."
    if submission.pk in hands_of(user, [submission.pk]).made:
        return "Anda ikut mengisi isian ini, jadi verifikator lain yang memutuskannya."
    return ""


def _tabs(counts: dict[str, int], current: str) -> list[Link]:
    base = reverse("submissions:queue")
    return [Link(f"{base}?antrean={tab}", word, tab == current, counts[tab]) for tab, word in TAB_WORDS.items()]
