"""The only door to meetings for a given person: each function finds *and* authorises.

Officers organise; operators, verifiers, partner agencies and observers look. Names of participants are for those who
organise. A participant without an account comes through the own signed link. Http404 where the record does not exist,
PermissionDenied where the role is missing, PassRefused for a link that opens nothing.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etam.accounts import passes
from etam.followup import access as followup
from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.meetings.models import AgendaItem, Material, Meeting, MeetingDocument, Participant, Point
from etam.meetings.seats import Seat
from etam.outreach.tokens import as_token

Role = Membership.Role
READERS = (Role.OPERATOR, Role.VERIFIER, Role.OFFICER, Role.PARTNER, Role.OBSERVER)
INVITATION = "meeting-invitation"
"""The purpose of the signed link that a participant gets."""


def meetings_to_view(user: Any) -> QuerySet[Meeting]:
    """Every meeting, for those who read meetings at the desk; raises PermissionDenied for others."""
    institutions.require_role(user, *READERS)
    return Meeting.objects.select_related("host")


def meeting_to_view(user: Any, code: str) -> Meeting:
    """The meeting, for anybody who may read it."""
    return get_object_or_404(meetings_to_view(user), code=code)


def meeting_to_organise(user: Any, code: str) -> Meeting:
    """The meeting, for an officer; a mere reader is refused."""
    meeting = meeting_to_view(user, code)
    if not may_organise(user):
        raise PermissionDenied("Hanya petugas provinsi yang mengelola rapat.")
    return meeting


def may_organise(user: Any) -> bool:
    """Whether `user` keeps meetings, and so may read the names of participants."""
    return institutions.has_role(user, Role.OFFICER)


def require_organiser(user: Any) -> None:
    """Raise PermissionDenied unless `user` keeps meetings."""
    institutions.require_role(user, Role.OFFICER)


def agenda_item_to_change(user: Any, code: str, pk: int) -> AgendaItem:
    """A part of the programme, for those who organise."""
    return get_object_or_404(meeting_to_organise(user, code).agenda.select_related("meeting"), pk=pk)


def participant_to_change(user: Any, code: str, pk: int) -> Participant:
    """Somebody on the list of participants who was not removed, for those who organise."""
    rows = meeting_to_organise(user, code).participants.filter(removed_at=None)
    return get_object_or_404(rows.select_related("meeting__host", "institution__regency", "invitation"), pk=pk)


def meeting_by_token(written: str) -> Meeting:
    """The meeting whose attendance page has this token; open to whoever holds it. Raises Http404."""
    token = as_token(written)
    if not token:
        raise Http404("Bukan alamat daftar hadir.")
    return get_object_or_404(Meeting.objects.select_related("host"), token=token)


def material_to_remove(user: Any, code: str, pk: int) -> Material:
    """A material, for those who organise."""
    return get_object_or_404(meeting_to_organise(user, code).materials.select_related("meeting", "evidence"), pk=pk)


def material_to_open(user: Any, code: str, pk: int) -> Material:
    """A material that is a file, for anybody who may read the meeting."""
    return _file(meeting_to_view(user, code), pk)


def material_for(participant: Participant, pk: int) -> Material:
    """A material that is a file, for a participant who came through the own invitation."""
    return _file(participant.meeting, pk)


def participant_for(token: str, at: datetime | None = None) -> Participant:
    """The participant whose invitation has this token; open to whoever holds it.

    Raises PassRefused with a sentence for the holder: unknown, taken back or over.
    """
    invitation = passes.opened(token, purpose=INVITATION, at=at)
    rows = Participant.objects.select_related("meeting__host", "institution", "invitation")
    found = rows.filter(invitation=invitation, removed_at=None).first()
    if found is None:
        raise passes.PassRefused("Undangan ini sudah tidak berlaku. Hubungi panitia yang mengirimnya.")
    return found


def seat_at_desk(user: Any, code: str) -> Seat:
    """The place of somebody who signed in: officer, participant in whatever role, or mere reader of meetings."""
    rows = Participant.objects.select_related("meeting__host", "institution")
    participant = rows.filter(meeting__code=code, user=user, removed_at=None).order_by("pk").first()
    meeting = participant.meeting if participant else meeting_to_view(user, code)
    reads = institutions.has_role(user, *READERS)
    return Seat(meeting, user=user, participant=participant, organises=may_organise(user), reads=reads)


def seat_of_invited(token: str, at: datetime | None = None) -> Seat:
    """The place of whoever holds an invitation; raises PassRefused with a sentence for the holder."""
    participant = participant_for(token, at)
    return Seat(participant.meeting, participant=participant, token=token)


def point_at(seat: Seat, pk: int) -> Point:
    """A point of the meeting in which somebody has a place."""
    return get_object_or_404(seat.meeting.points.select_related("merged_into", "participant__institution", "by"), pk=pk)


def require_voice(seat: Seat) -> None:
    """Raise PermissionDenied unless the person takes part in the drafting."""
    if not seat.speaks:
        raise PermissionDenied("Hanya peserta rapat dan petugas provinsi yang mengusulkan dan berkomentar.")


def require_drafter(seat: Seat) -> None:
    """Raise PermissionDenied unless the person is of the drafting team."""
    if not seat.drafts:
        raise PermissionDenied("Hanya tim perumus dan petugas provinsi yang merumuskan butir.")


def document_of(user: Any, code: str, edition: int) -> MeetingDocument:
    """An edition of the document of a meeting, for anybody who may read it."""
    rows = MeetingDocument.objects.select_related("meeting")
    return get_object_or_404(rows, meeting=meeting_to_view(user, code), edition=edition)


def may_follow(user: Any) -> bool:
    """Whether `user` may open pages of follow-up at all; each of them still decides for itself."""
    return institutions.has_role(user, *followup.READERS)


def _file(meeting: Meeting, pk: int) -> Material:
    rows = meeting.materials.filter(evidence__isnull=False)
    return get_object_or_404(rows.select_related("evidence"), pk=pk)
