"""The only door to programmes, assessments, sheets, certificates and documents for a given person.

Http404 where the person may not know that the record exists, PermissionDenied where the role is what is missing.
Scoring is blind: an assessor reads the own sheet only, until everybody has finished.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etam.assessments.models import Assessment, Certificate, Document, Irregularity, Programme, Sample, Sheet
from etam.evidence import access as evidence
from etam.evidence import access as files
from etam.evidence.models import Evidence, Use
from etam.institutions import access as institutions
from etam.institutions.models import Institution, Membership, Region
from etam.institutions.queries import of_libraries

Role, State, Side = Membership.Role, Assessment.State, Sheet.Side

BLIND = (State.PLANNED, State.ANSWERING, State.CHECKING, State.CHECKED, State.DELIVERED, State.SCORING)
EVIDENCE_PLACE, CERTIFICATE_PLACE = "assessment", "certificate"


def assessments_to_view(user: Any) -> QuerySet[Assessment]:
    """What `user` may read: of the own institution or region, in whose team they are; officers and observers all."""
    seen = Q(institution__in=institutions.institutions_for(user)) & ~_only_assigned(user)
    if getattr(user, "is_authenticated", False):
        seen |= Q(team__user=user)
    return _all().filter(seen).distinct()


def assessment_to_view(user: Any, pk: int) -> Assessment:
    """The assessment, for anybody who may read it."""
    return get_object_or_404(assessments_to_view(user), pk=pk)


def assessments_to_answer(user: Any) -> QuerySet[Assessment]:
    """Those of the institutions for which `user` is operator."""
    return _all().filter(institution__in=institutions.institutions_to_fill(user))


def assessment_to_answer(user: Any, pk: int) -> Assessment:
    """The assessment, for who answers for the institution."""
    return _narrow(
        user, pk, assessments_to_answer(user), "Hanya petugas lembaga ini yang mengisi penilaian mandirinya."
    )


def assessments_to_score(user: Any) -> QuerySet[Assessment]:
    """Those in whose team `user` is; nothing for a stranger."""
    if not getattr(user, "is_authenticated", False):
        return Assessment.objects.none()
    return _all().filter(team__user=user)


def assessment_to_score(user: Any, pk: int) -> Assessment:
    """The assessment, for a member of its team."""
    return _narrow(user, pk, assessments_to_score(user), "Hanya anggota tim yang menilai.")


def assessments_to_check(user: Any) -> QuerySet[Assessment]:
    """Accreditations of the region in which `user` is verifier; all of them for an officer."""
    rows = _all().filter(kind=Assessment.Kind.ACCREDITATION)
    if institutions.has_role(user, Role.OFFICER):
        return rows
    return rows.filter(institution__in=institutions.institutions_to_verify(user))


def assessment_to_check(user: Any, pk: int) -> Assessment:
    """The accreditation, for a verifier of its region or an officer."""
    return _narrow(
        user, pk, assessments_to_check(user), "Hanya verifikator daerah ini atau petugas provinsi yang memeriksa."
    )


def assessments_to_manage(user: Any) -> QuerySet[Assessment]:
    """What `user` plans and determines: all for an officer, the internal audits of the own region for a verifier."""
    if institutions.has_role(user, Role.OFFICER):
        return _all()
    return _all().filter(programme__in=programmes_to_manage(user))


def assessment_to_manage(user: Any, pk: int) -> Assessment:
    """The assessment, for who plans it and determines its result."""
    return _narrow(
        user, pk, assessments_to_manage(user), "Hanya pengelola program atau petugas provinsi yang menetapkan."
    )


def assessment_to_begin(user: Any, pk: int) -> Assessment:
    """The assessment, for who may begin it or give it up: in an accreditation the library itself and who checks it, in
    an audit who plans it.
    """
    found = assessment_to_view(user, pk)
    allowed = [assessments_to_manage(user)]
    if found.is_accreditation:
        allowed += [assessments_to_answer(user), assessments_to_check(user)]
    if not any(rows.filter(pk=pk).exists() for rows in allowed):
        raise PermissionDenied("Hanya lembaga ini sendiri atau pengelolanya yang memulai atau membatalkan penilaian.")
    return found


def programmes_to_view(user: Any) -> QuerySet[Programme]:
    """Programmes of the regions that `user` works in or oversees, and those with an assessment they may read."""
    rows = Programme.objects.select_related("region")
    if institutions.has_role(user, Role.OFFICER, Role.OBSERVER):
        return rows
    seen = Q(pk__in=programmes_to_manage(user)) | Q(assessments__in=assessments_to_view(user).values("pk"))
    return rows.filter(seen).distinct()


def programme_to_view(user: Any, code: str) -> Programme:
    """The programme, for anybody who may read it."""
    return get_object_or_404(programmes_to_view(user), code=code)


def programmes_to_manage(user: Any) -> QuerySet[Programme]:
    """All programmes for an officer; internal ones of the own government for a verifier."""
    rows = Programme.objects.select_related("region")
    if institutions.has_role(user, Role.OFFICER):
        return rows
    return rows.filter(kind=Programme.Kind.INTERNAL, region__in=regions_to_manage(user))


def programme_to_manage(user: Any, code: str) -> Programme:
    """The programme, for who plans it. One who may only read it is refused by role."""
    found = programmes_to_manage(user).filter(code=code).first()
    if found is None:
        programme_to_view(user, code)
        raise PermissionDenied("Hanya pengelola program ini yang mengubahnya.")
    return found


def programmes_to_oversee(user: Any) -> QuerySet[Programme]:
    """Programmes of which `user` sees every office, so that the values of governments are theirs to read."""
    if institutions.has_role(user, Role.OFFICER, Role.OBSERVER):
        return Programme.objects.select_related("region")
    return programmes_to_manage(user)


def regions_to_manage(user: Any) -> QuerySet[Region]:
    """The governments whose programmes `user` may open: all for an officer, the own kab/kota for a verifier."""
    if institutions.has_role(user, Role.OFFICER):
        return Region.objects.filter(level__in=(1, 2), valid_to__isnull=True)
    keys = [one.region_id for one in institutions.memberships(user) if one.role == Role.VERIFIER and one.region_id]
    return Region.objects.filter(code__in=keys, level=2)


def may_plan_external(user: Any) -> bool:
    """Whether `user` may open external programmes; the province alone audits other governments."""
    return institutions.has_role(user, Role.OFFICER)


def require_manager(user: Any) -> None:
    """Raise PermissionDenied unless `user` plans audits somewhere."""
    institutions.require_role(user, Role.OFFICER, Role.VERIFIER)


def require_overseer(user: Any) -> None:
    """Raise PermissionDenied unless `user` may see boards over many institutions."""
    institutions.require_role(user, Role.VERIFIER, Role.OFFICER, Role.OBSERVER)


def may_oversee(user: Any) -> bool:
    """Whether `user` may see boards over many institutions."""
    return institutions.has_role(user, Role.VERIFIER, Role.OFFICER, Role.OBSERVER)


def sheets_to_view(user: Any, assessment: Assessment) -> QuerySet[Sheet]:
    """The sheets of an assessment that `user` may read now; `assessment` has come through a door of this module.

    While scoring is blind an assessor sees the own sheet and the institution's, everybody else only the institution's.
    The institution never sees single assessors; it sees the result once it is presented.
    """
    rows = assessment.sheets.select_related("latest", "latest__by", "assessor")
    if is_auditee_only(user, assessment):
        presented = assessment.state in (State.RESPONDING, State.DETERMINED)
        return rows.filter(side__in=[Side.SELF, Side.FINAL] if presented else [Side.SELF])
    if assessment.state in BLIND:
        return rows.filter(Q(side=Side.SELF) | Q(assessor=user))
    return rows


def assessment_to_moderate(user: Any, pk: int) -> Assessment:
    """The assessment, for who may look on while the team settles its scores: anybody but the institution itself."""
    found = assessment_to_view(user, pk)
    if is_auditee_only(user, found):
        raise PermissionDenied("Moderasi adalah kertas kerja tim. Anda membaca hasilnya setelah disampaikan.")
    return found


def own_sheet(user: Any, assessment: Assessment) -> Sheet:
    """The sheet of one assessor. Raises Http404 for somebody without one."""
    return get_object_or_404(
        assessment.sheets.select_related("latest", "latest__by", "assessor"), side=Side.ASSESSOR, assessor=user
    )


def sheet_to_fill(user: Any, pk: int) -> Sheet:
    """The sheet that `user` fills in, its assessment on it: the institution's own for who answers, the blind one for a
    member of the team. Raises PermissionDenied for one who may only read.
    """
    answered = assessments_to_answer(user).filter(pk=pk).first()
    return self_sheet(answered) if answered else own_sheet(user, assessment_to_score(user, pk))


def self_sheet(assessment: Assessment) -> Sheet:
    """The institution's own sheet; `assessment` has come through a door of this module."""
    return assessment.sheets.select_related("latest", "latest__by").get(side=Side.SELF)


