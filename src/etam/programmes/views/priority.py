"""Whom to help first: the list with its reasons, the map, the files, and the choice that becomes a plan."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.institutions.access import regencies_for
from etam.programmes.access import money as access
from etam.programmes.forms.plans import PlaceFilter, WeightsForm
from etam.programmes.priority import COMPONENTS, DEFAULT_WEIGHTS, FAR_KM, FEW, LITTLE, MANY, MUCH, UNKNOWN_NEED
from etam.programmes.queries.priority import LABELS, Place, Priorities, priorities
from etam.programmes.views.point_map import point_map
from etam.web.formats import number, rupiah
from etam.web.tables import Sheet, write_csv, write_xlsx

PAGE, ON_MAP = 30, 300
FUNCTIONS = {
    "need": f"belum ada = 1, belum diketahui = {number(UNKNOWN_NEED)}",
    "people": f"logaritma: {number(FEW)} orang = 0, {number(MANY)} orang = 1",
    "distance": f"0 km = 0, {number(FAR_KM)} km atau lebih = 1; garis lurus ke perpustakaan umum atau TBM terdekat",
    "money": f"logaritma: {rupiah(LITTLE)} = 0, {rupiah(MUCH)} = 1; pagu, atau anggaran perpustakaan bila lebih besar",
    "readiness": "keterangan, putusan rapat, rencana, dan anggaran: bagian yang sudah tercatat",
}
HEADER = (
    "urutan", "kode", "nama", "jenis", "kabupaten_kota", "kecamatan", "skor",
    *(f"{part}_{what}" for part in COMPONENTS for what in ("keterangan", "nilai", "bobot_terpakai", "sumbangan")),
)  # fmt: skip


@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The list in order, page by page, with the first places on the map."""
    weights, chosen, found = _found(request)
    pages = Paginator(range(len(found)), PAGE)
    page = pages.get_page(request.GET.get("halaman"))
    places = found.places(page.start_index() - 1, page.end_index()) if len(found) else []
    context = {
        "weights": weights,
        "parts": [(weights[field.name], FUNCTIONS[name]) for field, name in zip(weights, COMPONENTS, strict=True)],
        "weight_sum": sum(weights.weights.values()),
        "defaults": [(LABELS[name], weight) for name, weight in DEFAULT_WEIGHTS.items()],
        "form": chosen,
        "page": page,
        "places": places,
        "count": len(found),
        "headline": _headline(places, len(found)),
        "map": point_map(found.places(0, ON_MAP)) if len(found) else None,
        "keeps": access.keeps_some(request.user),
        "query": urlencode({name: value for name, value in request.GET.items() if name != "halaman"}),
    }
    return render(request, "programmes/priority.html", context, status=422 if weights.errors else 200)


@login_required
@require_GET
def file(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole list as CSV or XLSX with every component, the weight used and the points."""
    _, _, found = _found(request)
    rows = [_row(one) for one in found.places(0, len(found))]
    sample = any(one.body.is_sample for one in found.places(0, 1))
    if kind == "csv":
        data, media_type = write_csv(HEADER, rows, sample=sample), "text/csv; charset=utf-8"
    else:
        data = write_xlsx([Sheet("Prioritas", HEADER, rows)], sample=sample)
        media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="prioritas-{localdate():%Y-%m-%d}.{kind}"'
    return response


def _found(request: HttpRequest) -> tuple[WeightsForm, PlaceFilter, Priorities]:
    """What the address asks for; weights that mean nothing are answered with the defaults and a sentence."""
    bodies = access.bodies_to_oversee(request.user)
    weights = WeightsForm(request.GET)
    chosen = PlaceFilter(request.GET, regencies=list(regencies_for(request.user)))
    used = weights.weights if weights.is_valid() else DEFAULT_WEIGHTS
    return weights, chosen, priorities(chosen.narrow(bodies), localdate().year, used)


def _headline(places: list[Place], count: int) -> str:
    if not places:
        return "Tidak ada desa atau sekolah tanpa perpustakaan dalam bagian ini"
    if places[0].position != 1:
        return f"{number(count)} desa dan sekolah belum diketahui berperpustakaan"
    return f"{places[0].body.name} teratas di antara {number(count)} yang belum diketahui berperpustakaan"


def _row(one: Place) -> list[Any]:
    body = one.body
    told: list[Any] = []
    for part in one.parts:
        value = None if part.value is None else round(part.value, 4)
        told += [part.told, value, round(part.share, 2), round(part.points, 2)]
    district = body.district.name if body.district else None
    score = None if one.score is None else round(one.score, 2)
    return [one.position, body.code, body.name, body.get_kind_display(), body.regency.name, district, score, *told]
