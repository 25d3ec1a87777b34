"""Meetings are planned, changed, held, cancelled and taken up again. What has adopted stands still."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.models import Region
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import KEEP_MONTHS, Meeting
from etam.meetings.windows import EARLIEST_DAYS, LATEST_DAYS, default_window, limits
from etam.outreach.tokens import new_token
from etam.web.formats import day as written_day

State = Meeting.State
EARLIEST_YEAR, YEARS_AHEAD, LONGEST_DAYS = 2000, 5, 14
KEEP_LIMITS = (1, 60)


@dataclass(frozen=True)
class Details:
    """What is known of a meeting. Without `opens_at` and `closes_at` the attendance page is open on its days.

    The host is a region, or `host_name` where it lies outside the province.
    """

    label: str
    name: str
    starts_on: date
    ends_on: date
    theme: str = ""
    host: Region | None = None
    host_name: str = ""
    venue: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    keep_months: int = KEEP_MONTHS


@transaction.atomic
def plan(
    details: Details,
    *,
    by: User | None,
    state: str = State.PLANNED,
    is_sample: bool = False,
    at: datetime | None = None,
) -> Meeting:
    """Enter a meeting that is planned, or one that was `held` already. Raises BadInput.

    Whatever is entered in a demonstration is a sample, and its document says so.
    """
    at = at or timezone.now()
    meeting = Meeting(token=new_token(), made_at=at, made_by=by, is_sample=is_sample or settings.DEMO)
    _fill(meeting, details, state, localdate(at))
    meeting.code = _new_code(meeting)
    meeting.save()
    word = "Merencanakan" if state == State.PLANNED else "Mencatat"
    journal.record("meeting_planned", meeting, by=by, summary=f"{word} rapat {named(meeting)}.")
    return meeting


@transaction.atomic
def change(meeting: Meeting, details: Details, *, by: User | None, at: datetime | None = None) -> Meeting:
    """Correct a meeting; it keeps its state and code. Raises BadInput, or WrongState once it has adopted.

    What a person corrected no longer follows the content that it came from.
    """
    row = lock(meeting)
    refuse_settled(row)
    before = _told(row)
    _fill(row, details, row.state, localdate(at or timezone.now()))
    row.content_version = ""
    row.save()
    after = _told(row)
    changed = [name for name in after if after[name] != before[name]]
    journal.record(
        "meeting_changed",
        row,
        by=by,
        summary=f"Mengubah rapat {named(row)}.",
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return mirror(row, meeting)


@transaction.atomic
def hold(meeting: Meeting, *, by: User | None, at: datetime | None = None) -> Meeting:
    """Say that a meeting took place. Raises WrongState before its first day, or unless it was planned."""
    row = lock(meeting)
    refuse_settled(row)
    if row.state != State.PLANNED:
        raise WrongState("Rapat ini sudah ditandai terlaksana.")
    if row.starts_on > localdate(at or timezone.now()):
        raise WrongState(f"Rapat ini baru mulai {written_day(row.starts_on)}. Tandai terlaksana sesudah itu.")
    row.state = State.HELD
    row.save(update_fields=["state"])
    journal.record("meeting_held", row, by=by, summary=f"Menandai terlaksana: {named(row)}.")
    return mirror(row, meeting)


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: User | None) -> Meeting:
    """Say that a meeting does not take place, and why. Raises BadInput without a reason, WrongState once held."""
    row, reason = lock(meeting), " ".join(reason.split())
    refuse_settled(row)
    if row.state != State.PLANNED:
        raise WrongState("Rapat ini sudah terlaksana, jadi tidak dapat dibatalkan.")
    if not reason:
        raise BadInput("Tulis alasannya: undangan akan menyebutkannya.", "reason")
    if row.participants.filter(attended_at__isnull=False, removed_at=None).exists():
        raise WrongState("Sudah ada peserta yang tercatat hadir, jadi rapat ini tidak dapat dibatalkan.")
    row.state, row.cancelled_reason = State.CANCELLED, reason[:300]
    row.save(update_fields=["state", "cancelled_reason"])
    journal.record("meeting_cancelled", row, by=by, summary=f"Membatalkan rapat {named(row)}: {reason}")
    return mirror(row, meeting)


@transaction.atomic
def resume(meeting: Meeting, *, by: User | None) -> Meeting:
    """Take up a cancelled meeting again, as planned. Raises WrongState for any other."""
    row = lock(meeting)
    if row.state != State.CANCELLED:
        raise WrongState("Rapat ini tidak dibatalkan, jadi tidak ada yang dipulihkan.")
    row.state, row.cancelled_reason = State.PLANNED, ""
    row.save(update_fields=["state", "cancelled_reason"])
    journal.record("meeting_resumed", row, by=by, summary=f"Memulihkan rapat {named(row)}.")
    return mirror(row, meeting)


@transaction.atomic
def renew_token(meeting: Meeting, *, by: User | None) -> Meeting:
    """Give the attendance page another address, because the old one went where it should not; old posters end."""
    row = lock(meeting)
    refuse_settled(row)
    row.token = new_token()
    row.save(update_fields=["token"])
    journal.record("meeting_token", row, by=by, summary=f"Mengganti alamat daftar hadir {named(row)}.")
    return mirror(row, meeting)


def lock(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the transaction ends."""
    # Of a nullable relation PostgreSQL would lock the missing side too, so the row is locked alone.
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def refuse_settled(meeting: Meeting) -> None:
    """Raise WrongState where nothing may change any more: the meeting has adopted, or was cancelled."""
    if meeting.is_adopted:
        on = f" pada {written_day(meeting.adopted_on)}" if meeting.adopted_on else ""
        raise WrongState(
            f"Rekomendasi {meeting} sudah ditetapkan{on}, jadi isi rapat ini tidak berubah lagi. "
            "Yang perlu dibetulkan dibawa ke rapat berikutnya."
        )
    if meeting.state == State.CANCELLED:
        raise WrongState(f"Rapat ini dibatalkan: {meeting.cancelled_reason} Pulihkan dulu bila tetap terlaksana.")


