"""The participants of a meeting, narrowed by what people look for."""

from django.db.models import Q, QuerySet

from etam.meetings.models import Meeting, Participant

Answer = Participant.Answer
STANDS = Q(invitation__isnull=False, invitation__revoked_at__isnull=True)
STATES: dict[str, tuple[str, Q]] = {
    "uninvited": ("Belum diundang", ~STANDS),
    "silent": ("Belum menjawab", STANDS & Q(answer="")),
    "coming": ("Akan hadir", Q(answer=Answer.COMING)),
    "absent": ("Tidak dapat hadir", Q(answer=Answer.ABSENT)),
    "came": ("Hadir", Q(attended_at__isnull=False)),
    "missing": ("Belum hadir", Q(attended_at__isnull=True)),
}
"""What may be looked for, by the word in the address: its label and the rows it means."""


def standing(meeting: Meeting) -> QuerySet[Participant]:
    """Those who stand on the list, by name."""
    rows = meeting.participants.filter(removed_at=None)
    return rows.select_related("institution__regency", "regency", "invitation").order_by("person_name", "pk")


def matching(rows: QuerySet[Participant], *, text: str = "", part: str = "", state: str = "") -> QuerySet[Participant]:
    """The participants who answer to every word, part and state."""
    for word in text.split():
        rows = rows.filter(
            Q(person_name__icontains=word) | Q(institution_name__icontains=word) | Q(institution__name__icontains=word)
        )
    if part:
        rows = rows.filter(part=part)
    return rows.filter(STATES[state][1]) if state in STATES else rows


def has_link(one: Participant) -> bool:
    """Whether the signed link of a participant was not taken back."""
    return one.invitation is not None and one.invitation.revoked_at is None
