"""Certificates of accreditation: found, registered, taken in from a list, revoked."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from etam.accounts.access import signed_in
from etam.accounts.models import User
from etam.assessments import access, actions, certificate_listing, editions, validity
from etam.assessments.accreditation_forms import (
    CertificateFilter,
    CertificateForm,
    CertificateListForm,
    ChooseLibraryForm,
    RevokeForm,
    chosen_libraries,
)
from etam.assessments.exceptions import AssessmentProblem, BadInput
from etam.assessments.models import Assessment, Certificate
from etam.assessments.queries import certificates as found_certificates
from etam.evidence import access as evidence_access
from etam.evidence import actions as evidence
from etam.evidence import queries as files
from etam.evidence.exceptions import AlreadyKept, EvidenceError
from etam.evidence.models import Evidence
from etam.evidence.serving import download
from etam.institutions import access as institutions
from etam.institutions.models import Institution
from etam.web.csv_list import ListingProblem
from etam.web.formats import number

PAGE_SIZE = 50
SHOWN_FAULTS, SHOWN_LIBRARIES = 200, 50
KEPT = "certificate_list"


@login_required
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Every certificate that one may see, narrowed by how it stands, by place, kind, generation and word."""
    day, seen = localdate(), access.certificates_to_view(request.user)
    form = CertificateFilter(request.GET, regencies=list(institutions.regencies_for(request.user)))
    given = form.given()
    found = found_certificates.searched(seen, day, **given)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "form": form,
        "page": page,
        "rows": [(one, validity.standing_of(one, day)) for one in page],
        "headline": _headline(found_certificates.tally(seen, day)),
        "is_searched": any(given.values()),
        "may_keep": institutions.has_role(request.user, "officer"),
        "day": day,
    }
    return render(request, "assessments/accreditation/certificates.html", context)


@login_required
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate with its scan, what was sent about its end, and the others of the library."""
    return _page(request, access.certificate_to_view(request.user, pk), RevokeForm(initial={"on": localdate()}))


@login_required
def new_certificate(request: HttpRequest) -> HttpResponse:
    """Register one: from a determined accreditation (?penilaian=), or of any library (?lembaga=)."""
    access.require_officer(request.user)
    assessment = _assessment(request)
    institution = assessment.institution if assessment else _institution(request)
    if institution is None:
        return _choose(request)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CertificateForm(*given, institution=institution, assessment=assessment)
    if request.method == "POST" and form.is_valid():
        try:
            made = _register(form, institution, assessment, signed_in(request))
        except BadInput as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        except (AssessmentProblem, EvidenceError) as problem:
            form.add_error("scan_file" if isinstance(problem, EvidenceError) else None, str(problem))
        else:
            messages.success(request, f"Sertifikat {made.number} tercatat untuk {institution}.")
            return redirect(made)
    day = localdate()
    context = {
        "form": form,
        "institution": institution,
        "assessment": assessment,
        "others": [(one, validity.standing_of(one, day)) for one in found_certificates.of_institution(institution)],
        "schemes": [editions.scheme("accreditation", version) for version, _ in form.fields["generation"].choices],  # type: ignore[attr-defined]
    }
    return render(request, "assessments/accreditation/new_certificate.html", context, status=_status(form))


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a certificate before its time."""
    found = access.certificate_to_keep(request.user, pk)
    form = RevokeForm(request.POST)
    if form.is_valid():
        try:
            actions.revoke_certificate(found, by=signed_in(request), **form.cleaned_data)
        except BadInput as problem:
            form.add_error(problem.field or None, str(problem))
        except AssessmentProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Sertifikat {found.number} dicabut.")
            return redirect(found)
    return _page(request, found, form)


