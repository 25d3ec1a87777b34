"""Profiles of the ten kab/kota."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from etam.content.kinds import LIBRARY
from etam.indices.results import Results
from etam.institutions import queries as institutions
from etam.institutions.models import ParentBody
from etam.institutions.queries.bodies import coverage
from etam.programmes.queries.spending import spending
from etam.publishing import (
    access,
    accreditation,
    archives,
    atlas,
    formation,
    programmes,
    rankings,
    reference,
    regencies,
)
from etam.publishing.caching import public_page
from etam.publishing.queries import accreditation as certificates
from etam.publishing.queries import archives as audits
from etam.publishing.queries import places, register, releases, rounds
from etam.publishing.queries import programmes as told
from etam.workforce.queries.funnel import funnel


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The ten kab/kota with their place in the latest ranking."""
    today = timezone.localdate()
    latest = releases.latest_own()
    units = {unit["code"]: unit for unit in latest.results["units"]} if latest else {}
    libraries = register.by_regency(today)
    rows = [(one, units.get(one.code), libraries.get(one.code, 0)) for one in institutions.regencies(today)]
    return render(
        request,
        "publishing/regency_index.html",
        {
            "rows": rows,
            "release": latest,
            "map": atlas.build(latest.results, address=reverse("regencies") + "{}/") if latest else None,
            "legend": rankings.legend(latest.results["bands"]) if latest else [],
        },
    )


@public_page
def profile(request: HttpRequest, code: str) -> HttpResponse:
    """One kab/kota: its place, its components, its returns, its libraries, its people."""
    region = access.regency(code)
    today = timezone.localdate()
    released = releases.own_history()
    latest = released[-1] if released else None
    results = latest.results if latest else None
    history = releases.units_of(released, code)
    held = rounds.progress(today, code)
    row = _row(results, code)
    return render(
        request,
        "publishing/regency.html",
        {
            "region": region,
            "release": latest,
            "results": results,
            "row": row,
            "unit": row.unit if row else None,
            "told": rankings.explanation(row.unit) if row else None,
            "heading": regencies.heading(region.short_name, results, row.unit if row else None),
            "history": history,
            "trend": regencies.score_trend(history),
            "has_break": regencies.has_break(history),
            "neighbours": regencies.neighbours(results, code) if results else [],
            "rounds": list(reversed(held)),
            "spark": regencies.accepted_spark(held),
            "known": register.known(today, code),
            "subtypes": _subtypes(code, register.by_subtype(today, code)),
            "districts": places.districts(code),
            "ikn": reference.regions().overlay_extent(code),
            "capital": reference.regions().capitals.get(code, ""),
            "area_km2": reference.regions().areas_km2.get(code),
            "population": _population(code),
            **_accreditation(code, today),
            **_work(code, today),
            **_archives(code, region.short_name, today),
        },
    )


def _accreditation(code: str, today: date) -> dict[str, Any]:
    grid, kinds = certificates.grid(today, code), reference.kinds()
    names = {kind: kinds.label(kind) for kind in kinds.of_family(LIBRARY)}
    return {"accredited": grid.of(), "accredited_by_kind": accreditation.lines_by_kind(grid, names)}


def _work(code: str, today: date) -> dict[str, Any]:
    """Short lines about school libraries, posts and programmes."""
    year = told.year_told(today)
    money = programmes.total(one for one in spending([year]) if one.place == code)
    place = ParentBody.objects.filter(regency=code)
    kinds = {one.key: one for one in coverage("kind", bodies=place, day=today)}
    return {
        "schools": kinds.get(ParentBody.Kind.SCHOOL),
        "posts": formation.at(funnel(today), code),
        "programme_year": year,
        "programme_money": money if money.budget else None,
    }


def _archives(code: str, name: str, today: date) -> dict[str, Any]:
    released, audited = releases.history(releases.ARCHIVES), audits.audited(code)
    latest = released[-1] if released else None
    course = archives.course({code: name}, released, audited, audits.years(today))
    return {
        "archive_release": latest,
        "archives": archives.beside({code: name}, latest, None, audited)[0],
        "archive_course": course,
        "archive_chart": archives.chart(course.rows[0], course.columns),
    }


def _row(results: Results | None, code: str) -> rankings.Row | None:
    if results is None:
        return None
    return next((row for row in rankings.build(results, code).rows if row.unit["code"] == code), None)


def _subtypes(regency: str, counted: list[tuple[str, str, int]]) -> list[tuple[str, int]]:
    """Kinds in the order in which people list them; a kind without a library in the regency has no row."""
    kinds = reference.kinds()
    counts = {(kind, subtype): count for kind, subtype, count in counted}
    known = [(kind.code, subtype.code) for kind in kinds.kinds.values() for subtype in kind.subtypes]
    return [(kinds.label(*pair, regency), counts[pair]) for pair in known if pair in counts]


def _population(code: str) -> list[tuple[int, float, str]]:
    edition = reference.series()["population"]
    return regencies.population_rows(reference.series_of(code, "population", "population"), edition.sources)
