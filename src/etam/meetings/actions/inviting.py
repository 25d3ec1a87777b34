"""Participants are added, corrected, removed and invited; the invited answer.

The journal and the signed link name the institution only, so that wiping a participant leaves no name behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from etam.accounts import journal, passes
from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.institutions.models import Institution, Region
from etam.meetings.access import INVITATION
from etam.meetings.actions.planning import lock, named, refuse_settled
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import Meeting, Participant
from etam.meetings.windows import invitation_ends
from etam.web.formats import number

Part, Answer = Participant.Part, Participant.Answer
LONGEST = 200


@dataclass(frozen=True)
class Person:
    """Somebody to invite: for `institution`, or for one that is not registered and is called `institution_name`."""

    person_name: str
    institution: Institution | None = None
    institution_name: str = ""
    position: str = ""
    part: str = Part.PARTICIPANT
    regency: Region | None = None
    email: str = ""
    user: User | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two entries the same person of the same institution."""
        where = f"i{self.institution.pk}" if self.institution else f"n{plain_name(self.institution_name)}"
        return where, plain_name(self.person_name)


@transaction.atomic
def add(meeting: Meeting, person: Person, *, by: User | None, at: datetime | None = None) -> Participant:
    """Add somebody to the participants. Raises BadInput for a name or institution that is absent or there already."""
    row = lock(meeting)
    refuse_settled(row)
    (person,) = with_accounts([tidy(person)])
    if (why := why_not(person)) or person.key in known(row):
        raise BadInput(why or "Orang dari instansi ini sudah ada di daftar peserta.", "person_name")
    made = Participant.objects.create(**participant_fields(row, person, by, at or timezone.now()))
    journal.record("participant_added", made, by=by, summary=f"Menambah peserta: {made}.", part=made.part)
    return made


@transaction.atomic
def add_many(
    meeting: Meeting, people: Sequence[Person], *, by: User | None, at: datetime | None = None
) -> list[Participant]:
    """Add many at once, all or none; those who are there already are passed over. Raises BadInput or WrongState."""
    row, at = lock(meeting), at or timezone.now()
    refuse_settled(row)
    tidied = {one.key: one for one in with_accounts([tidy(person) for person in people])}
    if faults := [why for one in tidied.values() if (why := why_not(one))]:
        raise BadInput(" ".join(faults[:3]))
    there = known(row)
    new = [Participant(**participant_fields(row, one, by, at)) for key, one in tidied.items() if key not in there]
    Participant.objects.bulk_create(new, batch_size=500)
    summary = f"Menambah {number(len(new))} peserta: {named(row)}."
    journal.record("participants_added", row, by=by, summary=summary, count=len(new))
    return new


@transaction.atomic
def correct(participant: Participant, person: Person, *, by: User | None) -> Participant:
    """Correct who a participant is or for which institution. Raises BadInput or WrongState."""
    row = lock_one(participant)
    refuse_settled(row.meeting)
    if row.wiped_at:
        raise WrongState("Nama peserta ini sudah dihapus karena masa simpannya lewat; datanya tidak dapat diubah.")
    (person,) = with_accounts([tidy(person)])
    if why := why_not(person):
        raise BadInput(why, "person_name")
    if known(row.meeting).get(person.key, row.pk) != row.pk:
        raise BadInput("Orang dari instansi ini sudah ada di daftar peserta. Hapus salah satunya.", "person_name")
    for name in ("person_name", "position", "institution", "institution_name", "regency", "email", "part", "user"):
        setattr(row, name, getattr(person, name))
    row.save()
    journal.record("participant_corrected", row, by=by, summary=f"Membetulkan data peserta: {row}.")
    return row


@transaction.atomic
def remove(participant: Participant, *, reason: str, by: User, at: datetime | None = None) -> Participant:
    """Take somebody off the list; the name is wiped at once, the link taken back. Raises BadInput without a reason."""
    row, reason, at = lock_one(participant), " ".join(reason.split()), at or timezone.now()
    if not reason:
        raise BadInput("Tulis alasannya, tanpa nama orang: riwayat menyimpannya.", "reason")
    _take_back(row, by, at)
    row.removed_at, row.removed_reason = at, reason[:300]
    wipe(row, at)
    row.save()
    journal.record("participant_removed", row, by=by, summary=f"Menghapus peserta: {row}. Alasan: {reason}")
    return row


@transaction.atomic
def invite(participant: Participant, *, by: User, at: datetime | None = None) -> tuple[Participant, str]:
    """Make the signed link of a participant; returns its token, which cannot be shown again.

    An earlier link is taken back. Raises WrongState for a meeting that is cancelled, or whose links would be over.
    """
    row, at = lock_one(participant), at or timezone.now()
    _refuse_links(row.meeting, at)
    if row.wiped_at:
        raise WrongState("Nama peserta ini sudah dihapus karena masa simpannya lewat; ia tidak diundang lagi.")
    _take_back(row, by, at)
    token = _issue(row, by, at)
    journal.record("participant_invited", row, by=by, summary=f"Membuat undangan untuk peserta: {row}.")
    return row, token


