"""Certificates of accreditation as Perpusnas gave them: registered, revoked, never overlapping."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments.actions.determining import refuse_wrong_grade
from etam.assessments.exceptions import BadInput, WrongState
from etam.assessments.models import Assessment, Certificate
from etam.evidence import actions as evidence
from etam.evidence.models import Evidence
from etam.institutions.models import Institution
from etam.web.formats import day

NO_GRADE = "none"


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

    Raises BadInput for days out of order, one that overlaps another valid certificate of the library, a number in use,
    a grade that does not exist or does not follow from the score; WrongState when the assessment is not determined.
    """
    if assessment is not None and assessment.state != Assessment.State.DETERMINED:
        raise WrongState(f"{assessment} belum ditetapkan, jadi belum ada sertifikatnya.")
    if not number.strip():
        raise BadInput("Tulis nomor sertifikat seperti tercetak.")
    if valid_until < valid_from:
        raise BadInput(
            f"Sertifikat berakhir {day(valid_until)}, sebelum berlaku {day(valid_from)}. Periksa kedua tanggal."
        )
    if grade == NO_GRADE:
        raise BadInput("Perpustakaan yang tidak terakreditasi tidak mendapat sertifikat.")
    if score is not None:
        refuse_wrong_grade(scheme_code, scheme_version, score, grade, deviation_reason)
    # One certificate at a time: two people who register at once wait for each other here.
    Institution.objects.select_for_update().get(pk=institution.pk)
    _refuse_overlap(institution, valid_from, valid_until)
    try:
        with transaction.atomic():
            made = Certificate.objects.create(
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
    except IntegrityError as error:
        raise BadInput(f"Sertifikat nomor {number.strip()} sudah tercatat. Periksa nomornya.") from error
    if scan is not None:
        evidence.use(scan, place="certificate", place_id=made.pk, by=by)
    journal.record(
        "certificate.register",
        made,
        by=by,
        summary=f"{institution}: sertifikat {made.number}, {grade}, {day(valid_from)} sampai {day(valid_until)}.",
        deviation_reason=deviation_reason,
    )
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
        raise BadInput("Tulis sebab sertifikat ini dicabut.")
    if not held.valid_from <= on <= held.valid_until:
        raise BadInput(f"{day(on)} di luar masa berlaku {day(held.valid_from)} sampai {day(held.valid_until)}.")
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
            "atau cabut yang lama dulu."
        )
