"""Official results for tests of the public pages: certificates, determined audits, events with those who came."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.assessments.models import Assessment, Certificate, Programme
from etam.indices.models import Release
from etam.indices.results import Results
from etam.institutions.models import Institution
from etam.outreach.models import Attendance, Event
from etam.publishing.queries.releases import ARCHIVES
from etam.publishing.tests import samples
from etam.publishing.tests.cast import World

NOON = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Makassar"))
TODAY = date(2026, 3, 2)
KUTIM = "64.08"

INTERNAL, EXTERNAL = Programme.Kind.INTERNAL, Programme.Kind.EXTERNAL


def certificate(library: Institution, **fields: Any) -> Certificate:
    """A certificate of the second generation, valid until 2028 unless said otherwise."""
    known = {
        "number": f"{library.code}/{Certificate.objects.count()}",
        "grade": "B",
        "scheme_code": "accreditation",
        "scheme_version": "2022.1",
        "valid_from": date(2023, 6, 1),
        "valid_until": date(2028, 5, 31),
        "registered_at": NOON,
    }
    return Certificate.objects.create(institution=library, **known | fields)


def office(code: str, kind: str = "office", subtype: str = "regency_office", regency: str = KUTIM) -> Institution:
    return Institution.objects.create(
        code=code, name=f"Kantor {code}", kind=kind, subtype=subtype, region_id=regency, regency_id=regency
    )


def archive(regency: str = KUTIM) -> Institution:
    """The archival institution of a kab/kota."""
    return office(f"arsip-{regency}", "archive", "regency", regency)


def programme(year: int, kind: str, region: str, version: str = "2020.1", **fields: Any) -> Programme:
    return Programme.objects.create(
        code=f"{kind[:4]}-{year}-{region.replace('.', '')}",
        kind=kind,
        title=f"Audit {year}",
        year=year,
        region_id=region,
        scheme_code="archive-supervision",
        scheme_version=version,
        scheme_checksum="0" * 64,
        starts_on=date(year, 2, 1),
        ends_on=date(year, 11, 30),
        **fields,
    )


def audit(held: Programme, institution: Institution, part: str, score: float | None, unit_name: str = "") -> Assessment:
    """An audit of a unit, determined when it has a score."""
    state = Assessment.State.DETERMINED if score is not None else Assessment.State.SCORING
    return Assessment.objects.create(
        kind=held.kind,
        programme=held,
        institution=institution,
        part=part,
        unit_name=unit_name,
        year=held.year,
        institution_kind=institution.kind,
        institution_subtype=institution.subtype,
        regency_id=institution.regency_id,
        scheme_code=held.scheme_code,
        scheme_version=held.scheme_version,
        instrument_code="archive-audit-unit-pengolah",
        instrument_version=held.scheme_version,
        instrument_checksum="0" * 64,
        state=state,
        state_since=NOON,
        final_score=score,
        determined_at=NOON if score is not None else None,
    )


def audited_year(
    year: int, version: str, institutions: Sequence[Institution], internal: float, external: float | None, **fields: Any
) -> None:
    """A year of Kutai Timur: one office with the same value in both its parts, and the external audit."""
    own, of_province = institutions
    inside = programme(year, INTERNAL, KUTIM, version, **fields)
    for part in ("unit_pengolah", "unit_kearsipan"):
        audit(inside, own, part, internal)
    audit(programme(year, EXTERNAL, "64", version, **fields), of_province, "external", external)


def archive_release(world: World, period: int = 2025, **changes: Any) -> Release:
    """A published release about archives that ranks Bontang and Kutai Timur and gives Mahakam Ulu no value."""
    fields = {
        "code": f"arsip-{period}-1",
        "kind": Release.Kind.COMPUTED,
        "title": "Bontang di atas Kutai Timur",
        "method_code": ARCHIVES,
        "method_version": "2026.1",
        "period": period,
        "state": Release.State.PUBLISHED,
        "results": archive_results(period),
        "proposed_by": world.officer,
        "proposed_at": NOON,
        "published_by": world.publisher,
        "published_at": NOON,
    }
    return Release.objects.create(**fields | changes)


def archive_results(period: int = 2025) -> Results:
    """Three kab/kota: 0.6 × external + 0.4 × internal."""
    bontang = _unit("64.74", 1, external=90.0, internal=70.0, category="a")
    kutim = _unit("64.08", 2, external=75.0, internal=65.0, category="bb")
    mahulu = _unit("64.11", None, external=None, internal=40.0, category="")
    return samples.results(
        finding="Bontang di atas Kutai Timur",
        table_title=f"Peringkat Nilai Tertib Arsip {period}, kabupaten/kota di Kalimantan Timur",
        period=period,
        bands=[_band(*band) for band in BANDS],
        units=[bontang, kutim, mahulu],
        groups=[["64.74"], ["64.08"]],
        quality=None,
    )


BANDS = (
    (1, "d", "D (sangat kurang)", 0, 30, "≤ 30"),
    (1, "c", "C (kurang)", 30, 50, ">30–50"),
    (2, "cc", "CC (cukup)", 50, 60, ">50–60"),
    (3, "b", "B (baik)", 60, 70, ">60–70"),
    (3, "bb", "BB (sangat baik)", 70, 80, ">70–80"),
    (4, "a", "A (memuaskan)", 80, 90, ">80–90"),
    (5, "aa", "AA (sangat memuaskan)", 90, 100, "> 90"),
)


def _band(step: int, code: str, label: str, low: float, high: float, text: str) -> dict[str, Any]:
    known = {"code": code, "label": label, "low": low, "high": high, "step": step, "text": text}
    return {**known, "low_in": low == 0, "high_in": True}


def _unit(code: str, rank: int | None, *, external: float | None, internal: float, category: str) -> dict[str, Any]:
    base = next(one for one in samples.results()["units"] if one["code"] == code)
    band = next((one for one in BANDS if one[1] == category), None)
    score = None if external is None else round(0.6 * external + 0.4 * internal, 6)
    return {
        **base,
        "score": score,
        "rank": rank,
        "interval": [rank, rank] if rank else None,
        "category": category,
        "category_label": band[2] if band else "",
        "step": band[0] if band else 0,
        "why_not": "" if rank else "Belum ada audit eksternal.",
        "nodes": {"index": score, "external_score": external, "internal_score": internal},
        "change": None,
    }


def event(held_on: date, *came: Institution, regency: str | None = KUTIM, **fields: Any) -> Event:
    """An event on accreditation with those on its list."""
    number = Event.objects.count()
    known = {
        "code": f"S-{held_on.year}-{number}",
        "title": f"Sosialisasi akreditasi {held_on.year}",
        "held_on": held_on,
        "place": "Aula Sangatta",
        "regency_id": regency,
        "state": Event.State.HELD if held_on <= TODAY else Event.State.PLANNED,
        "token": f"token-{number}",
        "opens_at": NOON.replace(year=held_on.year, hour=8),
        "closes_at": NOON.replace(year=held_on.year, hour=17),
        "made_at": NOON,
    }
    made = Event.objects.create(**known | fields)
    for one in came:
        Attendance.objects.create(
            event=made, institution=one, person_name="Hartati Wulandari", way="list", key=f"{one.code}/x", at=NOON
        )
    return made


def assessor() -> User:
    return User.objects.create_user("sari@contoh.etam", name="Sari Asesor")
