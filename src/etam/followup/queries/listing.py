"""Lists of recommendations: from a source, filtered, and counted by status and clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from etam.followup import reference
from etam.followup.models import Recommendation
from etam.followup.owners import owned_by
from etam.institutions.models import Institution

Status = Recommendation.Status
SETTLED = (Status.DONE, Status.IMPOSSIBLE)
UNFINISHED = ~Q(status__in=SETTLED)


@dataclass(frozen=True)
class Tally:
    """How many recommendations stand where. `answers_late` and `reviews_late` are unfinished ones past their clock."""

    total: int
    by_status: dict[str, int]
    waiting: int
    answers_late: int
    reviews_late: int
    old: int

    @property
    def settled(self) -> int:
        """Done or impossible: nothing is asked any more."""
        return sum(self.by_status[status] for status in SETTLED)

    @property
    def late(self) -> int:
        """Past a clock, whoever's turn it is."""
        return self.answers_late + self.reviews_late


def of_source(source: str, source_id: str | int) -> QuerySet[Recommendation]:
    """What one source recommended, in order of number, with owners."""
    rows = Recommendation.objects.filter(source=source, source_id=str(source_id)).order_by("number")
    return rows.select_related("institution", "institution__regency", "pending", "verdict")


def answer_late(day: date) -> Q:
    """The owner's turn, and the due date has passed."""
    return UNFINISHED & Q(pending=None, due_on__lt=day)


def review_late(day: date) -> Q:
    """An answer waits for a verdict, and the time for judging it has passed."""
    return Q(pending__review_due_on__lt=day)


def late(day: date) -> Q:
    """Past whichever clock runs."""
    return answer_late(day) | review_late(day)


def old(day: date) -> Q:
    """Unfinished for so long that it is called old, whatever its due date says."""
    return UNFINISHED & Q(issued_at__date__lt=day - timedelta(days=reference.latest().age_alert_days))


def tally(recommendations: QuerySet[Recommendation], day: date | None = None) -> Tally:
    """Count recommendations by status and clock on a day (today unless given), in one query."""
    on = day or localdate()
    counted = recommendations.order_by().aggregate(
        total=Count("pk"),
        **{status.value: Count("pk", filter=Q(status=status)) for status in Status},
        waiting=Count("pk", filter=Q(pending__isnull=False)),
        answers_late=Count("pk", filter=answer_late(on)),
        reviews_late=Count("pk", filter=review_late(on)),
        old=Count("pk", filter=old(on)),
    )
    by_status = {status.value: counted.pop(status.value) for status in Status}
    return Tally(by_status=by_status, **counted)


def matching(
    recommendations: QuerySet[Recommendation],
    day: date,
    *,
    search: str = "",
    status: str = "",
    regency: str = "",
    source: str = "",
    topic: str = "",
    clock: str = "",
) -> QuerySet[Recommendation]:
    """Narrow a list. `regency` is a Kemendagri code, `source` is "source/source_id"; an empty filter lets all through.

    `clock` is "lewat" (past a due date), "menunggu" (an answer waits for a verdict) or "lama" (unfinished for long).
    """
    clocks = {"lewat": late(day), "menunggu": Q(pending__isnull=False), "lama": old(day)}
    for word in search.split():
        recommendations = recommendations.filter(
            Q(text__icontains=word)
            | Q(action__icontains=word)
            | Q(institution__name__icontains=word)
            | Q(owner_name__icontains=word)
            | Q(code__iexact=word)
        )
    if regency:
        recommendations = recommendations.filter(owned_by(Institution.objects.filter(regency=regency), day))
    if source:
        kind, _, key = source.partition("/")
        recommendations = recommendations.filter(source=kind, source_id=key)
    wanted = {name: value for name, value in (("status", status), ("topic", topic)) if value}
    return recommendations.filter(clocks.get(clock, Q()), **wanted)


def sources(recommendations: QuerySet[Recommendation]) -> list[tuple[str, str]]:
    """Where recommendations come from, as ("source/source_id", title), in order of title."""
    rows = recommendations.order_by("source_title", "source", "source_id")
    found = rows.values_list("source", "source_id", "source_title").distinct()
    return list({f"{source}/{key}": title for source, key, title in found}.items())


def by_urgency(recommendations: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Unfinished ones first, and of these the nearest date of the clock that runs; then the settled ones."""
    return recommendations.annotate(
        is_over=Case(When(status__in=SETTLED, then=1), default=0),
        clock_on=Coalesce("pending__review_due_on", "due_on"),
    ).order_by("is_over", "clock_on", "source", "source_id", "number")


def by_source(recommendations: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """In the order of a matrix: source after source, each by number."""
    return recommendations.order_by("source_title", "source", "source_id", "number")
