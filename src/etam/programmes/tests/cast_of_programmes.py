"""Offices with programmes, the lists of codes, and who keeps and reads them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.institutions.models import Institution, Membership, Region
from etam.institutions.tests.cast import library, person, region
from etam.programmes.actions import activities, reporting
from etam.programmes.actions.activities import Indicator, Plan
from etam.programmes.actions.nomenclature import load_lists
from etam.programmes.actions.reporting import Quarter
from etam.programmes.models import BudgetCode, CodeVersion, Realisation, SubActivity

NOW = datetime(2026, 2, 17, 10, 42, tzinfo=ZoneInfo("Asia/Makassar"))
READING = "2.23.02.2.02.01"
COLLECTION = "2.23.02.2.01.09"
RECORDS = "2.24.02.2.01.02"
OF_THE_PROVINCE = "2.23.02.1.02.01"


@dataclass
class Programmes:
    """Kutai Timur's office with its operator, Bontang's as the other one, the province's library as its office."""

    officer: User
    observer: User
    operator: User
    neighbour: User
    verifier: User
    outsider: User
    planner: User
    school_partner: User
    office: Institution
    other: Institution
    provincial: Institution
    regency: Region
    district: Region

    def code(self, number: str = READING, version: str = "permendagri-90-2019") -> BudgetCode:
        level = "province" if number.split(".")[3:4] == ["1"] else "regency"
        return BudgetCode.objects.get(version__code=version, level=level, code=number)

    def list(self, code: str = "permendagri-90-2019") -> CodeVersion:
        return CodeVersion.objects.get(code=code)

    def plan(self, budget: int = 100_000_000, **changes: object) -> Plan:
        target = Indicator("Orang yang mengikuti sosialisasi", "orang", 500)
        return Plan(**{"indicators": [target], "money": {"apbd": budget}, **changes})  # type: ignore[arg-type]

    def record(
        self, number: str = READING, year: int = 2025, office: Institution | None = None, **changes: object
    ) -> SubActivity:
        return activities.record(
            office or self.office,
            year=year,
            code=self.code(number),
            plan=self.plan(**changes),  # type: ignore[arg-type]
            by=self.operator,
            at=NOW,
        )

    def report(
        self, activity: SubActivity, quarter: int, spent: int, physical: float, **options: object
    ) -> Realisation:
        note = str(options.pop("note", ""))
        said = Quarter(quarter, physical, spent, note)
        return reporting.report(activity, said, by=self.operator, at=NOW, **options)  # type: ignore[arg-type]


def make_programmes() -> Programmes:
    """The lists of content, three offices, and one person of every part."""
    load_lists()
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = region("64.74", "Kota Bontang", 2, province)
    district = region("64.08.02", "Muara Wahau", 3, regency)
    office = library("A6408", "Dinas Perpustakaan dan Kearsipan Kutai Timur", "archive", "regency", regency, regency)
    neighbour = library("A6474", "Dinas Perpustakaan dan Kearsipan Bontang", "archive", "regency", other, other)
    provincial = library("P-64", "Dinas Perpustakaan dan Kearsipan Kaltim", "public", "province", other, province)
    return Programmes(
        officer=person("rina@program.id", "Rina", "officer", region=province),
        observer=person("lestari@program.id", "Lestari", "observer", region=province),
        operator=person("hasan@program.id", "Hasan", "operator", institution=office),
        neighbour=person("nina@program.id", "Nina", "operator", institution=neighbour),
        verifier=person("yusran@program.id", "Yusran", "verifier", region=regency),
        outsider=person("surya@program.id", "Surya", "verifier", region=other),
        planner=person("badu@program.id", "Badu", "partner", agency="bappeda", region=regency),
        school_partner=person("tono@program.id", "Tono", "partner", agency="disdikbud"),
        office=office,
        other=neighbour,
        provincial=provincial,
        regency=regency,
        district=district,
    )


def also(user: User, institution: Institution) -> None:
    """Let an operator act for one more institution."""
    Membership.objects.create(user=user, role="operator", institution=institution, valid_from=date(2020, 1, 1))
