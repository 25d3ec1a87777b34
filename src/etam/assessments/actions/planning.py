"""Programmes, objects and teams of audits; the intent of a library; what opens and ends an assessment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments import editions, teams
from etam.assessments.actions.moving import lock, move, refuse_other_state
from etam.assessments.actions.prefilling import prefill
from etam.assessments.actions.sheets import carry_over
from etam.assessments.exceptions import BadInput, NotReady, Obstacle, WrongPerson, WrongState
from etam.assessments.models import Assessment, Programme, Sheet, Step, TeamMember
from etam.content.files import ContentError
from etam.institutions.models import Institution, Region
from etam.questionnaire.scheme import Scheme
from etam.web.formats import day, listed, number

State, Kind, Side = Assessment.State, Assessment.Kind, Sheet.Side
PARTS_OF = {Programme.Kind.INTERNAL: ("unit_pengolah", "unit_kearsipan"), Programme.Kind.EXTERNAL: ("external",)}


@dataclass(frozen=True)
class AuditObject:
    """What a programme audits: an institution, the part of the scheme and, for one of several, the unit's name."""

    institution: Institution
    part: str
    unit_name: str = ""


@transaction.atomic
def create_programme(
    *,
    code: str,
    kind: str,
    title: str,
    year: int,
    region: Region,
    scheme: Scheme,
    starts_on: date,
    ends_on: date,
    by: User | None,
    letter_number: str = "",
    letter_on: date | None = None,
    is_sample: bool = False,
) -> Programme:
    """Open a year's programme of audits.

    Raises BadInput for days out of order, a code in use or another use of scheme.
    """
    if ends_on < starts_on:
        raise BadInput(f"Program selesai {day(ends_on)}, sebelum mulai {day(starts_on)}. Perbaiki salah satunya.")
    if scheme.use != "archive-supervision":
        raise BadInput(f"Skema {scheme.title.id} bukan skema pengawasan kearsipan. Pilih skema lain.")
    try:
        with transaction.atomic():
            programme = Programme.objects.create(
                code=code,
                kind=kind,
                title=title,
                year=year,
                region=region,
                scheme_code=scheme.code,
                scheme_version=scheme.version,
                scheme_checksum=scheme.checksum,
                starts_on=starts_on,
                ends_on=ends_on,
                letter_number=letter_number.strip(),
                letter_on=letter_on,
                is_sample=is_sample,
            )
    except IntegrityError as error:
        raise BadInput(f"Kode program “{code}” sudah dipakai. Pilih kode lain.") from error
    journal.record("programme.create", programme, by=by, summary=f"Membuka program {title}.")
    return programme


@transaction.atomic
def change_programme(
    programme: Programme,
    *,
    title: str,
    starts_on: date,
    ends_on: date,
    letter_number: str,
    letter_on: date | None,
    by: User,
) -> Programme:
    """Change title, days and letter. Raises BadInput for days out of order, WrongState once it is closed."""
    _refuse_closed(programme)
    if ends_on < starts_on:
        raise BadInput(f"Program selesai {day(ends_on)}, sebelum mulai {day(starts_on)}. Perbaiki salah satunya.")
    before = [programme.title, programme.starts_on.isoformat(), programme.ends_on.isoformat(), programme.letter_number]
    programme.title, programme.starts_on, programme.ends_on = title, starts_on, ends_on
    programme.letter_number, programme.letter_on = letter_number.strip(), letter_on
    programme.save()
    journal.record("programme.change", programme, by=by, summary=f"Mengubah program {title}.", before=before)
    return programme


@transaction.atomic
def close_programme(programme: Programme, *, by: User, at: datetime | None = None) -> Programme:
    """End the year. Raises NotReady while an assessment is neither determined nor withdrawn."""
    _refuse_closed(programme)
    under_way = programme.assessments.exclude(state__in=(State.DETERMINED, State.WITHDRAWN))
    if left := [Obstacle("", f"{one} belum ditetapkan.") for one in under_way.select_related("institution")[:50]]:
        raise NotReady(left)
    programme.closed_at = at or timezone.now()
    programme.save(update_fields=["closed_at"])
    journal.record("programme.close", programme, by=by, summary=f"Menutup program {programme}.")
    return programme


@transaction.atomic
def add_objects(
    programme: Programme, objects: Sequence[AuditObject], *, by: User | None, at: datetime | None = None
) -> list[Assessment]:
    """Put institutions or units of them into a programme; one assessment each. All or none.

    Raises BadInput for a part that the programme does not audit, an office of another government, or one that is in it
    already.
    """
    _refuse_closed(programme)
    scheme = editions.scheme(programme.scheme_code, programme.scheme_version)
    made = []
    for one in objects:
        _refuse_object(programme, one)
        part = scheme.part(one.part)
        made.append(
            _open(
                Assessment(
                    kind=programme.kind,
                    programme=programme,
                    institution=one.institution,
                    part=one.part,
                    unit_name=one.unit_name.strip(),
                    year=programme.year,
                    is_sample=programme.is_sample,
                ),
                scheme,
                part.code,
                at or timezone.now(),
                by,
                f"{one.institution} sudah ada dalam program ini sebagai {part.label.id.lower()}"
                f"{f' {one.unit_name}' if one.unit_name else ''}. Beri nama unit yang lain.",
            )
        )
    named = listed([str(one) for one in made[:3]])
    summary = f"Menambah {number(len(made))} objek: {named}{' dan lainnya' if len(made) > 3 else ''}."
    journal.record("programme.add_objects", programme, by=by, summary=summary)
    return made


