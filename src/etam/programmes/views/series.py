"""Series of other offices: which stand, one of them, and the import with its preview."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.accounts.access import signed_in
from etam.institutions.models import Region
from etam.institutions.queries import regencies
from etam.institutions.reference import regions
from etam.programmes.access import welfare as access
from etam.programmes.actions import series as actions
from etam.programmes.actions.series import Origin
from etam.programmes.exceptions import BadInput, ProgrammeProblem
from etam.programmes.forms.series import SeriesForm, sealed, standing_key, unsealed
from etam.programmes.models import SeriesFile
from etam.programmes.queries import series
from etam.programmes.series_list import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Kind, Point, Reading, doubts, read
from etam.web.bodies import refuses_large_bodies
from etam.web.csv_list import CsvList, ListingProblem
from etam.web.formats import number
from etam.web.workbook_text import first_sheet, is_workbook

SHOWN_FAULTS = 200
TEXT = CsvList({"wilayah": 0, "tahun": 0, "nilai": 0}, (), MAX_ROWS, "baris")


@dataclass(frozen=True)
class Plan:
    """What storing a file would do, seen before anything is stored."""

    kind: Kind
    reading: Reading
    standing: SeriesFile | None
    change: series.Change
    doubts: list[str]
    years: list[int]
    rows: list[tuple[str, list[float | None]]]
    sealed: str

    @property
    def can_store(self) -> bool:
        return not self.reading.faults


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every series with its source; what a later import replaced stays readable."""
    access.require_view(request.user)
    files = list(series.files())
    context = {
        "standing": [one for one in files if one.replaced_at is None],
        "replaced": [one for one in files if one.replaced_at is not None],
        "may_import": access.may_import(request.user),
    }
    return render(request, "programmes/series_index.html", context)


@login_required
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One import as a table of regions and years."""
    file = access.series_to_view(request.user, pk)
    points = [Point(0, region, year, value) for (region, year), value in series.values_of(file).items()]
    years, rows = _grid(points)
    successor = SeriesFile.objects.filter(series=file.series, pk__gt=file.pk).order_by("pk").first()
    context = {"file": file, "years": years, "rows": rows, "successor": successor}
    return render(request, "programmes/series.html", context)


@refuses_large_bodies("programmes/series_too_large.html")
@login_required
def import_series(request: HttpRequest) -> HttpResponse:
    """A file of a series: what it would change, then stored as a whole."""
    access.require_import(request.user)
    if request.POST.get("sealed"):
        return _store(request)
    form = SeriesForm(request.POST or None, request.FILES or None, initial={"fetched_on": localdate()})
    plan = None
    if request.method == "POST" and form.is_valid():
        try:
            plan = _plan(form, form.cleaned_data["file"].read())
        except ListingProblem as problem:
            form.add_error("file", str(problem))
        except BadInput as problem:
            form.add_error(problem.field or None, str(problem))
    return _page(request, form, plan)


def _page(request: HttpRequest, form: SeriesForm, plan: Plan | None, problem: str = "") -> HttpResponse:
    is_wrong = bool(form.errors or problem or (plan and not plan.can_store))
    context = {"form": form, "plan": plan, "problem": problem, "shown": SHOWN_FAULTS}
    return render(request, "programmes/series_import.html", context, status=422 if is_wrong else 200)


def _plan(form: SeriesForm, data: bytes) -> Plan:
    """What a file would change now; raises ListingProblem when it cannot be read at all."""
    text = _text(data)
    origin = form.origin(hashlib.sha256(data).hexdigest())
    actions.refuse_origin(origin, localdate())
    kind = form.kind()
    reading = read(text, kind, regions(), digits=form.cleaned_data["digits"], last_year=localdate().year)
    return _planned(kind, reading, origin)


def _planned(kind: Kind, reading: Reading, origin: Origin) -> Plan:
    standing = series.standing_of(kind.code)
    before = series.values_of(standing)
    years, rows = _grid(reading.points)
    kept = {
        "kind": asdict(kind),
        "points": [(one.line, one.region, one.year, one.value) for one in reading.points],
        "origin": {**asdict(origin), "fetched_on": origin.fetched_on.isoformat()},
        "standing": standing_key(standing),
    }
    return Plan(
        kind=kind,
        reading=reading,
        standing=standing,
        change=series.change(reading.points, before),
        doubts=doubts(reading.points, kind, _names(), before),
        years=years,
        rows=rows,
        sealed="" if reading.faults else sealed(kept),
    )


def _store(request: HttpRequest) -> HttpResponse:
    """Store what was previewed; it came back sealed with the form, so that nothing waits in a session."""
    kept = unsealed(request.POST["sealed"])
    if kept is None:
        messages.error(request, "Pratinjaunya sudah tidak berlaku. Unggah berkasnya lagi.")
        return redirect("programmes:series_import")
    kind = Kind(**kept["kind"])
    points = tuple(Point(*row) for row in kept["points"])
    origin = Origin(**{**kept["origin"], "fetched_on": date.fromisoformat(kept["origin"]["fetched_on"])})
    plan = _planned(kind, Reading(points, ()), origin)
    if plan.doubts and "sure" not in request.POST:
        problem = "Periksa nilai yang janggal, lalu centang bahwa nilainya benar."
        return _page(request, SeriesForm(), plan, problem)
    try:
        # What stood when the person looked, not what stands now.
        replaces = SeriesFile.objects.filter(pk=kept["standing"]).first()
        stored = actions.import_series(kind, points, origin, replaces=replaces, by=signed_in(request))
    except ProgrammeProblem as problem:
        messages.error(request, str(problem))
        return redirect("programmes:series_import")
    messages.success(request, f"{stored.label}: {number(len(points))} nilai disimpan.")
    return redirect("programmes:series", stored.pk)


def _text(data: bytes) -> str:
    if is_workbook(data):
        return first_sheet(data, max_bytes=MAX_BYTES, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS)
    return TEXT.decode(data)


def _names() -> dict[str, str]:
    """Kemendagri code to the name as people say it, the province among them."""
    return {one.code: one.short_name for one in Region.objects.filter(level__lte=Region.Level.REGENCY)}


def _grid(points: Any) -> tuple[list[int], list[tuple[str, list[float | None]]]]:
    """Years across, regions down, the province first; None where there is no value."""
    values = {(point.region, point.year): point.value for point in points}
    years = sorted({point.year for point in points})
    names = _names()
    held = {point.region for point in points}
    codes = sorted({one.code for one in regencies()} | held)
    return years, [(names[code], [values.get((code, year)) for year in years]) for code in codes]
