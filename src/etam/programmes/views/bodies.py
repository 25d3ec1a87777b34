"""Villages and schools: how many have a library, which ones, and what is known of each."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from etam.institutions.models import ParentBody, Region
from etam.institutions.queries import bodies as registry
from etam.programmes import tables
from etam.programmes.access import bodies as access
from etam.programmes.forms.bodies import LEVEL_WORDS, BodyFilter, cursor_from, cursor_part, level_word
from etam.programmes.queries import bodies as queries
from etam.programmes.queries.bodies import COUNT_LIMIT, Standing
from etam.programmes.views.body_map import coverage_map
from etam.programmes.views.body_parts import parts_of
from etam.web.components import Link
from etam.web.formats import number
from etam.web.tables import write_csv

KIND_WORDS = {"village": "Desa/kelurahan", "school": "Sekolah/madrasah"}
NOUNS = {"village": "desa/kelurahan", "school": "sekolah/madrasah"}


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How many villages or schools have a library, have none, or are not known: by place and level."""
    bodies = access.bodies_to_view(request.user)
    kind, place = _kind(request), _place(request)
    day = localdate()
    last = queries.last_round(day)
    part = bodies.filter(kind=kind, **({"regency": place} if place else {}))
    lines = queries.standing("district" if place else "regency", bodies=part, day=day, last=last)
    names = _names(place)
    whole = queries.total(lines)
    rows = [
        (names.get(one.coverage.key, "Kecamatan belum diketahui"), _list_url(kind, one, place), one) for one in lines
    ]
    context = {
        "headline": _headline(whole, kind, place),
        "kind": kind,
        "noun": NOUNS[kind],
        "place": place,
        "tabs": _kind_tabs(request, kind, "programmes:bodies", {"daerah": place.code} if place else {}),
        "lines": rows,
        "levels": [(LEVEL_WORDS[one.coverage.key], one) for one in _by_level(part, day, last)],
        "whole": whole,
        "last": last,
        "today": day,
        "map": None if place else coverage_map(lines, kind),
        "is_sample": part.filter(is_sample=True).exists(),
    }
    return render(request, "programmes/bodies.html", context)


@login_required
@require_safe
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """The table of the overview as CSV: every kab/kota, or every kecamatan of one."""
    bodies = access.bodies_to_view(request.user)
    kind, place, day = _kind(request), _place(request), localdate()
    part = bodies.filter(kind=kind, **({"regency": place} if place else {}))
    lines = queries.standing("district" if place else "regency", bodies=part, day=day, last=queries.last_round(day))
    table = tables.coverage(lines, _names(place))
    data = write_csv(tables.COVERAGE, table, sample=part.filter(is_sample=True).exists())
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    name = f"cakupan-{'desa' if kind == 'village' else 'sekolah'}-{day:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Villages or schools one by one, found by name, code, place, level and library."""
    bodies = access.bodies_to_view(request.user)
    kind = _kind(request)
    form = BodyFilter(request.GET, kind, access.regencies_of(request.user))
    found = queries.page(registry.found(bodies, **form.given()), cursor_from(request.GET))
    kept = form.kept() | {"jenis": _word(kind)}
    context = {
        "form": form,
        "kind": kind,
        "noun": NOUNS[kind],
        "tabs": _kind_tabs(request, kind, "programmes:body_list", {}),
        "rows": [(one, level_word(one)) for one in found.rows],
        "page": found,
        "count_limit": COUNT_LIMIT,
        "before": f"?{urlencode(kept | cursor_part(found.before))}" if found.before else "",
        "after": f"?{urlencode(kept | cursor_part(found.after))}" if found.after else "",
        "headline": _list_headline(found, kind, form.is_narrowed),
    }
    return render(request, "programmes/body_list.html", context)


@login_required
@require_safe
def body(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One village or school: what is known of its library and of itself, what is not, and how to tell it."""
    one = access.body_to_view(request.user, kind, code)
    day = localdate()
    context = {
        "body": one,
        "level": level_word(one),
        "facts": queries.facts(one.library, day) if one.library else None,
        "history": registry.history(one),
        "others": registry.other_libraries(one, day),
        "keeps": access.may_keep(request.user, one),
        "parts": list(parts_of(request, one)),
        "today": day,
    }
    return render(request, "programmes/body.html", context)


def _kind(request: HttpRequest) -> str:
    """Villages or schools: what the address asks for, as far as the person's part holds it."""
    kinds = access.kinds_of(request.user)
    asked = {"desa": "village", "sekolah": "school"}.get(request.GET.get("jenis", ""), "")
    return asked if asked in kinds or not kinds else kinds[0]


def _word(kind: str) -> str:
    return "desa" if kind == "village" else "sekolah"


def _place(request: HttpRequest) -> Region | None:
    """The kab/kota that the address narrows to, if it is the person's."""
    asked = request.GET.get("daerah", "")
    return next((one for one in access.regencies_of(request.user) if one.code == asked), None)


def _names(place: Region | None) -> dict[str, str]:
    rows = Region.objects.filter(level=3, parent=place) if place else Region.objects.filter(level=2)
    return {one.code: one.short_name for one in rows}


def _by_level(part: QuerySet[ParentBody], day: Any, last: Any) -> list[Standing]:
    order = list(LEVEL_WORDS)
    found = queries.standing("subtype", bodies=part, day=day, last=last)
    return sorted(found, key=lambda one: order.index(one.coverage.key) if one.coverage.key in order else len(order))


def _kind_tabs(request: HttpRequest, kind: str, address: str, kept: dict[str, str]) -> list[Link]:
    kinds = access.kinds_of(request.user)
    if len(kinds) < 2:
        return []
    return [
        Link(f"{reverse(address)}?{urlencode({'jenis': _word(one), **kept})}", KIND_WORDS[one], one == kind)
        for one in kinds
    ]


def _list_url(kind: str, line: Standing, place: Region | None) -> str:
    """Where a row of the overview leads: from a kab/kota to its kecamatan, from there to the list."""
    if not place:
        return f"{reverse('programmes:bodies')}?{urlencode({'jenis': _word(kind), 'daerah': line.coverage.key})}"
    given = {"jenis": _word(kind), "daerah": place.code, "kecamatan": line.coverage.key}
    return f"{reverse('programmes:body_list')}?{urlencode(given)}" if line.coverage.key else ""


def _headline(whole: Standing, kind: str, place: Region | None) -> str:
    """The finding, as the page's title."""
    counts, noun = whole.coverage, NOUNS[kind]
    where = f" di {place.short_name}" if place else ""
    if not counts.total:
        return f"Belum ada {noun}{where} dalam daftar"
    beside = f"; {number(counts.unknown)} belum diketahui" if counts.unknown else ""
    return f"{number(counts.has)} dari {number(counts.total)} {noun}{where} punya perpustakaan{beside}"


def _list_headline(found: queries.Page, kind: str, is_narrowed: bool) -> str:
    if not found.count:
        return f"Tidak ada {NOUNS[kind]} yang cocok" if is_narrowed else f"Belum ada {NOUNS[kind]} dalam daftar"
    counted = f"Lebih dari {number(COUNT_LIMIT)}" if found.is_capped else number(found.count)
    return f"{counted} {NOUNS[kind]}{' yang cocok' if is_narrowed else ''}"
