"""Posts of librarians and archivists for everybody: from need to filled, and who retires in the years ahead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from etam.publishing import formation, reference
from etam.publishing.caching import public_page
from etam.publishing.queries import retirements
from etam.web.downloads import csv_answer
from etam.workforce.queries import funnel
from etam.workforce.rules import positions

PROVINCE = ("64", "Provinsi")


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The funnel of the latest formation year by kab/kota and post, retirements ahead, and what is not known."""
    today = timezone.localdate()
    found = funnel.funnel(today)
    places = dict([*reference.regency_names().items(), PROVINCE])
    by_place = formation.lines(found, "place", places)
    needed = {one.code for one in by_place if one.counts.needed is not None}
    return render(
        request,
        "publishing/formation.html",
        {
            "today": today,
            "found": found,
            "total": found.total,
            "heading": formation.finding(found),
            "steps": formation.steps(found.total),
            "by_place": by_place,
            "by_position": formation.lines(found, "position", _posts()),
            "without_need": [name for code, name in places.items() if code not in needed],
            "retirements": retirements.ahead(today),
            "is_sample": funnel.is_sample(found.year),
        },
    )


@require_safe
@public_page
def listing(request: HttpRequest) -> HttpResponse:
    """The funnel as a file."""
    found = funnel.funnel(timezone.localdate())
    rows = formation.csv_rows(found, _posts())
    return csv_answer(formation.CSV_HEADER, rows, f"formasi-{found.year}.csv", sample=funnel.is_sample(found.year))


def _posts() -> dict[str, str]:
    return {code: one.label["id"] for code, one in positions().positions.items()}
