"""Events are planned, changed, held, called off and taken up again."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.models import Institution, Region
from etam.outreach import reference
from etam.outreach.exceptions import BadInput, WrongState
from etam.outreach.models import KEEP_MONTHS, Event
from etam.outreach.tokens import new_token
from etam.outreach.windows import EARLIEST_DAYS, LATEST_DAYS, default_window, limits
from etam.web.formats import day as written_day
from etam.web.formats import number

State = Event.State
EARLIEST_YEAR, YEARS_AHEAD = 2000, 3
KEEP_LIMITS = (1, 60)


@dataclass(frozen=True)
class Details:
    """What is known of an event. Without `opens_at` and `closes_at` the attendance page is open around its hours."""

    title: str
    held_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    is_online: bool = False
    regency: Region | None = None
    audience: str = ""
    kinds: list[str] = field(default_factory=list)
    organiser: str = ""
    organiser_institution: Institution | None = None
    topic: str = ""
    generation: str = ""
    notes: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    keep_months: int = KEEP_MONTHS


@transaction.atomic
def plan(
    details: Details,
    *,
    by: User | None,
    state: str = State.PLANNED,
    head_count: int | None = None,
    is_sample: bool = False,
    at: datetime | None = None,
) -> Event:
    """Enter an event that is planned, or one that was `held` already. Raises BadInput."""
    at = at or timezone.now()
    event = Event(code=f"new-{uuid4().hex[:12]}", token=new_token(), made_at=at, made_by=by, is_sample=is_sample)
    _fill(event, details, state, head_count, localdate(at))
    event.save()
    event.code = f"S-{event.held_on.year}-{event.pk:04d}"
    event.save(update_fields=["code"])
    word = "Merencanakan" if state == State.PLANNED else "Mencatat"
    journal.record("event_planned", event, by=by, summary=f"{word} sosialisasi {_named(event)}.")
    return event


@transaction.atomic
def change(
    event: Event,
    details: Details,
    *,
    by: User | None,
    state: str = "",
    head_count: int | None = None,
    at: datetime | None = None,
) -> Event:
    """Correct an event; without `state` it keeps its own. Raises BadInput, or WrongState for one called off."""
    row = lock(event)
    refuse_cancelled(row)
    before = _told(row)
    _fill(row, details, state or row.state, head_count, localdate(at or timezone.now()))
    after = _told(row)
    changed = [name for name in after if after[name] != before[name]]
    row.save()
    journal.record(
        "event_changed",
        row,
        by=by,
        summary=f"Mengubah sosialisasi {_named(row)}.",
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return _mirror(row, event)


@transaction.atomic
def hold(event: Event, *, by: User | None, head_count: int | None = None, at: datetime | None = None) -> Event:
    """Say that an event took place, and how many came where only a count was kept. Raises BadInput or WrongState."""
    row = lock(event)
    refuse_cancelled(row)
    _refuse_state(State.HELD, row.held_on, localdate(at or timezone.now()))
    _refuse_count(row, head_count, State.HELD)
    row.state, row.head_count = State.HELD, head_count
    row.save(update_fields=["state", "head_count"])
    counted = f", {number(head_count)} orang" if head_count is not None else ""
    journal.record("event_held", row, by=by, summary=f"Menandai terlaksana: {_named(row)}{counted}.")
    return _mirror(row, event)


@transaction.atomic
def call_off(event: Event, *, reason: str, by: User | None) -> Event:
    """Say that an event does not take place, and why. Raises BadInput without a reason, WrongState once people came."""
    row, reason = lock(event), " ".join(reason.split())
    refuse_cancelled(row)
    if not reason:
        raise BadInput("Tulis alasannya: calon peserta akan membacanya.", "reason")
    if row.attendances.filter(removed_at=None).exists():
        raise WrongState("Sudah ada peserta yang tercatat, jadi kegiatan ini tidak dapat dibatalkan.")
    row.state, row.cancelled_reason = State.CANCELLED, reason[:300]
    row.save(update_fields=["state", "cancelled_reason"])
    journal.record("event_cancelled", row, by=by, summary=f"Membatalkan sosialisasi {_named(row)}: {reason}")
    return _mirror(row, event)


@transaction.atomic
def resume(event: Event, *, by: User | None, at: datetime | None = None) -> Event:
    """Take up an event again that was called off: planned while its day is to come, held afterwards."""
    row = lock(event)
    if row.state != State.CANCELLED:
        raise WrongState("Kegiatan ini tidak dibatalkan, jadi tidak ada yang dipulihkan.")
    row.state = State.PLANNED if row.held_on >= localdate(at or timezone.now()) else State.HELD
    row.cancelled_reason = ""
    row.save(update_fields=["state", "cancelled_reason"])
    journal.record("event_resumed", row, by=by, summary=f"Memulihkan sosialisasi {_named(row)}.")
    return _mirror(row, event)


@transaction.atomic
def renew_token(event: Event, *, by: User | None) -> Event:
    """Give the attendance page another address, because the old one went where it should not; old posters end."""
    row = lock(event)
    refuse_cancelled(row)
    row.token = new_token()
    row.save(update_fields=["token"])
    journal.record("event_token", row, by=by, summary=f"Mengganti alamat daftar hadir {_named(row)}.")
    return _mirror(row, event)


def lock(event: Event) -> Event:
    """The event as it is now, held until the transaction ends."""
    # Of a nullable relation PostgreSQL would lock the missing side too, so the row is locked alone.
    return Event.objects.select_for_update().get(pk=event.pk)


def refuse_cancelled(event: Event) -> None:
    """Raise WrongState for an event that was called off."""
    if event.state == State.CANCELLED:
        raise WrongState(f"Kegiatan ini dibatalkan: {event.cancelled_reason} Pulihkan dulu bila tetap terlaksana.")


def _fill(event: Event, details: Details, state: str, head_count: int | None, today: date) -> None:
    _refuse_words(details)
    _refuse_hours(details)
    if state not in (State.PLANNED, State.HELD):
        raise BadInput("Pilih direncanakan atau terlaksana.", "state")
    # An event that was planned in time stays planned until somebody says what became of it.
    if event.pk is None or (state, details.held_on) != (event.state, event.held_on):
        _refuse_state(state, details.held_on, today)
    _refuse_count(event, head_count, state)
    for one in fields(details):
        value = getattr(details, one.name)
        setattr(event, one.name, " ".join(value.split()) if isinstance(value, str) and one.name != "notes" else value)
    event.opens_at, event.closes_at = _window(details)
    event.state, event.head_count = State(state), head_count


def _refuse_words(details: Details) -> None:
    if not details.title.strip():
        raise BadInput("Judul kegiatan belum diisi.", "title")
    if not details.place.strip() and not details.is_online:
        raise BadInput("Tempat belum diisi. Untuk kegiatan daring, tandai daring.", "place")
    if not details.organiser.strip() and details.organiser_institution is None:
        raise BadInput("Penyelenggara belum diisi: tulis namanya atau kode lembaganya.", "organiser")
    if unknown := [one for one in details.kinds if one not in reference.library_kinds()]:
        raise BadInput(f"Jenis perpustakaan “{unknown[0]}” tidak dikenal.", "kinds")
    if details.generation and details.generation not in reference.generation_labels():
        raise BadInput(f"Generasi instrumen “{details.generation}” tidak dikenal.", "generation")
    if not KEEP_LIMITS[0] <= details.keep_months <= KEEP_LIMITS[1]:
        raise BadInput(f"Nama disimpan {KEEP_LIMITS[0]} sampai {KEEP_LIMITS[1]} bulan.", "keep_months")


def _refuse_hours(details: Details) -> None:
    if details.ends_at and not details.starts_at:
        raise BadInput("Jam mulai belum diisi, padahal jam selesainya ada.", "starts_at")
    if details.starts_at and details.ends_at and details.ends_at <= details.starts_at:
        raise BadInput(
            f"Jam selesai ({details.ends_at:%H.%M}) tidak sesudah jam mulai ({details.starts_at:%H.%M}).", "ends_at"
        )


def _refuse_state(state: str, held_on: date, today: date) -> None:
    if not EARLIEST_YEAR <= held_on.year <= today.year + YEARS_AHEAD:
        raise BadInput(f"Tahun {held_on.year} tidak mungkin. Periksa tanggalnya.", "held_on")
    if state == State.PLANNED and held_on < today:
        raise BadInput(
            f"{written_day(held_on)} sudah lewat, jadi kegiatan ini tidak dapat direncanakan. "
            "Pilih terlaksana, atau perbaiki tanggalnya.",
            "held_on",
        )
    if state == State.HELD and held_on > today:
        raise BadInput(
            f"{written_day(held_on)} belum tiba, jadi kegiatan ini belum terlaksana. "
            "Pilih direncanakan, atau perbaiki tanggalnya.",
            "held_on",
        )


def _refuse_count(event: Event, head_count: int | None, state: str) -> None:
    if head_count is None:
        return
    if state == State.PLANNED:
        raise BadInput("Jumlah hadir diisi setelah kegiatan terlaksana.", "head_count")
    listed = event.attendances.filter(removed_at=None).count() if event.pk else 0
    if head_count < listed:
        raise BadInput(
            f"Jumlah hadir ({number(head_count)}) lebih kecil dari daftar hadir ({number(listed)} orang). "
            "Perbaiki jumlahnya, atau hapus entri yang keliru dari daftar.",
            "head_count",
        )


def _window(details: Details) -> tuple[datetime, datetime]:
    opens, closes = default_window(details.held_on, details.starts_at, details.ends_at)
    opens, closes = details.opens_at or opens, details.closes_at or closes
    if closes <= opens:
        raise BadInput("Daftar hadir ditutup sebelum dibuka. Perbaiki salah satunya.", "closes_at")
    earliest, latest = limits(details.held_on)
    if opens < earliest or closes > latest:
        name = "opens_at" if opens < earliest else "closes_at"
        raise BadInput(
            f"Daftar hadir hanya dibuka di sekitar kegiatan: paling awal {EARLIEST_DAYS} hari sebelum, "
            f"paling akhir {LATEST_DAYS} hari sesudah {written_day(details.held_on)}.",
            name,
        )
    return opens, closes


def _told(event: Event) -> dict[str, Any]:
    """What the journal keeps of an event."""
    names = [one.name for one in fields(Details)] + ["state", "head_count"]
    return {name: _plain(getattr(event, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Region | Institution):
        return value.code
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, date | time) else value


def _named(event: Event) -> str:
    return f"{event.code} {event.title}, {written_day(event.held_on)}"


def _mirror(row: Event, event: Event) -> Event:
    """Bring the caller's object to what was stored."""
    for one in Event._meta.concrete_fields:
        setattr(event, one.attname, getattr(row, one.attname))
    return event
