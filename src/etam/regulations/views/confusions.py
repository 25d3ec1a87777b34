"""Confusions between sources: the list, one with its texts, and the three steps that settle it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from etam.accounts.access import signed_in
from etam.regulations import access, confusion_pages
from etam.regulations.actions import settling
from etam.regulations.exceptions import RegulationProblem
from etam.regulations.forms.confusions import AssignForm, ReopenForm, SettleForm
from etam.regulations.models import Settlement
from etam.regulations.queries.confusions import Case, history
from etam.regulations.views.tabs import tabs


@dataclass(frozen=True)
class Step:
    """One step of settling: the words of its page, its form and its action."""

    title: str
    button: str
    done: str
    form: type[Form]
    act: Callable[..., Settlement]


ASSIGN = Step("Siapa yang menyelesaikan?", "Serahkan", "Penanggung jawab dicatat.", AssignForm, settling.assign)
SETTLE = Step("Bagaimana ini dibaca?", "Tetapkan bacaan", "Bacaan ditetapkan.", SettleForm, settling.settle)
REOPEN = Step("Buka kembali", "Buka kembali", "Kerancuan dibuka kembali.", ReopenForm, settling.reopen)


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every confusion of today by what it waits for."""
    cases = access.confusions_to_read(request.user)
    context = {
        "tabs": tabs("regulations:confusions"),
        "headline": confusion_pages.headline(cases),
        "groups": confusion_pages.groups(cases, "regulations:confusion"),
    }
    return render(request, "regulations/confusions.html", context)


@login_required
@require_GET
def confusion(request: HttpRequest, key: str) -> HttpResponse:
    """The texts beside each other, what works with them, whose it is, how it is read."""
    case = access.confusion_to_read(request.user, key)
    context = {**_context(case), "may_settle": access.may_decide(request.user), "history": history(key)}
    return render(request, "regulations/confusions_one.html", context)


@login_required
def assign(request: HttpRequest, key: str) -> HttpResponse:
    """Who settles it, and until when."""
    return _step(request, key, ASSIGN)


@login_required
def settle(request: HttpRequest, key: str) -> HttpResponse:
    """How it is read from now on, and why."""
    return _step(request, key, SETTLE)


@login_required
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Its reading is taken back."""
    return _step(request, key, REOPEN)


def _step(request: HttpRequest, key: str, step: Step) -> HttpResponse:
    case = access.confusion_to_settle(request.user, key)
    form = step.form(request.POST or None, initial=_initial(case))
    if request.method == "POST" and form.is_valid():
        try:
            step.act(key, **form.cleaned_data, by=signed_in(request))
        except RegulationProblem as problem:
            form.add_error(getattr(problem, "field", "") or None, str(problem))
            form = _renewed(form, case)
        else:
            messages.success(request, step.done)
            return redirect(case)
    return render(request, "regulations/confusions_step.html", {**_context(case), "step": step, "form": form})


def _initial(case: Case) -> dict[str, Any]:
    latest = case.latest
    return {
        "seen": case.seen,
        "owner": latest.owner if latest else "",
        "due_on": latest.due_on if latest else None,
        "reading": latest.reading if latest else "",
    }


def _renewed(form: Form, case: Case) -> Form:
    """The form as it was typed, sent on from what its reader sees now."""
    form.data = {**form.data.dict(), "seen": case.seen}  # type: ignore[attr-defined]
    return form


def _context(case: Case) -> dict[str, Any]:
    return {
        "case": case,
        "look": confusion_pages.STATES[case.state],
        "title": confusion_pages.title(case),
        "explanations": confusion_pages.explanations(case),
        "texts": confusion_pages.texts(case),
    }
