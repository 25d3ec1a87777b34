"""Evidence at a question of a return: chosen from the institution's files, as long as the return can be filled in."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.evidence import actions as evidence
from etam.evidence import queries as files
from etam.evidence.exceptions import CannotDo
from etam.evidence.models import Use
from etam.submissions import editions
from etam.submissions.actions.saving import lock, refuse_unfillable
from etam.submissions.exceptions import BadInput, Obstacle
from etam.submissions.models import Submission

PLACE = Use.Place.SUBMISSION.value


@transaction.atomic
def attach(
    submission: Submission, *, element: str, codes: Collection[str], by: User | None, at: datetime | None = None
) -> None:
    """Let exactly the files with these codes support the answer to one question; others that did no longer do.

    Raises BadInput for a question that the round does not ask, a code that is not the institution's, or a file that has
    expired, was withdrawn or replaced; WrongState or RoundClosed when the return cannot be filled in now.
    """
    at = at or timezone.now()
    row = lock(submission)
    refuse_unfillable(row, at)
    question = editions.of_round(row.round).by_element.get(element)
    if question is None:
        raise BadInput(f"Putaran ini tidak menanyakan: {element}.")
    name = f"{question.number} {question.short.id}"
    try:
        evidence.choose(
            row.institution,
            codes=codes,
            place=PLACE,
            place_id=row.pk,
            element=element,
            by=by,
            title=f"{row.round.title}, {name}",
            url=row.get_absolute_url(),
            at=at,
        )
    except CannotDo as problem:
        raise BadInput(f"{name}: {problem}") from problem


def evidence_obstacles(submission: Submission, at: datetime) -> list[Obstacle]:
    """A sentence for every file at a question that has expired or was withdrawn, in the order of the questions."""
    edition, today = editions.of_round(submission.round), timezone.localdate(at)
    used = files.uses(PLACE, submission.pk)
    return [
        Obstacle(one.element, f"{one.number} {one.short.id}: {problem}")
        for one in edition.questions
        for file in used.get(one.element, ())
        if (problem := files.mend(file, today))
    ]
