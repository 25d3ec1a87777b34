"""The board of posts: from need to filled posts, by kab/kota and post."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.web.downloads import csv_answer
from etam.workforce.access import proposals as access
from etam.workforce.board import columns, finding, steps
from etam.workforce.queries.funnel import Funnel, funnel, is_sample, years
from etam.workforce.rules import position_name

HEADER = (
    "kode",
    "wilayah",
    "jabatan",
    "tahun",
    "kebutuhan",
    "pemangku",
    "diusulkan",
    "masih berjalan",
    "disetujui",
    "terisi",
)


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The funnel of a formation year."""
    access.require_reader(request.user)
    shown = _chosen(request)
    context = {
        "funnel": shown,
        "headline": finding(shown),
        "steps": steps(shown.total),
        "places": columns(shown.by_place()),
        "posts": [(position_name(code), counts) for code, counts in shown.by_position()],
        "rows": [(row, position_name(row.position)) for row in shown.rows],
        "years": years(localdate()) or [shown.year],
        "is_sample": is_sample(shown.year),
        "proposes": access.may_propose(request.user),
    }
    return render(request, "workforce/board.html", context)


@login_required
@require_GET
def csv(request: HttpRequest) -> HttpResponse:
    """The board as CSV; what is not known stays empty."""
    access.require_reader(request.user)
    shown = _chosen(request)
    rows = [
        (
            row.place,
            row.place_name,
            position_name(row.position),
            shown.year,
            row.counts.needed,
            row.counts.held,
            row.counts.proposed,
            row.counts.waiting,
            row.counts.approved,
            row.counts.filled,
        )
        for row in shown.rows
    ]
    return csv_answer(HEADER, rows, f"papan-formasi-{shown.year}.csv", sample=is_sample(shown.year))


def _chosen(request: HttpRequest) -> Funnel:
    """The year that was asked for where something was sent for it, else the latest."""
    today = localdate()
    asked = request.GET.get("tahun", "")
    return funnel(today, int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years(today) else None)
