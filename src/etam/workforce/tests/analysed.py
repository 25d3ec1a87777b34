"""The offices, people and analyses of the tests on workload.

Hartati answers for the public library of Kutai Timur; Yusran verifies for Kutai Timur, Surya for Bontang and is the
outsider; Rina is officer of the province, Lestari observes, Bambang is of BKD of the province, Tuti of Biro Organisasi
with Bontang alone, Dewi of Disdikbud.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.institutions.models import Institution, Region
from etam.institutions.tests.cast import library, person, region
from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.rules import workload_rules

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=ZoneInfo("Asia/Makassar"))


@dataclass
class World:
    """Everybody and everything a test needs."""

    officer: User
    verifier: User
    outsider: User
    operator: User
    observer: User
    personnel: User
    organisation: User
    schools: User
    regency: Region
    other_regency: Region
    library: Institution
    archive: Institution
    elsewhere: Institution


def make_world() -> World:
    """Two kab/kota, three offices, eight people."""
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = region("64.74", "Kota Bontang", 2, province)
    public = library("P-1", "Perpustakaan Umum Kutai Timur", "public", "regency", regency, regency)
    return World(
        officer=person("rina@example.id", "Rina", "officer", region=province),
        verifier=person("yusran@example.id", "Yusran", "verifier", region=regency),
        outsider=person("surya@example.id", "Surya", "verifier", region=other),
        operator=person("hartati@example.id", "Hartati", "operator", institution=public),
        observer=person("lestari@example.id", "Lestari", "observer", region=province),
        personnel=person("bambang@example.id", "Bambang", "partner", agency="bkd"),
        organisation=person("tuti@example.id", "Tuti", "partner", agency="biro-organisasi", region=other),
        schools=person("dewi@example.id", "Dewi", "partner", agency="disdikbud"),
        regency=regency,
        other_regency=other,
        library=public,
        archive=library("A-1", "Lembaga Kearsipan Kutai Timur", "archive", "regency", regency, regency),
        elsewhere=library("P-2", "Perpustakaan Umum Bontang", "public", "regency", other, other),
    )


def analysis(
    office: Institution, *tasks: tuple[str, float, float], year: int = 2026, state: str = "settled", **more: Any
) -> Workload:
    """An analysis written straight into the table; `tasks` are (level, volume, minutes)."""
    rules = workload_rules()
    made = Workload.objects.create(
        office=office,
        year=year,
        position=more.pop("position", "pustakawan"),
        edition=rules.version,
        effective_time=rules.default_time.code,
        effective_minutes=rules.default_time.minutes,
        state=state,
        settled_at=None if state == "draft" else NOW,
        signed_by="" if state == "draft" else "Ir. Suparno",
        made_at=NOW,
        **more,
    )
    for place, (level, volume, minutes) in enumerate(tasks, start=1):
        WorkloadTask.objects.create(
            workload=made,
            level=level,
            activity=f"Kegiatan {place}",
            volume=volume,
            standard_minutes=minutes,
            place=place,
        )
    return made
