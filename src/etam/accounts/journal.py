"""The journal: every action leaves one entry."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from etam.accounts.models import JournalEntry, User


def record(action: str, subject: models.Model, *, by: User | None, summary: str, **detail: Any) -> JournalEntry:
    """Write down that `by` did `action` to `subject`; `by` is None when the system itself did it."""
    return JournalEntry.objects.create(**_fields(action, subject, by, summary, detail))


def record_many(action: str, subjects: Iterable[models.Model], *, by: User | None, summary: str, **detail: Any) -> None:
    """The same for many subjects at once, one entry each."""
    JournalEntry.objects.bulk_create(
        (JournalEntry(**_fields(action, subject, by, summary, detail)) for subject in subjects), batch_size=500
    )


def of(subject: models.Model) -> models.QuerySet[JournalEntry]:
    """What was done to `subject`, the latest first."""
    return JournalEntry.objects.filter(
        subject_kind=subject._meta.label_lower, subject_id=str(subject.pk)
    ).select_related("by")


def _fields(
    action: str, subject: models.Model, by: User | None, summary: str, detail: dict[str, Any]
) -> dict[str, Any]:
    return {
        "action": action,
        "subject_kind": subject._meta.label_lower,
        "subject_id": str(subject.pk),
        "by": by,
        "summary": summary,
        "detail": detail,
    }
