"""How fast the board of the recommendations is drawn with nothing kept: many action plans, years of daily readings."""

import statistics
import time
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from typing import Any

from scratch import database

PLANS = 2_000
POINTS = 7
ANSWERED = 4
"""One of so many plans was answered."""
LIBRARIES = 2_800
ROUNDS = 4
DAYS = 2_000
TODAY = date(2026, 11, 26)
AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
RUNS = 15


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty SQLite file."""
    with database():
        _fill()
        what = f"{PLANS} rencana aksi, {LIBRARIES} perpustakaan, bacaan {DAYS} hari"
        return [
            (f"Beranda dari nol: {what}", f"{_median('/'):.0f} ms", "< 100 ms"),
            ("Halaman rapat dari nol", f"{_median('/rapat/rakornis-2020/'):.0f} ms", "–"),
        ]


def _median(path: str) -> float:
    """Milliseconds of one answer without any kept page."""
    from django.core.cache import caches
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    seconds = []
    for _ in range(RUNS):
        caches["pages"].clear()
        start = time.perf_counter()
        answer = client.get(path)
        seconds.append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    # The first one also reads content and templates, as a fresh process does once.
    return 1000 * statistics.median(seconds[1:])


def _fill() -> None:
    from django.utils import timezone

    from etam.meetings.actions import load_meetings
    from etam.meetings.models import MeasureReading
    from etam.publishing.board import MEASURES
    from etam.publishing.tests.cast import make_world
    from etam.regulations.actions import load_regulations

    officer = make_world().officer
    load_regulations()
    load_meetings()
    _returns()
    _plans(officer)
    today = timezone.localdate()
    MeasureReading.objects.bulk_create(
        (
            MeasureReading(measure=code, on=today - timedelta(days=days), value=days % 90)
            for days in range(1, DAYS)
            for code in MEASURES
        ),
        batch_size=5_000,
    )


def _returns() -> None:
    from etam.institutions.models import Institution, Region
    from etam.publishing.tests.cast import add_round

    villages = list(Region.objects.filter(level=4).order_by("code"))
    Institution.objects.bulk_create(
        Institution(
            code=f"B-{number}",
            name=f"Perpustakaan {number}",
            kind="public",
            subtype="village",
            region=village,
            regency_id=village.code[:5],
        )
        for number, village in zip(range(LIBRARIES), cycle(villages), strict=False)
    )
    libraries = list(Institution.objects.filter(code__startswith="B-"))
    for turn in range(ROUNDS):
        add_round(2019 + turn, libraries, accepted=libraries[:: turn + 1])


def _plans(officer: Any) -> None:
    from etam.followup import actions as followup
    from etam.followup.models import Recommendation, Response
    from etam.institutions.models import Institution

    owners = list(Institution.objects.filter(code__startswith="B-")[:200])
    for number in range(1, POINTS + 1):
        items = [
            followup.Item(
                number=place,
                text="Bunyi",
                topic="library",
                institution=owners[place % len(owners)],
                action=f"Langkah {place}",
                due_on=TODAY + timedelta(days=place % 300),
            )
            for place in range(1, PLANS // POINTS + 1)
        ]
        followup.issue(
            source="meeting",
            source_id=f"rakornis-2020-{number}",
            source_title=f"Rakornis 2020, butir R{number}",
            source_url="/rapat/rakornis-2020/",
            items=items,
            by=None,
            at=AT,
        )
    Response.objects.bulk_create(
        Response(
            recommendation=one,
            number=1,
            text="Sudah.",
            progress=60,
            at=AT,
            by=officer,
            due_on=one.due_on,
            review_due_on=one.due_on,
        )
        for one in Recommendation.objects.all()[::ANSWERED]
    )
