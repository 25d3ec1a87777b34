"""Recommendations in the world of the walk: a proposed point, an adopted meeting, a later one."""

from datetime import timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from etam.meetings import actions
from etam.meetings.actions import Details, Signing
from etam.meetings.models import Meeting
from etam.meetings.seats import Seat
from etam.submissions.tests.cast import Cast


def drafted_together(cast: Cast) -> dict[str, int | str]:
    """The keys by which addresses name the adopted meeting with its document, and the later one."""
    now = timezone.now()
    day = localdate(now)
    planned = Meeting.objects.get(label="Rakor")
    at_desk = Seat(planned, user=cast.officer, organises=True)
    point = actions.propose(text="Perbarui data.", topic="library", by=at_desk)
    adopted = actions.plan(Details("Rakornis", "Rapat Teknis", day, day, venue="Sangatta"), by=cast.officer, at=now)
    _adopt(adopted, cast, now)
    later = day + timedelta(days=30)
    meeting = actions.plan(Details("Rakorda", "Rapat Daerah", later, later), by=cast.officer, at=now)
    return {"point": point.pk, "adopted": adopted.code, "later": meeting.code}


def _adopt(meeting: Meeting, cast: Cast, now: object) -> None:
    at_desk = Seat(meeting, user=cast.officer, organises=True)
    point = actions.propose(text="Perbarui data.", topic="library", by=at_desk)
    actions.revise(point, text="Perbarui data.", topic="library", seen=1, by=at_desk)
    actions.decide(point, adopts=True, by=cast.officer)
    actions.sign(meeting, number="1", signatories=[Signing("representative", "Siti", "Kepala")], by=cast.officer)
    on = localdate(now)
    actions.adopt_meeting(meeting, adopted_on=on, without_minutes="Contoh.", by=cast.officer, at=now)
    actions.make_document(meeting, by=cast.officer)