@transaction.atomic
def declare_intent(
    institution: Institution,
    *,
    part: str,
    scheme: Scheme,
    by: User | None,
    year: int,
    is_sample: bool = False,
    at: datetime | None = None,
) -> Assessment:
    """A library wants to be accredited under a part of a scheme; the way begins here.

    Raises BadInput when one is under way already, the library has ended, or the part is for another kind of library.
    """
    moment = at or timezone.now()
    if institution.valid_to and institution.valid_to < timezone.localdate(moment):
        raise BadInput(f"{institution} sudah berakhir pada {day(institution.valid_to)}, jadi tidak dapat diakreditasi.")
    allowed = {one.code for one in scheme.parts_for(institution.kind, institution.subtype)}
    if part not in allowed:
        raise BadInput(
            f"{scheme.title.id} tidak punya instrumen “{part}” untuk {institution}. Pilih instrumen "
            "jenis perpustakaan ini."
        )
    last = institution.certificates.filter(revoked_on=None).order_by("-valid_until").first()
    return _open(
        Assessment(
            kind=Kind.ACCREDITATION,
            institution=institution,
            part=part,
            year=year,
            renews=last.assessment if last else None,
            is_sample=is_sample,
        ),
        scheme,
        part,
        moment,
        by,
        f"{institution} sudah punya akreditasi yang sedang berjalan. Selesaikan atau batalkan yang itu dulu.",
    )


@transaction.atomic
def assign_team(
    assessment: Assessment, *, lead: User, members: Iterable[User] = (), by: User | None, at: datetime | None = None
) -> Assessment:
    """Name who scores: a lead and any number of members. Each gets a sheet of their own.

    Somebody who leaves the team before having answered anything leaves no trace; answers keep a person in it.
    Raises WrongPerson for the own office, WrongState once moderation has begun, BadInput for leaving out an assessor
    who has answered.
    """
    row = lock(assessment)
    refuse_other_state(
        row,
        (State.PLANNED, State.ANSWERING, State.CHECKING, State.CHECKED, State.DELIVERED, State.SCORING),
        "diberi tim",
    )
    people = [lead, *(one for one in members if one != lead)]
    for user in people:
        if reason := teams.own_office(user, row):
            raise WrongPerson(reason)
    gone = row.sheets.filter(side=Side.ASSESSOR).exclude(assessor__in=people)
    if kept := gone.exclude(latest=None).select_related("assessor").first():
        raise BadInput(f"{kept.assessor} sudah memberi nilai, jadi tetap dalam tim. Tambahkan orang lain saja.")
    gone.delete()
    row.team.exclude(user__in=people).delete()
    for user in people:
        TeamMember.objects.update_or_create(assessment=row, user=user, defaults={"is_lead": user == lead})
        Sheet.objects.get_or_create(assessment=row, side=Side.ASSESSOR, assessor=user)
    names = listed([str(user) for user in people])
    journal.record("assessment.assign_team", row, by=by, summary=f"{row}: tim {names}, ketua {lead}.")
    if row.state == State.DELIVERED:
        move(
            row,
            State.SCORING,
            by=by,
            at=at or timezone.now(),
            action="begin_scoring",
            summary="Mulai dinilai.",
            given=row,
        )
    assessment.state, assessment.state_since = row.state, row.state_since
    return assessment


@transaction.atomic
def schedule_visit(assessment: Assessment, *, on: date | None, by: User) -> Assessment:
    """Set the day of the visit; it lies within the programme. Raises BadInput otherwise, WrongState when locked."""
    row = lock(assessment)
    if row.is_locked:
        raise WrongState(f"{row} sudah {row.get_state_display().lower()}; jadwalnya tidak diubah lagi.")
    if on and row.programme and not row.programme.starts_on <= on <= row.programme.ends_on:
        raise BadInput(
            f"Kunjungan {day(on)} di luar program ({day(row.programme.starts_on)} sampai "
            f"{day(row.programme.ends_on)}). "
            "Pilih hari lain atau ubah jadwal program."
        )
    row.visit_on = assessment.visit_on = on
    row.save(update_fields=["visit_on"])
    told = day(on) if on else "belum dijadwalkan"
    journal.record("assessment.schedule", row, by=by, summary=f"{row}: kunjungan {told}.")
    return assessment


