"""Accreditation of libraries for everybody: how many, where, until when, and what is not known."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etam.assessments import generations
from etam.content.kinds import LIBRARY
from etam.outreach.models import Event
from etam.outreach.queries import coverage, listing
from etam.publishing import accreditation, reference
from etam.publishing.caching import public_page
from etam.publishing.queries import accreditation as certificates

COMING_SHOWN = 4


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Accredited libraries over time, by kab/kota and kind, grades by generation, and outreach."""
    today = timezone.localdate()
    grid, expiring = certificates.grid(today), certificates.expiring(today)
    schemes = {one.version: one for one in generations.generations()}
    course, total = certificates.course(today), grid.of()
    names = reference.regency_names()
    kinds = _kinds()
    return render(
        request,
        "publishing/accreditation.html",
        {
            "today": today,
            "heading": accreditation.finding(total, expiring),
            "total": total,
            "expiring": expiring,
            "course": course,
            "trend": accreditation.trend(course),
            "by_regency": accreditation.lines_by_regency(grid, names),
            "by_kind": accreditation.lines_by_kind(grid, kinds),
            "matrix": [(code, name, [(kind, grid.of(code, kind)) for kind in kinds]) for code, name in names.items()],
            "kinds": kinds,
            "generations": accreditation.generations(certificates.grades(today), schemes),
            "schemes": schemes.values(),
            "without": [kinds[code] for code in generations.kinds_without_instrument(_subtypes())],
            **_outreach(today),
        },
    )


def _kinds() -> dict[str, str]:
    kinds = reference.kinds()
    return {code: kinds.label(code) for code in kinds.of_family(LIBRARY)}


def _subtypes() -> dict[str, list[str]]:
    kinds = reference.kinds()
    return {code: [one.code for one in kinds.kinds[code].subtypes] for code in kinds.of_family(LIBRARY)}


def _outreach(today: date) -> dict[str, Any]:
    """Whom outreach has reached, and the events to come; nothing about persons."""
    reached = coverage.Grid(coverage.reached(today))
    since = coverage.first_year(today)
    names = reference.regency_names()
    absent = [names[code] for code in coverage.regencies_without(names, reached, today)] if since else []
    events = Event.objects.select_related("regency", "organiser_institution")
    return {
        "outreach": coverage.finding(reached.total, absent, since),
        "reached": [(code, name, reached.of_regency(code)) for code, name in names.items()] if since else [],
        "coming": listing.coming(events, today)[:COMING_SHOWN],
    }
