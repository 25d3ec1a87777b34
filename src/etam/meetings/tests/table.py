"""Points on the table of a meeting, brought to where a test begins."""

from datetime import date, datetime
from typing import Any

from etam.accounts.models import User
from etam.meetings import actions
from etam.meetings.actions import Signing
from etam.meetings.models import Meeting, Participant, Point
from etam.meetings.seats import Seat
from etam.meetings.tests.cast import DURING, FIRST_DAY, Cast

TEXT = "Dinas Perpustakaan dan Kearsipan memperbarui data perpustakaan desa setiap tahun."
REPRESENTATIVE = Signing("representative", "Siti Aminah", "Kepala Dinas", "DPK Kutai Timur")


def at_desk(person: User, meeting: Meeting) -> Seat:
    """An officer's place."""
    return Seat(meeting, user=person, organises=True)


def of_participant(participant: Participant) -> Seat:
    """The place of somebody who came through an invitation."""
    return Seat(participant.meeting, participant=participant, token="x")


def proposed(cast: Cast, meeting: Meeting | None = None, **changes: Any) -> Point:
    """A point that an officer proposed."""
    given = {"text": TEXT, "topic": "library", "by": at_desk(cast.officer, meeting or cast.planned)}
    return actions.propose(**{**given, **changes})


def drafted(cast: Cast, text: str = TEXT, meeting: Meeting | None = None) -> Point:
    """A point that the drafting team took up as it was proposed."""
    point = proposed(cast, meeting, text=text)
    return actions.revise(point, text=text, topic="library", seen=1, by=at_desk(cast.officer, point.meeting))


def decided(cast: Cast, count: int = 2, meeting: Meeting | None = None) -> Meeting:
    """A meeting that lacks nothing but its adoption."""
    one = meeting or cast.planned
    for number in range(1, count + 1):
        actions.decide(drafted(cast, f"Butir yang ke-{number}.", one), adopts=True, by=cast.officer)
    actions.sign(one, number="045/12/DPK", signatories=[REPRESENTATIVE], by=cast.officer)
    actions.write_minutes(one, text="Pleno dibuka.", base=0, by=cast.officer, at=DURING)
    return one


def adopted(cast: Cast, meeting: Meeting | None = None, on: date = FIRST_DAY, at: datetime = DURING) -> Meeting:
    """A meeting that adopted two points."""
    return actions.adopt_meeting(decided(cast, meeting=meeting), adopted_on=on, by=cast.officer, at=at)