def final_sheet(assessment: Assessment) -> Sheet | None:
    """The moderated sheet, once there is one; `assessment` has come through a door of this module."""
    return assessment.sheets.select_related("latest", "latest__by").filter(side=Side.FINAL).first()


def is_auditee_only(user: Any, assessment: Assessment) -> bool:
    """Whether `user` sees this assessment only because they answer for the institution."""
    if institutions.has_role(user, Role.OFFICER, Role.OBSERVER) or assessment.team.filter(user=user).exists():
        return False
    return not institutions.institutions_to_verify(user).filter(pk=assessment.institution_id).exists()


def irregularities_to_view(user: Any, assessment: Assessment) -> QuerySet[Irregularity]:
    """The findings that `user` may read now; `assessment` has come through a door of this module.

    The audited office reads a finding once it was presented; until then it is a working paper of the team.
    """
    rows = assessment.irregularities.select_related("by", "answered_by")
    if assessment.state in (State.RESPONDING, State.DETERMINED) or not is_auditee_only(user, assessment):
        return rows
    presented = assessment.steps.filter(to_state=State.RESPONDING).order_by("-id").first()
    return rows.filter(at__lte=presented.at) if presented else rows.none()


def samples_to_view(user: Any, assessment: Assessment) -> QuerySet[Sample]:
    """The random samples of an assessment; `assessment` has come through a door of this module.

    The audited office sees them once the result is presented: files that are known to be drawn may be put in order.
    """
    if assessment.state not in (State.RESPONDING, State.DETERMINED) and is_auditee_only(user, assessment):
        raise PermissionDenied("Sampel ditunjukkan setelah tim menyampaikan hasil sementara.")
    return assessment.samples.select_related("by")


