"""Libraries with and without certificates, and one on its way to accreditation.

Hartati answers for the village library of Nehes Liah Bing, Yusran checks for Kutai Timur, Rina is officer of the
province, Surya verifies for Bontang and is the outsider.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from etam.accounts.models import User
from etam.assessments import actions, editions
from etam.assessments.models import Assessment, Certificate
from etam.assessments.tests.cast import own
from etam.evidence import actions as evidence
from etam.evidence.models import Evidence
from etam.evidence.tests.files import pdf
from etam.institutions.models import Institution, Region
from etam.institutions.tests.cast import library, person, region
from etam.submissions.tests.cast import NOW

__all__ = ["NOW", "TODAY", "AccreditationCast", "make_accreditation_cast"]

TODAY = date(2026, 2, 17)
SCHEME = ("accreditation", "2018.1")


@dataclass
class AccreditationCast:
    """Everybody and everything a test needs."""

    officer: User
    verifier: User
    outsider: User
    operator: User
    observer: User
    assessor: User
    province: Region
    regency: Region
    other_regency: Region
    village: Institution
    school: Institution
    elsewhere: Institution

    def certificate(self, institution: Institution | None = None, **given: Any) -> Certificate:
        """A certificate of grade B from 2024 until 2026, with `given` instead."""
        details: dict[str, Any] = {
            "number": f"SERT-{Certificate.objects.count() + 1}",
            "grade": "B",
            "score": 80.0,
            "scheme_code": SCHEME[0],
            "scheme_version": SCHEME[1],
            "valid_from": date(2024, 3, 1),
            "valid_until": date(2027, 2, 28),
            "by": self.officer,
            "at": NOW,
        }
        return actions.register_certificate(institution or self.village, **{**details, **given})

    def intent(self, institution: Institution | None = None, part: str = "village", **given: Any) -> Assessment:
        details: dict[str, Any] = {"scheme": editions.scheme(*SCHEME), "by": self.operator, "year": 2026, "at": NOW}
        return actions.declare_intent(institution or self.village, part=part, **{**details, **given})

    def answering(self, **given: Any) -> Assessment:
        return actions.start(self.intent(**given), by=self.operator, at=NOW)

    def checking(self, letter: str = "b", **answers: Any) -> Assessment:
        """Every question of the village instrument answered alike, with `answers` instead; sent to the kab/kota."""
        one = self.answering()
        elements = editions.instrument_of(one).elements
        self.save(one, {**dict.fromkeys(elements, letter), **answers})
        return actions.hand_in(one, by=self.operator, at=NOW)

    def checked(self) -> Assessment:
        return actions.check(self.checking(), by=self.verifier, at=NOW)

    def delivered(self) -> Assessment:
        return actions.deliver(self.checked(), receipt="TT-12", by=self.verifier, at=NOW)

    def determined(self) -> Assessment:
        """Perpusnas decided without an assessor of ours: 80, grade B."""
        return actions.determine(self.delivered(), official_score=80.0, official_grade="B", by=self.officer, at=NOW)

    def save(self, one: Assessment, answers: dict[str, Any]) -> None:
        sheet = own(one)
        actions.save_sheet(sheet, answers=answers, base_revision=sheet.revision_number, by=self.operator, at=NOW)

    def file(self, institution: Institution | None = None, **given: Any) -> Evidence:
        """A PDF in a library's evidence."""
        details = {"type": "report", "title": "Buku induk", "file_name": "buku.pdf", "by": self.operator, "at": NOW}
        return evidence.receive(institution=institution or self.village, data=pdf(), **{**details, **given})


def make_accreditation_cast() -> AccreditationCast:
    """Two kab/kota, three libraries, six people, no certificate yet."""
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = region("64.74", "Kota Bontang", 2, province)
    village = library("L-1", "Perpustakaan Desa Nehes Liah Bing", "public", "village", regency, regency)
    school = library("L-2", "Perpustakaan SDN 004 Muara Wahau", "school", "sd_mi", regency, regency)
    elsewhere = library("L-3", "Perpustakaan Kelurahan Loktuan", "public", "village", other, other)
    return AccreditationCast(
        officer=person("rina@example.id", "Rina", "officer", region=province),
        verifier=person("yusran@example.id", "Yusran", "verifier", region=regency),
        outsider=person("surya@example.id", "Surya", "verifier", region=other),
        operator=person("hartati@example.id", "Hartati", "operator", institution=village),
        observer=person("lestari@example.id", "Lestari", "observer", region=province),
        assessor=person("sari@example.id", "Sari", "assessor"),
        province=province,
        regency=regency,
        other_regency=other,
        village=village,
        school=school,
        elsewhere=elsewhere,
    )
