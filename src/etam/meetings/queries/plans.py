"""Action plans of adopted points, and what earlier meetings left unfinished."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from etam.followup.models import Recommendation, Response
from etam.followup.queries import listing
from etam.followup.queries.listing import UNFINISHED, Tally
from etam.followup.queries.turns import Line, age_days, lines
from etam.institutions import reference
from etam.institutions.models import Institution
from etam.meetings.models import SOURCE, CarriedOver, Meeting, Point

ARCHIVE = "archive"
"""The family of kinds to which archive institutions and the offices of a government belong."""


@dataclass(frozen=True)
class Plan:
    """One action plan: its line in `followup`, and how far its owner says it has come (per cent; None before that)."""

    line: Line
    progress: int | None
    age_days: int

    @property
    def recommendation(self) -> Recommendation:
        return self.line.recommendation


@dataclass(frozen=True)
class PlannedPoint:
    """An adopted point with what shall be done about it."""

    point: Point
    plans: list[Plan]

    @property
    def settled(self) -> int:
        """How many of its plans ask nothing more of their owners."""
        return sum(one.recommendation.is_settled for one in self.plans)


@dataclass(frozen=True)
class Carried:
    """An unfinished action of an earlier meeting, and what this meeting decided of it, if it has."""

    plan: Plan
    decided: CarriedOver | None


def planned_points(meeting: Meeting, day: date) -> list[PlannedPoint]:
    """The adopted points of a meeting in their order, each with its plans, in a constant number of queries."""
    points = list(meeting.points.filter(state=Point.State.ADOPTED).order_by("number"))
    by_key: dict[str, list[Plan]] = defaultdict(list)
    for one in _plans(of_meeting(meeting).order_by("source_id", "number"), day):
        by_key[one.recommendation.source_id].append(one)
    for point in points:
        point.meeting = meeting
    return [PlannedPoint(point, by_key[point.key]) for point in points]


def owners_offered() -> QuerySet[Institution]:
    """The offices that usually own an action, by name; any other institution is named by its code."""
    kinds = reference.kinds().of_family(ARCHIVE)
    return Institution.objects.filter(kind__in=kinds, valid_to=None).order_by("name").only("code", "name")


def tally(meeting: Meeting, day: date) -> Tally:
    """The plans of a meeting, counted by status and clock."""
    return listing.tally(of_meeting(meeting), day)


def of_meeting(meeting: Meeting) -> QuerySet[Recommendation]:
    """Every action plan of a meeting."""
    numbers = meeting.points.filter(number__isnull=False).values_list("number", flat=True)
    keys = [f"{meeting.code}-{number}" for number in numbers]
    return _all().filter(source=SOURCE, source_id__in=keys)


def unfinished_before(meeting: Meeting) -> QuerySet[Recommendation]:
    """Unfinished actions of meetings that began before this one, the oldest first."""
    earlier = Point.objects.filter(meeting__starts_on__lt=meeting.starts_on, number__isnull=False)
    keys = [f"{code}-{number}" for code, number in earlier.values_list("meeting__code", "number")]
    return _all().filter(UNFINISHED, source=SOURCE, source_id__in=keys).order_by("issued_at", "pk")


def carried(meeting: Meeting, day: date) -> list[Carried]:
    """What a meeting takes up, the oldest first: what it decided already, and what is unfinished before it."""
    decided = {one.recommendation_id: one for one in meeting.carried_over.all()}
    # An action that was finished after this meeting decided about it stays in its list.
    rows = _all().filter(pk__in=decided) | unfinished_before(meeting).order_by()
    plans = _plans(rows.order_by("issued_at", "pk"), day)
    return [Carried(one, decided.get(one.recommendation.pk)) for one in plans]


def _plans(recommendations: Iterable[Recommendation], day: date) -> list[Plan]:
    rows = list(recommendations)
    progress = _progress(rows)
    return [
        Plan(line, progress.get(line.recommendation.pk), age_days(line.recommendation, day))
        for line in lines(rows, day)
    ]


def _progress(rows: list[Recommendation]) -> dict[int, int]:
    """What the latest answer that was not taken back says, by recommendation."""
    said = Response.objects.filter(recommendation__in=rows, withdrawn_at=None).order_by("number")
    return dict(said.values_list(F("recommendation_id"), "progress"))


def _all() -> QuerySet[Recommendation]:
    return Recommendation.objects.select_related("institution", "institution__regency", "pending", "verdict")
