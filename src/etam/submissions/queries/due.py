"""What is due for an operator, and whether a return may be filled in now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from etam.submissions.actions.saving import refuse_unfillable
from etam.submissions.exceptions import SubmissionProblem
from etam.submissions.models import Submission

State = Submission.State
WAITING = (State.SENT_BACK, State.DRAFT, State.NONE)


TURNS = {0: "Dikembalikan kepada Anda", 1: "Harus diisi", 2: "Sudah dikirim", 3: "Terlewat, putarannya sudah ditutup"}


@dataclass(frozen=True)
class Due:
    """How many returns wait for the operator, and how many went on."""

    waiting: int
    sent_back: int
    done: int


def for_operator(submissions: QuerySet[Submission], search: str = "") -> QuerySet[Submission]:
    """Rounds that have begun: sent back first, then to be filled in, then sent, then missed."""
    today = timezone.localdate()
    turn = Case(
        When(state=State.SENT_BACK, then=Value(0)),
        When(state__in=WAITING, round__closes_on__lt=today, then=Value(3)),
        When(state__in=WAITING, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = submissions.filter(round__opens_on__lte=today)
    for word in search.split():
        found = found.filter(Q(institution__name__icontains=word) | Q(institution__code__iexact=word))
    return found.annotate(turn=turn).order_by("turn", "-round__period", "institution__name", "pk")


def summary(submissions: QuerySet[Submission]) -> Due:
    """The counts over a list of `for_operator`."""
    states = list(submissions.order_by().values_list("state", "round__closes_on"))
    today = timezone.localdate()
    waiting = [state for state, closes in states if state == State.SENT_BACK or (state in WAITING and closes >= today)]
    done = sum(state not in WAITING for state, _ in states)
    return Due(len(waiting), waiting.count(State.SENT_BACK), done)


def closed_because(submission: Submission, at: datetime | None = None) -> str:
    """Why the answers may not change now, as a sentence; "" when they may."""
    try:
        refuse_unfillable(submission, at or timezone.now())
    except SubmissionProblem as problem:
        return str(problem)
    return ""
