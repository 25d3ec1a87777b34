"""How far the rounds have come: accepted, in time, by kab/kota."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from etam.publishing.queries.days import day_after
from etam.submissions.models import Round, Submission
from etam.submissions.queries import library_rounds

ACCEPTED = (Submission.State.ACCEPTED, Submission.State.LOCKED)
NOBODY = (0, 0, 0)


@dataclass(frozen=True)
class RoundProgress:
    """One round in numbers of institutions."""

    round: Round
    expected: int
    accepted: int
    on_time: int
    is_open: bool
    """Its shares are not yet what they will be."""

    @property
    def accepted_share(self) -> float | None:
        """Per cent; None when nobody is expected."""
        return 100 * self.accepted / self.expected if self.expected else None

    @property
    def on_time_share(self) -> float | None:
        return 100 * self.on_time / self.expected if self.expected else None


def progress(today: date, regency: str = "") -> list[RoundProgress]:
    """The rounds of libraries that have begun, oldest first; of one kab/kota when `regency` is given."""
    held = list(library_rounds().filter(opens_on__lte=today).order_by("period", "opens_on"))
    counted = (
        Submission.objects.filter(Q(regency_id=regency) if regency else Q(), round__in=held)
        .values_list("round_id")
        .annotate(
            expected=Count("id"),
            accepted=Count("id", filter=Q(state__in=ACCEPTED)),
            on_time=Count("id", filter=_in_time(held)),
        )
        .order_by()
    )
    by_round = {key: (expected, accepted, on_time) for key, expected, accepted, on_time in counted}
    return [RoundProgress(one, *by_round.get(one.pk, NOBODY), one.state_on(today) == "open") for one in held]


def _in_time(held: Iterable[Round]) -> Q:
    """The condition that a return was first sent by the due date of its round."""
    # Moments, not dates: SQLite would have to work out the date of every return in Python.
    return reduce(or_, (Q(round=one, first_submitted_at__lt=day_after(one.due_on)) for one in held), Q(pk__in=[]))


def planned(today: date) -> list[Round]:
    """Rounds of libraries that are open or still to come, the next due date first."""
    return list(library_rounds().filter(closes_on__gte=today).order_by("due_on"))
