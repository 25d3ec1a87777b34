"""A meeting in the world of the walk, planned in Kutai Timur, with a part of its programme and a document."""

from datetime import timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from etam.assessments.documents import storage
from etam.evidence.models import Evidence
from etam.meetings import actions
from etam.meetings.actions import AgendaPart, Details, Person
from etam.meetings.models import MeetingDocument
from etam.submissions.tests.cast import Cast

BYTES = b"%PDF-1.7\n"


def met(cast: Cast, paper: str) -> dict[str, int | str]:
    """The keys by which addresses name the meeting and what belongs to it; the known ones are loaded beside it."""
    actions.load_meetings()
    now = timezone.now()
    day = localdate(now)
    details = Details("Rakor", "Rapat Koordinasi", day, day + timedelta(days=1), host=cast.regency)
    meeting = actions.plan(details, by=cast.officer, at=now)
    part = actions.add_part(meeting, AgendaPart(day, "Pembukaan"), by=cast.officer)
    person = actions.add(meeting, Person("Hartati", cast.village), by=cast.officer, at=now)
    person, token = actions.invite(person, by=cast.officer, at=now)
    sha = storage.keep(BYTES)
    MeetingDocument.objects.create(
        meeting=meeting, edition=1, sha256=sha, content_sha256="0" * 64, size_bytes=len(BYTES), at=now
    )
    codes = [Evidence.objects.get(code=paper).code]
    (material,) = actions.add_files(meeting, cast.village, codes=codes, by=cast.officer, at=now)
    actions.write_minutes(meeting, text="Rapat dibuka.", base=0, by=cast.officer, at=now)
    return {
        "meeting_token": meeting.token,
        "meeting_material": material.pk,
        "meeting": meeting.code,
        "part": part.pk,
        "participant": person.pk,
        "invitation": token,
    }
