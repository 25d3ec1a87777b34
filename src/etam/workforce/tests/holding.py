"""People of the tests about holders: an operator who records one, BKD of the province and of a kab/kota, a stranger."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.institutions.models import Institution
from etam.institutions.tests.cast import library as institution
from etam.institutions.tests.cast import person, region
from etam.workforce.actions import holders
from etam.workforce.actions.holders import Post
from etam.workforce.models import Holder
from etam.workforce.persons import Person

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Makassar"))
SITI = Person("198505172010012003", "Siti Nurhaliza Contoh", date(1985, 5, 17))
AGUS = Person("197002032000011002", "Agus Contoh", date(1970, 2, 3))


@dataclass
class Cast:
    """Two offices in two kab/kota, and who works with them."""

    office: Institution
    other_office: Institution
    operator: User
    neighbour: User
    bkd: User
    bkd_elsewhere: User
    verifier: User
    officer: User
    observer: User

    def record(self, who: Person = SITI, **changes: Any) -> Holder:
        """Somebody in a post of the first office."""
        by, at = changes.pop("by", self.operator), changes.pop("at", NOW)
        is_sure = changes.pop("is_sure", False)
        fields: dict[str, Any] = {
            "office": self.office,
            "position": "pustakawan",
            "level": "ahli_muda",
            "appointed_on": date(2020, 4, 1),
            **changes,
        }
        return holders.record(who, Post(**fields), by=by, at=at, is_sure=is_sure)


def make_cast() -> Cast:
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = region("64.74", "Kota Bontang", 2, province)
    office = institution("D-1", "Dinas Perpustakaan Kutai Timur", "public", "regency", regency, regency)
    elsewhere = institution("D-2", "Dinas Perpustakaan Bontang", "public", "regency", other, other)
    return Cast(
        office=office,
        other_office=elsewhere,
        operator=person("hartati@example.id", "Hartati", "operator", institution=office),
        neighbour=person("nina@example.id", "Nina", "operator", institution=elsewhere),
        bkd=person("joko@example.id", "Joko", "partner", agency="bkd"),
        bkd_elsewhere=person("lia@example.id", "Lia", "partner", agency="bkd", region=other),
        verifier=person("yusran@example.id", "Yusran", "verifier", region=regency),
        officer=person("rina@example.id", "Rina", "officer", region=province),
        observer=person("budi@example.id", "Budi", "observer", region=province),
    )
