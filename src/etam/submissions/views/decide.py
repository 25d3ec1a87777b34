"""The verifier's desk: the queue, one return beside last year's, and the decision."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from etam.institutions.access import require_role
from etam.submissions import access, actions
from etam.submissions.actions.hands import hands_of
from etam.submissions.models import Submission
from etam.submissions.queries import queue as queues
from etam.submissions.views.deciding import PAGE_SIZE, Desk, comparison_context, decide_many, decide_one, pick
from etam.web.components import Link

DESK = Desk(
    forward=actions.verify,
    forward_many=actions.verify_many,
    value="verify",
    verb="Verifikasi",
    done="terverifikasi. Berikutnya giliran petugas provinsi.",
    done_many="diverifikasi",
    nothing_chosen="Tidak ada isian bersih yang dipilih. Pilih sedikitnya satu.",
    back="submissions:queue",
)
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
    return decide_one(request, submission, DESK, _page)


@login_required
@require_POST
def verify_many(request: HttpRequest) -> HttpResponse:
    """Verify clean returns together, after a page that names them."""
    require_role(request.user, "verifier")
    rows = access.submissions_to_verify(request.user).filter(state=Submission.State.SUBMITTED)
    clean = queues.clean(pick(rows, request.POST)).order_by("institution__name")
    return decide_many(request, list(clean), DESK)


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
