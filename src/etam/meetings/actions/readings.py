"""Keeping what the measures said on a day."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.meetings.models import MeasureReading
from etam.meetings.queries.readings import on_day
from etam.web.formats import day, number


@transaction.atomic
def record_readings(
    values: Mapping[str, float], *, on: date, by: User | None = None, is_sample: bool = False
) -> dict[str, float]:
    """Keep what measures said on a day, by code, in the units of content; of one day the last word counts.

    Returns what was new or different. Where nothing was, nothing is written.
    """
    kept = on_day(on)
    fresh = {code: value for code, value in values.items() if kept.get(code) != value}
    if not fresh:
        return {}
    rows = MeasureReading.objects.bulk_create(
        [MeasureReading(measure=code, on=on, value=value, is_sample=is_sample) for code, value in fresh.items()],
        update_conflicts=True,
        unique_fields=["measure", "on"],
        update_fields=["value", "is_sample"],
    )
    summary = f"{number(len(fresh))} ukuran dicatat untuk {day(on)}"
    journal.record("readings_recorded", rows[0], by=by, summary=summary, values=fresh)
    return fresh
