"""A government with offices audited in two years, an external audit, and a library's form: what documents are about.

On the weights of 2026 one unit of the Dinas Kesehatan has A.1 = 0.2 × 60 + 0.2 × 50 + 0.35 × 40 + 0.25 × 30 = 43.5 and
A.2 = (50 + 70) / 2 = 60, so 0.7 × 43.5 + 0.3 × 60 = 48.45: C. The other has all 80, the records office all 70. So
UP = (48.45 + 80) / 2 = 64.225 and the office (64.225 + 70) / 2 = 67.1125: B.

The year before, on the weights of 2020, its only unit had 52.5 and its records office 60, together 56.25; on those of
2026 that is 48.45 and 60, together 54.225. This year's answers on the weights of 2020 make (52.5 + 80) / 2 = 66.25 and
70, together 68.125.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from etam.assessments import actions, editions
from etam.assessments.models import Assessment, Programme
from etam.assessments.tests.cast import NOW, SIX, WORSE, AuditCast, make_audit_cast, own
from etam.institutions.models import Institution
from etam.institutions.tests.cast import library, region

__all__ = ["DATED", "NOW", "DocumentsCast", "make_documents_cast"]

DATED = date(2026, 2, 17)
FINDING = actions.OldFinding("Daftar arsip inaktif belum ada.", "Susun daftar arsip inaktif.", "disposal")
EXTERNAL = {"policy": 80, "guidance": 60, "management": 40, "resources": 50, "uk2_count": 32}
"""(80 + 60 + 40 + 50) / 4 = 57.5: CC."""
REGENCIES = ("Berau", "Paser", "Kutai Barat", "Kutai Kartanegara", "Mahakam Ulu", "Penajam Paser Utara")


@dataclass
class DocumentsCast:
    """The audit cast, with this year's programme on the weights of 2026 and what was determined."""

    audit: AuditCast
    last: Programme
    external: Programme

    def __getattr__(self, name: str) -> Any:
        return getattr(self.audit, name)

    def office_audited(self, institution: Institution | None = None, **parts: Any) -> list[Assessment]:
        """An office wholly determined this year: two processing units and the records office."""
        where = institution or self.audit.office
        results = [
            self.old(where, "unit_pengolah", WORSE, unit_name="Bidang Pencegahan", findings=[FINDING]),
            self.old(where, "unit_pengolah", dict.fromkeys(SIX, 80), unit_name="Sekretariat"),
            self.old(where, "unit_kearsipan", dict.fromkeys(SIX, 70)),
        ]
        return actions.import_results(self.audit.programme, results, by=self.audit.officer)

    def audited_last_year(self) -> list[Assessment]:
        """The same office a year before, on the weights of 2020."""
        office = self.audit.office
        results = [
            self.old(office, "unit_pengolah", WORSE),
            self.old(office, "unit_kearsipan", dict.fromkeys(SIX, 60)),
        ]
        return actions.import_results(self.last, results, by=self.audit.officer)

    def audited_outside(self) -> Assessment:
        """The archival institution of Kutai Timur, determined by the province."""
        result = self.old(self.audit.archive, "external", EXTERNAL, findings=[FINDING])
        return actions.import_results(self.external, [result], by=self.audit.officer)[0]

    def all_audited_outside(self) -> list[Assessment]:
        """Six further kab/kota, each a little better than the one before."""
        made = []
        for place, name in enumerate(REGENCIES, start=1):
            where = region(f"64.2{place}", f"Kabupaten {name}", 2, self.audit.province)
            archive = library(f"A-{place}", f"Dinas Kearsipan {name}", "archive", "regency", where, where)
            answers = {**EXTERNAL, "policy": 60 + 5 * place}
            made.append(self.old(archive, "external", answers))
        return actions.import_results(self.external, made, by=self.audit.officer)

    def form_sent(self) -> Assessment:
        """The village library's form, filled and sent."""
        one = actions.declare_intent(
            self.audit.village,
            part="village",
            scheme=editions.scheme("accreditation", "2018.1"),
            by=self.audit.operator,
            year=2026,
            at=NOW,
        )
        actions.start(one, by=self.audit.operator, at=NOW)
        elements = editions.instrument_of(one).elements
        answers = dict(zip(elements, "abcde" * len(elements), strict=False))
        actions.save_sheet(own(one), answers=answers, base_revision=0, by=self.audit.operator, at=NOW)
        return actions.hand_in(one, by=self.audit.operator, at=NOW)

    def old(self, institution: Institution, part: str, answers: dict[str, Any], **more: Any) -> actions.OldResult:
        better = {element: min(100, value + 15) for element, value in answers.items() if element != "uk2_count"}
        return actions.OldResult(
            institution=institution,
            part=part,
            answers=dict(answers),
            own_answers=better,
            determined_at=NOW,
            lead=self.audit.sari,
            **more,
        )


def make_documents_cast() -> DocumentsCast:
    """The audit cast under the edition of 2026, last year's programme under that of 2020, and an external one."""
    audit = make_audit_cast("2026.1")
    last = _programme(
        audit, "aski-2025-kutim", Programme.Kind.INTERNAL, "Audit internal Kutai Timur 2025", "2020.1", 2025
    )
    external = _programme(
        audit, "aske-2026", Programme.Kind.EXTERNAL, "Audit eksternal Kalimantan Timur 2026", "2026.1"
    )
    return DocumentsCast(audit, last, external)


def _programme(audit: AuditCast, code: str, kind: str, title: str, version: str, year: int = 2026) -> Programme:
    return actions.create_programme(
        code=code,
        kind=kind,
        title=title,
        year=year,
        region=audit.province if kind == Programme.Kind.EXTERNAL else audit.regency,
        scheme=editions.scheme("archive-supervision", version),
        starts_on=date(year, 2, 1),
        ends_on=date(year, 11, 30),
        letter_number="000.5.15/7/DPK",
        letter_on=date(year, 1, 20),
        by=audit.officer,
    )
