"""The programme of a meeting: parts are added, changed and removed until the meeting has adopted."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.meetings.actions.planning import lock, named, refuse_settled
from etam.meetings.exceptions import BadInput
from etam.meetings.models import AgendaItem, Meeting
from etam.web.formats import day as written_day


@dataclass(frozen=True)
class AgendaPart:
    """One part of the programme, with its speaker where there is one."""

    day: date
    title: str
    starts_at: time | None = None
    ends_at: time | None = None
    speaker: str = ""
    speaker_position: str = ""


@transaction.atomic
def add_part(meeting: Meeting, part: AgendaPart, *, by: User | None) -> AgendaItem:
    """Add a part. Raises BadInput for a day outside the meeting or hours that do not fit, WrongState when settled."""
    row = _open(meeting)
    made = AgendaItem.objects.create(meeting=row, **_checked(row, part).__dict__)
    journal.record("agenda_added", row, by=by, summary=f"Menambah acara {named(row)}: {made}.")
    return made


@transaction.atomic
def change_part(item: AgendaItem, part: AgendaPart, *, by: User | None) -> AgendaItem:
    """Change a part. Raises BadInput or WrongState as `add_part`."""
    row = _open(item.meeting)
    for name, value in _checked(row, part).__dict__.items():
        setattr(item, name, value)
    item.save()
    journal.record("agenda_changed", row, by=by, summary=f"Mengubah acara {named(row)}: {item}.")
    return item


@transaction.atomic
def remove_part(item: AgendaItem, *, by: User | None) -> None:
    """Take a part off the programme. Raises WrongState when the meeting has adopted or was cancelled."""
    row = _open(item.meeting)
    journal.record("agenda_removed", row, by=by, summary=f"Menghapus acara {named(row)}: {item}.")
    item.delete()


def _open(meeting: Meeting) -> Meeting:
    row = lock(meeting)
    refuse_settled(row)
    return row


def _checked(meeting: Meeting, part: AgendaPart) -> AgendaPart:
    title, speaker, position = (" ".join(one.split()) for one in (part.title, part.speaker, part.speaker_position))
    if not title:
        raise BadInput("Nama acara belum diisi.", "title")
    if not meeting.starts_on <= part.day <= meeting.ends_on:
        span = f"{written_day(meeting.starts_on)} sampai {written_day(meeting.ends_on)}"
        raise BadInput(f"{written_day(part.day)} di luar hari rapat ({span}).", "day")
    if part.ends_at and not part.starts_at:
        raise BadInput("Jam mulai belum diisi, padahal jam selesainya ada.", "starts_at")
    if part.starts_at and part.ends_at and part.ends_at <= part.starts_at:
        raise BadInput(
            f"Jam selesai ({part.ends_at:%H.%M}) tidak sesudah jam mulai ({part.starts_at:%H.%M}).", "ends_at"
        )
    return AgendaPart(part.day, title[:300], part.starts_at, part.ends_at, speaker[:200], position[:200])
