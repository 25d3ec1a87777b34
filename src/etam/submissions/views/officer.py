"""The officer's desk: acceptance by kab/kota, one return, reopening."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.submissions import access, actions
from etam.submissions.actions.hands import hands_of
from etam.submissions.exceptions import SubmissionProblem
from etam.submissions.models import Submission
from etam.submissions.queries import queue as queues
from etam.submissions.views.deciding import PAGE_SIZE, Desk, comparison_context, decide_many, decide_one, pick
from etam.web.components import Link

DESK = Desk(
    forward=actions.accept,
    forward_many=actions.accept_many,
    value="accept",
    verb="Terima",
    done="diterima; angkanya kini dihitung.",
    done_many="diterima",
    nothing_chosen="Tidak ada isian yang dipilih. Pilih sedikitnya satu.",
    back="submissions:acceptance",
)
TAB_WORDS = {"menunggu": "Menunggu penerimaan", "diterima": "Diterima", "dikembalikan": "Dikembalikan"}


@login_required
def acceptance(request: HttpRequest) -> HttpResponse:
    """What waits for acceptance, by kab/kota; POST accepts the chosen ones after a page that names them."""
    rows = access.submissions_to_accept(request.user)
    if request.method == "POST":
        ready = pick(rows.filter(state=Submission.State.VERIFIED), request.POST).order_by("institution__name")
        return decide_many(request, list(ready), DESK)
    round_ = queues.current_round(request.GET.get("putaran", ""))
    rows, tab = queues.in_round(rows, round_), request.GET.get("antrean", "menunggu")
    regency = request.GET.get("daerah", "")
    found = queues.in_tab(rows, queues.ACCEPTANCE_TABS, tab)
    places = queues.by_regency(found)
    found = queues.matching(found, search=request.GET.get("cari", ""), mark=request.GET.get("tanda", ""))
    found = found.filter(regency=regency) if regency else found
    context = {
        "round": round_,
        "tab": tab if tab in queues.ACCEPTANCE_TABS else "menunggu",
        "tabs": _tabs(queues.tab_counts(rows, queues.ACCEPTANCE_TABS), tab),
        "places": places,
        "regency": regency,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "search": request.GET.get("cari", ""),
        "mark": request.GET.get("tanda", ""),
        "now": timezone.now(),
    }
    return render(request, "submissions/acceptance.html", context)


@login_required
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """One return, with the decision of the province."""
    return _page(request, access.submission_to_accept(request.user, pk))


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the return, or send it back with remarks."""
    submission = access.submission_to_accept(request.user, pk)
    return decide_one(request, submission, DESK, _page)


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an accepted return back for correction."""
    submission = access.submission_to_accept(request.user, pk)
    reason = request.POST.get("reason", "")
    try:
        actions.reopen(submission, reason=reason, by=signed_in(request))
    except SubmissionProblem as problem:
        return _page(request, submission, problem=str(problem), reason=reason, status=409)
    messages.success(request, f"{submission.institution.name} dibuka kembali. Angkanya tetap dihitung sampai diganti.")
    return redirect("submissions:accept", pk)


def _page(
    request: HttpRequest,
    submission: Submission,
    *,
    problem: str = "",
    typed: dict[str, str] | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        **comparison_context(submission),
        "closed": _closed_because(submission, request.user),
        "may_reopen": submission.state == Submission.State.ACCEPTED and not submission.round.locked_at,
        "problem": problem,
        "typed": typed or {},
        "reason": reason,
    }
    return render(request, "submissions/accept.html", context, status=status)


def _closed_because(submission: Submission, user: Any) -> str:
    if submission.state != Submission.State.VERIFIED:
        return f"Isian ini {submission.get_state_display().lower()}; tidak ada yang menunggu penerimaan."
    hands = hands_of(user, [submission.pk])
    if submission.pk in hands.made:
        return "Anda ikut mengisi isian ini, jadi petugas lain yang menerimanya."
    if submission.pk in hands.verified:
        return "Anda yang memverifikasi isian ini, jadi petugas lain yang menerimanya."
    return ""


def _tabs(counts: dict[str, int], current: str) -> list[Link]:
    base = reverse("submissions:acceptance")
    return [Link(f"{base}?antrean={tab}", word, tab == current, counts[tab]) for tab, word in TAB_WORDS.items()]
