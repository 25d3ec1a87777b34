"""Passing an assessment from one state to the next: the lock, the step and the journal entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments import ways
from etam.assessments.exceptions import WrongState
from etam.assessments.models import Assessment, Step


def lock(assessment: Assessment) -> Assessment:
    """The assessment's row as it stands now, held until the transaction ends."""
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("institution", "regency", "programme")
        .get(pk=assessment.pk)
    )


def refuse_other_state(row: Assessment, allowed: str | tuple[str, ...], what: str) -> None:
    """Raise WrongState unless the assessment stands in one of the `allowed` states; `what` completes
    "tidak dapat …".
    """
    if row.state not in ((allowed,) if isinstance(allowed, str) else allowed):
        raise WrongState(
            f"Penilaian {row} berstatus {ways.label(row).lower()}, jadi tidak dapat {what}. "
            "Muat ulang halaman untuk melihat keadaan terakhir."
        )


def move(
    row: Assessment,
    to_state: str,
    *,
    by: User | None,
    at: datetime,
    action: str,
    summary: str,
    given: Assessment,
    reason: str = "",
    remarks: Mapping[str, str] | None = None,
    **detail: Any,
) -> Assessment:
    """Write the step and the journal entry, and let the caller's object tell the truth again."""
    Step.objects.create(
        assessment=row,
        from_state=row.state,
        to_state=to_state,
        at=at,
        by=by,
        reason=reason.strip(),
        remarks=dict(remarks or {}),
    )
    row.state, row.state_since = to_state, at
    row.save()
    journal.record(f"assessment.{action}", row, by=by, summary=f"{row}: {summary}", **detail)
    for field in Assessment._meta.concrete_fields:
        setattr(given, field.attname, getattr(row, field.attname))
    return given
