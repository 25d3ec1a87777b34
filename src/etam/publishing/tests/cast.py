"""The public's world in small: two officers, three libraries, two rounds, three releases with a folder."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from etam.accounts.models import User
from etam.content.regulations import Register, latest_register
from etam.indices.models import Release
from etam.institutions.models import Institution, Region
from etam.publishing import reference
from etam.publishing.tests import samples
from etam.regulations.models import Article, Regulation, RegulationRelation
from etam.submissions.models import Round, Submission

WITA = ZoneInfo("Asia/Makassar")
METHOD = "reading-culture-and-information-literacy"
SECRET_PERSON = "Hartati Wulandari"


@dataclass
class World:
    """Everything a test of the public pages needs."""

    officer: User
    publisher: User
    village: Institution
    school: Institution
    elsewhere: Institution
    latest: Release
    replaced: Release
    external: Release


def make_world() -> World:
    """Load the content and put a handful of rows on it."""
    _load_content()
    officer = User.objects.create_user("rina@contoh.etam", name="Rina Puspita")
    publisher = User.objects.create_user("dewi@contoh.etam", name="Dewi Anggraini")
    User.objects.create_user("hartati@contoh.etam", name=SECRET_PERSON)
    village = _library("lib-1", "Perpustakaan Desa Nehes Liah Bing", "public", "village", "64.08.10.2001")
    school = _library("lib-2", "Perpustakaan SDN 001 Sangatta Utara", "school", "sd_mi", "64.08.04", npsn="30401234")
    elsewhere = _library("lib-3", "Perpustakaan Kota Bontang", "public", "regency", "64.74", npp="6474001A0000001")
    for period in (2023, 2024):
        add_round(period, [village, school, elsewhere], accepted=[village, elsewhere] if period == 2024 else [village])
    replaced = _release("budaya-2024-1", 1, officer, publisher, state_day=date(2025, 10, 1))
    latest = _release(
        "budaya-2024-2",
        2,
        officer,
        publisher,
        state_day=date(2025, 11, 12),
        replaces=replaced,
        reason="Kunjungan Kutai Barat tertulis per bulan, seharusnya per tahun.",
    )
    external = Release.objects.create(
        code="iplm-2024-provinsi",
        kind=Release.Kind.EXTERNAL,
        title="IPLM 2024, 38 provinsi",
        method_code="iplm",
        method_version="2023.1",
        period=2024,
        state=Release.State.PUBLISHED,
        results=samples.external(),
        source="Perpustakaan Nasional, Kajian IPLM 2024",
        proposed_at=_noon(date(2025, 9, 1)),
        published_at=_noon(date(2025, 9, 1)),
    )
    return World(officer, publisher, village, school, elsewhere, latest, replaced, external)


@cache
def _register() -> Register:
    return latest_register()


def _load_content() -> None:
    # The loading actions read and check the files each time; a test of pages needs only the rows.
    ordered = sorted(reference.regions().current, key=lambda region: region.level)
    Region.objects.bulk_create(
        Region(
            code=one.code,
            bps_code=one.bps_code,
            level=one.level,
            type=one.type,
            name=one.name,
            parent_id=one.parent_code,
        )
        for one in ordered
    )
    register = _register()
    Regulation.objects.bulk_create(
        Regulation(
            code=one.id,
            type=one.type,
            number=one.number,
            year=one.year,
            title=one.title,
            issuer=one.issuer,
            status=one.status,
            confidence=one.confidence,
        )
        for one in register.regulations
    )
    RegulationRelation.objects.bulk_create(
        RegulationRelation(subject_id=one.subject, verb=one.verb, object_id=one.object, confidence=one.confidence)
        for one in register.relations
    )
    Article.objects.bulk_create(
        Article(regulation_id=one.regulation, number=one.article, subject=one.subject, confidence=one.confidence)
        for one in register.articles
    )


def write_folder(release: Release, root: Path) -> Path:
    """A release folder with two files and their manifest; the release is told where it stands."""
    folder = root / release.code
    folder.mkdir(parents=True)
    (folder / "results.csv").write_text("unit,score\n64.74,73.6\n", encoding="utf-8")
    (folder / "secret.txt").write_text("not in the manifest", encoding="utf-8")
    _figures().write_parquet(folder / "figures.parquet")
    named = {name: _entry(folder / name) for name in ("results.csv", "figures.parquet")}
    (folder / "manifest.json").write_text(json.dumps({"files": named}), encoding="utf-8")
    release.folder = release.code
    release.manifest_sha256 = _sha256(folder / "manifest.json")
    release.save()
    return folder


def _figures() -> pl.DataFrame:
    rows = [("print_titles", 1082.0, ""), ("users_total", None, "missing"), ("staff_qualified", 1.0, "")]
    return pl.DataFrame(
        {
            "institution": ["lib-1"] * len(rows),
            "element": [element for element, _, _ in rows],
            "period": [2024] * len(rows),
            "value": [value for _, value, _ in rows],
            "nothing": [nothing for _, _, nothing in rows],
        }
    )


def _library(code: str, name: str, kind: str, subtype: str, region: str, **fields: Any) -> Institution:
    return Institution.objects.create(
        code=code, name=name, kind=kind, subtype=subtype, region_id=region, regency_id=region[:5], **fields
    )


def add_round(
    period: int, expected: list[Institution], accepted: list[Institution], instrument: str = "library-return"
) -> Round:
    """A round about `period` that some have answered."""
    held = Round.objects.create(
        code=f"{instrument.rpartition('-')[2]}-{period}",
        title=f"Isian tahunan {period}",
        instrument_code=instrument,
        instrument_version="2026.1",
        instrument_checksum="0" * 64,
        period=period,
        opens_on=date(period + 1, 1, 5),
        due_on=date(period + 1, 3, 31),
        closes_on=date(period + 1, 4, 14),
    )
    for one in expected:
        moment = _noon(date(period + 1, 2, 1))
        is_in = one in accepted
        Submission.objects.create(
            round=held,
            institution=one,
            kind=one.kind,
            subtype=one.subtype,
            regency_id=one.regency_id,
            state=Submission.State.ACCEPTED if is_in else Submission.State.NONE,
            first_submitted_at=moment if is_in else None,
            state_since=moment,
        )
    return held


def _release(code: str, number: int, officer: User, publisher: User, state_day: date, **fields: Any) -> Release:
    return Release.objects.create(
        code=code,
        kind=Release.Kind.COMPUTED,
        title="Indeks Budaya Baca dan Literasi Informasi 2024",
        method_code=METHOD,
        method_version="2026.1",
        period=2024,
        number=number,
        state=Release.State.PUBLISHED,
        results=samples.results(),
        proposed_by=officer,
        proposed_at=_noon(state_day),
        published_by=publisher,
        published_at=_noon(state_day),
        is_sample=True,
        **fields,
    )


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=WITA)


def _entry(path: Path) -> dict[str, Any]:
    return {"sha256": _sha256(path), "bytes": path.stat().st_size, "role": "computed"}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