def sample_to_view(user: Any, pk: int) -> Sample:
    """A random sample, for anybody who may read those of its assessment."""
    found = get_object_or_404(Sample, pk=pk)
    return samples_to_view(user, assessment_to_view(user, found.assessment_id)).get(pk=pk)


def sample_to_record(user: Any, pk: int) -> Sample:
    """A random sample, for a member of the team."""
    found = sample_to_view(user, pk)
    assessment_to_score(user, found.assessment_id)
    return found


def irregularity_to_answer(user: Any, pk: int) -> Irregularity:
    """A finding, for who answers for the institution."""
    found = get_object_or_404(Irregularity.objects.select_related("assessment"), pk=pk)
    assessment_to_answer(user, found.assessment_id)
    return found


def irregularity_to_write(user: Any, pk: int) -> Irregularity:
    """A finding, for a member of the team."""
    found = get_object_or_404(Irregularity.objects.select_related("assessment"), pk=pk)
    assessment_to_score(user, found.assessment_id)
    return found


def evidence_in(user: Any, assessment: Assessment, code: str) -> Evidence:
    """A file of evidence that this assessment uses; `assessment` has come through a door of this module."""
    used = Use.objects.filter(place=EVIDENCE_PLACE, place_id=str(assessment.pk), evidence__code=code)
    if not used.exists():
        raise Http404
    return get_object_or_404(Evidence.objects.select_related("institution"), code=code)


def evidence_to_fetch(user: Any, assessment: Assessment, code: str) -> Evidence:
    """A file that this assessment uses, for its team and for whoever fetches files of the institution anyway.

    Raises PermissionDenied for an observer, who sees that the file exists.
    """
    found = evidence_in(user, assessment, code)
    if not assessment.team.filter(user=user).exists() and not files.may_open(user, assessment.institution):
        raise PermissionDenied(
            "Berkas bukti diunduh oleh tim, lembaganya, verifikator daerahnya, dan petugas provinsi."
        )
    return found


def certificates_to_view(user: Any) -> QuerySet[Certificate]:
    """Certificates of the institutions that `user` may see."""
    rows = Certificate.objects.select_related("institution", "institution__regency", "assessment")
    return rows.filter(institution__in=institutions.institutions_for(user))


def certificate_to_view(user: Any, pk: int) -> Certificate:
    return get_object_or_404(certificates_to_view(user), pk=pk)


def certificate_to_keep(user: Any, pk: int) -> Certificate:
    """The certificate, for an officer of the province, who alone registers and revokes."""
    found = certificate_to_view(user, pk)
    institutions.require_role(user, Role.OFFICER)
    return found


def require_officer(user: Any) -> None:
    institutions.require_role(user, Role.OFFICER)


def documents_to_view(user: Any) -> QuerySet[Document]:
    """Documents of assessments and programmes that `user` may read.

    A document of one assessment goes to whoever may read it; one of a whole programme to its managers and overseers.
    """
    rows = Document.objects.select_related("programme", "assessment", "institution", "by")
    if institutions.has_role(user, Role.OFFICER, Role.OBSERVER):
        return rows
    return rows.filter(
        Q(assessment__in=assessments_to_view(user).values("pk"))
        | Q(programme__in=programmes_to_manage(user))
        | Q(assessment__isnull=True, institution__in=institutions.institutions_to_fill(user))
    )


def document_to_view(user: Any, pk: int) -> Document:
    return get_object_or_404(documents_to_view(user), pk=pk)


