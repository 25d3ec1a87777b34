"""Village and school libraries for everybody: coverage, money by source, rules, and how far help has come."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from etam.institutions.models import ParentBody
from etam.institutions.queries.bodies import coverage
from etam.programmes.queries import overview, public
from etam.programmes.rules import Verdict
from etam.publishing import atlas, bodies, reference
from etam.publishing.caching import public_page
from etam.publishing.queries import bodies as counted
from etam.web.downloads import csv_answer

NOUNS: dict[str, str] = {counted.VILLAGE: "desa/kelurahan", counted.SCHOOL: "sekolah"}


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Who has a library, what is spent on it and by which rule, and how far those being helped have come."""
    today = timezone.localdate()
    kinds, address = counted.by_kind(today), reverse("regencies") + "{}/"
    by_regency = {kind: _lines(kind, "regency", today) for kind in NOUNS}
    return render(
        request,
        "publishing/bodies.html",
        {
            "today": today,
            "heading": bodies.finding(kinds[counted.VILLAGE], kinds[counted.SCHOOL]),
            "villages": kinds[counted.VILLAGE],
            "schools": kinds[counted.SCHOOL],
            "villages_by_regency": by_regency[counted.VILLAGE],
            "schools_by_regency": by_regency[counted.SCHOOL],
            "schools_by_level": _lines(counted.SCHOOL, "subtype", today),
            "village_map": _map(by_regency[counted.VILLAGE], counted.VILLAGE, address, "peta-desa"),
            "school_map": _map(by_regency[counted.SCHOOL], counted.SCHOOL, address, "peta-sekolah"),
            "legend": bodies.keys(),
            "is_sample": counted.is_sample(),
            "stages": public.stage_counts(),
            "helped": public.helped_to_first_return(),
            **_money(today),
        },
    )


@require_safe
@public_page
def listing(request: HttpRequest) -> HttpResponse:
    """The coverage as a file."""
    today = timezone.localdate()
    parts = [(NOUNS[kind], by, _lines(kind, by, today)) for kind in NOUNS for by in ("regency", "subtype")]
    words = {"regency": "kabupaten/kota", "subtype": "jenjang"}
    rows = bodies.csv_rows((kind, words[by], found) for kind, by, found in parts)
    name = f"desa-dan-sekolah-{today:%Y-%m-%d}.csv"
    return csv_answer(bodies.CSV_HEADER, rows, name, sample=counted.is_sample())


def _lines(kind: str, by: str, today: date) -> list[bodies.Line]:
    names = reference.regency_names() if by == "regency" else _levels()
    return bodies.lines(coverage(by, bodies=counted.of_kind(kind), day=today), names)


def _levels() -> Mapping[str, str]:
    kinds = reference.kinds().kinds
    schools = {one.code: one.label["id"] for one in kinds["school"].subtypes}
    return {"desa": "Desa", "kelurahan": "Kelurahan", **schools}


def _map(found: list[bodies.Line], kind: str, address: str, name: str) -> Any:
    if not found:
        return None
    marks = bodies.marks(found, NOUNS[kind], address)
    return atlas.of_regencies(marks, f"Peta: {NOUNS[kind]} yang diketahui punya perpustakaan", name=name)


def _money(today: date) -> dict[str, Any]:
    """The latest year of which something is recorded; the rules of this year where nothing is."""
    told = counted.money_told(today.year)
    year = told.year if told else today.year
    rules = reference.funding_rules().rules
    verdicts = overview.overview(ParentBody.objects.filter(valid_to=None), year).whole.verdicts
    return {
        "year": year,
        "money": told,
        "funds": counted.by_fund(year),
        "money_by_regency": counted.money_by_regency(year, reference.regency_names()),
        "share_rules": [
            (one, {verdict.value: verdicts[one.code][verdict] for verdict in Verdict})
            for one in bodies.rules_of_schools(rules, year)
        ],
        "use_rules": bodies.rules_of_villages(rules, year),
    }
