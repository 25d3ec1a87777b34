"""Who came: noted on a phone, from a list, or by library alone; corrected, removed, and in time forgotten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.institutions.models import Institution, Region
from etam.outreach.actions.planning import lock, refuse_cancelled
from etam.outreach.exceptions import BadInput, Closed, WrongState
from etam.outreach.models import Attendance, Event
from etam.outreach.windows import EARLIEST_DAYS, limits
from etam.web.formats import day as written_day
from etam.web.formats import moment, number

Way = Attendance.Way
LONGEST = 200


@dataclass(frozen=True)
class Entry:
    """One who came: for `institution`, or for one that is not registered and is called `institution_name`.

    Without `person_name` only the library is noted.
    """

    institution: Institution | None = None
    institution_name: str = ""
    regency: Region | None = None
    person_name: str = ""
    position: str = ""

    @property
    def key(self) -> str:
        """What makes two entries the same person of the same library."""
        return f"{self.library_key}/{plain_name(self.person_name)}"

    @property
    def library_key(self) -> str:
        if self.institution:
            return f"i{self.institution.pk}"
        return f"n{plain_name(self.institution_name)}@{self.regency.code if self.regency else ''}"


@transaction.atomic
def attend(
    event: Event, entry: Entry, *, way: str, by: User | None, at: datetime | None = None
) -> tuple[Attendance, bool]:
    """Note that somebody came; also whether that is new. Saying it twice changes nothing.

    Raises Closed on a phone outside the hours of the page, WrongState for an event that was called off, BadInput for a
    name or library that is absent, or one that did not exist on the day.
    """
    at, row = at or timezone.now(), lock(event)
    if way == Way.QR:
        refuse_closed(row, at)
    else:
        refuse_cancelled(row)
        _refuse_early(row, localdate(at))
    entry = _tidy(entry, way)
    why = why_not(entry, row.held_on)
    if why:
        raise BadInput(why)
    if (known := _known(row, [entry]).get(entry.key)) is not None:
        return known, False
    made = Attendance.objects.create(**_fields(row, entry, way, by, at))
    journal.record("attended", made, by=by, summary=f"Mencatat kehadiran: {made}.", way=made.way)
    return made, True


@transaction.atomic
def attend_many(
    event: Event, entries: Sequence[Entry], *, by: User | None, at: datetime | None = None
) -> list[Attendance]:
    """Note many at once, all or none; those who are noted already are passed over. Raises BadInput or WrongState."""
    at, row = at or timezone.now(), lock(event)
    refuse_cancelled(row)
    _refuse_early(row, localdate(at))
    tidy = {one.key: one for one in (_tidy(entry, Way.LIST) for entry in entries)}
    if faults := [why for one in tidy.values() if (why := why_not(one, row.held_on))]:
        raise BadInput(" ".join(faults[:3]))
    known = _known(row, tidy.values())
    new = [Attendance(**_fields(row, one, Way.LIST, by, at)) for key, one in tidy.items() if key not in known]
    Attendance.objects.bulk_create(new, batch_size=500)
    libraries = len({one.institution_id or one.institution_name for one in new})
    summary = f"Mencatat {number(len(new))} peserta dari {number(libraries)} lembaga: {row.code} {row}."
    journal.record("attended_many", row, by=by, summary=summary, count=len(new))
    return new


@transaction.atomic
def correct(attendance: Attendance, entry: Entry, *, by: User | None) -> Attendance:
    """Correct who came or for which library; the way it was noted stays. Raises BadInput or WrongState."""
    row = _lock_one(attendance)
    if row.wiped_at:
        raise WrongState("Nama di entri ini sudah dihapus karena masa simpannya lewat; entrinya tidak dapat diubah.")
    entry = _tidy(entry, Way.COUNT)
    if why := why_not(entry, row.event.held_on):
        raise BadInput(why)
    other = _known(row.event, [entry]).get(entry.key)
    if other is not None and other.pk != row.pk:
        raise BadInput("Orang dari lembaga ini sudah ada di daftar. Hapus salah satunya.", "person_name")
    before = row.library_name
    row.institution, row.institution_name, row.regency = entry.institution, entry.institution_name, entry.regency
    row.person_name, row.position, row.key = entry.person_name, entry.position, entry.key
    row.way = row.way if entry.person_name else Way.COUNT
    if row.way == Way.COUNT and entry.person_name:
        row.way = Way.LIST
    row.save()
    detail = {"before": before, "after": row.library_name} if before != row.library_name else {}
    journal.record("attendance_corrected", row, by=by, summary=f"Membetulkan entri hadir: {row}.", **detail)
    return row


@transaction.atomic
def remove(attendance: Attendance, *, reason: str, by: User | None, at: datetime | None = None) -> Attendance:
    """Take an entry off the list; its names are wiped at once, library and reason stay. Raises BadInput."""
    row, reason = _lock_one(attendance), " ".join(reason.split())
    if not reason:
        raise BadInput("Tulis alasan penghapusan, tanpa nama orang: riwayat menyimpannya.", "reason")
    at = at or timezone.now()
    row.removed_at, row.removed_by, row.removed_reason = at, by, reason[:300]
    _wipe(row, at)
    row.save()
    journal.record("attendance_removed", row, by=by, summary=f"Menghapus entri hadir: {row}. Alasan: {reason}")
    return row


@transaction.atomic
def wipe_names(day: date, *, at: datetime | None = None) -> dict[Event, int]:
    """Wipe the names whose time is over on a day; how many of which event. Running it again wipes nothing twice."""
    at, done = at or timezone.now(), {}
    for event in names_due(day):
        rows = list(_named().filter(event=event).select_for_update())
        for row in rows:
            _wipe(row, at)
        Attendance.objects.bulk_update(rows, ["person_name", "position", "key", "wiped_at"], batch_size=500)
        done[event] = len(rows)
        summary = f"Nama {number(len(rows))} peserta dihapus karena masa simpannya lewat: {event.code} {event}."
        journal.record("names_wiped", event, by=None, summary=summary, count=len(rows))
    return done


def names_due(day: date) -> dict[Event, int]:
    """How many names of which event are kept longer than was promised, on a day."""
    counts = dict(_named().order_by().values_list("event").annotate(Count("pk")))
    events = Event.objects.filter(pk__in=counts).order_by("held_on", "pk")
    return {event: counts[event.pk] for event in events if event.names_until < day}


def refuse_closed(event: Event, at: datetime) -> None:
    """Raise Closed with what to do, unless the attendance page is open at this moment."""
    if event.state == Event.State.CANCELLED:
        raise Closed(f"Kegiatan ini dibatalkan: {event.cancelled_reason}")
    if at < event.opens_at:
        raise Closed(f"Daftar hadir belum dibuka. Buka lagi halaman ini mulai {moment(event.opens_at)}.")
    if at > event.closes_at:
        raise Closed(
            f"Daftar hadir sudah ditutup pada {moment(event.closes_at)}. Minta penyelenggara mencatat kehadiran Anda."
        )


def why_not(entry: Entry, held_on: date) -> str:
    """Why an entry cannot stand on the list of an event of that day, as a sentence; "" when it can."""
    one = entry.institution
    if one is None and not entry.institution_name:
        return "Pilih perpustakaan Anda, atau tulis namanya."
    if one is not None and one.valid_to is not None and one.valid_to < held_on:
        return f"{one.name} sudah berakhir pada {written_day(one.valid_to)}. Pilih penerusnya, atau tulis namanya."
    if one is not None and one.valid_from is not None and one.valid_from > held_on:
        return f"{one.name} baru berdiri pada {written_day(one.valid_from)}, sesudah kegiatan ini."
    return ""


def _named() -> QuerySet[Attendance]:
    """The entries that hold a name."""
    return Attendance.objects.filter(~Q(person_name="") | ~Q(position=""), wiped_at=None)


def _tidy(entry: Entry, way: str) -> Entry:
    """One space between words, nothing too long, no name for a library that is registered."""
    words = {
        name: " ".join(str(getattr(entry, name)).split())[:LONGEST]
        for name in ("institution_name", "person_name", "position")
    }
    if way == Way.QR and not words["person_name"]:
        raise BadInput("Nama Anda belum diisi.", "person_name")
    if entry.institution:
        return Entry(entry.institution, "", None, words["person_name"], words["position"])
    return Entry(None, words["institution_name"], entry.regency, words["person_name"], words["position"])


def _known(event: Event, entries: Iterable[Entry]) -> dict[str, Attendance]:
    """Who is on the list already, by the key of the entry; a library alone is found under any of its people."""
    rows = event.attendances.filter(removed_at=None).select_related("institution", "event")
    by_key = {one.key: one for one in rows}
    by_library = {one.key.partition("/")[0]: one for one in by_key.values()}
    found = {}
    for entry in entries:
        known = by_key.get(entry.key) if entry.person_name else by_library.get(entry.library_key)
        if known is not None:
            found[entry.key] = known
    return found


def _fields(event: Event, entry: Entry, way: str, by: User | None, at: datetime) -> dict[str, object]:
    return {
        "event": event,
        "institution": entry.institution,
        "institution_name": entry.institution_name,
        "regency": entry.regency,
        "person_name": entry.person_name,
        "position": entry.position,
        "way": Way(way) if entry.person_name else Way.COUNT,
        "key": entry.key,
        "at": at,
        "by": by,
    }


def _refuse_early(event: Event, today: date) -> None:
    if today < localdate(limits(event.held_on)[0]):
        raise WrongState(
            f"Kegiatan ini baru berlangsung {written_day(event.held_on)}. "
            f"Peserta dapat dicatat mulai {EARLIEST_DAYS} hari sebelumnya."
        )


def _lock_one(attendance: Attendance) -> Attendance:
    # The event is locked too, so that nobody enters the same person meanwhile.
    lock(attendance.event)
    row = Attendance.objects.select_for_update().get(pk=attendance.pk)
    if row.removed_at is not None:
        raise WrongState("Entri ini sudah dihapus.")
    return row


def _wipe(row: Attendance, at: datetime) -> None:
    row.person_name = row.position = ""
    row.key = f"{row.key.partition('/')[0]}/#{row.pk}"
    row.wiped_at = at
