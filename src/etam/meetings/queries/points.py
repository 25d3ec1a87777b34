"""Points of a meeting as those see them who draft together: in their order, with wordings and comments."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from etam.meetings.differences import Piece, differences
from etam.meetings.models import Comment, Meeting, Participant, Point, PointText
from etam.web.formats import number

State = Point.State


@dataclass(frozen=True)
class Wording:
    """One wording of a point, who wrote it, and what it changed in the one before; no pieces for the first."""

    number: int
    text: str
    author: str
    at: datetime
    pieces: list[Piece]


@dataclass(frozen=True)
class Table:
    """All points of a meeting by what became of them: `order` is before the plenary or decided, in its order."""

    order: list[Point]
    proposed: list[Point]
    aside: list[Point]

    @property
    def adopted(self) -> list[Point]:
        return [one for one in self.order if one.state == State.ADOPTED]

    @property
    def headline(self) -> str:
        """What has come of the drafting so far."""
        if self.adopted and not self.undecided:
            return f"{number(len(self.adopted))} butir ditetapkan"
        drafted = [one for one in self.order if one.state == State.DRAFTED]
        if not self.order and not self.proposed:
            return "Belum ada butir yang diusulkan"
        waiting = (
            f"{number(len(self.proposed))} usulan menunggu dirumuskan"
            if self.proposed
            else "tidak ada usulan yang menunggu"
        )
        return f"{number(len(drafted))} butir dirumuskan, {waiting}"

    @property
    def undecided(self) -> int:
        """How many the plenary still has to decide about."""
        return len(self.proposed) + sum(one.state == State.DRAFTED for one in self.order)


def on_the_table(meeting: Meeting) -> Table:
    """The points of a meeting with the number of their comments, in one query."""
    rows = list(_points(meeting).order_by("position", "pk"))
    return Table(
        order=[one for one in rows if one.state in (State.DRAFTED, State.ADOPTED, State.REJECTED)],
        proposed=[one for one in rows if one.state == State.PROPOSED],
        aside=[one for one in rows if one.state in (State.MERGED, State.WITHDRAWN)],
    )


def history(point: Point) -> list[Wording]:
    """The wordings of a point with their differences, the latest first."""
    rows = list(point.texts.select_related("by", "participant__institution").order_by("number"))
    before = [None, *rows[:-1]]
    found = [
        Wording(one.number, one.text, author(one), one.at, differences(last.text, one.text) if last else [])
        for last, one in zip(before, rows, strict=True)
    ]
    return found[::-1]


def comments(point: Point) -> QuerySet[Comment]:
    """What was said about a point and about those that were merged into it, in the order in which it was said."""
    rows = Comment.objects.filter(Q(point=point) | Q(point__merged_into=point)).order_by("at", "id")
    return rows.select_related("by", "participant__institution", "point")


def drafting_team(meeting: Meeting) -> list[Participant]:
    """The participants who draft."""
    rows = meeting.participants.filter(part=Participant.Part.DRAFTER, removed_at=None)
    return list(rows.select_related("institution", "user"))


def author(record: Point | PointText | Comment) -> str:
    """Who wrote something, as others may read it: the institution for a participant, the name of an officer."""
    if record.participant is not None:
        return record.participant.institution_label or "Peserta"
    return record.by.name if record.by else "Isi acuan"


def _points(meeting: Meeting) -> QuerySet[Point]:
    # What was merged into a point brought its comments along.
    counted = Count("comments", filter=Q(comments__withdrawn_at=None), distinct=True)
    followed = Count("merged__comments", filter=Q(merged__comments__withdrawn_at=None), distinct=True)
    rows = meeting.points.annotate(said=counted + followed)
    return rows.select_related("by", "participant__institution", "merged_into")
