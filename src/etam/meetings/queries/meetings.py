"""Lists of meetings, who is coming to one of them, and what was agreed about the next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from etam.content.meetings import Agreed, latest_meetings
from etam.institutions.models import Region
from etam.meetings.models import Meeting, Participant, Point

State, Answer = Meeting.State, Participant.Answer
STANDING = Q(participants__removed_at__isnull=True, participants__isnull=False)


@dataclass(frozen=True)
class Turnout:
    """How many stand on the list of a meeting, were invited, said yes or no, and came."""

    listed: int = 0
    invited: int = 0
    coming: int = 0
    absent: int = 0
    came: int = 0

    @property
    def silent(self) -> int:
        """How many were invited and have not answered."""
        return max(self.invited - self.coming - self.absent, 0)


@dataclass(frozen=True)
class NextMeeting:
    """A later meeting that a point agrees on; `found` is None where no record of it was found."""

    agreed: Agreed
    host: str
    found: Meeting | None


def with_counts(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with `adopted_points`, `listed` participants and how many `came`."""
    came = STANDING & Q(participants__attended_at__isnull=False)
    return meetings.annotate(
        adopted_points=Count("points", filter=Q(points__state=Point.State.ADOPTED), distinct=True),
        listed=Count("participants", filter=STANDING, distinct=True),
        came=Count("participants", filter=came, distinct=True),
    )


def coming(meetings: QuerySet[Meeting], day: date) -> QuerySet[Meeting]:
    """What is planned and not over by a day, the next first."""
    return meetings.filter(state=State.PLANNED, ends_on__gte=day).order_by("starts_on", "pk")


def past(meetings: QuerySet[Meeting], day: date) -> QuerySet[Meeting]:
    """What was held, called off, or should have been by a day, the latest first."""
    return meetings.exclude(state=State.PLANNED, ends_on__gte=day).order_by("-starts_on", "-pk")


def unmarked(meetings: QuerySet[Meeting], day: date) -> QuerySet[Meeting]:
    """What was planned for days that are over: somebody must say whether it took place. The oldest first."""
    return meetings.filter(state=State.PLANNED, ends_on__lt=day).order_by("ends_on", "pk")


def turnout(meeting: Meeting) -> Turnout:
    """Who stands on the list and who came, counted; one question to the database."""
    rows = meeting.participants.filter(removed_at=None)
    return Turnout(
        **rows.aggregate(
            listed=Count("pk"),
            invited=Count("pk", filter=Q(invited_at__isnull=False)),
            coming=Count("pk", filter=Q(answer=Answer.COMING)),
            absent=Count("pk", filter=Q(answer=Answer.ABSENT)),
            came=Count("pk", filter=Q(attended_at__isnull=False)),
        )
    )


def next_meetings(meeting: Meeting) -> list[NextMeeting]:
    """What this meeting agreed about later ones, and whether they were found."""
    agreed = [one for one in latest_meetings().agreed if one.meeting == meeting.code]
    if not agreed:
        return []
    hosts = {one.code: one.short_name for one in Region.objects.filter(code__in=[one.host for one in agreed])}
    found = {one.code: one for one in Meeting.objects.filter(code__in=[one.found for one in agreed])}
    return [NextMeeting(one, hosts.get(one.host, one.host), found.get(one.found)) for one in agreed]
