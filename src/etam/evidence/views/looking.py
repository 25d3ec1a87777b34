"""Libraries of evidence and single files: seen, fetched, corrected, withdrawn."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from etam.accounts import journal
from etam.accounts.access import signed_in
from etam.evidence import access, actions, queries, reference, serving
from etam.evidence.exceptions import CannotDo
from etam.evidence.forms import DetailsForm, LibraryFilter, PlaceFilter, WithdrawForm
from etam.evidence.models import Evidence
from etam.institutions import queries as institutions

PAGE_SIZE = 60
JOURNAL_SIZE = 30


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The institutions whose files one may see; whoever keeps those of a single one is led straight there."""
    access.require_reader(request.user)
    seen = access.institutions_to_view(request.user)
    own = list(seen.values_list("code", flat=True)[:2])
    if len(own) == 1:
        return redirect("evidence:library", own[0])
    form = _place_filter(request, seen)
    given = {name: form.cleaned_data.get(name, "") for name in ("cari", "daerah")}
    found = institutions.search(given["cari"], region=given["daerah"]).filter(pk__in=seen.order_by().values("pk"))
    page = Paginator(queries.holdings(found, localdate()), PAGE_SIZE).get_page(request.GET.get("halaman"))
    return render(request, "evidence/index.html", {"page": page, "form": form, "is_searched": any(given.values())})


@login_required
@require_safe
def attention(request: HttpRequest) -> HttpResponse:
    """What has expired, will soon, or was withdrawn while something rests on it."""
    access.require_reader(request.user)
    seen, day = access.institutions_to_view(request.user), localdate()
    form = _place_filter(request, seen)
    given = {name: form.cleaned_data.get(name, "") for name in ("cari", "daerah")}
    counts = queries.attention_counts(seen.order_by(), day)
    if any(given.values()):
        seen = institutions.search(given["cari"], region=given["daerah"]).filter(pk__in=seen.order_by().values("pk"))
    cares = queries.attention(seen.order_by().values("pk"), day)
    tally = {state: sum(care.state == state for care in cares) for state in queries.STATES}
    context = {
        "page": Paginator(cares, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "form": form if len(counts) > 1 or any(given.values()) else None,
        "counts": counts if len(counts) > 1 else [],
        "tally": tally,
        "day": day,
    }
    return render(request, "evidence/attention.html", context)


@login_required
@require_safe
def library(request: HttpRequest, institution: str) -> HttpResponse:
    """The files of one institution."""
    one, day = access.institution_to_view(request.user, institution), localdate()
    form = LibraryFilter(request.GET)
    form.is_valid()
    page = Paginator(form.search(one, day), PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "institution": one,
        "form": form,
        "page": page,
        "rows": [_row(found, day) for found in page],
        "cares": len(queries.attention([one], day)),
        "may_manage": access.may_manage(request.user, one),
        "is_searched": any(form.cleaned_data.values()),
    }
    return render(request, "evidence/library.html", context)


@login_required
@require_safe
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """One file: what it is, where it is used, and what can be done about it."""
    return _page(request, access.evidence_to_view(request.user, code))


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a file no longer counts, and why."""
    one = access.evidence_to_manage(request.user, code)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw(one, reason=form.cleaned_data["reason"], by=signed_in(request))
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{one.code} ditarik. Tempat yang memakainya menampilkan alasannya.")
            return redirect("evidence:evidence", one.code)
    return _page(request, one, withdraw_form=form)


@login_required
@require_POST
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what was said about a file."""
    one = access.evidence_to_manage(request.user, code)
    form = DetailsForm(request.POST)
    if form.is_valid():
        try:
            actions.correct(one, by=signed_in(request), **form.details)
        except CannotDo as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Keterangan {one.code} dibetulkan.")
            return redirect("evidence:evidence", one.code)
    return _page(request, one, details_form=form)


@login_required
@require_safe
def download(request: HttpRequest, code: str) -> HttpResponseBase:
    """The file itself, to be saved."""
    one = access.evidence_to_open(request.user, code)
    response = serving.download(one, request)
    if response.status_code == 200:
        actions.note_view(one, by=signed_in(request))
    return response


def _place_filter(request: HttpRequest, seen: Any) -> PlaceFilter:
    codes = list(seen.order_by().values_list("regency_id", flat=True).distinct())
    form = PlaceFilter(request.GET, codes=codes)
    form.is_valid()
    return form


def _row(one: Evidence, day: Any) -> dict[str, Any]:
    newer = getattr(one, "successor", None)
    state = "replaced" if newer and not one.withdrawn_at else queries.state_on(one, day)
    return {"evidence": one, "type": reference.label(one.type), "state": state}


def _page(request: HttpRequest, one: Evidence, **forms: Form) -> HttpResponse:
    initial = {name: getattr(one, name) for name in ("type", "title", "issued_on", "valid_until")}
    known = reference.types().get(one.type)
    context = {
        **_row(one, localdate()),
        "newer": getattr(one, "successor", None),
        "uses": queries.uses_of(one),
        "entries": journal.of(one)[:JOURNAL_SIZE],
        "may_manage": access.may_manage(request.user, one.institution),
        "may_open": access.may_open(request.user, one.institution),
        "help": known.help["id"] if known else "",
        "details_form": forms.get("details_form") or DetailsForm(initial=initial),
        "withdraw_form": forms.get("withdraw_form") or WithdrawForm(),
    }
    has_errors = any(form.errors for form in forms.values())
    return render(request, "evidence/evidence.html", context, status=422 if has_errors else 200)
