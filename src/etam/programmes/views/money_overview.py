"""Money for the libraries of villages and schools over the province, and the same as CSV."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.institutions.models import ParentBody
from etam.programmes.access import money as access
from etam.programmes.access.bodies import kinds_of
from etam.programmes.models.money import Fund
from etam.programmes.queries import overview as queries
from etam.programmes.queries.overview import OfficeMoney, Overview
from etam.programmes.rules import Verdict
from etam.web.formats import number, rupiah
from etam.web.tables import write_csv

NOUNS = {"village": "desa/kelurahan", "school": "sekolah/madrasah"}
HEADER = (
    "kode", "kabupaten_kota", "tahun", "sumber", "desa_dan_sekolah", "melapor", "anggaran_rupiah", "beranggaran",
    "realisasi_rupiah", "berealisasi", "anggaran_per_orang", "operasional_5_terpenuhi", "operasional_5_tidak",
    "operasional_5_belum_diketahui", "buku_10_terpenuhi", "buku_10_tidak", "buku_10_belum_diketahui",
)  # fmt: skip


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """A year by kab/kota: planned, spent, per person, how many report, what the rules say."""
    bodies = access.bodies_to_oversee(request.user)
    chosen = _chosen(request, bodies)
    found = queries.overview(bodies, chosen["year"], fund=chosen["fund"], kind=chosen["kind"])
    context = {
        **chosen,
        "found": found,
        "offices": _offices(request, chosen),
        "headline": _headline(found, _noun(request.user, chosen["kind"])),
        "funds": Fund.choices,
        "kinds": ParentBody.Kind.choices,
        "keeps": access.keeps_some(request.user),
        "rules": [(rule, _counts(found.whole.verdicts[code])) for code, rule in found.rules.items()],
    }
    return render(request, "programmes/money.html", context)


@login_required
@require_GET
def overview_csv(request: HttpRequest) -> HttpResponse:
    """The same table as a file; an empty cell is unknown and never 0."""
    bodies = access.bodies_to_oversee(request.user)
    chosen = _chosen(request, bodies)
    found = queries.overview(bodies, chosen["year"], fund=chosen["fund"], kind=chosen["kind"])
    rows = [_row(one, chosen, found) for one in found.places]
    rows += [_office_row(one, chosen) for one in _offices(request, chosen)]
    data = write_csv(HEADER, rows, sample=bodies.filter(is_sample=True).exists())
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="dana-perpustakaan-{found.year}.csv"'
    return response


def _chosen(request: HttpRequest, bodies: Any) -> dict[str, Any]:
    """Year, source and kind that the address asks for; what does not exist is left out."""
    years = sorted({*queries.years_recorded(bodies), localdate().year}, reverse=True)
    written = request.GET.get("tahun", "")
    fund, kind = request.GET.get("sumber", ""), request.GET.get("jenis", "")
    return {
        "year": int(written) if written.isdigit() and int(written) in years else localdate().year,
        "years": years,
        "fund": fund if fund in Fund.values else "",
        "kind": kind if kind in ParentBody.Kind.values else "",
    }


def _noun(user: Any, kind: str) -> str:
    """What the page counts: villages, schools or both."""
    kinds = [kind] if kind else kinds_of(user)
    return NOUNS[kinds[0]] if len(kinds) == 1 else "desa dan sekolah"


def _headline(found: Overview, noun: str) -> str:
    """The finding, as the page's title."""
    whole = found.whole
    if not whole.bodies:
        return f"Belum ada {noun} dalam daftar Anda"
    reach = f"{number(whole.reporting)} dari {number(whole.bodies)} {noun}"
    if whole.planned is None:
        return f"Dana perpustakaan {found.year} baru tercatat untuk {reach}; anggarannya belum diketahui"
    return f"Anggaran perpustakaan {found.year} {rupiah(whole.planned)}, tercatat dari {reach}"


def _offices(request: HttpRequest, chosen: dict[str, Any]) -> list[OfficeMoney]:
    """Money of institutions themselves; none when only villages or only schools are asked for."""
    if chosen["kind"]:
        return []
    return queries.offices(access.institutions_to_oversee(request.user), chosen["year"], fund=chosen["fund"])


def _counts(found: Any) -> dict[str, int]:
    return {one.value: found[one] for one in Verdict}


def _office_row(one: OfficeMoney, chosen: dict[str, Any]) -> list[Any]:
    """A line under the kab/kota, with the code of the institution; what counts villages and schools is empty."""
    told = [one.institution.code, one.institution.name, chosen["year"], _fund(chosen), None, None]
    told += [one.planned, None, one.spent]
    return [*told, *[None] * (len(HEADER) - len(told))]


def _fund(chosen: dict[str, Any]) -> str:
    return str(dict(Fund.choices).get(chosen["fund"], "semua"))


def _row(one: Any, chosen: dict[str, Any], found: Overview) -> list[Any]:
    told = []
    for code in queries.RULES:
        held = code in found.rules
        told += [one.verdicts[code][verdict] if held else None for verdict in Verdict]
    per_person = round(float(one.per_person), 2) if one.per_person is not None else None
    return [
        one.place.code, one.place.name, found.year, _fund(chosen), one.bodies,
        one.reporting, one.planned, one.planned_count, one.spent, one.spent_count, per_person, *told,
    ]  # fmt: skip
