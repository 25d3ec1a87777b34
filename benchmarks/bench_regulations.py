"""How long it takes to tell what holds on a day in a large register, to show one regulation of it, and to search."""

import random
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from scratch import database

REGULATIONS, RELATIONS = 50_000, 150_000
DAY = date(2020, 3, 18)
READS = 20


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
    from etam.regulations.queries.register import standing_of, standings_on
    from etam.web.formats import number

    counted = f"{number(REGULATIONS)} peraturan, {number(RELATIONS)} hubungan"
    every = _timed(lambda: standings_on(DAY))
    one = _timed(lambda: [standing_of(_code(place), DAY) for place in range(READS)]) / READS
    pages = _pages()
    return [
        (f"Keadaan semua pada satu hari ({counted})", f"{every:.2f} s", "< 2 s"),
        ("Keadaan satu peraturan pada satu hari", f"{one * 1000:.1f} ms", "< 10 ms"),
        ("Halaman satu peraturan di meja", f"{pages['one'] * 1000:.0f} ms", "< 100 ms"),
        ("Halaman satu peraturan untuk umum", f"{pages['public'] * 1000:.0f} ms", "< 100 ms"),
        ("Daftar di meja, keadaan hari ini", f"{pages['list']:.2f} s", "< 2 s"),
        ("Mencari nomor dan tahun di meja", f"{pages['search']:.2f} s", "< 2 s"),
    ]


def _pages() -> dict[str, float]:
    """Seconds for one reading of each page by an officer, as the mean of several; the first is not counted."""
    from django.test import Client

    from etam.regulations.tests.cast import officer

    client = Client()
    client.force_login(officer(), backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = {
        "one": [f"/meja/peraturan/{_code(place)}/" for place in range(READS)],
        "public": [f"/peraturan/{_code(place)}/" for place in range(READS)],
        "list": ["/meja/peraturan/"],
        "search": ["/meja/peraturan/?cari=PERATURAN+1200/1971"],
    }
    return {name: _read(client, several) for name, several in addresses.items()}


def _read(client: Any, addresses: list[str]) -> float:
    if (status := client.get(addresses[0]).status_code) != 200:
        raise RuntimeError(f"{addresses[0]} answers {status}")
    return _timed(lambda: [client.get(address) for address in addresses]) / len(addresses)


def _fill() -> None:
    """A register whose shape is that of the real one: some days known, three relations to a regulation."""
    from etam.regulations.models import Regulation, RegulationRelation

    draw = random.Random(2020)
    statuses, verbs = ("berlaku", "dicabut", "perlu verifikasi"), RegulationRelation.Verb.values
    regulations = (Regulation(**_regulation(number, draw.choice(statuses))) for number in range(REGULATIONS))
    Regulation.objects.bulk_create(regulations, batch_size=2000)
    pairs: dict[tuple[str, str, str], Any] = {}
    while len(pairs) < RELATIONS:
        older, later = sorted(draw.sample(range(REGULATIONS), 2))
        verb = draw.choice(verbs)
        articles = ["23"] if draw.random() < 0.3 else []
        pairs[_code(later), verb, _code(older)] = RegulationRelation(
            subject_id=_code(later), verb=verb, object_id=_code(older), articles=articles, confidence="official"
        )
    RegulationRelation.objects.bulk_create(pairs.values(), batch_size=2000)


def _code(number: int) -> str:
    return f"PERATURAN-{number}"


def _regulation(number: int, status: str) -> dict[str, Any]:
    year = 1970 + number * 56 // REGULATIONS
    day = date(year, 1 + number % 12, 1 + number % 28) if number % 3 else None
    return {
        "code": _code(number),
        "type": "PERATURAN",
        "number": str(number),
        "year": year,
        "title": f"Tata kelola perpustakaan dan kearsipan bagian ke-{number}",
        "issuer": "Pemerintah Daerah",
        "status": status,
        "confidence": "official",
        "set_on": day,
        "promulgated_on": day,
    }


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
