"""How long it takes to tell coverage and whom to help first of a country of villages and schools, and to list them."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from country import FIRST_NPSN, SCHOOLS, VILLAGES, YEAR, fill, regency
from scratch import database

READS, RUNS = 5, 3
LABELS = {
    "first": "Daftar sekolah, halaman pertama",
    "filtered": "Daftar sekolah, disaring menurut daerah, jenjang, dan keadaan",
    "rare": "Daftar sekolah, saringan yang jarang",
    "searched": "Daftar sekolah, dicari dengan dua kata",
    "code": "Daftar sekolah, dicari dengan NPSN",
    "deep": "Daftar sekolah, jauh di dalam",
    "one": "Halaman satu sekolah",
}


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty database."""
    with database():
        from django.conf import settings
        from django.test import override_settings

        hosts = [*settings.ALLOWED_HOSTS, "testserver"]
        with override_settings(SECOND_FACTOR_ROLES=set(), ALLOWED_HOSTS=hosts):
            fill()
            return _rows()


def _rows() -> list[tuple[str, str, str]]:
    from django.utils.timezone import localdate

    from etam.programmes.queries.bodies import standing
    from etam.web.formats import number

    counted = f"{number(VILLAGES)} desa, {number(SCHOOLS)} sekolah"
    slowest = max(_timed(lambda by=by: standing(by, day=localdate())) for by in ("regency", "district", "subtype"))
    pages = _pages()
    return [
        (f"Cakupan, yang paling lambat dari tiga ({counted})", f"{slowest:.2f} s", "< 5 s"),
        ("Halaman cakupan sekolah", f"{pages['overview']:.2f} s", "< 5 s"),
        (f"Prioritas ({counted})", f"{statistics.median(_timed(_ranked) for _ in range(RUNS)):.2f} s", "< 5 s"),
        *((label, f"{pages[key] * 1000:.0f} ms", "< 150 ms") for key, label in LABELS.items()),
    ]


def _ranked() -> None:
    """Rank all that have no known library and read the first page."""
    from etam.institutions.models import ParentBody
    from etam.programmes.queries.priority import priorities

    found = priorities(ParentBody.objects.filter(valid_to=None), YEAR)
    if len(found) < (VILLAGES + SCHOOLS) // 3 or len(found.places(0, 30)) < 30:
        raise RuntimeError(f"{len(found)} were ranked")


def _pages() -> dict[str, float]:
    """Seconds for one reading of each page by an officer, as the mean of several; the first is not counted."""
    from django.test import Client

    from etam.institutions.models import ParentBody
    from etam.regulations.tests.cast import officer

    client = Client()
    client.force_login(officer(), backend="allauth.account.auth_backends.AuthenticationBackend")
    middle = ParentBody.objects.filter(kind="school", code=f"{FIRST_NPSN + SCHOOLS // 2}").get()
    listed = "/meja/desa-sekolah/daftar/?jenis=sekolah"
    addresses = {
        "overview": "/meja/desa-sekolah/?jenis=sekolah",
        "first": listed,
        "filtered": f"{listed}&daerah={regency(7)}&jenjang=sd_mi&keadaan=unknown",
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


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
