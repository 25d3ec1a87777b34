"""Rounds: the officer opens, reschedules, widens and locks them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.institutions.queries import institutions_on
from etam.submissions import access, actions, editions
from etam.submissions.exceptions import SubmissionProblem
from etam.submissions.forms import RoundForm, ScheduleForm
from etam.submissions.models import Round
from etam.submissions.queries.frames import frame_check
from etam.submissions.queries.queue import round_counts
from etam.web.formats import number


@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round with its dates and how far it came."""
    access.require_officer(request.user)
    today = timezone.localdate()
    rows = [(one, one.state_on(today)) for one in round_counts()]
    return render(request, "submissions/rounds.html", {"rows": rows})


@login_required
def open_round(request: HttpRequest) -> HttpResponse:
    access.require_officer(request.user)
    form = RoundForm(request.POST or None)
    if form.is_valid():
        try:
            round_ = actions.open_round(**form.as_arguments(), by=signed_in(request))
        except SubmissionProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{round_.title} dibuka untuk {number(round_.submissions.count())} lembaga.")
            return redirect("submissions:round", round_.code)
    return render(request, "submissions/open_round.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One round: dates, edition, its list beside the one before."""
    return _detail(request, access.round_to_manage(request.user, code))


@login_required
@require_POST
def reschedule(request: HttpRequest, code: str) -> HttpResponse:
    round_ = access.round_to_manage(request.user, code)
    form = ScheduleForm(request.POST)
    if form.is_valid():
        try:
            actions.reschedule_round(round_, **form.cleaned_data, by=signed_in(request))
        except SubmissionProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Jadwal diubah.")
            return redirect("submissions:round", code)
    return _detail(request, round_, form)


@login_required
@require_POST
def lock(request: HttpRequest, code: str) -> HttpResponse:
    round_ = access.round_to_manage(request.user, code)
    try:
        count = actions.lock_round(round_, by=signed_in(request))
    except SubmissionProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"{round_.title} dikunci; {number(count)} isian tidak berubah lagi.")
    return redirect("submissions:round", code)


@login_required
@require_POST
def expect(request: HttpRequest, code: str) -> HttpResponse:
    """Add the institutions that came into the register since the round was opened."""
    round_ = access.round_to_manage(request.user, code)
    try:
        count = actions.expect(round_, institutions=institutions_on(), by=signed_in(request))
    except SubmissionProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"{number(count)} lembaga baru ditambahkan." if count else "Tidak ada lembaga baru.")
    return redirect("submissions:round", code)


def _detail(request: HttpRequest, round_: Round, form: ScheduleForm | None = None) -> HttpResponse:
    dates = {"opens_on": round_.opens_on, "due_on": round_.due_on, "closes_on": round_.closes_on}
    today = timezone.localdate()
    matches = frame_check(round_)
    context = {
        "round": round_,
        "state": round_.state_on(today),
        "form": form or ScheduleForm(initial=dates),
        "edition": editions.of_round(round_),
        "expected": round_.submissions.count(),
        "matches": matches[:200],
        "match_count": len(matches),
    }
    return render(request, "submissions/round.html", context, status=422 if form and form.errors else 200)
