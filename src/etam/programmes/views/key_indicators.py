"""The IKK table of a year, on a page and as a workbook."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.indices import key_indicators
from etam.indices.key_indicators import ARCHIVES, LIBRARY, KeyIndicator
from etam.indices.key_indicators_book import basis_of, regulation_names, workbook
from etam.programmes.access import welfare as access
from etam.web.formats import number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR = 2020


@login_required
@require_GET
def table(request: HttpRequest) -> HttpResponse:
    """Every indicator of both affairs about a year."""
    access.require_view(request.user)
    years = _years()
    chosen = request.GET.get("tahun", "")
    year = int(chosen) if chosen.isdigit() and int(chosen) in years else years[min(1, len(years) - 1)]
    rows = key_indicators.of_year(year)
    names = regulation_names()
    context = {
        "headline": _headline(rows, year),
        "parts": [(affair, _lines(rows, affair, names)) for affair in (LIBRARY, ARCHIVES)],
        "year": year,
        "years": years,
        "is_sample": key_indicators.is_sample(year),
    }
    return render(request, "programmes/key_indicators.html", context)


@login_required
@require_GET
def download(request: HttpRequest, year: int) -> HttpResponse:
    """The same as a workbook that prints on A4 across."""
    access.require_view(request.user)
    if year not in _years():
        raise Http404("Tahun ini tidak ada.")
    data = workbook(key_indicators.of_year(year), year, localdate(), is_sample=key_indicators.is_sample(year))
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="ikk-{year}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _years() -> list[int]:
    return list(range(localdate().year, FIRST_YEAR - 1, -1))


def _lines(rows: list[KeyIndicator], affair: str, names: dict[str, str]) -> list[dict[str, Any]]:
    return [{"one": one, "basis": basis_of(one, names)} for one in rows if one.affair == affair]


def _headline(rows: list[KeyIndicator], year: int) -> str:
    """The finding, as the page's title."""
    told = []
    for affair in (LIBRARY, ARCHIVES):
        mine = [one for one in rows if one.affair == affair]
        known = sum(one.value is not None for one in mine)
        told.append(f"{number(known)} dari {number(len(mine))} IKK {affair.lower()}")
    return f"{told[0]} dan {told[1]} tentang {year} ada nilainya"
