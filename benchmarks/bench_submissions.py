"""How long saving many returns, loading former rounds and gathering figures take, in a database of their own."""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from scratch import database

RETURNS = 23_000
HISTORY = 11_000
AT = datetime(2026, 2, 17, 2, 42, tzinfo=UTC)


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty SQLite file."""
    with database():
        return [*_history(), *_saving()]


def _history() -> list[tuple[str, str, str]]:
    from etam.submissions import actions, queries

    round_, codes = _round("2024", 2024, HISTORY)
    draw = random.Random(7)
    returns = [
        actions.ArchivedReturn(code, _answers(draw), "accepted", AT, submitted_at=AT, accepted_at=AT) for code in codes
    ]
    loading, _ = _timed(lambda: actions.import_history(round_, returns, by=None))
    gathering, table = _timed(lambda: queries.figures(2024))
    framing, _ = _timed(lambda: queries.frame(2024))
    return [
        (f"{HISTORY} isian lama dimuat, diperiksa, dihitung", f"{loading:.1f} s", "< 25 s"),
        (f"{table.height} angka dikumpulkan", f"{gathering:.2f} s", "500.000 dalam 3 s"),
        (f"daftar {HISTORY} lembaga dengan keadaan isiannya", f"{framing:.2f} s", "< 1 s"),
    ]


def _saving() -> list[tuple[str, str, str]]:
    from etam.submissions import actions

    round_, codes = _round("2025", 2025, RETURNS)
    draw = random.Random(8)
    answers = {code: _answers(draw) for code in codes}
    count = sum(len(one) for one in answers.values())
    seconds, _ = _timed(lambda: actions.save_many(round_, answers=answers, by=None, channel="csv", at=AT))
    return [(f"{count} jawaban disimpan sekaligus", f"{count / seconds * 60 / 1e6:.1f} juta/menit", "≥ 1 juta/menit")]


def _round(code: str, period: int, count: int) -> tuple[Any, list[str]]:
    from etam.institutions.models import Institution, Region
    from etam.submissions import actions, editions

    region, _ = Region.objects.get_or_create(code="64.08", defaults={"name": "Kutai Timur", "level": 2})
    known = Institution.objects.count()
    Institution.objects.bulk_create(
        Institution(
            code=f"B-{number}", name=f"Perpustakaan {number}", kind="public", subtype="village",
            regency=region, region=region,
        )
        for number in range(known, count)
    )  # fmt: skip
    round_ = actions.open_round(
        code=code,
        title=code,
        instrument=editions.instrument("library-return", "2026.1"),
        period=period,
        opens_on=date(2026, 1, 1),
        due_on=date(2026, 12, 1),
        closes_on=date(2026, 12, 31),
        institutions=Institution.objects.order_by("pk")[:count],
        by=None,
        at=AT,
    )
    return round_, list(round_.submissions.values_list("institution__code", flat=True))


def _answers(draw: random.Random) -> dict[str, Any]:
    from etam.submissions import editions

    edition = editions.instrument("library-return", "2026.1")
    return {one.element: draw.randint(0, 5000) if one.is_number else "0" for one in edition.questions}


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result
