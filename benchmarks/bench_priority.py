"""How fast whom to help first is found among all villages and schools of the country."""

import statistics
import time
from datetime import date

import numpy as np
from scratch import database

VILLAGES, SCHOOLS, LIBRARIES = 84_000, 400_000, 20_000
YEAR, RUNS, BATCH = 2026, 3, 2_000


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty SQLite file."""
    with database():
        _fill()
        what = f"Prioritas atas {VILLAGES:,} desa dan {SCHOOLS:,} sekolah".replace(",", ".")
        return [(what, f"{_median():.1f} s", "< 5 s")]


def _median() -> float:
    from etam.institutions.models import ParentBody
    from etam.programmes.queries.priority import priorities

    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        found = priorities(ParentBody.objects.filter(valid_to=None), YEAR)
        found.places(0, 30)
        seconds.append(time.perf_counter() - start)
        if len(found) != VILLAGES + SCHOOLS:
            raise RuntimeError(f"{len(found)} were ranked")
    return statistics.median(seconds)


def _fill() -> None:
    from django.utils import timezone

    from etam.institutions.models import Institution, ParentBody, Region
    from etam.programmes.models import Ceiling

    random = np.random.default_rng(1)
    place = Region.objects.create(code="64", level=2, type="kabupaten", name="Satu wilayah")
    points = np.column_stack([random.uniform(-8, 5, VILLAGES + SCHOOLS), random.uniform(95, 140, VILLAGES + SCHOOLS)])
    bodies = [
        ParentBody(
            kind="village" if row < VILLAGES else "school", code=f"{row:08d}", name=f"Nomor {row}", subtype="desa",
            regency=place, region=place, people=int(row % 4_000) or None, latitude=lat, longitude=lon,
            stated="none" if row % 3 else "unknown", stated_on=date(YEAR, 1, 1),
        )
        for row, (lat, lon) in enumerate(points.tolist())
    ]  # fmt: skip
    ParentBody.objects.bulk_create(bodies, batch_size=BATCH)
    Institution.objects.bulk_create(
        (
            Institution(
                code=f"L-{row}", name=f"Perpustakaan {row}", kind="public", subtype="village", regency=place,
                region=place, latitude=lat + 0.01, longitude=lon,
            )
            for row, (lat, lon) in enumerate(points[:LIBRARIES].tolist())
        ),
        batch_size=BATCH,
    )  # fmt: skip
    now = timezone.now()
    Ceiling.objects.bulk_create(
        (
            Ceiling(body=body, year=YEAR, kind="bosp_regular", amount=100_000_000, at=now)
            for body in bodies[VILLAGES : VILLAGES + SCHOOLS // 4]
        ),
        batch_size=BATCH,
    )
