"""The people and places of this room's tests; rooms above use them too.

Hartati keeps the files of the library of Nehes Liah Bing, Nina those of Loktuan in Bontang. Yusran verifies for Kutai
Timur, Surya for Bontang, Rina is an officer, Lestari observes, Sari assesses.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.evidence import actions
from etam.evidence.models import Evidence
from etam.evidence.tests import files
from etam.institutions.models import Institution, Membership, Region

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
    province = _region("64", "Kalimantan Timur", 1, None)
    regency = _region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = _region("64.74", "Kota Bontang", 2, province)
    library = _library("L-1", "Perpustakaan Desa Nehes Liah Bing", regency)
    elsewhere = _library("L-3", "Perpustakaan Kelurahan Loktuan", other)
    return Cast(
        operator=_person("hartati@example.id", "Hartati", "operator", institution=library),
        neighbour=_person("nina@example.id", "Nina", "operator", institution=elsewhere),
        verifier=_person("yusran@example.id", "Yusran", "verifier", region=regency),
        outsider=_person("surya@example.id", "Surya", "verifier", region=other),
        officer=_person("rina@example.id", "Rina", "officer", region=province),
        observer=_person("lestari@example.id", "Lestari", "observer", region=province),
        assessor=_person("sari@example.id", "Sari", "assessor", region=regency),
        library=library,
        elsewhere=elsewhere,
    )


def _region(code: str, name: str, level: int, parent: Region | None) -> Region:
    return Region.objects.get_or_create(
        code=code, defaults={"name": name, "level": level, "type": "kabupaten", "parent": parent}
    )[0]


def _library(code: str, name: str, regency: Region) -> Institution:
    return Institution.objects.create(
        code=code, name=name, kind="public", subtype="village", regency=regency, region=regency
    )


def _person(email: str, name: str, role: str, **scope: Any) -> User:
    user = User.objects.create_user(email, name=name, password="rahasia-untuk-uji")
    Membership.objects.create(user=user, role=role, valid_from=date(2020, 1, 1), **scope)
    return user
