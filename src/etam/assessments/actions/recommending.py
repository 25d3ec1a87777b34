"""Findings of a determined audit become recommendations that are followed up."""

from datetime import datetime

from django.utils.timezone import localdate

from etam.accounts.models import User
from etam.assessments.models import Assessment
from etam.followup import actions as followup
from etam.followup.models import Recommendation

SOURCE = "audit"


def recommend(assessment: Assessment, *, by: User | None, at: datetime) -> list[Recommendation]:
    """Issue one recommendation for every finding that stands; those issued before stay as they are."""
    known = issued_numbers(assessment)
    standing = assessment.irregularities.filter(dropped_at=None).exclude(number__in=known)
    today = localdate(at)
    items = [
        followup.Item(
            number=one.number,
            text=one.recommendation,
            institution=assessment.institution,
            topic="archives",
            # A due date that passed while the office answered cannot be kept; the clock of the rules runs instead.
            due_on=one.due_on if one.due_on and one.due_on >= today else None,
        )
        for one in standing
    ]
    if not items:
        return []
    return followup.issue(
        source=SOURCE,
        source_id=assessment.pk,
        source_title=f"{assessment.get_kind_display()} {assessment.year}, {assessment}",
        source_url=assessment.get_absolute_url(),
        items=items,
        by=by,
        at=at,
        is_sample=assessment.is_sample,
    )


def issued_numbers(assessment: Assessment) -> set[int]:
    """The findings that were issued as recommendations already; their words no longer change."""
    rows = Recommendation.objects.filter(source=SOURCE, source_id=str(assessment.pk))
    return set(rows.values_list("number", flat=True))
