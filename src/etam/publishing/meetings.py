"""What the page of one meeting says: its finding, its points with what became of them, the editions of its document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etam.meetings.models import CarriedOver, Meeting, MeetingDocument, Point
from etam.publishing.queries import plans
from etam.publishing.queries.plans import Plans
from etam.web import formats
from etam.web.documents import SHOWN_OF_HASH

State = Meeting.State
PLANS_SHOWN = 20
LOOKS: Mapping[str, tuple[str, str]] = {
    State.PLANNED: ("mute", "dash"),
    State.HELD: ("info", "full"),
    State.ADOPTED: ("ok", "full"),
    State.CANCELLED: ("mute", "bar"),
}
"""Tone and lozenge of the chip of a state."""


@dataclass(frozen=True)
class Shown:
    """One meeting in the list."""

    meeting: Meeting

    @property
    def days(self) -> str:
        return formats.days(self.meeting.starts_on, self.meeting.ends_on)

    @property
    def place(self) -> str:
        """Venue and host, each once; "" when neither is known."""
        venue, host = self.meeting.venue, self.meeting.host_label
        return ", ".join(part for part in (venue, "" if host in venue else host) if part)

    @property
    def look(self) -> tuple[str, str]:
        return LOOKS[self.meeting.state]


@dataclass(frozen=True)
class PointLine:
    """An adopted point and what is done about it."""

    point: Point
    plans: Plans


@dataclass(frozen=True)
class Mark:
    """What became of the document that carries a printed mark. `edition` is None where no edition carries it."""

    asked: str
    edition: MeetingDocument | None
    is_current: bool


def points(meeting: Meeting, today: date) -> list[PointLine]:
    """The adopted points with their action plans, in order; of very many plans the most urgent."""
    rows = list(meeting.points.filter(state=Point.State.ADOPTED).order_by("number"))
    for row in rows:
        row.meeting = meeting
    found = plans.of_points([row.key for row in rows], today, shown=PLANS_SHOWN)
    return [PointLine(row, found.get(row.key, Plans())) for row in rows]


def carried(meeting: Meeting) -> list[CarriedOver]:
    """Unfinished actions of earlier meetings that this one took up."""
    return list(meeting.carried_over.select_related("recommendation", "recommendation__institution"))


def check(documents: Sequence[MeetingDocument], asked: str) -> Mark | None:
    """Which edition carries the mark that is printed on a document; `documents` the latest first. None without one."""
    mark = "".join(asked.split()).lower()
    if not mark:
        return None
    # Whoever types less than what is printed has not compared it.
    long_enough = len(mark) >= SHOWN_OF_HASH
    found = next((one for one in documents if long_enough and one.content_sha256.startswith(mark)), None)
    return Mark(asked.strip(), found, bool(found) and found == documents[0])


def finding(meeting: Meeting, lines: Sequence[PointLine]) -> str:
    """The title of the page: what the meeting adopted and what became of it."""
    if meeting.state == State.PLANNED:
        return f"{meeting} direncanakan {formats.days(meeting.starts_on, meeting.ends_on)}"
    if meeting.state == State.CANCELLED:
        return f"{meeting} dibatalkan"
    if not lines:
        return f"{meeting} terlaksana; rekomendasinya belum diketahui"
    adopted = f"{meeting} menetapkan {formats.spelled(len(lines))} rekomendasi"
    total = sum(one.plans.total for one in lines)
    if not total:
        return f"{adopted}; belum ada rencana aksi yang tercatat"
    settled = sum(one.plans.settled for one in lines)
    return f"{adopted}; {formats.number(settled)} dari {formats.number(total)} rencana aksinya tuntas"
