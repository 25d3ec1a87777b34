"""Which libraries outreach has reached, which not, and what followed."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.institutions.access import regencies_for
from etam.institutions.models import Institution, Region
from etam.institutions.queries import regencies
from etam.institutions.reference import kinds
from etam.outreach import access, reference, tables, telling
from etam.outreach.forms import ReachFilter
from etam.outreach.queries import coverage as queries
from etam.outreach.queries.coverage import Grid, Sum
from etam.outreach.queries.effect import MONTHS, Effect, Follower
from etam.web.components import Link, legend
from etam.web.downloads import csv_answer
from etam.web.formats import number

EDGES = (10, 25, 50, 75)
BANDS = [("", None, 10), ("", 10, 25), ("", 25, 50), ("", 50, 75), ("", 75, None)]
MOST_YEARS = 5
PAGE_SIZE = 50


@login_required
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Reach by kab/kota and kind as a heat table, and year by year."""
    day, libraries, places = _scope(request)
    since = queries.first_year(day)
    shown = _years(since, day)
    year = _chosen_year(request, shown)
    on = min(date(year, 12, 31), day) if year else day
    grid = Grid(queries.reached(on, libraries=libraries, year=year))
    names = {one.code: one.short_name for one in places}
    whole = grid if year is None else Grid(queries.reached(day, libraries=libraries))
    absent = [names[code] for code in queries.regencies_without(names, whole, day)]
    context = {
        "headline": queries.finding(whole.total, absent, since),
        "since": since,
        "year": year,
        "tabs": _tabs(shown, year),
        "kinds": list(reference.short_kinds().items()),
        "lines": [_line(one, grid, year) for one in places],
        "total": _total(grid),
        "by_year": _by_year(places, libraries, shown, day) if shown else [],
        "years": shown,
        "course": queries.course(shown, libraries=None if _is_whole(request) else libraries, today=day),
        "keys": legend(BANDS, unranked=""),
        "edges": " ".join(str(edge) for edge in EDGES),
        "unreached": whole.total.libraries - whole.total.reached,
        "today": day,
        "on": on,
    }
    return render(request, "outreach/coverage.html", context)


@login_required
@require_GET
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """Reach by kab/kota and kind as CSV."""
    day, libraries, places = _scope(request)
    rows = queries.reached(day, libraries=libraries)
    names = {one.code: one.name for one in places}
    table = tables.reach(rows, names, reference.library_kinds())
    is_sample = libraries.filter(is_sample=True).exists()
    return csv_answer(tables.REACH, table, f"jangkauan-sosialisasi-{day:%Y-%m-%d}.csv", sample=is_sample)


@login_required
@require_GET
def never(request: HttpRequest) -> HttpResponse:
    """The libraries that no event has reached."""
    day, libraries, places = _scope(request)
    form = ReachFilter(request.GET, places)
    unreached = queries.never(day, libraries=libraries).select_related("regency", "region")
    rows = form.search(unreached, day)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    known = kinds()
    context = {
        "form": form,
        "page": page,
        "rows": [(one, known.label(one.kind, one.subtype, one.regency_id)) for one in page],
        "is_narrowed": any(form.cleaned_data.values()),
        "headline": f"{number(page.paginator.count)} perpustakaan belum pernah dijangkau"
        if page.paginator.count
        else "Tidak ada perpustakaan yang belum dijangkau",
        "today": day,
    }
    return render(request, "outreach/never.html", context)


@login_required
@require_GET
def effect(request: HttpRequest) -> HttpResponse:
    """What followed after all events, beside those that did not come."""
    day, libraries, _ = _scope(request)
    follower = Follower(day, libraries)
    effects = [(found, telling.what_followed(found)) for found in (follower.overall(months) for months in MONTHS)]
    context = {"effects": effects, "headline": _headline(effects[0][0]), "no_cause": telling.NO_CAUSE, "today": day}
    return render(request, "outreach/effect.html", context)


def _scope(request: HttpRequest) -> tuple[date, QuerySet[Institution], list[Region]]:
    """Today, the libraries that somebody oversees, and their kab/kota in order of code."""
    libraries = access.libraries_to_oversee(request.user)
    mine = {one.code for one in regencies_for(request.user)}
    return localdate(), libraries, [one for one in regencies() if one.code in mine]


def _is_whole(request: HttpRequest) -> bool:
    """Whether somebody oversees the whole province; events without a region then count too."""
    return regencies_for(request.user).count() == regencies().count()


def _years(since: int | None, day: date) -> list[int]:
    return [] if since is None else list(range(max(since, day.year - MOST_YEARS + 1), day.year + 1))


def _chosen_year(request: HttpRequest, shown: list[int]) -> int | None:
    written = request.GET.get("tahun", "")
    return next((year for year in shown if str(year) == written), None)


def _tabs(shown: list[int], chosen: int | None) -> list[Link]:
    here = reverse("outreach:coverage")
    years = [Link(f"{here}?tahun={year}", str(year), year == chosen) for year in reversed(shown)]
    return [Link(here, "Sejak awal", chosen is None), *years]


def _cell(found: Sum, regency: str = "", kind: str = "") -> dict[str, Any]:
    """A cell of the heat table: its share, what it counts, and the list of those not reached."""
    given = {name: value for name, value in (("daerah", regency), ("jenis", kind)) if value}
    has_rest = found.libraries > found.reached
    return {
        "share": found.share,
        "note": f"{number(found.reached)} dari {number(found.libraries)}",
        "url": f"{reverse('outreach:never')}?{urlencode(given)}" if has_rest and given else "",
    }


def _line(place: Region, grid: Grid, year: int | None) -> tuple[Region, list[dict[str, Any]]]:
    # Of one year the cells lead nowhere: the list of those not reached is about all years.
    cells = [_cell(grid.cell(place.code, kind), place.code, kind) for kind in reference.library_kinds()]
    found = [*cells, _cell(grid.of_regency(place.code), place.code)]
    return place, found if year is None else [{**one, "url": ""} for one in found]


def _total(grid: Grid) -> list[dict[str, Any]]:
    return [*(_cell(grid.of_kind(kind)) for kind in reference.library_kinds()), _cell(grid.total)]


def _by_year(
    places: list[Region], libraries: QuerySet[Institution], shown: list[int], day: date
) -> list[tuple[Region, list[dict[str, Any]]]]:
    grids = [Grid(queries.reached(min(date(year, 12, 31), day), libraries=libraries, year=year)) for year in shown]
    return [(one, [_cell(grid.of_regency(one.code)) for grid in grids]) for one in places]


def _headline(found: Effect) -> str:
    """The finding of the page of effect."""
    if not found.attended:
        return "Dampak sosialisasi belum dapat dilihat"
    first = found.lines[0]
    share = f"{number(first.attended.count)} dari {number(first.attended.total)}"
    return f"{share} perpustakaan yang hadir menyatakan niat dalam {number(found.months)} bulan"
