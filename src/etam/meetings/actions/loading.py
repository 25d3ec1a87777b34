"""Meetings that content knows, with the points that they adopted."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.content import meetings as content
from etam.content.files import CONTENT_ROOT, versions
from etam.content.recommendations import Recommendation, Recommendations
from etam.editions.actions import loaded_version, record_version
from etam.editions.models import ContentVersion
from etam.institutions.models import Region
from etam.meetings.models import Meeting, Point, PointText
from etam.outreach.tokens import new_token

STATES = {"held": Meeting.State.HELD, "adopted": Meeting.State.ADOPTED}


def load_meetings(*, folder: Path | None = None, by: User | None = None, at: datetime | None = None) -> ContentVersion:
    """Bring the meetings to an edition of content, the newest unless `folder` names another.

    Loading the same edition again changes nothing. A meeting that a person entered or corrected stays as it is, and so
    does one that the edition no longer holds. Raises ContentError when the edition has a fault.
    """
    edition = folder or versions(CONTENT_ROOT / "meetings")[-1]
    if (loaded := loaded_version("meetings", "meetings", edition)) is not None:
        return loaded
    found, at = content.load_meetings(edition), at or timezone.now()
    with transaction.atomic():
        for one in found.meetings:
            adopted = content.recommendations_of(one.recommendations, edition) if one.recommendations else None
            meeting = _bring(one, adopted, found.version, at)
            if meeting is not None and adopted is not None:
                _bring_points(meeting, adopted, found, at)
        return record_version("meetings", "meetings", found.version, found.checksum, by=by)


def _bring(one: content.Meeting, adopted: Recommendations | None, version: str, at: datetime) -> Meeting | None:
    """The meeting as content knows it; None where a person keeps it."""
    known = Meeting.objects.filter(code=one.code).first()
    if known is not None and not known.content_version:
        return None
    values = {
        name: getattr(one, name)
        for name in ("label", "name", "theme", "starts_on", "ends_on", "host_name", "venue", "source", "confidence")
    }
    values |= {"state": STATES[one.state], "content_version": version}
    values["host"] = Region.objects.filter(code=one.host).first() if one.host else None
    if adopted is not None:
        values["adopted_on"] = adopted.adopted_on
        values["resolution"] = adopted.meeting.get("resolution", {}).get("id", "")
    meeting, _ = Meeting.objects.update_or_create(
        code=one.code, defaults=values, create_defaults={**values, "token": new_token(), "made_at": at}
    )
    return meeting


def _bring_points(meeting: Meeting, adopted: Recommendations, found: content.Meetings, at: datetime) -> None:
    for one in adopted.points:
        point, _ = Point.objects.update_or_create(
            meeting=meeting,
            number=one.number,
            defaults=_values(one, found.topics[meeting.code, one.number]),
            create_defaults={**_values(one, found.topics[meeting.code, one.number]), "made_at": at},
        )
        PointText.objects.update_or_create(
            point=point, number=1, defaults={"text": one.text}, create_defaults={"text": one.text, "at": at}
        )


def _values(one: Recommendation, topic: str) -> dict[str, object]:
    return {
        "position": one.number,
        "title": one.title["id"],
        "text": one.text,
        "topic": topic,
        "state": Point.State.ADOPTED,
    }