def institutions_to_accredit(user: Any) -> QuerySet[Institution]:
    """Libraries for which `user` may declare the intent: operator of it, verifier of its region, officer."""
    if institutions.has_role(user, Role.OFFICER):
        return institutions.institutions_for(user)
    mine = Q(pk__in=institutions.institutions_to_fill(user)) | Q(pk__in=institutions.institutions_to_verify(user))
    return Institution.objects.filter(mine).select_related("regency", "region")


def library_to_accredit(user: Any, code: str) -> Institution:
    """The library with this code, for who may declare its intent. Raises Http404."""
    return get_object_or_404(institutions_to_accredit(user).filter(of_libraries()), code=code)


def libraries_to_oversee(user: Any) -> QuerySet[Institution]:
    """The libraries on the board of `user`: a verifier's region, all of them for officer and observer."""
    require_overseer(user)
    return institutions.institutions_for(user).filter(of_libraries())


def accreditation_to_view(user: Any, pk: int) -> Assessment:
    """The accreditation, for anybody who may read it."""
    return get_object_or_404(assessments_to_view(user).filter(kind=Assessment.Kind.ACCREDITATION), pk=pk)


def accreditation_to_answer(user: Any, pk: int) -> Assessment:
    """The accreditation, for who answers for the library."""
    accreditation_to_view(user, pk)
    return assessment_to_answer(user, pk)


def accreditation_to_bundle(user: Any, pk: int) -> Assessment:
    """The accreditation with all its files: for who answers for it, a verifier of its region, an officer."""
    found = accreditation_to_view(user, pk)
    allowed = assessments_to_check(user) | assessments_to_answer(user)
    if not allowed.filter(pk=pk).exists():
        raise PermissionDenied(
            "Hanya petugas perpustakaan ini, verifikatornya, dan petugas provinsi yang mengambilnya."
        )
    return found


def certificate_scan(user: Any, certificate: Certificate, code: str) -> Evidence:
    """The scanned decree of a certificate, which has come through a door of this module.

    As with all evidence, observers read of it but do not fetch it.
    """
    if not evidence.may_open(user, certificate.institution):
        raise PermissionDenied("Pindaian sertifikat hanya untuk petugas, verifikator daerahnya, dan petugas provinsi.")
    used = Use.objects.filter(
        place=CERTIFICATE_PLACE, place_id=str(certificate.pk), evidence__code=code, released_at=None
    )
    return get_object_or_404(Evidence.objects.select_related("institution"), pk__in=used.values("evidence"))


def _narrow(user: Any, pk: int, allowed: QuerySet[Assessment], refusal: str) -> Assessment:
    found = allowed.filter(pk=pk).first()
    if found is None:
        assessment_to_view(user, pk)
        raise PermissionDenied(refusal)
    return found


def _only_assigned(user: Any) -> Q:
    """Somebody who is nothing but assessor sees what is assigned, not all of the region."""
    held = institutions.roles(user)
    return ~Q(pk__in=[]) if held and held <= {Role.ASSESSOR, Role.PARTNER, Role.ADMINISTRATOR} else Q(pk__in=[])


def _all() -> QuerySet[Assessment]:
    return Assessment.objects.select_related("institution", "institution__region", "regency", "programme")


def institutions_to_compare(user: Any) -> QuerySet[Institution]:
    """Offices whose values over the years `user` may read: the own one, those of the own region, or all."""
    institutions.require_role(user, Role.OPERATOR, Role.VERIFIER, Role.OFFICER, Role.OBSERVER)
    return institutions.institutions_for(user).filter(kind__in=("office", "archive"))


def institution_to_compare(user: Any, code: str) -> Institution:
    """One of them. Raises Http404."""
    return get_object_or_404(institutions_to_compare(user), code=code)


def may_compare(user: Any) -> bool:
    """Whether `user` may read values over the years at all."""
    return institutions.has_role(user, Role.OPERATOR, Role.VERIFIER, Role.OFFICER, Role.OBSERVER)


def governments_to_compare(user: Any) -> QuerySet[Region]:
    """Governments whose values over the years `user` may read: the own kab/kota, or province and all kab/kota."""
    if institutions.has_role(user, Role.OFFICER, Role.OBSERVER):
        return Region.objects.filter(level__in=(1, 2), valid_to__isnull=True)
    return regions_to_manage(user)


def government_to_compare(user: Any, code: str) -> Region:
    """One of them. Raises Http404."""
    return get_object_or_404(governments_to_compare(user), code=code)


def offices_to_oversee(user: Any) -> QuerySet[Institution]:
    """Offices and archival institutions on the boards of `user`: a verifier's region, all for officer and observer."""
    require_overseer(user)
    return institutions.institutions_for(user).filter(kind__in=("office", "archive"), valid_to__isnull=True)