@login_required
@require_safe
def certificate_evidence(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """The scanned decree, to be saved."""
    found = access.certificate_to_view(request.user, pk)
    scan = access.certificate_scan(request.user, found, code)
    evidence.note_view(scan, by=signed_in(request))
    return download(scan, request)


@login_required
def certificate_list(request: HttpRequest) -> HttpResponse:
    """A file of old certificates: what it would add, seen before anything is stored."""
    access.require_officer(request.user)
    form = CertificateListForm(request.POST, request.FILES) if request.method == "POST" else CertificateListForm()
    plan = None
    if form.is_bound and form.is_valid():
        request.session.pop(KEPT, None)
        try:
            text = certificate_listing.LIST.decode(form.cleaned_data["file"].read())
            plan = certificate_listing.read_certificates(text)
        except ListingProblem as problem:
            form.add_error("file", str(problem))
        else:
            if plan.can_store:
                request.session[KEPT] = text
    context = {"form": form, "plan": plan, "columns": certificate_listing.COLUMNS, "shown": SHOWN_FAULTS}
    return render(request, "assessments/accreditation/certificate_list.html", context, status=_status(form))


@login_required
@require_POST
def store_certificates(request: HttpRequest) -> HttpResponse:
    """Store what was previewed, all or nothing; it is read again, for somebody may have registered one meanwhile."""
    access.require_officer(request.user)
    text = request.session.get(KEPT)
    if text is None:
        messages.error(request, "Pratinjaunya sudah tidak ada. Unggah berkasnya lagi.")
        return redirect("assessments:certificate_list")
    plan = certificate_listing.read_certificates(text)
    try:
        if plan.faults:
            raise BadInput(f"Tidak ada yang disimpan. {plan.faults[0]}")
        made = actions.register_certificates(plan.certificates, by=signed_in(request))
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
        return redirect("assessments:certificate_list")
    del request.session[KEPT]
    messages.success(request, f"{number(len(made))} sertifikat tercatat.")
    return redirect("assessments:certificates")


def _page(request: HttpRequest, found: Certificate, form: RevokeForm) -> HttpResponse:
    day = localdate()
    scans = files.uses("certificate", found.pk).get("", [])
    scheme = editions.scheme(found.scheme_code, found.scheme_version)
    others = found_certificates.of_institution(found.institution).exclude(pk=found.pk)
    context = {
        "certificate": found,
        "standing": validity.standing_of(found, day),
        "scheme": scheme,
        "grade": next((one for one in scheme.grades if one.code == found.grade), None),
        "scans": scans,
        "may_open": bool(scans) and evidence_access.may_open(request.user, found.institution),
        "reminders": found.reminders.prefetch_related("sent_to"),
        "others": [(one, validity.standing_of(one, day)) for one in others],
        "may_keep": institutions.has_role(request.user, "officer"),
        "may_renew": _may_renew(request.user, found, day),
        "form": form,
        "day": day,
    }
    return render(request, "assessments/accreditation/certificate.html", context, status=_status(form))


def _may_renew(user: Any, found: Certificate, day: date) -> bool:
    """Whether the page offers to renew: a certificate that has begun and that no later one follows."""
    if validity.standing_of(found, day).code in ("revoked", "upcoming"):
        return False
    later = found.institution.certificates.filter(revoked_on=None, valid_until__gt=found.valid_until)
    may = access.institutions_to_accredit(user).filter(pk=found.institution_id).exists()
    return may and not later.exists()


def _register(form: CertificateForm, institution: Institution, assessment: Assessment | None, by: User) -> Certificate:
    with transaction.atomic():
        return actions.register_certificate(
            institution, assessment=assessment, scan=_scan(form, institution, by), by=by, **form.as_arguments()
        )


def _scan(form: CertificateForm, institution: Institution, by: User) -> Evidence | None:
    """The chosen file, or the uploaded one as a new file of the library; one that it has already is taken as it is."""
    upload = form.cleaned_data["scan_file"]
    if not upload:
        return form.chosen_scan
    try:
        return evidence.receive(
            institution=institution,
            data=upload.read(),
            file_name=upload.name,
            type="certificate",
            title=f"Sertifikat akreditasi {form.cleaned_data['number']}",
            issued_on=form.cleaned_data["valid_from"],
            by=by,
        )
    except AlreadyKept as kept:
        return kept.existing


def _choose(request: HttpRequest) -> HttpResponse:
    form = ChooseLibraryForm(request.GET if "cari" in request.GET else None)
    found = None
    if form.is_bound and form.is_valid():
        found = chosen_libraries(form.cleaned_data["cari"], institutions.institutions_for(request.user))
    context = {
        "form": form,
        "title": "Catat sertifikat",
        "hint": "Pilih perpustakaan yang memegang sertifikat itu.",
        "rows": None if found is None else found[:SHOWN_LIBRARIES],
        "here": request.path,
        "crumb": "certificates",
        "more": "certificate_list",
    }
    return render(request, "assessments/accreditation/choose.html", context)


def _assessment(request: HttpRequest) -> Assessment | None:
    key = request.GET.get("penilaian", "")
    return access.accreditation_to_view(request.user, int(key)) if key.isascii() and key.isdigit() else None


def _institution(request: HttpRequest) -> Institution | None:
    code = request.GET.get("lembaga", "")
    return access.library_to_accredit(request.user, code) if code else None


def _headline(tally: Any) -> str:
    """The finding, as the page's title."""
    held = sum(tally[code] for code in validity.HOLDING)
    if not sum(tally.values()):
        return "Belum ada sertifikat tercatat"
    ending = tally["within_half"]
    rest = f"; {number(ending)} habis dalam enam bulan" if ending else ""
    return f"{number(held)} sertifikat berlaku{rest}"


def _status(form: Any) -> int:
    return 422 if form.errors else 200
