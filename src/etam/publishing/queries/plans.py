"""Action plans about adopted points, as everybody may know them: who does what by when, and how it stands.

No name of a person, no text of an answer, no file: only how many pieces of evidence stand under it.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, CharField, Count, F, IntegerField, QuerySet, When, Window
from django.db.models.functions import Cast, RowNumber

from etam.evidence.models import Use
from etam.followup.models import Recommendation, Response
from etam.followup.owners import owners_on
from etam.followup.queries.listing import SETTLED, late
from etam.institutions.models import Institution
from etam.meetings.models import SOURCE

Status = Recommendation.Status
OF_SOURCE = ("recommendation__source_id", "recommendation_id")


@dataclass(frozen=True)
class Plan:
    """One action plan on a day. An answer that waits is judged by `due_on`; otherwise the owner answers by it."""

    recommendation: Recommendation
    owner: str
    evidence: int
    is_waiting: bool
    due_on: date
    is_late: bool


@dataclass(frozen=True)
class Plans:
    """The action plans of one point: how many stand where, and those that are `shown`, the most urgent first."""

    statuses: Counter[str] = field(default_factory=Counter)
    late: int = 0
    evidence: int = 0
    shown: tuple[Plan, ...] = ()

    @property
    def total(self) -> int:
        return self.statuses.total()

    @property
    def settled(self) -> int:
        """Done, or found impossible: nothing is asked any more."""
        return sum(self.statuses[status] for status in SETTLED)

    @property
    def settled_percent(self) -> float:
        """Of no plans 0."""
        return 100 * self.settled / self.total if self.total else 0.0

    @property
    def left_out(self) -> int:
        return self.total - len(self.shown)

    @property
    def by_status(self) -> list[tuple[str, int]]:
        """(label, plans) of each status that any is in, in the order of the law."""
        return [(str(status.label), self.statuses[status]) for status in Status if self.statuses[status]]


def of_points(keys: Sequence[str], today: date, *, shown: int | None = None) -> Mapping[str, Plans]:
    """Action plans by key of their point; all of them, or the `shown` most urgent of each.

    At most seven questions to the database, however many plans there are.
    """
    rows = Recommendation.objects.filter(source=SOURCE, source_id__in=keys).order_by()
    by_status = rows.values_list("source_id", "status")
    counted = list(by_status.annotate(count=Count("pk"), late=Count("pk", filter=late(today))))
    if not counted:
        return {}
    statuses: dict[str, Counter[str]] = defaultdict(Counter)
    overdue: Counter[str] = Counter()
    for key, status, count, count_late in counted:
        statuses[key][status] += count
        overdue[key] += count_late
    evidence = _evidence(rows)
    told: dict[str, list[Plan]] = defaultdict(list)
    for plan in _told(rows, evidence, today, shown):
        told[plan.recommendation.source_id].append(plan)
    found: Counter[str] = Counter()
    for (key, _), count in evidence.items():
        found[key] += count
    return {key: Plans(statuses[key], overdue[key], found[key], tuple(told[key])) for key in statuses}


def _told(
    rows: QuerySet[Recommendation], evidence: Mapping[tuple[str, int], int], today: date, shown: int | None
) -> list[Plan]:
    over = Case(When(status__in=SETTLED, then=1), default=0, output_field=IntegerField())
    urgency = [over.asc(), F("due_on").asc(), F("number").asc()]
    ranked = rows.annotate(urgency=Window(RowNumber(), partition_by=F("source_id"), order_by=urgency))
    if shown is not None:
        ranked = ranked.filter(urgency__lte=shown)
    # Sorted by their keys alone, then read: the texts weigh.
    keys = list(ranked.order_by("source_id", "urgency").values_list("pk", flat=True))
    by_key = Recommendation.objects.select_related("institution", "pending").in_bulk(keys)
    found = [by_key[key] for key in keys]
    owners = owners_on(found, today)
    return [_plan(one, owners[one.pk], evidence.get((one.source_id, one.pk), 0), today) for one in found]


def _plan(one: Recommendation, institution: Institution | None, evidence: int, today: date) -> Plan:
    owner = institution.name if institution else one.owner_name
    due_on = one.pending.review_due_on if one.pending else one.due_on
    return Plan(one, owner, evidence, one.pending is not None, due_on, not one.is_settled and due_on < today)


def _evidence(rows: QuerySet[Recommendation]) -> dict[tuple[str, int], int]:
    """Pieces of evidence that stand under the answers, by (source_id, recommendation)."""
    answers = Response.objects.filter(recommendation__in=rows.values("pk"), withdrawn_at=None).order_by()
    keys = {str(pk): (source, one) for pk, source, one in answers.values_list("pk", *OF_SOURCE)}
    uses = Use.objects.filter(place=Use.Place.RESPONSE, released_at=None, evidence__withdrawn_at=None).order_by()
    held = uses.filter(place_id__in=answers.values(key=Cast("pk", CharField()))).values_list("place_id")
    found: Counter[tuple[str, int]] = Counter()
    for place, count in held.annotate(Count("evidence", distinct=True)):
        found[keys[place]] += count
    return found
