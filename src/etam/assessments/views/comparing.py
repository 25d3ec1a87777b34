"""Archive order beyond a single programme: the six tertib with the inventory, and the years beside each other."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etam.assessments import access, queries
from etam.assessments.models import Assessment, Programme
from etam.assessments.queries import comparison as comparing
from etam.assessments.queries import gnsta as tertib
from etam.institutions.models import Institution, Region
from etam.institutions.queries import search
from etam.web.components import Key
from etam.web.downloads import csv_answer

PAGE_SIZE = 25
EDGES = "30 50 70 90"
"""Colour steps of the heat table: the bounds of the categories, two of them taken together but for the ends."""
LEGEND = [Key(step, word) for step, word in enumerate(("< 30", "30–<50", "50–<70", "70–<90", "≥ 90"), 1)]
TERTIB_HEADER = (
    "tahun", "kode", "nama", "tertib", "instrumen", "sumber", "jenis", "lebih_luas", "rata_rata", "banyak", "jawaban",
    "ketiadaan", "keyakinan",
)  # fmt: skip


@login_required
def gnsta(request: HttpRequest) -> HttpResponse:
    """The six tertib by kab/kota or by office, and the inventory of the archives."""
    institutions = access.offices_to_oversee(request.user)
    years = tertib.years(queries.periods())
    year = _year(request.GET.get("tahun", ""), years)
    region = _region(request)
    if region is not None:
        institutions = _of_government(institutions, region)
    found = list(institutions.order_by("regency_id", "kind", "name"))
    seen = tertib.Tertibs(found, year or 0)
    rows = seen.offices() if region else seen.governments(access.governments_to_compare(request.user))
    if request.GET.get("format") == "csv":
        return _tertib_csv(rows, year or 0, any(one.is_sample for one in found))
    if request.GET.get("format") == "inventaris":
        return _inventory_csv(seen, any(one.is_sample for one in found))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    inventory = tertib.inventory_rows(seen)
    context: dict[str, Any] = {
        "content": seen.content,
        "headline": tertib.finding(rows, seen.content, year) if year else "Belum ada audit atau inventaris kearsipan",
        "rows": page.object_list,
        "page": page,
        "region": region,
        "regions": access.governments_to_compare(request.user),
        "years": years,
        "year": year,
        "edges": EDGES,
        "keys": LEGEND,
        "questions": tertib.inventory_questions(seen.instruments[tertib.INVENTORY]),
        "inventory": Paginator(inventory, PAGE_SIZE).get_page(request.GET.get("inventaris")),
        "reported": sum(one.has_return for one in inventory),
        "expected": len(inventory),
        "chosen": next((row for row in rows if row.key == request.GET.get("rincian")), None),
    }
    return render(request, "assessments/audits/gnsta.html", context)


@login_required
def comparison(request: HttpRequest) -> HttpResponse:
    """One office or one government over the years; without either, what can be chosen."""
    offices = access.institutions_to_compare(request.user)
    if code := request.GET.get("lembaga", ""):
        office = access.institution_to_compare(request.user, code)
        return _compared(request, office.name, Assessment.objects.filter(institution=office))
    if code := request.GET.get("daerah", ""):
        region = access.government_to_compare(request.user, code)
        return _compared(request, region.name, _audits_of(region))
    text = request.GET.get("cari", "").strip()
    audited = offices.filter(pk__in=Assessment.objects.filter(programme__isnull=False).values("institution"))
    found = audited.filter(pk__in=search(text).values("pk")) if text else audited
    context = {
        "search": text,
        "page": Paginator(found.order_by("name"), PAGE_SIZE).get_page(request.GET.get("halaman")),
        "governments": access.governments_to_compare(request.user),
    }
    return render(request, "assessments/audits/choose_comparison.html", context)


def _compared(request: HttpRequest, name: str, audits: Any) -> HttpResponse:
    rows = list(
        audits.filter(programme__isnull=False)
        .exclude(state=Assessment.State.WITHDRAWN)
        .select_related("institution")
        .order_by("year", "pk")
    )
    found = [
        comparing.compare(name, kind, [one for one in rows if one.kind == kind])
        for kind in (Programme.Kind.INTERNAL, Programme.Kind.EXTERNAL)
    ]
    shown = [
        {
            "comparison": one,
            "title": comparing.finding(one),
            "chart": comparing.chart(one),
            "breaks": [comparing.change_told(*pair) for pair in one.breaks],
            "lines": [(year, [year.on(scheme.version) for scheme in one.schemes]) for year in one.years],
        }
        for one in found
        if one.years
    ]
    context = {"name": name, "shown": shown, "is_sample": any(one.is_sample for one in rows)}
    return render(request, "assessments/audits/comparison.html", context)


def _audits_of(region: Region) -> Any:
    """Every audit of a government: the internal programmes of the region, the external ones of its own institution."""
    internal = Assessment.objects.filter(kind=Programme.Kind.INTERNAL, programme__region=region)
    external = Assessment.objects.filter(kind=Programme.Kind.EXTERNAL)
    if region.level == Region.Level.PROVINCE:
        return internal | external.filter(institution__region=region)
    return internal | external.filter(regency=region)


def _of_government(institutions: Any, region: Region) -> Any:
    if region.level == Region.Level.PROVINCE:
        return institutions.filter(subtype__in=("province_office", "province"))
    return institutions.filter(regency=region).exclude(subtype__in=("province_office", "province"))


def _region(request: HttpRequest) -> Region | None:
    code = request.GET.get("daerah", "")
    return access.government_to_compare(request.user, code) if code else None


def _year(asked: str, years: list[int]) -> int | None:
    if asked.isascii() and asked.isdigit() and int(asked) in years:
        return int(asked)
    return years[0] if years else None


def _tertib_csv(rows: Iterable[tertib.Row], year: int, is_sample: bool) -> HttpResponse:
    lines = (
        [
            year, row.key, row.name, cell.tertib.title["id"], one.source.instrument, one.label,
            "simpul" if one.of_audit else "pertanyaan", "ya" if one.source.is_wider else "tidak",
            None if one.mean is None else round(one.mean, 6), len(one.numbers) + len(one.words),
            "; ".join(f"{word} {count}" for word, count in one.counts), one.nothing, one.source.confidence,
        ]
        for row in rows
        for cell in row.cells
        for one in cell.told
    )  # fmt: skip
    return csv_answer(TERTIB_HEADER, lines, f"tertib-arsip-{year}.csv", sample=is_sample)


def _inventory_csv(seen: tertib.Tertibs, is_sample: bool) -> HttpResponse:
    questions = tertib.inventory_questions(seen.instruments[tertib.INVENTORY])
    header = ["tahun", "kode", "lembaga", "kode_kab_kota"]
    for question in questions:
        header += [question.element, f"{question.element}_ketiadaan", f"{question.element}_dasar"]
    lines = []
    for row in tertib.inventory_rows(seen):
        one: Institution = row.institution
        cells = [part for _, reading, basis in row.answers for part in (reading.value, reading.nothing, basis)]
        lines.append([seen.year, one.code, one.name, one.regency_id, *cells])
    return csv_answer(header, lines, f"inventaris-kearsipan-{seen.year}.csv", sample=is_sample)
