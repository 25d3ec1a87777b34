"""The plenary: it decides about each point, completes the document around them, and adopts the whole.

From then on points, minutes and the words of the document stand still. The number of the document and those who sign
it may be recorded later: they often are known only then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.meetings.actions import drafting
from etam.meetings.actions.planning import lock, mirror, refuse_settled
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import Meeting, Point, Signatory
from etam.web.formats import day as written_day
from etam.web.formats import number as written

State = Point.State
MOST_CONSIDERATIONS, MOST_SIGNATORIES, MAX_LINE = 20, 24, 2000


@dataclass(frozen=True)
class Signing:
    """Somebody who signs: a representative, or one who takes note."""

    part: str
    person_name: str
    office: str
    institution_name: str = ""


@transaction.atomic
def decide(point: Point, *, adopts: bool, by: User, note: str = "", at: datetime | None = None) -> Point:
    """What the plenary says of a drafted point. Adopted ones are numbered from 1 in the order of the drafts.

    Raises WrongState unless it is drafted, BadInput when a point is not adopted and no note says why.
    """
    row = drafting.lock_point(point)
    if row.state == State.PROPOSED and adopts:
        raise WrongState("Usulan ini belum dirumuskan. Rumuskan dulu, lalu putuskan.")
    drafting.refuse_decided(row, "diputuskan lagi")
    note = note.strip()
    if not adopts and not note:
        raise BadInput("Tulis mengapa pleno tidak menetapkannya: pengusul akan membacanya.", "note")
    row.state, row.decided_note = (State.ADOPTED if adopts else State.REJECTED), note
    row.decided_at, row.decided_by = at or timezone.now(), by
    row.position = row.position or drafting.last_position(row) + 1
    if adopts:
        row.number = 1 + Point.objects.filter(meeting=row.meeting_id, state=State.ADOPTED).count()
    row.save()
    drafting.number_anew(row)
    row.refresh_from_db()
    word = "menetapkan" if adopts else "tidak menetapkan"
    journal.record("point_decided", row, by=by, summary=f"Pleno {row.meeting} {word} butir {row.pk}. {note}".strip())
    return drafting.mirror(row, point)


@transaction.atomic
def reconsider(point: Point, *, by: User) -> Point:
    """Take back what the plenary said of a point, while the meeting has not adopted; it is drafted again."""
    row = drafting.lock_point(point)
    if row.state not in (State.ADOPTED, State.REJECTED):
        raise WrongState("Pleno belum memutuskan butir ini.")
    row.state, row.number, row.decided_note, row.decided_at, row.decided_by = State.DRAFTED, None, "", None, None
    row.save()
    drafting.number_anew(row)
    journal.record(
        "point_reconsidered", row, by=by, summary=f"Membuka lagi keputusan atas butir {row.pk} {row.meeting}."
    )
    return drafting.mirror(row, point)


@transaction.atomic
def frame(
    meeting: Meeting, *, considerations: Sequence[str], resolution: str, signed_at_place: str, by: User
) -> Meeting:
    """Write what stands around the points: the considerations in their order, the closing, the place of signing.

    Raises BadInput for too many or too long ones, WrongState once the meeting is settled.
    """
    row = lock(meeting)
    refuse_settled(row)
    kept = [" ".join(one.split()) for one in considerations if one.strip()]
    if len(kept) > MOST_CONSIDERATIONS:
        raise BadInput(f"Pertimbangan paling banyak {MOST_CONSIDERATIONS} butir. Ringkas dulu.", "considerations")
    if max(map(len, [*kept, resolution]), default=0) > MAX_LINE:
        raise BadInput(f"Ada teks yang lebih dari {written(MAX_LINE)} huruf. Ringkas dulu.", "considerations")
    row.considerations, row.resolution = kept, resolution.strip()
    row.signed_at_place = " ".join(signed_at_place.split())
    row.save(update_fields=["considerations", "resolution", "signed_at_place"])
    summary = f"Mengisi pertimbangan ({len(kept)}), penutup, dan tempat penetapan {row}."
    journal.record("meeting_framed", row, by=by, summary=summary)
    return mirror(row, meeting)


@transaction.atomic
def sign(meeting: Meeting, *, number: str, signatories: Sequence[Signing], by: User) -> Meeting:
    """Record the number of the document and who signs it, in their order; both replace what stood there.

    Allowed after adoption too: the words stay the same, and a later edition of the document gives its reason. Raises
    BadInput for a signatory without name or office, or too many; WrongState for a cancelled meeting.
    """
    row = lock(meeting)
    if row.state == Meeting.State.CANCELLED:
        refuse_settled(row)
    kept = [_signing(one, place) for place, one in enumerate(signatories, start=1)]
    if len(kept) > MOST_SIGNATORIES:
        raise BadInput(f"Penanda tangan paling banyak {MOST_SIGNATORIES} orang.")
    row.number = " ".join(number.split())
    if len(row.number) > 120:
        raise BadInput("Nomor dokumen paling panjang 120 huruf.", "number")
    row.save(update_fields=["number"])
    row.signatories.all().delete()
    Signatory.objects.bulk_create(
        Signatory(
            meeting=row,
            part=one.part,
            position=place,
            person_name=one.person_name,
            office=one.office,
            institution_name=one.institution_name,
        )
        for place, one in enumerate(kept, start=1)
    )
    summary = f"Mencatat nomor dokumen {row} ({row.number or 'belum ada'}) dan {len(kept)} penanda tangan."
    journal.record("meeting_signatories", row, by=by, summary=summary)
    return mirror(row, meeting)


@transaction.atomic
def adopt_meeting(
    meeting: Meeting, *, adopted_on: date, by: User, without_minutes: str = "", at: datetime | None = None
) -> Meeting:
    """Adopt what the plenary decided; from here on points, minutes and the words around them stand still.

    `without_minutes` says why there are no minutes, where there are none. Raises WrongState with everything that is
    still missing, BadInput for a day before the meeting or still to come.
    """
    at, row = at or timezone.now(), lock(meeting)
    refuse_settled(row)
    if row.starts_on > localdate(at):
        raise WrongState(f"Rapat ini baru mulai {written_day(row.starts_on)}. Rekomendasinya ditetapkan sesudah itu.")
    if missing := obstacles(row, without_minutes=without_minutes):
        raise WrongState(" ".join(missing))
    if not row.starts_on <= adopted_on <= localdate(at):
        first, last = written_day(row.starts_on), written_day(localdate(at))
        days = first if first == last else f"antara {first} dan {last}"
        raise BadInput(f"Hari penetapan harus {days}.", "adopted_on")
    row.state, row.adopted_on, row.adopted_at, row.adopted_by = Meeting.State.ADOPTED, adopted_on, at, by
    row.save(update_fields=["state", "adopted_on", "adopted_at", "adopted_by"])
    count = row.points.filter(state=State.ADOPTED).count()
    reason = f" Tanpa notula: {without_minutes.strip()}" if not row.minutes.exists() else ""
    summary = f"Menetapkan {written(count)} butir rekomendasi {row}, {written_day(adopted_on)}.{reason}"
    journal.record("meeting_adopted", row, by=by, summary=summary)
    return mirror(row, meeting)


def obstacles(meeting: Meeting, *, without_minutes: str = "") -> list[str]:
    """What keeps a meeting from adopting, a sentence each; empty when it can."""
    states = list(meeting.points.values_list("state", flat=True))
    undecided = sum(state in drafting.OPEN for state in states)
    has_representative = meeting.signatories.filter(part=Signatory.Part.REPRESENTATIVE).exists()
    found = [
        (undecided, f"{written(undecided)} butir belum diputuskan pleno."),
        (State.ADOPTED not in states, "Belum ada butir yang ditetapkan."),
        (not has_representative, "Belum ada perwakilan peserta yang menandatangani."),
        (
            not without_minutes.strip() and not meeting.minutes.exists(),
            "Notula belum ditulis. Tulis notulanya, atau sebutkan mengapa tidak ada.",
        ),
    ]
    return [sentence for is_missing, sentence in found if is_missing]


def _signing(one: Signing, place: int) -> Signing:
    kept = Signing(one.part, *(" ".join(text.split()) for text in (one.person_name, one.office, one.institution_name)))
    if kept.part not in Signatory.Part.values:
        raise BadInput(f"Penanda tangan {place}: pilih perwakilan peserta atau mengetahui.")
    if not kept.person_name or not kept.office:
        raise BadInput(f"Penanda tangan {place}: nama dan jabatannya harus diisi.")
    if max(map(len, (kept.person_name, kept.office, kept.institution_name))) > 200:
        raise BadInput(f"Penanda tangan {place}: nama, jabatan, dan instansi paling panjang 200 huruf.")
    return kept
