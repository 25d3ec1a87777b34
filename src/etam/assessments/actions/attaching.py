"""Evidence at a question: chosen from the institution's files, as long as its own sheet is open."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.assessments import editions
from etam.assessments.actions.moving import lock, refuse_other_state
from etam.assessments.exceptions import BadInput
from etam.assessments.models import Assessment
from etam.evidence import actions as evidence
from etam.evidence.exceptions import CannotDo

State = Assessment.State
PLACE = "assessment"


@transaction.atomic
def attach(
    assessment: Assessment, *, element: str, codes: Collection[str], by: User | None, at: datetime | None = None
) -> None:
    """Let exactly the files with these codes support the answer to one question; others that did no longer do.

    Raises BadInput for a question that is not asked, a code that is not the institution's, or a file that has
    expired, was withdrawn or replaced; WrongState unless the institution's own sheet is open.
    """
    at = at or timezone.now()
    row = lock(assessment)
    refuse_other_state(row, State.ANSWERING, "dilampiri bukti")
    edition = editions.instrument_of(row)
    if element not in edition.by_element:
        raise BadInput(f"Pertanyaan “{element}” tidak ada dalam instrumen ini.")
    question = edition.question(element)
    name = f"{question.number} {question.short.id}"
    try:
        evidence.choose(
            row.institution,
            codes=codes,
            place=PLACE,
            place_id=row.pk,
            element=element,
            by=by,
            title=f"{row.get_kind_display()} {row.year}, {name}",
            url=row.get_absolute_url(),
            at=at,
        )
    except CannotDo as problem:
        raise BadInput(f"{name}: {problem}") from problem
