"""The way of a submission: sent, withdrawn, sent back, verified, accepted, reopened.

    none → draft → submitted → verified → accepted → locked
                       │ ▲          │         │
             withdraw  ▼ │ submit   ▼         ▼ reopen
                     draft, sent_back ◄───────┘

Who filled a return in neither verifies nor accepts it; who verified it does not accept it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.evidence import actions as evidence
from etam.questionnaire import Context, blocking
from etam.submissions import editions
from etam.submissions.actions.attaching import PLACE, evidence_obstacles
from etam.submissions.actions.flattening import replace_figures
from etam.submissions.actions.hands import Hands, hands_of
from etam.submissions.actions.saving import lock, refuse_long_texts, refuse_unfillable
from etam.submissions.exceptions import (
    BadInput,
    NotReady,
    Obstacle,
    RoundClosed,
    WrongPerson,
    WrongState,
)
from etam.submissions.models import Finding, Submission, Transition
from etam.web.formats import number

State = Submission.State


@transaction.atomic
def submit(submission: Submission, *, by: User | None, at: datetime | None = None) -> Submission:
    """Send the answers to the verifier.

    Raises NotReady with every must_fix check that fails, every explain check without a reason, every required question
    without an answer and every file that has expired or was withdrawn; WrongState, RoundClosed.
    """
    at = at or timezone.now()
    row = lock(submission)
    refuse_unfillable(row, at)
    if found := [*obstacles(row), *evidence_obstacles(row, at)]:
        raise NotReady(found)
    row.first_submitted_at = row.first_submitted_at or at
    return _move(row, State.SUBMITTED, by=by, at=at, action="submit", summary="Mengirim isian.", given=submission)


@transaction.atomic
def withdraw(submission: Submission, *, by: User | None, at: datetime | None = None) -> Submission:
    """Take a return back that no verifier has decided on yet."""
    row = lock(submission)
    _refuse_other_state(row, State.SUBMITTED, "ditarik kembali")
    _refuse_locked(row)
    at = at or timezone.now()
    return _move(row, State.DRAFT, by=by, at=at, action="withdraw", summary="Menarik kembali isian.", given=submission)


@transaction.atomic
def send_back(
    submission: Submission,
    *,
    remarks: Mapping[str, str],
    by: User,
    reason: str = "",
    at: datetime | None = None,
) -> Submission:
    """Send a return back to who filled it in, with at least one remark on a question or a reason.

    From `submitted` by the verifier, from `verified` by the officer. `remarks` maps elements to text.
    Raises BadInput without remark and reason or for an unknown question; WrongState, WrongPerson.
    """
    at = at or timezone.now()
    row = lock(submission)
    _refuse_other_state(row, (State.SUBMITTED, State.VERIFIED), "dikembalikan")
    _refuse_locked(row)
    _refuse_maker(row, hands_of(by, [row.pk]), "mengembalikan")
    written = {element: text.strip() for element, text in remarks.items() if text.strip()}
    _refuse_unknown(row, written)
    refuse_long_texts({**written, "": reason})
    if not written and not reason.strip():
        raise BadInput("Tulis sedikitnya satu catatan: petugas perlu tahu apa yang harus diperbaiki.")
    Finding.objects.bulk_create(
        Finding(submission=row, element=element, text=text, at=at, by=by) for element, text in written.items()
    )
    summary = f"Mengembalikan isian dengan {number(len(written))} catatan." if written else "Mengembalikan isian."
    return _move(
        row, State.SENT_BACK, by=by, at=at, action="send_back", summary=summary, reason=reason, given=submission
    )


@transaction.atomic
def verify(submission: Submission, *, by: User, at: datetime | None = None) -> Submission:
    """Confirm that the answers are right. Raises WrongState, WrongPerson, NotReady (a must_fix check fails)."""
    row = lock(submission)
    refuse_unverifiable(row, hands_of(by, [row.pk]))
    at = at or timezone.now()
    Finding.objects.filter(submission=row, settled_at=None).update(settled_at=at)
    return _move(row, State.VERIFIED, by=by, at=at, action="verify", summary="Memverifikasi isian.", given=submission)


@transaction.atomic
def accept(submission: Submission, *, by: User, at: datetime | None = None) -> Submission:
    """Let the figures count and hold on to the evidence that was looked at. Raises WrongState, WrongPerson."""
    row = lock(submission)
    refuse_unacceptable(row, hands_of(by, [row.pk]))
    at = at or timezone.now()
    moved = _move(row, State.ACCEPTED, by=by, at=at, action="accept", summary="Menerima isian.", given=submission)
    replace_figures([row], at=at)
    evidence.fix_uses(place=PLACE, place_id=row.pk, by=by, at=at)
    return moved


@transaction.atomic
def reopen(submission: Submission, *, reason: str, by: User, at: datetime | None = None) -> Submission:
    """Give an accepted return back for correction, with a reason; its evidence may be exchanged again.

    Its figures go on counting until it is accepted again; `queries.reopened` lists such returns, so that whoever
    relies on a figure can be told. Raises BadInput without reason; WrongState, RoundClosed (locked), WrongPerson.
    """
    row = lock(submission)
    _refuse_other_state(row, State.ACCEPTED, "dibuka kembali")
    _refuse_locked(row)
    _refuse_maker(row, hands_of(by, [row.pk]), "membuka kembali")
    if not reason.strip():
        raise BadInput("Tulis alasannya: petugas dan pemakai angka ini perlu tahu mengapa isian dibuka kembali.")
    evidence.free_uses(place=PLACE, place_id=row.pk, by=by)
    return _move(
        row,
        State.SENT_BACK,
        by=by,
        at=at or timezone.now(),
        action="reopen",
        summary=f"Membuka kembali isian yang sudah diterima: {reason.strip()}",
        reason=reason,
        given=submission,
    )


def obstacles(submission: Submission, context: Context | None = None) -> list[Obstacle]:
    """What stands between the answers and sending them, in the order of the questions.

    `context` is what the checks may know besides; it is looked up when absent.
    """
    answers = submission.latest.answers if submission.latest else {}
    reasons = submission.latest.reasons if submission.latest else {}
    places = {element: place for place, element in enumerate(editions.of_round(submission.round).elements)}
    found = [
        Obstacle(outcome.elements[0], outcome.message.id, editions.is_unanswered(outcome))
        for outcome in blocking(editions.outcomes_of(submission, answers, context), reasons)
    ]
    return sorted(found, key=lambda obstacle: places[obstacle.element])


def refuse_unverifiable(row: Submission, hands: Hands, context: Context | None = None) -> None:
    """Raise WrongState, RoundClosed, WrongPerson or NotReady unless these hands may verify it."""
    _refuse_other_state(row, State.SUBMITTED, "diverifikasi")
    _refuse_locked(row)
    _refuse_maker(row, hands, "memverifikasi")
    # Last year's figures may have changed since it was sent, and with them what the checks say.
    if found := obstacles(row, context):
        raise NotReady(found)


def refuse_unacceptable(row: Submission, hands: Hands) -> None:
    """Raise WrongState, RoundClosed or WrongPerson unless these hands may accept it."""
    _refuse_other_state(row, State.VERIFIED, "diterima")
    _refuse_locked(row)
    _refuse_maker(row, hands, "menerima")
    if row.pk in hands.verified:
        raise WrongPerson("Anda yang memverifikasi isian ini, jadi orang lain yang menerimanya.")


def _move(
    row: Submission,
    to_state: str,
    *,
    by: User | None,
    at: datetime,
    action: str,
    summary: str,
    given: Submission,
    reason: str = "",
) -> Submission:
    Transition.objects.create(
        submission=row,
        from_state=row.state,
        to_state=to_state,
        at=at,
        by=by,
        reason=reason.strip(),
        revision_id=row.latest_id,
    )
    row.state, row.state_since = to_state, at
    row.save(update_fields=["state", "state_since", "first_submitted_at"])
    journal.record(f"submission.{action}", row, by=by, summary=summary, revision_id=row.latest_id)
    given.state, given.state_since, given.first_submitted_at = row.state, row.state_since, row.first_submitted_at
    return given


def _refuse_other_state(row: Submission, allowed: str | tuple[str, ...], what: str) -> None:
    if row.state not in ((allowed,) if isinstance(allowed, str) else allowed):
        raise WrongState(
            f"Isian {row.institution.name} berstatus {row.get_state_display().lower()}, jadi tidak dapat {what}."
            " Muat ulang halaman untuk melihat keadaan terakhir."
        )


def _refuse_maker(row: Submission, hands: Hands, what: str) -> None:
    if row.pk in hands.made:
        raise WrongPerson(f"Anda ikut mengisi isian ini, jadi orang lain yang {what}.")


def _refuse_locked(row: Submission) -> None:
    if row.round.locked_at:
        raise RoundClosed(f"{row.round.title} sudah dikunci; keputusan tidak dapat diubah lagi.")


def _refuse_unknown(row: Submission, remarks: Mapping[str, str]) -> None:
    unknown = sorted(remarks.keys() - set(editions.of_round(row.round).elements))
    if unknown:
        raise BadInput(f"Catatan menunjuk pertanyaan yang tidak ada: {', '.join(unknown)}.")
