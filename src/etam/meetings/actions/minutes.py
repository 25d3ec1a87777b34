"""The minutes: each change is a new version; nothing is added once the meeting has adopted."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.meetings.actions.planning import lock, named, refuse_settled
from etam.meetings.exceptions import BadInput, Overtaken, WrongState
from etam.meetings.models import Meeting, Minutes
from etam.web.formats import moment

LONGEST = 200_000


@transaction.atomic
def write_minutes(
    meeting: Meeting, *, text: str, base: int, by: User, at: datetime | None = None
) -> tuple[Minutes, bool]:
    """Keep a new version of the minutes, written on top of version `base` (0 for the first); also whether it is new.

    The same text again makes no version. Raises Overtaken when somebody else saved meanwhile, WrongState before the
    first day or once the meeting has adopted, BadInput for no text.
    """
    row, at, text = lock(meeting), at or timezone.now(), _tidy(text)
    refuse_settled(row)
    if timezone.localdate(at) < row.starts_on:
        raise WrongState("Rapat ini belum mulai, jadi belum ada yang dinotulakan.")
    if not text:
        raise BadInput("Notulanya masih kosong.", "text")
    if len(text) > LONGEST:
        raise BadInput("Notulanya terlalu panjang. Pindahkan lampiran ke materi.", "text")
    latest = row.minutes.first()
    if latest is not None and latest.text == text:
        return latest, False
    if latest is not None and latest.number != base:
        raise Overtaken(
            f"{latest.by} menyimpan naskah {latest.number} pada {moment(latest.at)}, sesudah Anda membuka halaman ini. "
            "Tulisan Anda belum disimpan: bandingkan dengan naskah itu, lalu simpan lagi."
        )
    made = Minutes.objects.create(meeting=row, number=latest.number + 1 if latest else 1, text=text, at=at, by=by)
    journal.record("minutes_written", row, by=by, summary=f"Menulis notula {named(row)}, naskah {made.number}.")
    return made, True


def _tidy(text: str) -> str:
    """Lines without blanks at their end, as every browser would send them."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()
