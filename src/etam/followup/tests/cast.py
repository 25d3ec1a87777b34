"""The people and places of this room's tests, small enough to keep in mind; rooms above use them too.

Hartati works at the office of Kutai Timur and answers for it, Yusran verifies for Kutai Timur, Rina and Dewi are
officers of the province. Nina works at the office of Bontang, Surya verifies there and is the outsider.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.evidence.models import Evidence
from etam.evidence.tests.cast import paper
from etam.followup import actions
from etam.followup.actions import Item
from etam.followup.models import Recommendation
from etam.institutions.models import Institution, Region
from etam.institutions.tests.cast import library, person, region

WITA = ZoneInfo("Asia/Makassar")
ISSUED = datetime(2026, 1, 5, 9, 0, tzinfo=WITA)
NOW = datetime(2026, 2, 17, 10, 42, tzinfo=WITA)
TODAY = NOW.date()
# 5 January and sixty calendar days: 26 are left of January, 28 of February, 6 March makes sixty.
DUE = date(2026, 3, 6)
SOURCE = {
    "source": "gathering",
    "source_id": 7,
    "source_title": "Rapat koordinasi 2026",
    "source_url": "/rapat/2026/",
}


@dataclass
class Cast:
    """Everybody and everything a test needs."""

    operator: User
    neighbour: User
    verifier: User
    outsider: User
    officer: User
    second_officer: User
    observer: User
    regency: Region
    other_regency: Region
    office: Institution
    elsewhere: Institution

    def item(self, number: int = 1, **changes: Any) -> Item:
        wanted = {"number": number, "text": f"Susun jadwal retensi arsip {number}.", "topic": "archives"}
        owner = {} if "owner_name" in changes else {"institution": self.office}
        return Item(**{**wanted, **owner, **changes})

    def issue(self, *items: Item, **changes: Any) -> list[Recommendation]:
        wanted = {**SOURCE, "items": items or (self.item(),), "by": self.officer, "at": ISSUED, **changes}
        return actions.issue(**wanted)

    def issued(self, **changes: Any) -> Recommendation:
        """One recommendation to the office of Kutai Timur."""
        return self.issue(self.item(**changes))[0]

    def paper(self, institution: Institution | None = None, **changes: Any) -> Evidence:
        """Evidence of the office, uploaded by its operator."""
        fields = {"file_name": "jra.pdf", "uploaded_at": ISSUED, "by": self.operator, **changes}
        return paper(institution or self.office, **fields)

    def answer(self, recommendation: Recommendation, *papers: Evidence, **changes: Any) -> Recommendation:
        """An answer with evidence, or with a reason that none is needed."""
        wanted = {"text": "Jadwal retensi sudah ditetapkan.", "progress": 100, "by": self.operator, "at": NOW}
        proof = {"evidence_codes": [one.code for one in papers]} if papers else {"no_evidence_reason": "Cukup laporan."}
        actions.respond(recommendation, **{**wanted, **proof, **changes})
        return recommendation

    def answered(self, *papers: Evidence, **changes: Any) -> Recommendation:
        return self.answer(self.issued(), *papers, **changes)

    def judged(self, status: str = "done", **changes: Any) -> Recommendation:
        """A recommendation that was answered with evidence and judged by the verifier."""
        paper = self.paper()
        recommendation = self.answered(paper)
        needed = {
            "done": {},
            "partly": {"note": "Lampiran belum ada."},
            "open": {"note": "Jawabannya tentang hal lain."},
            "impossible": {"reason": "in_court", "document": paper.code},
        }[status]
        actions.judge(recommendation, status=status, by=self.verifier, at=NOW, **{**needed, **changes})
        return recommendation


def make_cast() -> Cast:
    """Two kab/kota with an office each, seven people."""
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = region("64.74", "Kota Bontang", 2, province)
    office = institution("K-1", "Dinas Perpustakaan dan Kearsipan Kutai Timur", regency)
    elsewhere = institution("K-2", "Dinas Perpustakaan dan Kearsipan Bontang", other)
    return Cast(
        operator=person("hartati@example.id", "Hartati", "operator", institution=office),
        neighbour=person("nina@example.id", "Nina", "operator", institution=elsewhere),
        verifier=person("yusran@example.id", "Yusran", "verifier", region=regency),
        outsider=person("surya@example.id", "Surya", "verifier", region=other),
        officer=person("rina@example.id", "Rina", "officer", region=province),
        second_officer=person("dewi@example.id", "Dewi", "officer", region=province),
        observer=person("lestari@example.id", "Lestari", "observer", region=province),
        regency=regency,
        other_regency=other,
        office=office,
        elsewhere=elsewhere,
    )


def institution(code: str, name: str, regency: Region) -> Institution:
    """The office of a kab/kota."""
    return library(code, name, "public", "regency", regency, regency)
