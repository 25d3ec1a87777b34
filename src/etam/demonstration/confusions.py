"""Invented owners and readings of confusions: one settled, one late, two under way; the others wait for an owner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from etam.demonstration.people import Cast
from etam.regulations.actions.settling import assign, settle
from etam.regulations.queries.confusions import case
from etam.web.formats import number


@dataclass(frozen=True)
class _Plan:
    """Given to an owner so many days ago, due so many days from now (before now, where negative)."""

    key: str
    owner: str
    days_ago: int
    due_in: int
    reading: str = ""


PLANS = (
    _Plan(
        "tgm-categories",
        "Bidang Pembinaan Perpustakaan (contoh)",
        60,
        -20,
        "Contoh: nilai 2023 dan sesudahnya digolongkan dengan empat tingkat; nilai sampai 2022 tetap dengan lima "
        "tingkat. Kategori kedua masa tidak dibandingkan.",
    ),
    _Plan("school-library-share", "Dinas Pendidikan dan Kebudayaan (contoh)", 45, -5),
    _Plan("archive-supervision-mix", "Bidang Pembinaan Kearsipan (contoh)", 30, 40),
    _Plan("librarian-post", "BKD (contoh)", 20, 60),
)


def settle_some(cast: Cast, today: date) -> Iterator[str]:
    """Give some of today's confusions an owner, and one a reading. Yields a line that counts them."""
    count = 0
    for plan in PLANS:
        at = _morning(today - timedelta(days=plan.days_ago))
        if case(plan.key, at.date()):
            due_on = today + timedelta(days=plan.due_in)
            assign(plan.key, owner=plan.owner, due_on=due_on, by=cast.officer, at=at)
            count += 1
        if plan.reading and (found := case(plan.key, today)):
            reason = "Contoh: disepakati dalam rapat penyelarasan."
            settled_at = _morning(today - timedelta(days=15))
            settle(plan.key, reading=plan.reading, reason=reason, seen=found.seen, by=cast.publisher, at=settled_at)
    yield f"{number(count)} kerancuan yang ditugaskan"


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), timezone.get_current_timezone())
