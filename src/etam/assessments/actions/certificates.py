"""Certificates of accreditation as Perpusnas gave them: registered, revoked, never overlapping."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments import editions
from etam.assessments.actions.determining import refuse_wrong_grade
from etam.assessments.exceptions import BadInput, WrongState
from etam.assessments.generations import NO_GRADE
from etam.assessments.models import Assessment, Certificate
from etam.evidence import actions as evidence
from etam.evidence.models import Evidence
from etam.evidence.queries import state_on
from etam.institutions.models import Institution
from etam.web.formats import day

PLACE = "certificate"


@transaction.atomic
def register_certificate(
    institution: Institution,
    *,
    number: str,
    grade: str,
    score: float | None,
    scheme_code: str,
    scheme_version: str,
    valid_from: date,
    valid_until: date,
    by: User | None,
    decree: str = "",
    scan: Evidence | None = None,
    assessment: Assessment | None = None,
    deviation_reason: str = "",
    is_sample: bool = False,
    at: datetime | None = None,
) -> Certificate:
    """Register a certificate, with the scanned decree as evidence.

    Raises BadInput, which names its field, for days out of order, one that overlaps another valid certificate of the
    library, a number in use, a grade that does not exist or does not follow from the score, a scan of another library
    or one that was withdrawn; WrongState when the assessment is not determined.
    """
    if assessment is not None:
        _refuse_assessment(assessment, institution)
    if not number.strip():
        raise BadInput("Tulis nomor sertifikat seperti tercetak.", "number")
    if valid_until < valid_from:
        raise BadInput(
            f"Sertifikat berakhir {day(valid_until)}, sebelum berlaku {day(valid_from)}. Periksa kedua tanggal.",
            "valid_until",
        )
    refuse_grade(scheme_code, scheme_version, grade, score, deviation_reason)
    if scan is not None:
        _refuse_scan(scan, institution, at or timezone.now())
    # One certificate at a time: two people who register at once wait for each other here.
    Institution.objects.select_for_update().get(pk=institution.pk)
    _refuse_overlap(institution, valid_from, valid_until)
    made = _stored(
        institution=institution,
        assessment=assessment,
        number=number.strip(),
        grade=grade,
        score=score,
        scheme_code=scheme_code,
        scheme_version=scheme_version,
        valid_from=valid_from,
        valid_until=valid_until,
        decree=decree.strip(),
        registered_at=at or timezone.now(),
        registered_by=by,
        is_sample=is_sample,
    )
    if scan is not None:
        title, url = f"Sertifikat akreditasi {made.number}", made.get_absolute_url()
        evidence.use(scan, place=PLACE, place_id=made.pk, by=by, title=title, url=url, at=at)
    journal.record(
        "certificate.register",
        made,
        by=by,
        summary=f"{institution}: sertifikat {made.number}, {grade}, {day(valid_from)} sampai {day(valid_until)}.",
        deviation_reason=deviation_reason,
    )
    return made


def _stored(*, number: str, **details: Any) -> Certificate:
    try:
        with transaction.atomic():
            return Certificate.objects.create(number=number, **details)
    except IntegrityError as error:
        raise BadInput(f"Sertifikat nomor {number} sudah tercatat. Periksa nomornya.", "number") from error


@dataclass(frozen=True)
class OldCertificate:
    """A certificate from before it was registered here; `line` is where it stands in the list that it came with."""

    institution: Institution
    number: str
    grade: str
    score: float | None
    scheme_code: str
    scheme_version: str
    valid_from: date
    valid_until: date
    decree: str = ""
    deviation_reason: str = ""
    line: int = 0


@transaction.atomic
def register_certificates(
    given: Sequence[OldCertificate], *, by: User | None, is_sample: bool = False, at: datetime | None = None
) -> list[Certificate]:
    """Register many certificates, all or none. Raises BadInput that names the line of the first that cannot be."""
    made = []
    for one in given:
        details = {
            item.name: getattr(one, item.name) for item in fields(one) if item.name not in ("institution", "line")
        }
        try:
            made.append(register_certificate(one.institution, by=by, is_sample=is_sample, at=at, **details))
        except BadInput as problem:
            raise BadInput(f"Baris {one.line}: {problem}" if one.line else str(problem)) from problem
    return made


@transaction.atomic
def revoke_certificate(certificate: Certificate, *, on: date, reason: str, by: User) -> Certificate:
    """End a certificate before its time.

    Raises BadInput without reason or for a day outside its validity, WrongState.
    """
    held = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if held.revoked_on:
        raise WrongState(f"Sertifikat {held.number} sudah dicabut pada {day(held.revoked_on)}.")
    if not reason.strip():
        raise BadInput("Tulis sebab sertifikat ini dicabut.", "reason")
    if not held.valid_from <= on <= held.valid_until:
        raise BadInput(f"{day(on)} di luar masa berlaku {day(held.valid_from)} sampai {day(held.valid_until)}.", "on")
    held.revoked_on, held.revoked_reason = on, reason.strip()
    held.save(update_fields=["revoked_on", "revoked_reason"])
    journal.record(
        "certificate.revoke", held, by=by, summary=f"Sertifikat {held.number} dicabut {day(on)}: {reason.strip()}"
    )
    certificate.revoked_on, certificate.revoked_reason = held.revoked_on, held.revoked_reason
    return held


def _refuse_overlap(institution: Institution, valid_from: date, valid_until: date) -> None:
    others = institution.certificates.filter(revoked_on=None, valid_from__lte=valid_until, valid_until__gte=valid_from)
    if other := others.first():
        raise BadInput(
            f"{institution} sudah punya sertifikat {other.number} yang berlaku {day(other.valid_from)} sampai "
            f"{day(other.valid_until)}. Dua sertifikat tidak boleh berlaku bersamaan: ubah tanggal, "
            "atau cabut yang lama dulu.",
            "valid_from",
        )


def refuse_grade(scheme_code: str, scheme_version: str, grade: str, score: float | None, deviation_reason: str) -> None:
    """Raise BadInput for a grade that certifies nothing, does not exist, or does not follow from the score."""
    scheme = editions.scheme(scheme_code, scheme_version)
    codes = [one.code for one in scheme.grades if one.code != NO_GRADE]
    if grade == NO_GRADE:
        raise BadInput("Perpustakaan yang tidak terakreditasi tidak mendapat sertifikat.", "grade")
    if grade not in codes:
        raise BadInput(f"Predikat “{grade}” tidak ada dalam {scheme.title.id}. Pilih {', '.join(codes)}.", "grade")
    if score is None:
        return
    try:
        refuse_wrong_grade(scheme_code, scheme_version, score, grade, deviation_reason)
    except BadInput as problem:
        raise BadInput(str(problem), "grade" if 0 <= score <= 100 else "score") from problem


def _refuse_assessment(assessment: Assessment, institution: Institution) -> None:
    if assessment.institution_id != institution.pk or not assessment.is_accreditation:
        raise BadInput(f"{assessment} bukan akreditasi {institution}.")
    if assessment.state != Assessment.State.DETERMINED:
        raise WrongState(f"{assessment} belum ditetapkan, jadi belum ada sertifikatnya.")
    if Certificate.objects.filter(assessment=assessment).exists():
        raise WrongState(f"Sertifikat dari akreditasi {assessment} ini sudah tercatat.")


def _refuse_scan(scan: Evidence, institution: Institution, at: datetime) -> None:
    if scan.institution_id != institution.pk:
        raise BadInput(
            f"Bukti {scan.code} milik {scan.institution}, bukan {institution}. Pilih berkas perpustakaan ini.", "scan"
        )
    # A certificate that has ended may prove that it once was valid; one that was withdrawn proves nothing.
    if state_on(scan, timezone.localdate(at)) == "withdrawn":
        raise BadInput(f"Bukti {scan.code} sudah ditarik. Pilih berkas lain.", "scan")
