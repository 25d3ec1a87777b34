"""An audit and an accreditation for the walk over every address, each with one record of every kind below it."""

from datetime import date

from etam.accounts.models import User
from etam.assessments import actions, editions
from etam.assessments.documents import storage as papers
from etam.assessments.models import Assessment, Document, Programme, Sheet
from etam.evidence import actions as evidence
from etam.evidence import storage
from etam.evidence.models import Evidence
from etam.evidence.tests.files import pdf
from etam.exchange.models import SheetUpload
from etam.institutions.models import Institution
from etam.submissions.tests.cast import NOW, Cast, library, person

BYTES = b"%PDF-1.7\n% Daftar arsip aktif\n"


class Assessed:
    """Hasan answers for an office of Kutai Timur, Tono audits it; the library of L-1 waits for its check."""

    def __init__(self, cast: Cast):
        self.cast = cast
        self.office = library(
            "K-1", "Dinas Kesehatan Kutai Timur", "office", "regency_office", cast.regency, cast.regency
        )
        self.auditee = person("hasan@example.id", "Hasan", "operator", institution=self.office)
        self.auditor = person("tono.auditor@example.id", "Tono", "assessor")

    @property
    def users(self) -> dict[str, User]:
        return {"auditee": self.auditee, "auditor": self.auditor}

    def records(self) -> dict[str, int | str]:
        """The keys of the records, by the words that addresses use for them."""
        programme = self._programme()
        assessment = self._audit(programme)
        return {
            "programme": programme.code,
            "assessment": assessment.pk,
            "accreditation": self._accreditation(self.cast.village).pk,
            "irregularity": actions.write_irregularity(
                assessment, condition="Arsip menumpuk.", recommendation="Pindahkan.", by=self.auditor, at=NOW
            ).pk,
            "sample": actions.draw_sample(
                assessment, element="use", population="Daftar arsip aktif", size=20, count=3, seed=1, by=self.auditor
            ).pk,
            "audit_paper": "B7K3QP",
            **self._certificate(self.cast.village),
            "sheet_upload": SheetUpload.objects.create(
                sheet=assessment.sheets.get(assessor=self.auditor),
                file_name="penilaian.xlsx",
                sha256="0" * 64,
                size_bytes=1,
                by=self.auditor,
                problems=["Lembar “Isian”, baris 6: tidak terbaca."],
            ).pk,
            "document": Document.objects.create(
                kind=Document.Kind.LHAS,
                assessment=assessment,
                dated=NOW.date(),
                sha256=papers.keep(b"x"),
                size_bytes=1,
                at=NOW,
            ).pk,
        }

    def _programme(self) -> Programme:
        return actions.create_programme(
            code="aski-2026-kutim",
            kind=Programme.Kind.INTERNAL,
            title="Audit internal Kutai Timur 2026",
            year=2026,
            region=self.cast.regency,
            scheme=editions.scheme("archive-supervision", "2020.1"),
            starts_on=date(2026, 2, 1),
            ends_on=date(2026, 11, 30),
            by=self.cast.verifier,
        )

    def _audit(self, programme: Programme) -> Assessment:
        unit = actions.AuditObject(self.office, "unit_pengolah", "Bidang Pelayanan")
        (one,) = actions.add_objects(programme, [unit], by=self.cast.verifier, at=NOW)
        actions.assign_team(one, lead=self.auditor, by=self.cast.verifier, at=NOW)
        actions.start(one, by=self.cast.verifier, at=NOW)
        answers = dict.fromkeys(editions.instrument_of(one).elements, 80)
        own = one.sheets.get(side=Sheet.Side.SELF)
        actions.save_sheet(own, answers=answers, base_revision=0, by=self.auditee, at=NOW)
        actions.attach(one, element="use", codes=[self._paper().code], by=self.auditee, at=NOW)
        return actions.hand_in(one, by=self.auditee, at=NOW)

    def _accreditation(self, institution: Institution) -> Assessment:
        one = actions.declare_intent(
            institution,
            part="village",
            scheme=editions.scheme("accreditation", "2018.1"),
            year=2026,
            by=self.cast.operator,
            at=NOW,
        )
        actions.start(one, by=self.cast.operator, at=NOW)
        answers = dict.fromkeys(editions.instrument_of(one).elements, "b")
        own = one.sheets.get(side=Sheet.Side.SELF)
        actions.save_sheet(own, answers=answers, base_revision=0, by=self.cast.operator, at=NOW)
        return actions.hand_in(one, by=self.cast.operator, at=NOW)

    def _paper(self) -> Evidence:
        return Evidence.objects.create(
            institution=self.office,
            code="B7K3QP",
            type="plan",
            title="Daftar arsip aktif",
            file_name="arsip.pdf",
            media_type="application/pdf",
            size_bytes=len(BYTES),
            sha256=storage.keep(BYTES),
            received_sha256=storage.digest(BYTES),
            uploaded_at=NOW,
            by=self.auditee,
        )

    def _certificate(self, institution: Institution) -> dict[str, int | str]:
        scan = evidence.receive(
            institution=institution,
            data=pdf(),
            file_name="sertifikat.pdf",
            type="certificate",
            title="Sertifikat akreditasi",
            by=self.cast.operator,
            at=NOW,
        )
        made = actions.register_certificate(
            institution,
            number="A-1",
            grade="B",
            score=80.0,
            scheme_code="accreditation",
            scheme_version="2018.1",
            valid_from=date(2023, 1, 1),
            valid_until=date(2026, 12, 31),
            scan=scan,
            by=self.cast.officer,
            at=NOW,
        )
        return {"certificate": made.pk, "certificate_scan": scan.code}
