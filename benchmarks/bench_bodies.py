"""How long it takes to tell the coverage of a country of villages and schools, and to read its lists and pages."""

import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from scratch import database

VILLAGES, SCHOOLS, REGENCIES, DISTRICTS = 84_000, 400_000, 514, 7_000
READS = 5
WORDS = ("Maju", "Jaya", "Makmur", "Sari", "Indah", "Baru", "Harapan", "Mulya", "Lestari", "Sejati", "Agung", "Damai")


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty SQLite file."""
    with database():
        from django.conf import settings
        from django.test import override_settings

        hosts = [*settings.ALLOWED_HOSTS, "testserver"]
        with override_settings(SECOND_FACTOR_ROLES=set(), ALLOWED_HOSTS=hosts):
            _fill()
            return _rows()


def _rows() -> list[tuple[str, str, str]]:
    from django.utils.timezone import localdate

    from etam.programmes.queries.bodies import standing
    from etam.web.formats import number

    counted = f"{number(VILLAGES)} desa, {number(SCHOOLS)} sekolah"
    slowest = max(_timed(lambda by=by: standing(by, day=localdate())) for by in ("regency", "district", "subtype"))
    pages = _pages()
    told = {
        "first": "Daftar sekolah, halaman pertama",
        "filtered": "Daftar sekolah, disaring menurut daerah, jenjang, dan keadaan",
        "rare": "Daftar sekolah, saringan yang jarang",
        "searched": "Daftar sekolah, dicari dengan dua kata",
        "code": "Daftar sekolah, dicari dengan NPSN",
        "deep": "Daftar sekolah, jauh di dalam",
        "one": "Halaman satu sekolah",
    }
    return [
        (f"Cakupan, yang paling lambat dari tiga ({counted})", f"{slowest:.2f} s", "< 5 s"),
        ("Halaman cakupan sekolah", f"{pages['overview']:.2f} s", "< 5 s"),
        *((label, f"{pages[key] * 1000:.0f} ms", "< 150 ms") for key, label in told.items()),
    ]


def _pages() -> dict[str, float]:
    """Seconds for one reading of each page by an officer, as the mean of several; the first is not counted."""
    from django.test import Client

    from etam.institutions.models import ParentBody
    from etam.regulations.tests.cast import officer

    client = Client()
    client.force_login(officer(), backend="allauth.account.auth_backends.AuthenticationBackend")
    middle = ParentBody.objects.filter(kind="school", code=f"{90_000_000 + SCHOOLS // 2}").get()
    listed = "/meja/desa-sekolah/daftar/?jenis=sekolah"
    addresses = {
        "overview": "/meja/desa-sekolah/?jenis=sekolah",
        "first": listed,
        "filtered": f"{listed}&daerah={_regency(7)}&jenjang=sd_mi&keadaan=unknown",
        "rare": f"{listed}&jenjang=slb&keadaan=has",
        "searched": f"{listed}&cari=lestari+417",
        "code": f"{listed}&cari={middle.code}",
        "deep": f"{listed}&sesudah={middle.pk}.{middle.name}",
        "one": f"/meja/desa-sekolah/sekolah/{middle.code}/",
    }
    return {name: _read(client, address) for name, address in addresses.items()}


def _read(client: Any, address: str) -> float:
    if (status := client.get(address).status_code) != 200:
        raise RuntimeError(f"{address} answers {status}")
    return _timed(lambda: [client.get(address) for _ in range(READS)]) / READS


def _fill() -> None:
    """As many kab/kota, kecamatan, villages and schools as the country has; six in ten of each with a library."""
    from etam.institutions.models import Institution, ParentBody, Region

    Region.objects.bulk_create(_regions(Region), batch_size=2000)
    draw = random.Random(2020)
    bodies = [ParentBody(**fields) for fields in _bodies(draw)]
    with_library = [body for body in bodies if draw.random() < 0.4]
    libraries = [_library(Institution, place, body) for place, body in enumerate(with_library)]
    Institution.objects.bulk_create(libraries, batch_size=2000)
    for body, library in zip(with_library, libraries, strict=True):
        body.library = library
    ParentBody.objects.bulk_create(bodies, batch_size=2000)
    _certify(libraries[::20])


def _certify(libraries: list[Any]) -> None:
    from datetime import date

    from django.utils.timezone import now

    from etam.assessments.models import Certificate

    Certificate.objects.bulk_create(
        (
            Certificate(
                institution=one,
                number=f"BENCH/{place}",
                grade="A",
                scheme_code="bench",
                scheme_version="bench",
                registered_at=now(),
                valid_from=date(2024, 1, 1),
                valid_until=date(2029, 1, 1),
            )
            for place, one in enumerate(libraries)
        ),
        batch_size=2000,
    )


def _regions(region: Any) -> Iterator[Any]:
    yield region(code="64", level=1, type="province", name="Kalimantan Timur")
    for one in range(REGENCIES):
        yield region(code=_regency(one), level=2, type="regency", name=f"Kabupaten {one}", parent_id="64")
    for one in range(DISTRICTS):
        parent = _regency(one % REGENCIES)
        yield region(code=_district(one), level=3, type="district", name=f"Kecamatan {one}", parent_id=parent)


def _bodies(draw: random.Random) -> Iterator[dict[str, Any]]:
    for one in range(VILLAGES):
        yield _body(draw, "village", f"64.{one:08d}", f"{_words(draw)} {one % 90}", draw.choice(("desa", "kelurahan")))
    levels = ("sd_mi",) * 60 + ("smp_mts",) * 25 + ("sma_smk_ma",) * 14 + ("slb",)
    for one in range(SCHOOLS):
        yield _body(draw, "school", f"{90_000_000 + one}", f"SD Negeri {one % 900} {_words(draw)}", draw.choice(levels))


def _body(draw: random.Random, kind: str, code: str, name: str, subtype: str) -> dict[str, Any]:
    from datetime import date

    place = draw.randrange(DISTRICTS)
    stated = draw.choice(("unknown", "unknown", "none", "has"))
    return {
        "kind": kind,
        "code": code,
        "name": name,
        "subtype": subtype,
        "ministry": "dpmpd" if kind == "village" else "disdikbud",
        "regency_id": _regency(place % REGENCIES),
        "district_id": _district(place),
        "region_id": _district(place),
        "stated": stated,
        "stated_on": None if stated == "unknown" else date(2026, 1, 1),
        "people": draw.randrange(20, 900),
    }


def _library(institution: Any, place: int, body: Any) -> Any:
    return institution(
        code=f"B{place:07d}",
        name=f"Perpustakaan {body.name}",
        kind="school" if body.kind == "school" else "public",
        subtype=body.subtype if body.kind == "school" else "village",
        npsn=body.code if body.kind == "school" else "",
        regency_id=body.regency_id,
        region_id=body.region_id,
    )


def _words(draw: random.Random) -> str:
    return f"{draw.choice(WORDS)} {draw.choice(WORDS)}"


def _regency(one: int) -> str:
    return f"{64 + one // 99}.{one % 99:02d}"


def _district(one: int) -> str:
    return f"{_regency(one % REGENCIES)}.{one // REGENCIES:02d}"


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
