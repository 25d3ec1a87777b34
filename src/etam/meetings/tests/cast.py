"""The people and meetings of this room's tests, small enough to keep in mind.

Rina is officer of the province and organises; Yusran verifies for Kutai Timur, Hartati answers for the village library
of Nehes Liah Bing, Tono is of a partner agency, Lestari observes; Sari is assessor and has no business here. It is 17
February 2026, 10.42 WITA. Rakornis 2026 is planned for 17 and 18 March in Kutai Timur; that of 2020 adopted seven
points.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.institutions.models import Institution, Region
from etam.institutions.tests.cast import library, person, region
from etam.meetings import actions
from etam.meetings.actions import Details, Person
from etam.meetings.models import Meeting, Participant

WITA = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 2, 17, 10, 42, tzinfo=WITA)
TODAY = NOW.date()
FIRST_DAY, LAST_DAY = date(2026, 3, 17), date(2026, 3, 18)
DURING = datetime(2026, 3, 17, 9, 0, tzinfo=WITA)


@dataclass
class Cast:
    """Everybody and everything a test needs."""

    officer: User
    second_officer: User
    verifier: User
    operator: User
    partner: User
    observer: User
    assessor: User
    province: Region
    regency: Region
    village: Institution
    school: Institution
    planned: Meeting

    def details(self, **changes: Any) -> Details:
        """Rakornis in Kutai Timur on 17 and 18 March 2026."""
        wanted: dict[str, Any] = {
            "label": "Rakornis",
            "name": "Rapat Koordinasi Teknis Bidang Perpustakaan dan Kearsipan",
            "starts_on": FIRST_DAY,
            "ends_on": LAST_DAY,
            "host": self.regency,
            "venue": "Gedung Serba Guna, Sangatta",
        }
        return Details(**{**wanted, **changes})

    def meeting(self, state: str = "planned", **changes: Any) -> Meeting:
        """Another meeting; one that was held when `state` says so."""
        return actions.plan(self.details(**changes), by=self.officer, state=state, at=NOW)

    def adopted(self) -> Meeting:
        """The meeting of 2020 with its seven points, from content."""
        actions.load_meetings(at=NOW)
        return Meeting.objects.get(code="rakornis-2020")

    def participant(self, meeting: Meeting | None = None, **changes: Any) -> Participant:
        """Hartati of the village library, unless said otherwise."""
        wanted: dict[str, Any] = {"person_name": "Hartati", "position": "Pustakawan", **changes}
        if "institution_name" not in wanted:
            wanted.setdefault("institution", self.village)
        return actions.add(meeting or self.planned, Person(**wanted), by=self.officer, at=NOW)

    def invited(self, **changes: Any) -> tuple[Participant, str]:
        """A participant with the token of the own signed link."""
        return actions.invite(self.participant(**changes), by=self.officer, at=NOW)


def make_cast() -> Cast:
    """A kab/kota, two libraries, seven people, and the planned meeting."""
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    village = library("L-1", "Perpustakaan Desa Nehes Liah Bing", "public", "village", regency, regency)
    school = library("L-2", "Perpustakaan SDN 004 Muara Wahau", "school", "sd_mi", regency, regency)
    cast = Cast(
        officer=person("rina@example.id", "Rina", "officer", region=province),
        second_officer=person("bayu@example.id", "Bayu", "officer", region=province),
        verifier=person("yusran@example.id", "Yusran", "verifier", region=regency),
        operator=person("hartati@example.id", "Hartati", "operator", institution=village),
        partner=person("tono@example.id", "Tono", "partner", agency="dpmpd"),
        observer=person("lestari@example.id", "Lestari", "observer", region=province),
        assessor=person("sari@example.id", "Sari", "assessor"),
        province=province,
        regency=regency,
        village=village,
        school=school,
        planned=None,  # type: ignore[arg-type]
    )
    cast.planned = cast.meeting()
    return cast
