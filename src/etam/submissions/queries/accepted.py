"""Accepted answers that are no numbers: what institutions said in words, or by choosing."""

from collections.abc import Iterable

from etam.institutions.models import Institution
from etam.questionnaire import Answer, Context, settle
from etam.submissions import editions
from etam.submissions.models import Submission

ACCEPTED = (Submission.State.ACCEPTED, Submission.State.LOCKED)


def accepted_answers(
    instrument_code: str, period: int, institutions: Iterable[Institution]
) -> dict[int, dict[str, Answer]]:
    """What these institutions' accepted returns about `period` say, by key of the institution, in one query.

    A question that is not put to an institution is *not applicable*; one that is absent was not answered. One that was
    given back for correction says nothing until it is accepted anew.
    """
    rows = Submission.objects.filter(
        round__instrument_code=instrument_code,
        round__period=period,
        institution__in=institutions,
        state__in=ACCEPTED,
        latest__isnull=False,
    ).select_related("round", "latest")
    found = {}
    for row in rows.order_by("round__opens_on", "pk"):
        context = Context(row.kind, row.subtype, row.regency_id)
        found[row.institution_id] = settle(
            editions.of_round(row.round), row.latest.answers if row.latest else {}, context
        )
    return found


def periods_of(instrument_code: str) -> list[int]:
    """The periods that rounds with this instrument were about, the latest first."""
    rows = Submission.objects.filter(round__instrument_code=instrument_code, state__in=ACCEPTED).order_by()
    return sorted(set(rows.values_list("round__period", flat=True)), reverse=True)
