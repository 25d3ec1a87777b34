"""How long it takes to receive a photograph and a scan, and to show a library of sixty files."""

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from scratch import database

FILES = 60
READS = 20


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty SQLite file and an empty folder."""
    with database(), tempfile.TemporaryDirectory() as folder:
        from django.conf import settings
        from django.test import override_settings

        hosts = [*settings.ALLOWED_HOSTS, "testserver"]
        with override_settings(VAR=Path(folder), SECOND_FACTOR_ROLES=set(), ALLOWED_HOSTS=hosts):
            return _rows()


def _rows() -> list[tuple[str, str, str]]:
    from etam.evidence.tests import files

    operator, library = _library()
    photo, scan = files.large_photo(4.8), files.scanned_pdf(10_000_000)
    photographed = _timed(lambda: _receive(library, operator, photo, "photo"))
    scanned = _timed(lambda: _receive(library, operator, scan, "decree"))
    while library.evidence.count() < FILES:
        _receive(library, operator, files.pdf(), "decree")
    page = _page(operator, library)
    return [
        (f"Foto JPEG {len(photo) / 1e6:.1f} MB diterima dan ditulis ulang", f"{photographed:.2f} s", "< 2 s"),
        (f"PDF {len(scan) / 1e6:.1f} MB diperiksa dan disimpan", f"{scanned:.2f} s", "< 2 s"),
        (f"Halaman lembaga dengan {FILES} bukti", f"{page * 1000:.0f} ms", "< 200 ms"),
    ]


def _library() -> tuple[Any, Any]:
    from etam.accounts.models import User
    from etam.institutions.models import Institution, Membership, Region

    regency = Region.objects.create(code="64.08", level=2, type="kabupaten", name="Kabupaten Kutai Timur")
    library = Institution.objects.create(
        code="L-1", name="Perpustakaan Desa", kind="public", subtype="village", regency=regency, region=regency
    )
    operator = User.objects.create_user("hartati@example.id", name="Hartati")
    Membership.objects.create(user=operator, role="operator", institution=library, valid_from=date(2020, 1, 1))
    return operator, library


def _receive(library: Any, operator: Any, data: bytes, type: str) -> None:
    from etam.evidence import actions

    actions.receive(
        institution=library, data=data, file_name="berkas", type=type, title="Surat keputusan kepala desa", by=operator
    )


def _page(operator: Any, library: Any) -> float:
    """Seconds for one reading of the page, as the mean of several."""
    from django.test import Client

    client = Client()
    client.force_login(operator)
    address = f"/meja/bukti/lembaga/{library.code}/"
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return _timed(lambda: [client.get(address) for _ in range(READS)]) / READS


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
