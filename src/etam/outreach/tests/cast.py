"""The people, places and events of this room's tests, small enough to keep in mind.

Hartati answers for the village library of Nehes Liah Bing, Nina for that of Loktuan in Bontang; Yusran verifies for
Kutai Timur, Surya for Bontang and is the outsider; Rina is officer of the province, Lestari observes. It is 17 February
2026, 10.42 WITA, and the event of the day began at nine.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.assessments.models import Assessment, Certificate, Step
from etam.evidence.models import Evidence
from etam.evidence.tests.cast import paper
from etam.institutions.models import Institution, Region
from etam.institutions.tests.cast import library, person, region
from etam.outreach import actions
from etam.outreach.actions import Details, Entry
from etam.outreach.models import Attendance, Event

WITA = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 2, 17, 10, 42, tzinfo=WITA)
TODAY = NOW.date()


@dataclass
class Cast:
    """Everybody and everything a test needs."""

    officer: User
    verifier: User
    outsider: User
    operator: User
    neighbour: User
    observer: User
    assessor: User
    province: Region
    regency: Region
    other_regency: Region
    village: Institution
    second_village: Institution
    school: Institution
    elsewhere: Institution
    office: Institution

    def details(self, **changes: Any) -> Details:
        """An event in Kutai Timur today from nine to noon."""
        wanted: dict[str, Any] = {
            "title": "Sosialisasi akreditasi Kutai Timur",
            "held_on": TODAY,
            "starts_at": time(9),
            "ends_at": time(12),
            "place": "Gedung Serba Guna, Sangatta",
            "regency": self.regency,
            "kinds": ["public"],
            "organiser": "Dinas Perpustakaan dan Kearsipan",
        }
        return Details(**{**wanted, **changes})

    def event(self, *came: Institution, state: str = "", head_count: int | None = None, **changes: Any) -> Event:
        """An event, with one unnamed entry for each library that came. One of an earlier day was held."""
        details = self.details(**changes)
        state = state or ("held" if details.held_on < TODAY else "planned")
        made = actions.plan(details, by=self.officer, state=state, head_count=head_count, at=NOW)
        if came:
            actions.attend_many(made, [Entry(one) for one in came], by=self.officer, at=NOW)
        return made

    def attend(self, event: Event, institution: Institution | None = None, **changes: Any) -> Attendance:
        """Somebody signs on a phone."""
        wanted = {"person_name": "Hartati", "position": "Pustakawan", **changes}
        if "institution_name" not in wanted:
            wanted["institution"] = institution or self.village
        return actions.attend(event, Entry(**wanted), way=Attendance.Way.QR, by=None, at=NOW)[0]

    def more_libraries(self, count: int, kind: str = "public", subtype: str = "village") -> list[Institution]:
        """So many more libraries of Kutai Timur."""
        first = Institution.objects.count()
        return [
            library(f"M-{first + one}", f"Perpustakaan {first + one}", kind, subtype, self.regency, self.regency)
            for one in range(count)
        ]

    def accreditation(self, institution: Institution, *steps: tuple[str, date], state: str = "") -> Assessment:
        """An accreditation that passed these states on these days."""
        made = Assessment.objects.create(
            kind=Assessment.Kind.ACCREDITATION,
            institution=institution,
            part="village",
            year=2026,
            institution_kind=institution.kind,
            institution_subtype=institution.subtype,
            regency=institution.regency,
            scheme_code="accreditation",
            scheme_version="2018.1",
            instrument_code="x",
            instrument_version="1",
            instrument_checksum="0",
            state=state or steps[-1][0],
            state_since=NOW,
            final_score=80.0,
        )
        for to_state, day in steps:
            at = datetime.combine(day, time(10), WITA)
            Step.objects.create(assessment=made, to_state=to_state, at=at)
        return made

    def certificate(self, institution: Institution, valid_from: date, valid_until: date, **more: Any) -> Certificate:
        return Certificate.objects.create(
            institution=institution,
            number=f"SERT-{Certificate.objects.count()}",
            grade="B",
            scheme_code="accreditation",
            scheme_version="2018.1",
            valid_from=valid_from,
            valid_until=valid_until,
            registered_at=NOW,
            **more,
        )

    def paper(self, **changes: Any) -> Evidence:
        """A file of the village library."""
        fields = {"type": "report", "file_name": "paparan.pdf", "by": self.operator, **changes}
        return paper(fields.pop("institution", self.village), **fields)


def make_cast() -> Cast:
    """Two kab/kota, four libraries, an office, seven people."""
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = region("64.74", "Kota Bontang", 2, province)
    village = library("L-1", "Perpustakaan Desa Nehes Liah Bing", "public", "village", regency, regency)
    second = library("L-4", "Perpustakaan Desa Sepaso", "public", "village", regency, regency)
    school = library("L-2", "Perpustakaan SDN 004 Muara Wahau", "school", "sd_mi", regency, regency)
    elsewhere = library("L-3", "Perpustakaan Kelurahan Loktuan", "public", "village", other, other)
    office = library("K-1", "Dinas Kesehatan Kutai Timur", "office", "regency_office", regency, regency)
    return Cast(
        officer=person("rina@example.id", "Rina", "officer", region=province),
        verifier=person("yusran@example.id", "Yusran", "verifier", region=regency),
        outsider=person("surya@example.id", "Surya", "verifier", region=other),
        operator=person("hartati@example.id", "Hartati", "operator", institution=village),
        neighbour=person("nina@example.id", "Nina", "operator", institution=elsewhere),
        observer=person("lestari@example.id", "Lestari", "observer", region=province),
        assessor=person("sari@example.id", "Sari", "assessor"),
        province=province,
        regency=regency,
        other_regency=other,
        village=village,
        second_village=second,
        school=school,
        elsewhere=elsewhere,
        office=office,
    )
