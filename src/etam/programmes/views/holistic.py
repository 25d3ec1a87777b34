"""Literacy, archives, welfare and money side by side: the page, and every figure as CSV and XLSX."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.institutions.reference import map_places, regions
from etam.programmes import comparing
from etam.programmes.access import welfare as access
from etam.programmes.comparing import HEADER, Pair
from etam.programmes.queries import holistic
from etam.programmes.queries.holistic import PROVINCE, Facet
from etam.web import maps
from etam.web.downloads import csv_answer
from etam.web.tables import Sheet, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST, SECOND = "literacy", "human_development"
"""What is compared before anybody chooses."""


@dataclass(frozen=True)
class Choice:
    """What a reader chose to compare; None where there is nothing to choose from."""

    first: Facet | None
    second: Facet | None
    year: int | None
    years: list[int]


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The indicators of every kab/kota together."""
    access.require_view(request.user)
    measures = holistic.measures()
    names = {place.code: place.name for place in map_places()}
    choice = _choice(measures, request.GET)
    pair = _pair(choice, names)
    context = {
        "headline": comparing.headline(pair, choice.first, choice.year, names),
        "measures": measures,
        "choice": choice,
        "pair": pair,
        "map": _map(choice),
        "panels": comparing.panels(measures, names),
        "scales": comparing.scales(measures),
        "tables": [comparing.table(one, {PROVINCE: "Kalimantan Timur", **names}) for one in measures],
        "missing": holistic.missing(measures),
        "is_sample": any(one.is_sample for one in measures),
        "may_import": access.may_import(request.user),
        "pairs": len(measures) * (len(measures) - 1) // 2,
    }
    return render(request, "programmes/overview.html", context)


@login_required
@require_GET
def download(request: HttpRequest, ext: str) -> HttpResponse:
    """Every figure with year and source, one row each, as "csv" or "xlsx"."""
    access.require_view(request.user)
    if ext not in ("csv", "xlsx"):
        raise Http404("Unduhan ini tidak ada.")
    measures = holistic.measures()
    names = {PROVINCE: "Kalimantan Timur", **{place.code: place.name for place in map_places()}}
    rows = comparing.rows(measures, names)
    sample, name = any(one.is_sample for one in measures), f"gambaran-{localdate():%Y-%m-%d}.{ext}"
    if ext == "csv":
        return csv_answer(HEADER, rows, name, sample=sample)
    response = HttpResponse(write_xlsx([Sheet("Gambaran", HEADER, rows)], sample=sample), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _choice(measures: Sequence[Facet], typed: Any) -> Choice:
    """The indicators and the year that the address names; what cannot be falls back to what is there."""
    by_code = {one.code: one for one in measures if one.years}
    if not by_code:
        return Choice(None, None, None, [])
    first = by_code.get(typed.get("a", "")) or by_code.get(FIRST) or next(iter(by_code.values()))
    others = [one for one in by_code.values() if one is not first]
    wanted = by_code.get(typed.get("b", "")) or by_code.get(SECOND)
    second = wanted if wanted in others else next((one for one in others if comparing.common_years(first, one)), None)
    years = (comparing.common_years(first, second) if second else []) or sorted(first.years, reverse=True)
    chosen = typed.get("tahun", "")
    return Choice(first, second, int(chosen) if chosen.isdigit() and int(chosen) in years else years[0], years)


def _pair(choice: Choice, names: dict[str, str]) -> Pair | None:
    if choice.first is None or choice.second is None or choice.year is None:
        return None
    if choice.year not in comparing.common_years(choice.first, choice.second):
        return None
    return comparing.pair(choice.first, choice.second, choice.year, names)


def _map(choice: Choice) -> dict[str, Any] | None:
    if choice.first is None or choice.year is None:
        return None
    places = map_places()
    marks, keys = comparing.marks(choice.first, choice.year, places)
    title = f"{choice.first.label} {choice.year}"
    figure = maps.build(regions().folder / "outlines.geojson", places, marks, f"Peta: {title}", name="gambaran")
    return {"figure": figure, "keys": keys, "heading": title, "hint": _hint(choice.first)}


def _hint(measure: Facet) -> str:
    said = {"better": "makin besar makin baik", "worse": "makin besar makin buruk"}.get(measure.more_is, "")
    return f"{measure.unit.capitalize()}; {said}." if said else f"{measure.unit.capitalize()}."
