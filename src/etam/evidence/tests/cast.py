"""The people and places of this room's tests; rooms above use them too.

Hartati keeps the files of the library of Nehes Liah Bing, Nina those of Loktuan in Bontang. Yusran verifies for Kutai
Timur, Surya for Bontang, Rina is an officer, Lestari observes, Sari assesses.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.evidence import actions
from etam.evidence.codes import new_code
from etam.evidence.models import Evidence
from etam.evidence.tests import files
from etam.institutions.models import Institution
from etam.institutions.tests.cast import library, person, region

WITA = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 2, 17, 10, 42, tzinfo=WITA)
TODAY = NOW.date()


@dataclass
class Cast:
    """Everybody and everything a test needs."""

    operator: User
    neighbour: User
    verifier: User
    outsider: User
    officer: User
    observer: User
    assessor: User
    library: Institution
    elsewhere: Institution

    def receive(self, data: bytes | None = None, **given: Any) -> Evidence:
        """A PDF of the library, different each time unless its bytes are given."""
        details: dict[str, Any] = {
            "institution": self.library,
            "file_name": "sk.pdf",
            "type": "decree",
            "title": "SK pendirian perpustakaan",
            "by": self.operator,
            "at": NOW,
        }
        return actions.receive(data=files.pdf() if data is None else data, **{**details, **given})


def make_cast() -> Cast:
    """Two kab/kota with a library each, and seven people."""
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = region("64.74", "Kota Bontang", 2, province)
    village = library("L-1", "Perpustakaan Desa Nehes Liah Bing", "public", "village", regency, regency)
    elsewhere = library("L-3", "Perpustakaan Kelurahan Loktuan", "public", "village", other, other)
    return Cast(
        operator=person("hartati@example.id", "Hartati", "operator", institution=village),
        neighbour=person("nina@example.id", "Nina", "operator", institution=elsewhere),
        verifier=person("yusran@example.id", "Yusran", "verifier", region=regency),
        outsider=person("surya@example.id", "Surya", "verifier", region=other),
        officer=person("rina@example.id", "Rina", "officer", region=province),
        observer=person("lestari@example.id", "Lestari", "observer", region=province),
        assessor=person("sari@example.id", "Sari", "assessor", region=regency),
        library=village,
        elsewhere=elsewhere,
    )


def paper(institution: Institution, **given: Any) -> Evidence:
    """The row of an evidence, without any bytes on the disk."""
    code = new_code()
    fields: dict[str, Any] = {
        "title": f"Berkas {code}",
        "type": "decree",
        "file_name": "berkas.pdf",
        "media_type": "application/pdf",
        "size_bytes": 9,
        "sha256": code.rjust(64, "0"),
        "received_sha256": code.rjust(64, "0"),
        "uploaded_at": NOW,
    }
    return Evidence.objects.create(institution=institution, code=code, **{**fields, **given})
