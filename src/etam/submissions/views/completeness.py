"""Completeness and timeliness, for everybody who oversees collection."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from etam.institutions.models import Region
from etam.submissions import access
from etam.submissions.models import Round
from etam.submissions.queries import completeness as counts
from etam.submissions.queries.queue import current_round
from etam.web.charts import LineChart, Series, line_chart
from etam.web.components import Key, Stat
from etam.web.downloads import csv_answer
from etam.web.formats import number, percent, short_day, signed

EDGES = "40 60 75 90"
PAGE_SIZE = 50


@login_required
def completeness(request: HttpRequest) -> HttpResponse:
    """Kab/kota × rounds as a heat table, and the current round day by day."""
    heat = _heat(request)
    context = {
        "heat": heat,
        "lines": heat.lines(),
        "stats": _stats(heat),
        "chart": _chart(heat),
        "edges": EDGES,
        "keys": [Key(step, word) for step, word in enumerate(("< 40%", "40–<60", "60–<75", "75–<90", "≥ 90"), 1)],
        "today": heat.today,
        "headline": _headline(heat),
    }
    return render(request, "submissions/completeness.html", context)


@login_required
def table(request: HttpRequest) -> HttpResponse:
    """The heat table as CSV, in numbers of institutions."""
    heat = _heat(request)
    counted = ["expected", "sent", "accepted", "on_time", "not_begun"]
    header = ["kode", "kabupaten_kota", "putaran", "diharapkan", "terkirim", "diterima", "tepat_waktu", "belum_mulai"]
    rows = [
        [line.regency.code, line.regency.name, round_.code, *(getattr(cell, name) for name in counted)]
        for line in heat.lines()
        for round_, cell in zip(heat.rounds, line.cells, strict=True)
    ]
    is_sample = any(round_.is_sample for round_ in heat.rounds)
    return csv_answer(header, rows, f"kelengkapan-{heat.today:%Y-%m-%d}.csv", sample=is_sample)


@login_required
def regency(request: HttpRequest, code: str) -> HttpResponse:
    """One kab/kota: by kind of library, by kecamatan, and who has not begun."""
    region: Region = get_object_or_404(access.regencies_to_oversee(request.user), code=code)
    round_ = current_round(request.GET.get("putaran", ""))
    district = request.GET.get("kecamatan", "")
    context: dict[str, Any] = {"region": region, "round": round_, "district": district, "today": timezone.localdate()}
    if round_ is not None:
        kinds = counts.by_kind(round_, region)
        idle = counts.not_begun(round_, region, district)
        context |= {
            "kinds": kinds,
            "expected": sum(part.expected for part in kinds),
            "sent": sum(part.sent for part in kinds),
            "districts": counts.by_district(round_, region),
            "page": Paginator(idle, PAGE_SIZE).get_page(request.GET.get("halaman")),
        }
    return render(request, "submissions/regency.html", context)


def _heat(request: HttpRequest) -> counts.Heat:
    return counts.Heat(access.regencies_to_oversee(request.user), timezone.localdate())


def _headline(heat: counts.Heat) -> str:
    """The finding, as the page's title."""
    if heat.current is None:
        return "Belum ada putaran"
    cell = heat.total(heat.current)
    done, what = (cell.sent, "sudah mengirim") if heat.is_running else (cell.accepted, "diterima")
    return f"{number(done)} dari {number(cell.expected)} lembaga {what}"


def _stats(heat: counts.Heat) -> list[Stat]:
    if heat.current is None:
        return []
    cell, lead = heat.total(heat.current), heat.lead()
    stats = [Stat(percent(cell.sent_share or 0, 0), f"terkirim: {number(cell.sent)} dari {number(cell.expected)}")]
    if lead is not None:
        stats.append(Stat(signed(lead, 0), "poin dari hari yang sama putaran lalu"))
    stats.append(Stat(number(cell.sent_back), "dikembalikan, belum diperbaiki"))
    stats.append(Stat(number(cell.waiting), "menunggu verifikasi"))
    return stats


def _chart(heat: counts.Heat) -> LineChart | None:
    """What was sent since the round opened, beside the round before."""
    if heat.current is None:
        return None
    until = min(heat.today, heat.current.closes_on)
    now = counts.curve(heat.current, heat.regencies, until)
    series = [Series(f"{heat.current.period}: {percent(now[-1][1], 0)}", now)]
    title = f"Data {heat.current.period}: {percent(now[-1][1], 0)} terkirim pada hari ke-{heat.day_number}"
    if len(heat.rounds) > 1:
        last = heat.rounds[-2]
        then = counts.curve(last, heat.regencies, last.closes_on)
        series.append(Series(f"{last.period}: {percent(then[-1][1], 0)}", then, "then"))
        title += f"; data {last.period} berakhir {percent(then[-1][1], 0)}"
    return line_chart(title, series, _ticks(heat.current), mark=(_day(heat.current), "batas kirim"))


def _ticks(round_: Round) -> list[tuple[float, str]]:
    length = (round_.closes_on - round_.opens_on).days
    days = sorted({0, length // 2, length})
    return [(float(day), short_day(round_.opens_on + timedelta(days=day)).rsplit(" ", 1)[0]) for day in days]


def _day(round_: Round) -> float:
    return float((round_.due_on - round_.opens_on).days)
