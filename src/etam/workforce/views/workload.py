"""Workload analyses: the list of a year, one analysis, and what is done with it as a whole."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from etam.accounts import journal
from etam.accounts.access import signed_in
from etam.institutions.models import Institution
from etam.workforce import workload_words as words
from etam.workforce.access import workload as access
from etam.workforce.actions import workload as actions
from etam.workforce.forms.workload import COPY, ReplaceForm, SettleForm, StartForm, TimeForm, VersionForm, YearForm
from etam.workforce.models import Workload
from etam.workforce.queries import analyses
from etam.workforce.queries.analysis import Analysis
from etam.workforce.queries.measured import moved
from etam.workforce.rules import workload_rules
from etam.workforce.views.trying import done

# More offices than this are begun from their own page of the list, not from one long choice.
MOST_OFFICES = 200


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every office and post of a year: what is settled, what is under way, what is missing."""
    offices = access.offices_to_view(request.user)
    years = years_shown()
    form = YearForm(request.GET, years=years, regencies=_regencies(offices))
    chosen = form.cleaned_data if form.is_valid() else {}
    year = int(chosen.get("tahun") or localdate().year)
    within = offices.filter(regency=chosen["wilayah"]) if chosen.get("wilayah") else offices
    rows = analyses.rows(within, year)
    context = {
        "rows": rows,
        "year": year,
        "form": YearForm(
            {"tahun": str(year), "wilayah": chosen.get("wilayah", "")}, years=years, regencies=_regencies(offices)
        ),
        "headline": analyses.finding(rows, year),
        "keeps": access.keeps_any(request.user),
        "is_sample": any(row.counts is not None and row.counts.is_sample for row in rows),
    }
    return render(request, "workforce/workloads.html", context)


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Begin an analysis."""
    offices = _offices_to_start(request)
    if request.method != "POST":
        asked = {name: request.GET[name] for name in ("office", "position") if name in request.GET}
        form = StartForm(initial={"year": request.GET.get("tahun") or localdate().year, **asked}, offices=offices)
        return _start_page(request, form)
    form = StartForm(request.POST, offices=offices)
    made: list[Workload] = []
    if form.is_valid() and done(form, lambda: made.append(_start(request, form))):
        copied = made[0].tasks.count()
        messages.success(request, f"Analisis dimulai dengan {copied} kegiatan." if copied else "Analisis dimulai.")
        return redirect("workforce:workload", made[0].pk)
    return _start_page(request, form, status=422)


@login_required
@require_GET
def workload(request: HttpRequest, pk: int) -> HttpResponse:
    """One analysis: its tasks by level, the need, EJ and PEJ."""
    return page(request, access.workload_to_view(request.user, pk))


@login_required
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a draft with the name of who signed it."""
    one = access.workload_to_settle(request.user, pk)
    form = SettleForm(request.POST)
    if form.is_valid() and done(form, lambda: actions.settle(one, **form.cleaned_data, by=signed_in(request))):
        messages.success(request, "Analisis ditetapkan. Kebutuhannya kini dihitung pada peta formasi.")
        return redirect("workforce:workload", one.pk)
    return page(request, one, settle=form)


@login_required
@require_POST
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare what is to replace a settled analysis."""
    one = access.workload_to_keep(request.user, pk)
    form = ReplaceForm(request.POST)
    made: list[Workload] = []
    if form.is_valid() and done(
        form, lambda: made.append(actions.replace_settled(one, **form.cleaned_data, by=signed_in(request)))
    ):
        messages.success(request, "Draf pengganti disiapkan. Yang lama berlaku sampai draf ini ditetapkan.")
        return redirect("workforce:workload", made[0].pk)
    return page(request, one, replace=form)


@login_required
@require_POST
def change_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another effective working time for a draft."""
    one = access.workload_to_keep(request.user, pk)
    form = TimeForm(request.POST, workload=one)
    if form.is_valid() and done(form, lambda: actions.change_time(one, **form.cleaned_data, by=signed_in(request))):
        messages.success(request, "Waktu kerja efektif diganti; kebutuhan dihitung ulang.")
        return redirect("workforce:workload", one.pk)
    return page(request, one, time=form)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a draft."""
    one = access.workload_to_keep(request.user, pk)
    form = VersionForm(request.POST)
    if form.is_valid() and done(form, lambda: actions.discard(one, **form.cleaned_data, by=signed_in(request))):
        messages.success(request, "Draf dibuang.")
        return redirect("workforce:workloads")
    return page(request, one, refused=form)


@login_required
@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every analysis of this office and post, and what was done with this one."""
    one = access.workload_to_view(request.user, pk)
    context = {"workload": one, "analyses": _with_need(analyses.history(one)), "entries": journal.of(one)[:200]}
    return render(request, "workforce/workload_history.html", context)


