"""The pages that look ahead: retirements of the coming ten years, and the gap of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from django.shortcuts import get_object_or_404

from etam.institutions.models import Institution
from etam.web.charts import LineChart, Series, line_chart
from etam.web.formats import interval, number
from etam.workforce.access import holders as access
from etam.workforce.models import Holder
from etam.workforce.queries.gap import Gap, gaps, without_small
from etam.workforce.queries.projection import SMALLEST, Group, grouped, leavers, recorded_rate, total
from etam.workforce.retirement import ExitRate
from etam.workforce.rules import level_name, level_order, position_name

YEARS_AHEAD = 2


@dataclass(frozen=True)
class Row:
    """A group with the words for it; `level` is "" where all levels are meant."""

    name: str
    level: str
    group: Group


@dataclass(frozen=True)
class Projection:
    """The page of the projection; `all` and `chart` are None where there are too few people to tell about."""

    headline: str
    rate: ExitRate
    persons: int
    all: Group | None
    chart: LineChart | None
    levels: tuple[Row, ...]
    by_office: tuple[Row, ...]
    offices: tuple[Institution, ...]
    chosen: Institution | None
    holds_back: bool


@dataclass(frozen=True)
class GapRow:
    """One line of the gap with its words."""

    position: str
    level: str
    gap: Gap


@dataclass(frozen=True)
class GapPage:
    """The gap of a year, office by office."""

    headline: str
    year: int
    years: tuple[int, ...]
    offices: tuple[tuple[str, tuple[GapRow, ...]], ...]
    choices: tuple[Institution, ...]
    chosen: Institution | None
    unknown: int
    holds_back: bool


def projection(user: Any, code: str, day: date) -> Projection:
    """The projection of what `user` may count; raises PermissionDenied or Http404."""
    offices = access.offices_to_count(user)
    chosen = get_object_or_404(offices, code=code) if code else None
    smallest = 0 if access.opens_all_it_counts(user) else SMALLEST
    mine = leavers(Holder.objects.filter(office__in=offices), day)
    people = [one for one in mine if chosen is None or one.office_id == chosen.pk]
    rate = recorded_rate(day)
    shown = total(people, rate, day) if len(people) >= max(smallest, 1) else None
    with_people = offices.filter(pk__in={one.office_id for one in mine}).order_by("name")
    return Projection(
        headline=_ahead(shown, len(people)),
        rate=rate,
        persons=len(people),
        all=shown,
        chart=_chart(shown, day) if shown else None,
        levels=tuple(
            Row(position_name(one.key[0]), level_name(one.key[1]), one)
            for one in sorted(
                grouped(people, rate, day, lambda one: (one.position, one.level), smallest=smallest),
                key=lambda one: (one.key[0], level_order(one.key[1])),
            )
        ),
        by_office=tuple(
            Row(one.key, "", one) for one in grouped(people, rate, day, lambda one: one.office, smallest=smallest)
        ),
        offices=tuple(with_people),
        chosen=chosen,
        holds_back=smallest > 0,
    )


def gap_page(user: Any, code: str, year_text: str, day: date) -> GapPage:
    """The gap of a year of what `user` may count; raises PermissionDenied or Http404.

    Only this year and the next two can be asked for: year by year further on, a single post would tell a birth year.
    """
    offices = access.offices_to_count(user)
    chosen = get_object_or_404(offices, code=code) if code else None
    years = tuple(range(day.year, day.year + YEARS_AHEAD + 1))
    year = int(year_text) if year_text.isdigit() and int(year_text) in years else day.year
    rows = gaps(year, day, set(offices.values_list("pk", flat=True)))
    holds_back = not access.sees_small_groups(user)
    rows = without_small(rows, SMALLEST) if holds_back else rows
    shown = [one for one in rows if chosen is None or one.office_id == chosen.pk]
    return GapPage(
        headline=_short(shown, year),
        year=year,
        years=years,
        offices=_by_office(shown),
        choices=tuple(offices.filter(pk__in={one.office_id for one in rows}).order_by("name")),
        chosen=chosen,
        unknown=sum(one.gap is None for one in shown),
        holds_back=holds_back,
    )


def _ahead(group: Group | None, persons: int) -> str:
    if not persons:
        return "Belum ada pemangku yang dapat diproyeksikan"
    if group is None or group.last is None:
        return "Pemangku di sini terlalu sedikit untuk ditampilkan tanpa menunjuk orang"
    last = group.last
    low, high = persons - last.remaining_high, persons - last.remaining_low
    return (
        f"{interval(low, high)} dari {number(persons)} pemangku diperkirakan pergi sampai akhir {last.end.year - 1}, "
        f"{number(group.retiring or 0)} di antaranya mencapai usia pensiun"
    )


def _chart(group: Group, day: date) -> LineChart | None:
    """How many are still there, with the range; None where nobody's day is known."""
    if not group.spans or group.persons == group.unknown:
        return None
    known = group.persons - group.unknown
    marks = [(float(one.end.year), one) for one in group.spans]
    start = day.year + (day - date(day.year, 1, 1)).days / 366
    lines = [
        Series("", [(start, known), *((x, float(one.remaining_high)) for x, one in marks)], "then"),
        Series("perkiraan", [(start, known), *((x, one.remaining) for x, one in marks)]),
        Series("rentang 80%", [(start, known), *((x, float(one.remaining_low)) for x, one in marks)], "then"),
    ]
    ticks = [(x, str(int(x))) for x, _ in marks[::3]]
    last = number(marks[-1][1].remaining, 0)
    words = f"Pemangku yang masih ada pada awal tahun: {number(known)} sekarang, {last} pada {int(marks[-1][0])}"
    # An even top, so that the line in the middle stands for whole persons.
    return line_chart(words, lines, ticks, top=10 * ceil(known / 10) if known > 10 else known + known % 2, write=number)


def _short(rows: Sequence[Gap], year: int) -> str:
    known = [one for one in rows if one.gap is not None]
    if not rows:
        return "Kesenjangan belum dapat dihitung"
    if not known:
        return f"Kesenjangan {year} belum dapat dihitung: kebutuhan atau pemangkunya belum diketahui"
    missing = sum(max(one.gap or 0, 0) for one in known)
    offices = len({one.office_id for one in known if (one.gap or 0) > 0})
    more = sum(max(-(one.gap or 0), 0) for one in known)
    beside = f"; {number(more)} orang lebih di jenjang lain" if more else ""
    if not missing:
        return f"Tidak ada yang kurang pada {year} di jenjang yang sudah diketahui{beside}"
    return f"Kurang {number(missing)} orang di {number(offices)} kantor sampai akhir {year}{beside}"


def _by_office(rows: Sequence[Gap]) -> tuple[tuple[str, tuple[GapRow, ...]], ...]:
    parts: dict[str, list[GapRow]] = {}
    for one in rows:
        parts.setdefault(one.office, []).append(GapRow(position_name(one.position), level_name(one.level), one))
    return tuple((office, tuple(lines)) for office, lines in parts.items())