@transaction.atomic
def start(assessment: Assessment, *, by: User | None, at: datetime | None = None) -> Assessment:
    """Open the institution's own sheet. An audit needs its team first; an accreditation begins with what is known.

    Raises WrongState, NotReady.
    """
    row = lock(assessment)
    refuse_other_state(row, State.PLANNED, "dimulai")
    if not row.is_accreditation and not row.team.filter(is_lead=True).exists():
        raise NotReady([Obstacle("", "Tugaskan ketua tim lebih dulu: auditi perlu tahu siapa yang datang.")])
    at = at or timezone.now()
    move(row, State.ANSWERING, by=by, at=at, action="start", summary="Penilaian mandiri dibuka.", given=assessment)
    if row.is_accreditation:
        prefill(row, by=by, at=at)
    return assessment


@transaction.atomic
def withdraw(assessment: Assessment, *, reason: str, by: User, at: datetime | None = None) -> Assessment:
    """Give an assessment up; what was answered stays readable.

    Raises BadInput without reason, WrongState when locked.
    """
    row = lock(assessment)
    if row.is_locked:
        raise WrongState(f"{row} sudah {row.get_state_display().lower()}, jadi tidak dapat dibatalkan.")
    if not reason.strip():
        raise BadInput("Tulis sebabnya: yang lain perlu tahu mengapa penilaian ini dibatalkan.")
    return move(
        row,
        State.WITHDRAWN,
        by=by,
        at=at or timezone.now(),
        action="withdraw",
        summary=f"Dibatalkan: {reason.strip()}",
        reason=reason,
        given=assessment,
    )


@transaction.atomic
def change_edition(
    assessment: Assessment, *, version: str, reason: str, by: User, at: datetime | None = None
) -> list[str]:
    """Move an assessment to another edition of its instrument before anybody has scored it.

    Answers go along where the new edition asks the same question in the same way. Returns the elements whose answers
    did not fit; they stay in the earlier revision. Raises BadInput without reason or for an edition that does not
    exist, WrongState once scoring has begun.
    """
    row = lock(assessment)
    if row.state not in (State.PLANNED, State.ANSWERING):
        raise WrongState(
            f"Penilaian {row} sudah berjalan dengan edisi {row.instrument_version} dan diselesaikan dengan edisi itu. "
            "Edisi baru dipakai untuk penilaian berikutnya."
        )
    if not reason.strip():
        raise BadInput("Tulis sebab pindah edisi, misalnya nomor keputusan yang mengganti instrumen.")
    try:
        edition = editions.instrument(row.instrument_code, version)
    except ContentError as error:
        raise BadInput(f"Instrumen {row.instrument_code} tidak punya edisi {version}. Pilih edisi yang ada.") from error
    before = row.instrument_version
    row.instrument_version, row.instrument_checksum = edition.version, edition.checksum
    row.save(update_fields=["instrument_version", "instrument_checksum"])
    lost = carry_over(row, by=by, at=at or timezone.now())
    summary = f"{row}: pindah dari edisi {before} ke {version}: {reason.strip()}"
    journal.record("assessment.change_edition", row, by=by, summary=summary, lost=lost)
    assessment.instrument_version, assessment.instrument_checksum = edition.version, edition.checksum
    return lost


def _refuse_closed(programme: Programme) -> None:
    if programme.closed_at:
        raise WrongState(f"{programme} sudah ditutup pada {day(timezone.localdate(programme.closed_at))}.")


def _refuse_object(programme: Programme, one: AuditObject) -> None:
    if one.part not in PARTS_OF[Programme.Kind(programme.kind)]:
        raise BadInput(f"{programme.get_kind_display()} tidak menilai bagian “{one.part}”.")
    if one.institution.kind not in ("office", "archive"):
        raise BadInput(f"{one.institution} bukan perangkat daerah atau lembaga kearsipan, jadi tidak diaudit di sini.")
    is_of_region = one.institution.regency_id == programme.region_id or programme.region.level == Region.Level.PROVINCE
    if programme.kind == Programme.Kind.INTERNAL and not is_of_region:
        raise BadInput(f"{one.institution} bukan bagian dari {programme.region.name}.")


def _open(assessment: Assessment, scheme: Scheme, part: str, at: datetime, by: User | None, taken: str) -> Assessment:
    chosen = scheme.part(part)
    edition = editions.instrument(chosen.instrument, chosen.version)
    institution = assessment.institution
    assessment.institution_kind, assessment.institution_subtype = institution.kind, institution.subtype
    assessment.regency_id = institution.regency_id
    assessment.scheme_code, assessment.scheme_version = scheme.code, scheme.version
    assessment.instrument_code, assessment.instrument_version = edition.code, edition.version
    assessment.instrument_checksum, assessment.state_since = edition.checksum, at
    try:
        with transaction.atomic():
            assessment.save()
    except IntegrityError as error:
        raise BadInput(taken) from error
    low, high = (lambda made: (made.low, made.high))(editions.score_of(assessment, {}))
    Sheet.objects.create(assessment=assessment, side=Side.SELF, low=low, high=high)
    Step.objects.create(assessment=assessment, to_state=State.PLANNED, at=at, by=by)
    journal.record(
        "assessment.plan",
        assessment,
        by=by,
        summary=f"{assessment}: {assessment.get_kind_display()} {assessment.year}.",
    )
    return assessment