def named(meeting: Meeting) -> str:
    """The meeting as the journal cites it."""
    return f"{meeting.code}, {written_day(meeting.starts_on)}"


def mirror(row: Meeting, meeting: Meeting) -> Meeting:
    """Bring the caller's object to what was stored."""
    for one in Meeting._meta.concrete_fields:
        setattr(meeting, one.attname, getattr(row, one.attname))
    return meeting


def _fill(meeting: Meeting, details: Details, state: str, today: date) -> None:
    _refuse_words(details)
    _refuse_days(details)
    if state not in (State.PLANNED, State.HELD):
        raise BadInput("Pilih direncanakan atau terlaksana.", "state")
    # A meeting that was planned in time stays planned until somebody says what became of it.
    if meeting.pk is None or (details.starts_on, details.ends_on) != (meeting.starts_on, meeting.ends_on):
        _refuse_state(state, details, today)
    for one in fields(details):
        value = getattr(details, one.name)
        setattr(meeting, one.name, " ".join(value.split()) if isinstance(value, str) else value)
    if details.host:
        meeting.host_name = ""
    meeting.opens_at, meeting.closes_at = _window(details)
    meeting.state = State(state)


def _refuse_words(details: Details) -> None:
    if not details.label.strip():
        raise BadInput("Sebutan rapat belum diisi, misalnya Rakornis atau Rakorda.", "label")
    if not slugify(details.label):
        raise BadInput("Sebutan rapat harus memuat huruf.", "label")
    if not details.name.strip():
        raise BadInput("Nama lengkap rapat belum diisi.", "name")
    if not KEEP_LIMITS[0] <= details.keep_months <= KEEP_LIMITS[1]:
        raise BadInput(f"Nama disimpan {KEEP_LIMITS[0]} sampai {KEEP_LIMITS[1]} bulan.", "keep_months")


def _refuse_days(details: Details) -> None:
    if details.ends_on < details.starts_on:
        raise BadInput(
            f"Rapat selesai ({written_day(details.ends_on)}) sebelum mulai ({written_day(details.starts_on)}).",
            "ends_on",
        )
    if (details.ends_on - details.starts_on).days >= LONGEST_DAYS:
        raise BadInput(f"Rapat paling lama {LONGEST_DAYS} hari. Periksa tanggalnya.", "ends_on")


def _refuse_state(state: str, details: Details, today: date) -> None:
    if not EARLIEST_YEAR <= details.starts_on.year <= today.year + YEARS_AHEAD:
        raise BadInput(f"Tahun {details.starts_on.year} tidak mungkin. Periksa tanggalnya.", "starts_on")
    if state == State.PLANNED and details.ends_on < today:
        raise BadInput(
            f"{written_day(details.ends_on)} sudah lewat, jadi rapat ini tidak dapat direncanakan. "
            "Pilih terlaksana, atau perbaiki tanggalnya.",
            "starts_on",
        )
    if state == State.HELD and details.starts_on > today:
        raise BadInput(
            f"{written_day(details.starts_on)} belum tiba, jadi rapat ini belum terlaksana. "
            "Pilih direncanakan, atau perbaiki tanggalnya.",
            "starts_on",
        )


def _window(details: Details) -> tuple[datetime, datetime]:
    opens, closes = default_window(details.starts_on, details.ends_on)
    opens, closes = details.opens_at or opens, details.closes_at or closes
    if closes <= opens:
        raise BadInput("Daftar hadir ditutup sebelum dibuka. Perbaiki salah satunya.", "closes_at")
    earliest, latest = limits(details.starts_on, details.ends_on)
    if opens < earliest or closes > latest:
        first, last = written_day(details.starts_on), written_day(details.ends_on)
        raise BadInput(
            f"Daftar hadir hanya dibuka di sekitar rapat: paling awal {EARLIEST_DAYS} hari sebelum {first}, "
            f"paling akhir {LATEST_DAYS} hari sesudah {last}.",
            "opens_at" if opens < earliest else "closes_at",
        )
    return opens, closes


def _new_code(meeting: Meeting) -> str:
    """ "rakornis-2027", with a number behind it where the year has one already."""
    first = f"{slugify(meeting.label)[:28]}-{meeting.starts_on.year}"
    taken = set(Meeting.objects.filter(code__startswith=first).values_list("code", flat=True))
    numbered = (f"{first}-{number}" for number in range(2, len(taken) + 2))
    return next(code for code in (first, *numbered) if code not in taken)


def _told(meeting: Meeting) -> dict[str, Any]:
    """What the journal keeps of a meeting."""
    return {one.name: _plain(getattr(meeting, one.name)) for one in fields(Details)}


def _plain(value: Any) -> Any:
    if isinstance(value, Region):
        return value.code
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value
