"""Who came: signed on a phone, or noted from the list; taken back where it was wrong; and in time forgotten."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.meetings.actions.inviting import Person, lock_one, participant_fields, person_of, tidy, why_not, wipe
from etam.meetings.actions.planning import lock, named, refuse_settled
from etam.meetings.exceptions import BadInput, Closed, WrongState
from etam.meetings.models import Meeting, Participant
from etam.web.formats import day as written_day
from etam.web.formats import moment, number

Way = Participant.Way


@transaction.atomic
def check_in(meeting: Meeting, person: Person, *, at: datetime | None = None) -> tuple[Participant, bool]:
    """Somebody says on a phone that they are here; also whether that is new. Saying it twice changes nothing.

    Who is on the list is found by name and institution; who is not is added. Raises Closed outside the hours of the
    page, BadInput without a name or an institution.
    """
    at, row = at or timezone.now(), lock(meeting)
    refuse_closed(row, at)
    person = tidy(person)
    if why := why_not(person):
        raise BadInput(why)
    found = _on_list(row, person)
    if found is None:
        found = Participant.objects.create(**participant_fields(row, person, None, at))
    found.meeting = row
    return _note(found, Way.QR, None, at)


@transaction.atomic
def check_in_invited(participant: Participant, *, at: datetime | None = None) -> tuple[Participant, bool]:
    """The same by the own invitation. Raises Closed."""
    at, row = at or timezone.now(), lock_one(participant)
    refuse_closed(row.meeting, at)
    return _note(row, Way.QR, None, at)


@transaction.atomic
def note(meeting: Meeting, people: Iterable[int], *, by: User, at: datetime | None = None) -> list[Participant]:
    """Note from the list that these participants came; those who are noted already are passed over.

    Raises WrongState before the first day, or after the last day of a meeting that has adopted; BadInput when nobody
    was chosen.
    """
    at, row = at or timezone.now(), lock(meeting)
    _refuse_over(row, at)
    if localdate(at) < row.starts_on:
        raise WrongState(f"Rapat ini baru mulai {written_day(row.starts_on)}. Kehadiran dicatat mulai hari itu.")
    chosen = list(row.participants.filter(pk__in=list(people), removed_at=None).select_for_update())
    if not chosen:
        raise BadInput("Tandai sedikitnya satu peserta.")
    new = [one for one in chosen if one.attended_at is None]
    for one in new:
        one.attended_at, one.attended_way = at, Way.LIST
    Participant.objects.bulk_update(new, ["attended_at", "attended_way"], batch_size=500)
    summary = f"Mencatat kehadiran {number(len(new))} peserta: {named(row)}."
    journal.record("attended_many", row, by=by, summary=summary, count=len(new))
    return new


@transaction.atomic
def take_attendance_back(participant: Participant, *, by: User, at: datetime | None = None) -> Participant:
    """Say that a participant was noted by mistake. Raises WrongState when they were not, or once all is over."""
    row = lock_one(participant)
    _refuse_over(row.meeting, at or timezone.now())
    if row.attended_at is None:
        raise WrongState("Peserta ini belum tercatat hadir.")
    row.attended_at, row.attended_way = None, ""
    row.save(update_fields=["attended_at", "attended_way"])
    journal.record("attendance_taken_back", row, by=by, summary=f"Membatalkan catatan hadir: {row}.")
    return row


@transaction.atomic
def wipe_names(day: date, *, at: datetime | None = None) -> dict[Meeting, int]:
    """Wipe the names whose time is over on a day; how many of which meeting. Running it again wipes nothing twice."""
    at, done = at or timezone.now(), {}
    for meeting in names_due(day):
        rows = list(_named().filter(meeting=meeting).select_for_update())
        for row in rows:
            wipe(row, at)
        Participant.objects.bulk_update(rows, ["person_name", "position", "email", "user", "wiped_at"], batch_size=500)
        done[meeting] = len(rows)
        summary = f"Nama {number(len(rows))} peserta dihapus karena masa simpannya lewat: {named(meeting)}."
        journal.record("names_wiped", meeting, by=None, summary=summary, count=len(rows))
    return done


def names_due(day: date) -> dict[Meeting, int]:
    """How many names of which meeting are kept longer than was promised, on a day."""
    counts = dict(_named().order_by().values_list("meeting").annotate(Count("pk")))
    meetings = Meeting.objects.filter(pk__in=counts).order_by("starts_on", "pk")
    return {meeting: counts[meeting.pk] for meeting in meetings if meeting.names_until < day}


def refuse_closed(meeting: Meeting, at: datetime) -> None:
    """Raise Closed with what to do, unless the attendance page is open at this moment."""
    if meeting.state == Meeting.State.CANCELLED:
        raise Closed(f"Rapat ini dibatalkan: {meeting.cancelled_reason}")
    if meeting.is_adopted and localdate(at) > meeting.ends_on:
        raise Closed("Rekomendasi rapat ini sudah ditetapkan, jadi daftar hadirnya ditutup.")
    if meeting.opens_at is None or meeting.closes_at is None:
        raise Closed("Rapat ini tidak memakai daftar hadir lewat ponsel.")
    if at < meeting.opens_at:
        raise Closed(f"Daftar hadir belum dibuka. Buka lagi halaman ini mulai {moment(meeting.opens_at)}.")
    if at > meeting.closes_at:
        raise Closed(
            f"Daftar hadir sudah ditutup pada {moment(meeting.closes_at)}. Minta panitia mencatat kehadiran Anda."
        )


def may_note(meeting: Meeting, day: date) -> bool:
    """Whether who came is noted on a day: from the first day on, of a meeting that has adopted until its last."""
    is_over = meeting.state == Meeting.State.CANCELLED or (meeting.is_adopted and day > meeting.ends_on)
    return meeting.starts_on <= day and not is_over


def _refuse_over(meeting: Meeting, at: datetime) -> None:
    """Raise WrongState as `refuse_settled` does; who came is still noted until the last day of a meeting is over."""
    if not meeting.is_adopted or localdate(at) > meeting.ends_on:
        refuse_settled(meeting)


def _note(row: Participant, way: str, by: User | None, at: datetime) -> tuple[Participant, bool]:
    if row.attended_at is not None:
        return row, False
    row.attended_at, row.attended_way = at, way
    row.save(update_fields=["attended_at", "attended_way"])
    journal.record("attended", row, by=by, summary=f"Mencatat kehadiran: {row}.", way=way)
    return row, True


def _on_list(meeting: Meeting, person: Person) -> Participant | None:
    """Who on the list this is: the same name for the same institution, or the only one of that name.

    People write their institution in their own words; only a registered one tells namesakes apart.
    """
    rows = meeting.participants.filter(removed_at=None, wiped_at=None).select_related("institution")
    namesakes = [one for one in rows if plain_name(one.person_name) == plain_name(person.person_name)]
    same = [one for one in namesakes if person_of(one).key == person.key]
    if same:
        return same[0]
    alone = namesakes[0] if len(namesakes) == 1 else None
    return alone if alone is not None and not (alone.institution and person.institution) else None


def _named() -> QuerySet[Participant]:
    """The participants who still have a name."""
    return Participant.objects.filter(
        ~Q(person_name="") | ~Q(position="") | ~Q(email="") | Q(user__isnull=False), wiped_at=None
    )
