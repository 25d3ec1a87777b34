"""From a programme, an office or an assessment to the paper: who writes, what the document is called, what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from etam.assessments import editions
from etam.assessments.actions.recommending import SOURCE
from etam.assessments.documents import audit, government, office, self_assessment
from etam.assessments.documents.gathering import audited, government_region, office_of, office_of_region
from etam.assessments.models import Assessment, Document, Programme
from etam.assessments.queries.results import OfficeResult, offices, offices_of
from etam.assessments.queries.results import government as government_result
from etam.followup.models import Recommendation
from etam.followup.queries import tally
from etam.institutions.models import Institution
from etam.questionnaire.scheme import Scheme
from etam.web import formats
from etam.web.documents import Letter, Paper, lay_out

Kind, State = Document.Kind, Assessment.State
HERE = Path(__file__).parent
SETTLED = (Recommendation.Status.DONE, Recommendation.Status.IMPOSSIBLE)


@dataclass(frozen=True)
class About:
    """What a document is about: one assessment, a whole programme, or one office in a programme."""

    assessment: Assessment | None = None
    programme: Programme | None = None
    institution: Institution | None = None

    @property
    def is_sample(self) -> bool:
        subject = self.assessment or self.programme
        return bool(subject and subject.is_sample)

    @property
    def page(self) -> str:
        """The page on which its documents are listed."""
        if self.assessment is not None:
            return reverse("assessments:make_document", args=[self.assessment.pk])
        return reverse("assessments:programme_documents", args=[self.programme.code if self.programme else ""])


@dataclass(frozen=True)
class Words:
    """What distinguishes one document from another of its kind; `template` lays `body` out."""

    template: str
    office: str
    name: str
    short: str
    subject: str
    finding: str
    standing: str
    body: Mapping[str, Any]


def compose(kind: str, about: About, *, number: str, dated: date, edition: int) -> Paper:
    """Set a document. The caller has made sure that it may exist."""
    words = WRITERS[kind](about)
    letter = Letter(
        office=words.office,
        name=words.name,
        short=words.short,
        subject=words.subject,
        finding=words.finding,
        standing=words.standing,
        number=number,
        dated=dated,
        url=settings.ADDRESS + about.page,
        edition=edition,
        is_sample=about.is_sample,
    )
    return lay_out(HERE / words.template, letter, words.body)


def _minutes(about: About) -> Words:
    (one,) = audited([_assessment(about)])
    return Words(
        template="audit.typ",
        office=office_of(one.assessment.programme, one.assessment.institution),
        name="Risalah Hasil Audit Sementara",
        short="RHAS",
        subject=audit.subject_of(one),
        finding=audit.finding_of(one),
        standing="Sementara: nilai dan temuan dapat berubah setelah auditi menanggapinya.",
        body=audit.minutes_body(one),
    )


def _draft_report(about: About) -> Words:
    (one,) = audited([_assessment(about)])
    is_over = one.assessment.state == State.DETERMINED
    return Words(
        template="audit.typ",
        office=office_of(one.assessment.programme, one.assessment.institution),
        name="Laporan Hasil Audit Sementara",
        short="LHAS",
        subject=audit.subject_of(one),
        finding=audit.finding_of(one),
        standing="Konsep laporan: hasilnya sudah ditetapkan, laporan akhirnya terbit tersendiri."
        if is_over
        else "Konsep laporan: hasilnya belum ditetapkan.",
        body=audit.draft_report_body(one),
    )


def _office_report(about: About) -> Words:
    programme, institution = _programme(about), about.institution
    found = next(one for one in offices(programme) if institution and one.institution.pk == institution.pk)
    scheme = _scheme(programme)
    missing = office.missing_parts(scheme, found)
    return Words(
        template="office.typ",
        office=office_of_region(programme.region),
        name="Laporan Audit Kearsipan Internal",
        short="LAKI",
        subject=f"{programme.title}, {found.institution.name}.",
        finding=office.finding_of(scheme, found),
        standing=f"Laporan akhir atas unit yang diaudit. {formats.listed(missing)} belum diaudit."
        if missing
        else "Laporan akhir: semua unit yang diaudit sudah ditetapkan.",
        body=office.report_body(
            programme, found, audited([one.assessment for one in found.all_units]), _last_year(programme, found)
        ),
    )


def _consolidated(about: About) -> Words:
    programme = _programme(about)
    scheme, found = _scheme(programme), offices(programme)
    result = government_result(scheme, found, [])
    complete = f"{formats.number(result.complete_offices)} dari {formats.number(result.offices)}"
    return Words(
        template="consolidated.typ",
        office=office_of_region(programme.region),
        name="Laporan Audit Kearsipan Internal gabungan",
        short="LAKI gabungan",
        subject=f"{programme.title}.",
        finding=government.consolidated_finding(programme, result, scheme),
        standing="Laporan akhir: semua perangkat daerah dalam program sudah bernilai."
        if result.complete_offices == result.offices
        else f"Belum lengkap: {complete} perangkat daerah sudah bernilai; yang terbuka ditulis sebagai rentang.",
        body=government.consolidated_body(programme, found, result, _asked(found)),
    )


def _external(about: About) -> Words:
    if about.assessment is None:
        return _external_all(about)
    (one,) = audited([about.assessment])
    inside = _internal_offices(one.assessment.year)
    region = government_region(one.assessment)
    result = government_result(one.scheme, inside.get(region.code, []), [one.assessment])
    return Words(
        template="external.typ",
        office=str(settings.OFFICE),
        name="Laporan Audit Kearsipan Eksternal",
        short="LAKE",
        subject=audit.subject_of(one),
        finding=government.external_finding(region.name, one),
        standing="Laporan akhir. Nilainya rata-rata pengganti: bobot komponennya belum ditemukan.",
        body=government.external_body(one, result, region.name),
    )


def _external_all(about: About) -> Words:
    programme = _programme(about)
    scheme, found = _scheme(programme), offices(programme)
    inside = _internal_offices(programme.year)
    rows = [
        government.ExternalRow(
            government_region(unit.assessment).name,
            unit.assessment,
            government_result(scheme, inside.get(government_region(unit.assessment).code, []), [unit.assessment]),
        )
        for one in found
        for unit in one.all_units
    ]
    determined = sum(row.value is not None for row in rows)
    told = (
        "Laporan akhir: semua objek sudah ditetapkan."
        if determined == len(rows)
        else f"Belum lengkap: {formats.number(determined)} dari {formats.number(len(rows))} objek sudah ditetapkan."
    )
    return Words(
        template="external-all.typ",
        office=str(settings.OFFICE),
        name="Laporan Audit Kearsipan Eksternal",
        short="LAKE",
        subject=f"{programme.title}.",
        finding=government.external_all_finding(rows, scheme),
        standing=f"{told} Nilainya rata-rata pengganti: bobot komponennya belum ditemukan.",
        body=government.external_all_body(programme, rows, _asked(found)),
    )


def _self_assessment(about: About) -> Words:
    one = self_assessment.read(_assessment(about))
    return Words(
        template="self-assessment.typ",
        office=one.assessment.institution.name,
        name="Formulir penilaian mandiri akreditasi perpustakaan",
        short="Penilaian mandiri",
        subject=f"{one.edition.title.id}, edisi {one.edition.version}.",
        finding=self_assessment.finding_of(one),
        standing="Penilaian mandiri perpustakaan; predikat diberikan oleh Perpusnas.",
        body=self_assessment.form_body(one),
    )


WRITERS: Mapping[str, Callable[[About], Words]] = {
    Kind.RHAS: _minutes,
    Kind.LHAS: _draft_report,
    Kind.LAKI: _office_report,
    Kind.LAKI_ALL: _consolidated,
    Kind.LAKE: _external,
    Kind.SELF: _self_assessment,
}


def _assessment(about: About) -> Assessment:
    if about.assessment is None:
        raise ValueError("this document is about one assessment")
    return about.assessment


def _programme(about: About) -> Programme:
    if about.programme is None:
        raise ValueError("this document is about a programme")
    return about.programme


def _scheme(programme: Programme) -> Scheme:
    return editions.scheme(programme.scheme_code, programme.scheme_version)


def _last_year(programme: Programme, found: OfficeResult) -> office.LastYear | None:
    before = office.previous(programme, found.institution)
    if before is None:
        return None
    return office.LastYear(*before, audited([unit.assessment for unit in before[1].all_units]))


def _internal_offices(year: int) -> dict[str, list[OfficeResult]]:
    """The offices of every government that was audited internally in a year, by code of its region."""
    programmes = list(Programme.objects.filter(kind=Programme.Kind.INTERNAL, year=year))
    found = offices_of(programmes)
    held: dict[str, list[OfficeResult]] = {}
    for one in programmes:
        held.setdefault(one.region_id, []).extend(found[one.pk])
    return held


def _asked(found: list[OfficeResult]) -> government.Asked:
    keys = [str(unit.assessment.pk) for one in found for unit in one.all_units]
    rows = Recommendation.objects.filter(source=SOURCE, source_id__in=keys)
    owner = {str(unit.assessment.pk): one.institution.pk for one in found for unit in one.all_units}
    counts: dict[int, tuple[int, int]] = {}
    for source_id, status in rows.order_by().values_list("source_id", "status"):
        settled, total = counts.get(owner[source_id], (0, 0))
        counts[owner[source_id]] = (settled + (status in SETTLED), total + 1)
    return government.Asked(tally(rows), counts)


def earlier(kind: str, about: About) -> Q:
    """The condition that a document is an edition of the same as this one."""
    return Q(kind=kind, assessment=about.assessment, programme=about.programme, institution=about.institution)
