"""What earlier meetings left unfinished comes before a later one, which decides once about each."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.followup import actions as followup
from etam.followup.exceptions import FollowupProblem
from etam.followup.models import Recommendation
from etam.meetings.actions.planning import lock, refuse_settled
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import CarriedOver, Meeting
from etam.meetings.queries.plans import unfinished_before

Decision = CarriedOver.Decision
# An agreement of the plenary is none of the named reasons for being late.
REASON = "other_lawful"


@transaction.atomic
def carry_over(
    meeting: Meeting,
    recommendation: Recommendation,
    *,
    decision: str,
    by: User,
    due_on: date | None = None,
    note: str = "",
    at: datetime | None = None,
) -> CarriedOver:
    """Record what the plenary decided of an unfinished action: it continues until a later day, or is to be judged.

    Raises WrongState when the meeting is settled, the action finished or of no earlier meeting, decided here before, or
    no answer waits for a judge; BadInput without a decision or a fitting day.
    """
    at, row = at or timezone.now(), lock(meeting)
    refuse_settled(row)
    if row.carried_over.filter(recommendation=recommendation).exists():
        raise WrongState(f"Rapat ini sudah memutuskan {recommendation.code}; keputusan bawaan dicatat satu kali.")
    found = unfinished_before(row).filter(pk=recommendation.pk).first()
    if found is None:
        raise WrongState(f"{recommendation.code} sudah selesai, atau bukan tindakan rapat terdahulu.")
    note = note.strip()
    if decision == Decision.CONTINUES:
        _continue(row, found, due_on, note, by, at)
    elif decision == Decision.TO_JUDGE:
        due_on = None
        if found.pending_id is None:
            raise WrongState(
                "Belum ada jawaban yang dapat dinilai. Lanjutkan dengan batas baru, lalu minta jawabannya."
            )
    else:
        raise BadInput("Pilih dilanjutkan atau diminta dinilai.", "decision")
    made = CarriedOver.objects.create(
        meeting=row, recommendation=found, decision=decision, due_on=due_on, note=note, at=at, by=by
    )
    summary = f"Pleno {row}, tindakan {found.code}: {made.get_decision_display().lower()}. {note}".strip()
    journal.record("action_carried_over", row, by=by, summary=summary, recommendation=found.code)
    return made


def _continue(
    meeting: Meeting, recommendation: Recommendation, due_on: date | None, note: str, by: User, at: datetime
) -> None:
    if due_on is None:
        raise BadInput("Isi batas barunya.", "due_on")
    agreed = f"Disepakati {meeting}. {note}".strip()
    try:
        followup.extend(recommendation, due_on=due_on, reason=REASON, note=agreed, by=by, at=at)
    except FollowupProblem as problem:
        raise WrongState(str(problem)) from problem
