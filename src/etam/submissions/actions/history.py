"""Former rounds from an office's archive: returns with the dates and states they had then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.submissions import editions
from etam.submissions.actions.bulk import write_states
from etam.submissions.actions.flattening import replace_figures
from etam.submissions.exceptions import BadInput
from etam.submissions.models import Finding, Revision, Round, Submission, Transition
from etam.web.formats import number

State = Submission.State

STATE_ORDER = (State.DRAFT, State.SUBMITTED, State.VERIFIED, State.ACCEPTED)


@dataclass(frozen=True)
class ArchivedReturn:
    """One return as the archive has it. `state` is draft, submitted, sent_back, verified or accepted.

    `remarks` (element → text) go with sent_back. A moment that is None follows the one before it.
    """

    institution: str
    answers: Mapping[str, Any]
    state: str
    saved_at: datetime
    submitted_at: datetime | None = None
    verified_at: datetime | None = None
    accepted_at: datetime | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    filled_by: User | None = None
    verified_by: User | None = None
    accepted_by: User | None = None


@transaction.atomic
def import_history(
    round_: Round,
    returns: Sequence[ArchivedReturn],
    *,
    by: User | None,
    channel: str = Revision.Channel.ARCHIVE,
    file_name: str = "",
) -> int:
    """Load the returns of a former round; checks are run, figures of accepted returns count. Returns how many.

    Raises BadInput when the round does not expect an institution or already holds answers of it.
    """
    rows = _untouched(round_, returns)
    revisions = [_revision(rows[one.institution], one, channel, file_name) for one in returns]
    Revision.objects.bulk_create(revisions, batch_size=2000)
    checked = editions.check_many(round_, {one.institution: (rows[one.institution], one.answers) for one in returns})
    for one, revision in zip(returns, revisions, strict=True):
        row, verdict = rows[one.institution], checked[one.institution]
        row.latest, row.answered_count = revision, len(revision.answers)
        row.failed_checks = list(verdict.failed)
        row.must_fix_count, row.explain_count = verdict.must_fix, verdict.explain
        row.state, row.first_submitted_at = one.state, one.submitted_at
        row.state_since = _way(one)[-1][1]
    write_states(rows.values())
    pairs = zip(returns, revisions, strict=True)
    Transition.objects.bulk_create((step for one, made in pairs for step in _steps(one, made)), batch_size=2000)
    Finding.objects.bulk_create(_findings(rows, returns), batch_size=2000)
    figures = _let_count([rows[one.institution] for one in returns if one.state == State.ACCEPTED], returns)
    journal.record(
        "round.import_history",
        round_,
        by=by,
        summary=f"Memuat {number(len(returns))} isian lama ke {round_.title}.",
        file_name=file_name,
        figures=figures,
    )
    return len(returns)


def _untouched(round_: Round, returns: Iterable[ArchivedReturn]) -> dict[str, Submission]:
    wanted = {one.institution for one in returns}
    query = round_.submissions.select_for_update(of=("self",)).select_related("institution")
    rows = {row.institution.code: row for row in query if row.institution.code in wanted}
    unknown = sorted(wanted - rows.keys())
    if unknown:
        raise BadInput(f"{round_.title} tidak mengharapkan lembaga: {', '.join(unknown[:5])}.")
    begun = sorted(code for code, row in rows.items() if row.state != State.NONE)
    if begun:
        raise BadInput(f"Sudah ada isian dari {', '.join(begun[:5])}; arsip hanya mengisi yang belum mulai.")
    for row in rows.values():
        row.round = round_
    return rows


def _revision(row: Submission, one: ArchivedReturn, channel: str, file_name: str) -> Revision:
    return Revision(
        submission=row,
        number=1,
        answers=dict(one.answers),
        reasons=dict(one.reasons),
        changed=sorted(one.answers),
        at=one.saved_at,
        by=one.filled_by,
        channel=channel,
        file_name=file_name[:200],
    )


def _way(one: ArchivedReturn) -> list[tuple[str, datetime, User | None]]:
    """The states a return passed, each with its moment and person."""
    submitted_at = one.submitted_at or one.saved_at
    verified_at = one.verified_at or submitted_at
    way: list[tuple[str, datetime, User | None]] = [
        (State.DRAFT, one.saved_at, one.filled_by),
        (State.SUBMITTED, submitted_at, one.filled_by),
        (State.VERIFIED, verified_at, one.verified_by),
        (State.ACCEPTED, one.accepted_at or verified_at, one.accepted_by),
    ]
    if one.state == State.SENT_BACK:
        return [*way[:2], (State.SENT_BACK, verified_at, one.verified_by)]
    return way[: STATE_ORDER.index(State(one.state)) + 1]


def _steps(one: ArchivedReturn, revision: Revision) -> Iterable[Transition]:
    before: str = State.NONE
    for state, at, by in _way(one):
        yield Transition(
            submission_id=revision.submission_id,
            from_state=before,
            to_state=state,
            at=at,
            by=by,
            revision_id=revision.pk,
        )
        before = state


def _findings(rows: Mapping[str, Submission], returns: Iterable[ArchivedReturn]) -> Iterable[Finding]:
    for one in returns:
        for element, text in one.remarks.items():
            if one.verified_by is not None:
                yield Finding(
                    submission=rows[one.institution],
                    element=element,
                    text=text,
                    at=_way(one)[-1][1],
                    by=one.verified_by,
                )


def _let_count(accepted: Sequence[Submission], returns: Sequence[ArchivedReturn]) -> int:
    if not accepted:
        return 0
    return replace_figures(accepted, at=max(_way(one)[-1][1] for one in returns))
