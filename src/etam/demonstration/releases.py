"""Rankings of the demonstration, computed from its returns by the real engine."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from etam.demonstration.people import Cast
from etam.indices import actions, tasks
from etam.submissions.queries import library_rounds

READING = ("reading-culture-and-information-literacy", "2026.1")
ARCHIVES = ("archive-order", "2026.1")
BOTH = ("literacy-and-archive-order", "2026.1")
DAYS_AFTER_CLOSING, DAYS_TO_PUBLISH = 28, 2


def make_releases(cast: Cast, periods: Sequence[int], draws: int, method: tuple[str, str] = READING) -> Iterator[str]:
    """Compute, propose and publish one ranking for each period; yields a line for each."""
    code, version = method
    for period in periods:
        # Audits of a year are over before the round about it closes: nothing is published on a day to come.
        at = min(_published_at(period), timezone.now() - timedelta(days=DAYS_TO_PUBLISH + 1))
        run = actions.start_run(
            method_code=code, method_version=version, period=period, draws=draws, by=cast.officer, at=at
        )
        # Here and now, not by a worker: what waits in the queue finds the run done and leaves it alone.
        tasks.compute.call(run.pk, run.attempt)
        run.refresh_from_db()
        release = actions.propose_release(run, by=cast.officer, at=at)
        actions.publish(release, by=cast.publisher, at=at + timedelta(days=DAYS_TO_PUBLISH))
        yield f"Rilis {release.code}: {release.title}"


def _published_at(period: int) -> datetime:
    day = library_rounds().get(period=period).closes_on + timedelta(days=DAYS_AFTER_CLOSING)
    return datetime.combine(day, time(10), timezone.get_current_timezone())
