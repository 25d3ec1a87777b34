"""The same decision about many returns: each is judged as if alone, all are written together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.evidence import actions as evidence
from etam.evidence import queries as files
from etam.submissions import editions
from etam.submissions.actions.attaching import PLACE
from etam.submissions.actions.deciding import refuse_unacceptable, refuse_unverifiable
from etam.submissions.actions.flattening import replace_figures
from etam.submissions.actions.hands import hands_of
from etam.submissions.exceptions import SubmissionProblem, WrongState
from etam.submissions.models import Finding, Submission, Transition

State = Submission.State
BATCH = 500


@dataclass(frozen=True)
class Skipped:
    """A submission that a decision about many left out, and why."""

    submission: Submission
    why: str


Decided = tuple[list[Submission], list[Skipped]]


@transaction.atomic
def verify_many(submissions: Iterable[Submission], *, by: User, at: datetime | None = None) -> Decided:
    """Verify those that no check flagged and whose evidence holds; the others are left, each with its reason."""
    return _decide(submissions, _verify, by, at or timezone.now())


@transaction.atomic
def accept_many(submissions: Iterable[Submission], *, by: User, at: datetime | None = None) -> Decided:
    """Accept all that can be accepted; the others are left as they are, each with its reason."""
    return _decide(submissions, _accept, by, at or timezone.now())


Batch = Callable[[list[Submission], User, datetime], tuple[list[Submission], list[Skipped]]]


def _decide(submissions: Iterable[Submission], decide: Batch, by: User, at: datetime) -> Decided:
    """Batch by batch; the given objects of the rows that moved go on telling the truth."""
    submissions = list(submissions)
    done: list[Submission] = []
    skipped: list[Skipped] = []
    for start in range(0, len(submissions), BATCH):
        given = submissions[start : start + BATCH]
        moved, left = decide(given, by, at)
        states = {row.pk: row.state for row in moved}
        for one in given:
            if one.pk in states:
                one.state, one.state_since = states[one.pk], at
                done.append(one)
        skipped += left
    return done, skipped


def _verify(given: list[Submission], by: User, at: datetime) -> tuple[list[Submission], list[Skipped]]:
    rows = _locked(given)
    hands, contexts = hands_of(by, rows), editions.contexts_of(rows.values())
    shaken = files.shaken(PLACE, rows, timezone.localdate(at))

    def refuse(row: Submission) -> None:
        if not row.is_clean:
            raise WrongState("Ada tanda pemeriksaan; periksa satu per satu.")
        if row.pk in shaken:
            raise WrongState("Ada bukti yang habis berlaku atau ditarik; periksa satu per satu.")
        refuse_unverifiable(row, hands, contexts[row.pk])

    passed, skipped = _judge(given, rows, refuse)
    Finding.objects.filter(submission__in=[row.pk for row in passed], settled_at=None).update(settled_at=at)
    _move_all(passed, State.VERIFIED, by=by, at=at, action="verify", summary="Memverifikasi isian.")
    return passed, skipped


def _accept(given: list[Submission], by: User, at: datetime) -> tuple[list[Submission], list[Skipped]]:
    rows = _locked(given)
    hands = hands_of(by, rows)
    passed, skipped = _judge(given, rows, lambda row: refuse_unacceptable(row, hands))
    _move_all(passed, State.ACCEPTED, by=by, at=at, action="accept", summary="Menerima isian.")
    replace_figures(passed, at=at)
    evidence.fix_uses_of_many(place=PLACE, place_ids=[row.pk for row in passed], by=by, at=at)
    return passed, skipped


def _locked(given: list[Submission]) -> dict[int, Submission]:
    """The rows as they stand now, held until the transaction ends."""
    rows = Submission.objects.select_for_update(of=("self",)).select_related("round", "institution", "latest")
    return rows.in_bulk([one.pk for one in given])


def _judge(
    given: list[Submission], rows: dict[int, Submission], refuse: Callable[[Submission], None]
) -> tuple[list[Submission], list[Skipped]]:
    passed, skipped = [], []
    for one in given:
        try:
            refuse(rows[one.pk])
            passed.append(rows[one.pk])
        except SubmissionProblem as problem:
            skipped.append(Skipped(one, str(problem)))
    return passed, skipped


def _move_all(rows: list[Submission], to_state: str, *, by: User, at: datetime, action: str, summary: str) -> None:
    Transition.objects.bulk_create(
        Transition(submission=row, from_state=row.state, to_state=to_state, at=at, by=by, revision_id=row.latest_id)
        for row in rows
    )
    for row in rows:
        row.state, row.state_since = to_state, at
    Submission.objects.filter(pk__in=[row.pk for row in rows]).update(state=to_state, state_since=at)
    journal.record_many(f"submission.{action}", rows, by=by, summary=summary, together=len(rows))
