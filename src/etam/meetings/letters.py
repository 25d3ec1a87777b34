"""The invitation as people read it: its address, its text to copy, and the letter by e-mail."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from etam.meetings import telling
from etam.meetings.models import Meeting, Participant

logger = logging.getLogger("etam.meetings")


def invitation_url(token: str) -> str:
    """The full address of an invitation."""
    return f"{settings.ADDRESS.rstrip('/')}{reverse('meeting-invitation', args=[token])}"


def attendance_url(meeting: Meeting) -> str:
    """The full address of the attendance page, as it stands on the poster."""
    return f"{settings.ADDRESS.rstrip('/')}{reverse('meeting-attend', args=[meeting.token])}"


def invitation_text(participant: Participant, url: str) -> str:
    """What is copied into a message, and what the letter says."""
    meeting = participant.meeting
    context = {"participant": participant, "meeting": meeting, "days": telling.days(meeting), "url": url}
    return render_to_string("meetings/invitation.txt", context)


def send_invitation(participant: Participant, url: str) -> bool:
    """Send the letter; whether it went out. Without an address, or where the post fails, it did not."""
    if not participant.email:
        return False
    try:
        subject = f"Undangan {participant.meeting}, {telling.days(participant.meeting)}"
        send_mail(subject, invitation_text(participant, url), settings.DEFAULT_FROM_EMAIL, [participant.email])
    except (OSError, SMTPException):
        logger.exception("The invitation of participant %s could not be sent.", participant.pk)
        return False
    return True
