"""The institution's own sheet, filled with what is known already."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.assessments import prefilling, teams
from etam.assessments.actions.moving import lock, refuse_other_state
from etam.assessments.actions.sheets import save_sheet
from etam.assessments.models import Assessment, Sheet, SheetRevision

State = Assessment.State


@transaction.atomic
def prefill(assessment: Assessment, *, by: User | None, at: datetime | None = None) -> SheetRevision | None:
    """Fill what is not answered yet from the latest accepted return and the directory, with where it is from.

    An answer that stands is never touched, nor a note that somebody wrote. Who opens a sheet for the institution has
    not answered for it, so their name stays off the revision. Returns the revision, None when nothing was known.
    Raises WrongState unless the own sheet is open.
    """
    at = at or timezone.now()
    row = lock(assessment)
    refuse_other_state(row, State.ANSWERING, "diisi dari data yang sudah diketahui")
    own = row.sheets.select_related("latest", "assessment").get(side=Sheet.Side.SELF)
    found = prefilling.fills(row, own, timezone.localdate(at))
    answers = {one.question.element: one.answer for one in found if one.fills_answer}
    notes = {one.question.element: one.note for one in found if one.fills_note}
    if not answers and not notes:
        return None
    return save_sheet(
        own,
        answers=answers,
        notes=notes,
        sources={one.question.element: one.told for one in found if one.fills_answer or one.fills_note},
        base_revision=own.revision_number,
        by=by if by and teams.is_auditee(by, row) else None,
        channel=SheetRevision.Channel.PREFILL,
        at=at,
    )
