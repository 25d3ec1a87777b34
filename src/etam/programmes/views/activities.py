"""Programmes by office and year: the overview, one office's tree, a new sub-activity, a year begun from another."""

import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.institutions.models import Institution
from etam.programmes.access import activities as access
from etam.programmes.actions import activities as actions
from etam.programmes.exceptions import NeedsReason, ProgrammeProblem
from etam.programmes.forms.activities import PlanForm
from etam.programmes.models import BudgetCode, CodeVersion
from etam.programmes.queries import activities as queries
from etam.programmes.queries import budget_sheets, nomenclature
from etam.programmes.queries.offices import level_of
from etam.web.formats import number, percent, short

SHOWN_CODES = 60
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every office that plans or should, with its money and work of a year."""
    seen = access.offices_to_view(request.user)
    years = _years()
    year = _chosen(request.GET.get("tahun", ""), years)
    rows = queries.by_office(seen, year)
    own = [one for one in rows if access.may_keep(request.user, one.office)] if len(rows) <= 3 else []
    context = {
        "rows": rows,
        "year": year,
        "years": years,
        "versions": CodeVersion.objects.all(),
        "headline": _headline(rows, year),
        "own": own,
        "total": queries.sums(queries.standing().filter(year=year, office__in=seen)),
    }
    return render(request, "programmes/activities.html", context)


@login_required
@require_GET
def download(request: HttpRequest) -> HttpResponseBase:
    """Every sub-activity of a year that the person may read."""
    seen = access.offices_to_view(request.user)
    year = _chosen(request.GET.get("tahun", ""), _years())
    version = _version(request)
    rows = list(queries.standing().filter(year=year, office__in=seen).order_by("office__name", "budget_code__code"))
    title = f"Subkegiatan perpustakaan dan kearsipan, tahun anggaran {year}"
    return _as_xlsx(budget_sheets.overview(rows, title, version), f"program-{year}.xlsx")


@login_required
@require_GET
def office_year(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One office in a year: programmes, activities, sub-activities, with their sums."""
    office = access.office_to_view(request.user, code)
    version = _version(request)
    activities = list(queries.standing().filter(office=office, year=year))
    total = queries.sums(activities)
    context = {
        "office": office,
        "year": year,
        "years": _years(),
        "branches": queries.tree(activities, version),
        "total": total,
        "headline": _office_headline(office, year, total),
        "versions": CodeVersion.objects.all(),
        "version": version,
        "keeps": access.may_keep(request.user, office),
        "sources": [one for one in queries.years_of(office) if one != year],
        "today": localdate(),
    }
    return render(request, "programmes/office_year.html", context)


@login_required
@require_GET
def office_download(request: HttpRequest, code: str, year: int) -> HttpResponseBase:
    """The same as a workbook."""
    office = access.office_to_view(request.user, code)
    version = _version(request)
    rows = list(queries.standing().filter(office=office, year=year).order_by("budget_code__code"))
    title = f"Program {office.name}, tahun anggaran {year}"
    data = budget_sheets.workbook(queries.tree(rows, version), rows, title, version)
    return _as_xlsx(data, f"program-{office.code}-{year}.xlsx")


@login_required
def new(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Look for a code by number or name, then say what the sub-activity means to do."""
    office = access.office_to_keep(request.user, code)
    chosen = request.GET.get("kode", "")
    if not chosen.isdigit():
        return _search(request, office, year)
    own = get_object_or_404(BudgetCode.objects.select_related("version"), pk=int(chosen))
    form = PlanForm(request.POST if request.method == "POST" else None, office=office)
    asks = False
    if form.is_bound and form.is_valid():
        try:
            row = actions.record(
                office,
                year=year,
                code=own,
                plan=form.plan(),
                by=signed_in(request),
                confirmed=form.cleaned_data["confirmed"],
            )
        except ProgrammeProblem as problem:
            form.show_problem(problem)
            asks = isinstance(problem, NeedsReason)
        else:
            messages.success(request, f"{own.code} dicatat pada {year}.")
            return redirect("programmes:activity", row.pk)
    context = {"form": form, "office": office, "year": year, "code": own, "asks": asks}
    return render(request, "programmes/activity_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def copy(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Start a year from the sub-activities of another one."""
    office = access.office_to_keep(request.user, code)
    source = request.POST.get("source", "")
    try:
        if not source.isdigit():
            raise ProgrammeProblem("Pilih tahun yang disalin.")
        made = actions.copy_year(office, source=int(source), target=year, by=signed_in(request))
    except ProgrammeProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"{number(len(made))} subkegiatan disalin dari {source}. Periksa anggarannya.")
    return redirect("programmes:office_year", office.code, year)


def _search(request: HttpRequest, office: Institution, year: int) -> HttpResponse:
    level = level_of(office)
    usual = nomenclature.usual_version(level)
    version = _version(request) or usual
    text = request.GET.get("cari", "").strip()[:100]
    codes = nomenclature.codes_of(version, level, text).filter(kind=BudgetCode.Kind.SUB_ACTIVITY) if version else []
    found = list(codes)
    taken = set(queries.standing().filter(office=office, year=year).values_list("budget_code_id", flat=True))
    context: dict[str, Any] = {
        "office": office,
        "year": year,
        "versions": CodeVersion.objects.all(),
        "version": version,
        "text": text,
        "codes": [(one, one.pk in taken) for one in found[:SHOWN_CODES]],
        "count": len(found),
        "level": nomenclature.LEVELS[level],
    }
    return render(request, "programmes/activity_search.html", context)


def _version(request: HttpRequest) -> CodeVersion | None:
    """The list by which codes are to be read; None for as they were recorded."""
    return CodeVersion.objects.filter(code=request.GET.get("daftar", "")).first()


def _years() -> list[int]:
    """The years that may be looked at: those with something recorded, last year, this year and the next."""
    today = localdate().year
    return sorted({*queries.years(), today - 1, today, today + 1}, reverse=True)


def _chosen(written: str, years: list[int]) -> int:
    return int(written) if written.isdigit() and int(written) in years else localdate().year


def _headline(rows: list[queries.OfficeYear], year: int) -> str:
    """The finding, as the page's title."""
    told = [one for one in rows if one.sums.count]
    if not rows:
        return "Tidak ada program yang Anda ikuti"
    if len(rows) == 1:
        return _office_headline(rows[0].office, year, rows[0].sums)
    if not told:
        return f"Belum ada program {year} yang dicatat dari {number(len(rows))} perangkat daerah"
    budget = sum(one.sums.budget for one in told)
    spent = sum(one.sums.spent or 0 for one in told)
    used = f", {percent(100 * spent / budget, 0)} terpakai" if budget and any(one.sums.spent for one in told) else ""
    return (
        f"{number(len(told))} dari {number(len(rows))} perangkat daerah mencatat program {year}: "
        f"Rp{short(budget)}{used}"
    )


def _office_headline(office: Institution, year: int, total: queries.Sums) -> str:
    if not total.count:
        return f"{office.name} belum mencatat program {year}"
    share = total.share_spent
    used = f", {percent(share, 0)} terpakai" if share is not None else ", belum ada realisasi"
    return f"{office.name} {year}: {number(total.count)} subkegiatan, Rp{short(total.budget)}{used}"


def _as_xlsx(data: bytes, name: str) -> HttpResponseBase:
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type=XLSX_TYPE)