@transaction.atomic
def invite_all(meeting: Meeting, *, by: User, at: datetime | None = None) -> list[tuple[Participant, str]]:
    """Make the links of all who have none that opens; returns each with its token. Raises WrongState as `invite`."""
    row, at = lock(meeting), at or timezone.now()
    _refuse_links(row, at)
    people = row.participants.filter(removed_at=None, wiped_at=None).select_related("institution")
    waiting = list(people.filter(Q(invitation=None) | Q(invitation__revoked_at__isnull=False)))
    for one in waiting:
        one.meeting = row
    made = [(one, _issue(one, by, at)) for one in waiting]
    summary = f"Membuat {number(len(made))} undangan: {named(row)}."
    journal.record("participants_invited", row, by=by, summary=summary, count=len(made))
    return made


@transaction.atomic
def take_back(participant: Participant, *, by: User, at: datetime | None = None) -> Participant:
    """Take the signed link of a participant back. Raises WrongState when there is none that opens anything."""
    row = lock_one(participant)
    if not _take_back(row, by, at or timezone.now()):
        raise WrongState("Peserta ini tidak punya tautan yang berlaku.")
    journal.record("invitation_revoked", row, by=by, summary=f"Menarik undangan peserta: {row}.")
    return row


@transaction.atomic
def answer(participant: Participant, *, is_coming: bool, at: datetime | None = None) -> Participant:
    """The invited says whether they come; the latest answer counts. Raises WrongState once the meeting is over."""
    row = lock_one(participant)
    refuse_settled(row.meeting)
    if row.meeting.state != Meeting.State.PLANNED:
        raise WrongState("Rapat ini sudah terlaksana, jadi undangannya tidak perlu dijawab lagi.")
    row.answer, row.answered_at = (Answer.COMING if is_coming else Answer.ABSENT), at or timezone.now()
    row.save(update_fields=["answer", "answered_at"])
    summary = f"Menjawab undangan, {row.get_answer_display().lower()}: {row}."
    journal.record("invitation_answered", row, by=None, summary=summary, answer=row.answer)
    return row


def tidy(person: Person) -> Person:
    """One space between words, nothing too long, no name for an institution that is registered."""
    words = {
        name: " ".join(str(getattr(person, name)).split())[:LONGEST]
        for name in ("person_name", "institution_name", "position", "email")
    }
    if person.institution:
        words["institution_name"] = ""
    regency = None if person.institution else person.regency
    return Person(institution=person.institution, part=person.part, regency=regency, user=person.user, **words)


def with_accounts(people: Sequence[Person]) -> list[Person]:
    """The same people, each with the account that has the same e-mail address, where there is one."""
    emails = {one.email.lower() for one in people} - {""}
    users = {user.email.lower(): user for user in User.objects.filter(email__in=emails, is_active=True)}
    return [replace(one, user=one.user or users.get(one.email.lower())) for one in people]


def why_not(person: Person) -> str:
    """Why somebody cannot be a participant, as a sentence; "" when they can."""
    if not person.person_name:
        return "Nama peserta belum diisi."
    if person.institution is None and not person.institution_name:
        return f"Instansi {person.person_name} belum diisi."
    return "" if person.part in Part.values else f"Peran “{person.part}” tidak dikenal."


def known(meeting: Meeting) -> dict[tuple[str, str], int]:
    """The keys of the people who stand on the list, with the key of their row."""
    return {person_of(one).key: one.pk for one in meeting.participants.filter(removed_at=None, wiped_at=None)}


def person_of(one: Participant) -> Person:
    """A participant as it could be added again."""
    names = ("person_name", "institution", "institution_name", "position", "part", "regency", "email", "user")
    return Person(**{name: getattr(one, name) for name in names})


def participant_fields(meeting: Meeting, person: Person, by: User | None, at: datetime) -> dict[str, object]:
    """The fields of a new row."""
    return {**person.__dict__, "meeting": meeting, "added_at": at, "added_by": by}


def lock_one(participant: Participant) -> Participant:
    """The participant as it is now, with its meeting, held until the transaction ends. Raises WrongState if removed."""
    # The meeting is held too, so that nobody enters the same person meanwhile.
    meeting = lock(participant.meeting)
    row = Participant.objects.select_for_update().get(pk=participant.pk)
    row.meeting = meeting
    if row.removed_at is not None:
        raise WrongState("Peserta ini sudah dihapus dari daftar.")
    return row


def wipe(row: Participant, at: datetime) -> None:
    """Empty what tells who a participant is."""
    row.person_name = row.position = row.email = ""
    row.user = None
    row.wiped_at = at


def _refuse_links(meeting: Meeting, at: datetime) -> None:
    if meeting.state == Meeting.State.CANCELLED:
        refuse_settled(meeting)
    if invitation_ends(meeting.ends_on) <= at:
        raise WrongState("Rapat ini sudah lama selesai, jadi tautan undangannya tidak dibuat lagi.")


def _issue(row: Participant, by: User, at: datetime) -> str:
    row.invitation, token = passes.issue(
        purpose=INVITATION,
        subject=str(row.pk),
        holder=f"peserta dari {row.institution_label}"[:LONGEST],
        expires_at=invitation_ends(row.meeting.ends_on),
        by=by,
        serves_once=False,
        at=at,
    )
    row.invited_at = at
    row.save(update_fields=["invitation", "invited_at"])
    return token


def _take_back(row: Participant, by: User, at: datetime) -> bool:
    """Take the link back where there is one that still stands; whether there was."""
    if row.invitation is None or row.invitation.revoked_at is not None:
        return False
    passes.revoke(row.invitation, by=by, at=at)
    return True
