"""People are told that a certificate ends: once for each certificate and step, each person in one letter a day."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments.models import Reminder
from etam.assessments.queries.reminders import DueReminder, reminders_due
from etam.web.formats import day as written
from etam.web.formats import number

logger = logging.getLogger("etam.assessments")


@dataclass(frozen=True)
class Reminded:
    """What one run did: reminders that were kept, letters that went out, certificates of which nobody could be told."""

    reminders: tuple[Reminder, ...]
    letters: int
    untold: tuple[DueReminder, ...]


def send_reminders(day: date, *, by: User | None = None, at: datetime | None = None) -> Reminded:
    """Tell operators and verifiers which certificates end soon.

    Each person gets one letter about all of theirs. What was sent is kept, so running it again sends nothing twice; a
    certificate of which nobody could be told is tried again the next time.
    """
    due = reminders_due(day)
    letters: dict[User, list[DueReminder]] = defaultdict(list)
    for one in due:
        for person in one.people:
            letters[person].append(one)
    reached = {person for person, items in letters.items() if _sent(person, items, day)}
    kept = [_kept(one, [person for person in one.people if person in reached], by, at) for one in due]
    return Reminded(
        tuple(one for one in kept if one),
        len(reached),
        tuple(one for one, row in zip(due, kept, strict=True) if row is None),
    )


def _sent(person: User, items: Sequence[DueReminder], day: date) -> bool:
    subject = (
        f"Sertifikat akreditasi {items[0].certificate.institution} habis {written(items[0].certificate.valid_until)}"
        if len(items) == 1
        else f"{number(len(items))} sertifikat akreditasi segera habis"
    )
    text = render_to_string("assessments/accreditation/reminder.txt", {"person": person, "items": items, "day": day})
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])
    except (OSError, SMTPException):
        logger.exception("A reminder to account %s could not be sent.", person.pk)
        return False
    return True


@transaction.atomic
def _kept(one: DueReminder, people: Sequence[User], by: User | None, at: datetime | None) -> Reminder | None:
    if not people:
        return None
    reminder, is_new = Reminder.objects.get_or_create(
        certificate=one.certificate, months=one.months, defaults={"sent_at": at or timezone.now()}
    )
    reminder.sent_to.add(*people)
    if is_new:
        summary = (
            f"{one.certificate.institution}: diingatkan bahwa sertifikat {one.certificate.number} habis "
            f"{written(one.certificate.valid_until)}."
        )
        journal.record("certificate.remind", one.certificate, by=by, summary=summary, months=one.months)
    return reminder