def page(request: HttpRequest, one: Workload, **forms: Any) -> HttpResponse:
    """The page of an analysis; a form among `forms` was refused and stands as it was typed, status 422."""
    analysis = Analysis(one, localdate())
    keeps = access.may_keep(request.user, one)
    version = {"version": one.version}
    is_draft = one.state == Workload.State.DRAFT
    context = {
        "analysis": analysis,
        "workload": one,
        "is_draft": is_draft,
        "cited": words.cited(analysis.time.basis),
        "edits": keeps and is_draft,
        "keeps": keeps,
        "settles": access.may_settle(request.user, one),
        "moved": moved(one) if one.state != Workload.State.REPLACED else [],
        "settle_form": forms.get("settle") or SettleForm(initial=version),
        "replace_form": forms.get("replace") or ReplaceForm(),
        "time_form": forms.get("time")
        or TimeForm(initial={**version, "effective_time": one.effective_time}, workload=one),
        "refused": next(iter(forms.values()), None),
        "is_settling": "settle" in forms,
        "is_replacing": "replace" in forms,
        "is_timing": "time" in forms,
        "draft": one.replaced_by.filter(state=Workload.State.DRAFT).first(),
        "successor": _successor(one),
    }
    return render(request, "workforce/workload.html", context, status=422 if forms else 200)


def years_shown() -> list[int]:
    """The years that the list can be about, the latest first."""
    first = workload_rules().from_year or localdate().year
    return list(range(localdate().year + actions.YEARS_AHEAD, first - 1, -1))


def _start(request: HttpRequest, form: StartForm) -> Workload:
    given = form.cleaned_data
    office = access.office_to_keep(request.user, given["office"])
    earlier = analyses.latest_before(office, given["position"], given["year"])
    return actions.start(
        office=office,
        position_code=given["position"],
        year=given["year"],
        effective_time=given["effective_time"],
        copy_from=earlier if given["begin_with"] == COPY else None,
        by=signed_in(request),
    )


def _start_page(request: HttpRequest, form: StartForm, status: int = 200) -> HttpResponse:
    times = workload_rules().effective_times.values()
    return render(request, "workforce/workload_new.html", {"form": form, "times": times}, status=status)


def _offices_to_start(request: HttpRequest) -> list[Institution]:
    """The offices that may begin: those expected to, those that did, and the one the address names."""
    offices = access.offices_to_keep(request.user)
    asked = request.GET.get("office") or request.POST.get("office") or ""
    known = {one.pk: one for one, _ in analyses.expected(offices)}
    known |= {one.pk: one for one in offices.filter(workloads__isnull=False).distinct()}
    known |= {one.pk: one for one in offices.filter(code=asked)}
    if offices.count() <= MOST_OFFICES:
        known |= {one.pk: one for one in offices}
    return sorted(known.values(), key=lambda one: (one.name, one.pk))


def _regencies(offices: QuerySet[Institution]) -> list[tuple[str, str]]:
    """The kab/kota of the offices, by code."""
    found = {one.regency_id: one.regency.short_name for one, _ in analyses.expected(offices)}
    return sorted(found.items())


def _with_need(rows: QuerySet[Workload]) -> list[tuple[Workload, Analysis]]:
    return [(one, Analysis(one, localdate())) for one in rows]


def _successor(one: Workload) -> Workload | None:
    return one.replaced_by.exclude(state=Workload.State.DRAFT).order_by("-pk").first()
