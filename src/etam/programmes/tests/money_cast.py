"""Two villages and two schools in two kab/kota, with the partners, verifier and officer who work on their money."""

from dataclasses import dataclass
from typing import Any

from etam.accounts.models import User
from etam.institutions.models import Institution, ParentBody, Region
from etam.institutions.tests.cast import library, person, region
from etam.programmes.actions.money import CeilingEntry, MoneyEntry, record

YEAR = 2026


@dataclass
class Cast:
    """Everybody and everything a test about money needs."""

    officer: User
    observer: User
    verifier: User
    village_partner: User
    school_partner: User
    madrasah_partner: User
    operator: User
    regency: Region
    district: Region
    village: ParentBody
    far_village: ParentBody
    school: ParentBody
    madrasah: ParentBody
    library: Institution

    def line(self, planned: int | None, spent: int | None = None, **changes: Any) -> MoneyEntry:
        """A line of the school: BOS money for books in the cast's year unless changed."""
        told: dict[str, Any] = {"subject": self.school, "year": YEAR, "fund": "bosp", "purpose": "books", **changes}
        return MoneyEntry(planned=planned, spent=spent, **told)

    def record(self, planned: int | None, spent: int | None = None, **changes: Any) -> Any:
        return record(self.line(planned, spent, **changes), by=self.officer)

    def ceiling(self, amount: int, kind: str = "bosp_regular", **changes: Any) -> Any:
        told: dict[str, Any] = {"subject": self.school, "year": YEAR, "kind": kind, **changes}
        return record(CeilingEntry(amount=amount, **told), by=self.officer)


def make_cast() -> Cast:
    """Everything above, with nothing recorded."""
    province = region("64", "Kalimantan Timur", 1)
    east = region("64.08", "Kabupaten Kutai Timur", 2, province)
    city = region("64.74", "Kota Bontang", 2, province)
    wahau = region("64.08.05", "Muara Wahau", 3, east)
    place = region("64.08.05.2001", "Nehes Liah Bing", 4, wahau)
    far = region("64.74.01.1001", "Loktuan", 4, city)
    own = library("L-S", "Perpustakaan SDN 004", "school", "sd_mi", east, wahau)
    own.npsn = "30400004"
    own.save()
    return Cast(
        officer=person("rina@example.id", "Rina", "officer", region=province),
        observer=person("lestari@example.id", "Lestari", "observer", region=province),
        verifier=person("yusran@example.id", "Yusran", "verifier", region=east),
        village_partner=person("damang@example.id", "Damang", "partner", agency="dpmpd"),
        school_partner=person("tono@example.id", "Tono", "partner", agency="disdikbud"),
        madrasah_partner=person("fatimah@example.id", "Fatimah", "partner", agency="kemenag"),
        operator=person("hartati@example.id", "Hartati", "operator", institution=own),
        regency=east,
        district=wahau,
        village=_body("village", "64.08.05.2001", "Nehes Liah Bing", "desa", east, place, 1200, ministry="dpmpd"),
        far_village=_body("village", "64.74.01.1001", "Loktuan", "kelurahan", city, far, 9000, ministry="dpmpd"),
        school=_body(
            "school", "30400004", "SDN 004 Muara Wahau", "sd_mi", east, wahau, 200, is_public=True,
            ministry="disdikbud", library=own,
        ),
        madrasah=_body("school", "60700001", "MIN 1 Bontang", "sd_mi", city, city, None, ministry="kemenag"),
        library=own,
    )  # fmt: skip


def _body(
    kind: str, code: str, name: str, subtype: str, regency: Region, place: Region, people: int | None, **more: Any
) -> ParentBody:
    district = place if place.level == Region.Level.DISTRICT else None
    if place.level == Region.Level.VILLAGE:
        district = place.parent if place.parent and place.parent.level == Region.Level.DISTRICT else None
    return ParentBody.objects.create(
        kind=kind, code=code, name=name, subtype=subtype, regency=regency, district=district, region=place,
        people=people, **more,
    )  # fmt: skip
