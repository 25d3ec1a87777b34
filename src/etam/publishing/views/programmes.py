"""Programmes for everybody: money by kab/kota and affair beside literacy, archives and welfare."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from etam.programmes.models.money import Fund
from etam.programmes.queries import offices
from etam.programmes.queries.spending import programme_coverage, spending
from etam.publishing import programmes, reference
from etam.publishing.caching import public_page
from etam.publishing.queries import programmes as told
from etam.web.downloads import csv_answer


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """What offices budgeted and spent, who reports, and the picture beside it, which proves no cause."""
    year = told.year_told(timezone.localdate())
    found, covered = spending([year]), programme_coverage(year)
    whole, names = programmes.total(found), _places()
    places = {one.pk: offices.place_of(one) for one in covered.offices}
    nothing, part = programmes.silent(covered, names, places)
    columns = told.columns()
    return render(
        request,
        "publishing/programmes.html",
        {
            "year": year,
            "heading": programmes.finding(covered, whole),
            "covered": covered,
            "whole": whole,
            "affairs": list(programmes.AFFAIRS.values()),
            "lines": programmes.lines(found, names),
            "nothing": nothing,
            "part": part,
            "columns": columns,
            "picture": [
                (code, name, [(one, one.values.get(code)) for one in columns])
                for code, name in reference.regency_names().items()
            ],
            "is_sample": told.is_sample(year) or any(one.measure.is_sample for one in columns),
        },
    )


@require_safe
@public_page
def listing(request: HttpRequest) -> HttpResponse:
    """The money as a file."""
    year = told.year_told(timezone.localdate())
    rows = programmes.csv_rows(spending([year]), _places(), dict(Fund.choices))
    return csv_answer(programmes.CSV_HEADER, rows, f"program-{year}.csv", sample=told.is_sample(year))


def _places() -> dict[str, str]:
    return {**reference.regency_names(), "64": "Provinsi"}
