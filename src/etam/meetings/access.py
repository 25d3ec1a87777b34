"""The only door to meetings for a given person: each function finds *and* authorises.

Officers organise; operators, verifiers, partner agencies and observers look. Names of participants are for those who
organise. A participant without an account comes through the own signed link. Http404 where the record does not exist,
PermissionDenied where the role is missing, PassRefused for a link that opens nothing.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etam.accounts import passes
from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.meetings.models import AgendaItem, Meeting, Participant

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
