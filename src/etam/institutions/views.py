"""The registry of institutions, for officers of the province."""

from collections.abc import Callable
from dataclasses import astuple
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from etam.accounts import journal
from etam.accounts.access import signed_in
from etam.accounts.models import User
from etam.institutions import access, actions, intake, queries, reference
from etam.institutions.actions import InstitutionProblem
from etam.institutions.forms import (
    CloseForm,
    CorrectForm,
    InstitutionForm,
    ListingForm,
    MergeForm,
    MoveForm,
    RegistryFilter,
    RenameForm,
)
from etam.institutions.listing import COLUMNS, LIST, Entry, Listing
from etam.institutions.models import Institution, Region
from etam.web.csv_list import ListingProblem

PAGE_SIZE = 50
JOURNAL_SIZE = 50
KEPT = "institutions_listing"


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The institutions of today, found by name, number, place, kind, or because their numbers look odd."""
    access.registry(request.user)
    form = RegistryFilter(request.GET)
    form.is_valid()
    found = form.search()
    odd = queries.suspects() if form.only_suspects else {}
    if form.only_suspects:
        found = found.filter(pk__in=list(odd))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman"))
    rows = [(one, _kind(one), odd.get(one.pk, [])) for one in page]
    return render(request, "institutions/index.html", {"page": page, "rows": rows, "form": form})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """One new institution."""
    access.registry(request.user)
    form = InstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            institution = actions.register_institution(form.new(), by=signed_in(request))
        except InstitutionProblem as problem:
            form.add_error(None, str(problem))
        else:
            return _done(request, institution, f"{institution} didaftarkan dengan kode {institution.code}.")
    return render(request, "institutions/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def institution(request: HttpRequest, code: str) -> HttpResponse:
    """One institution: what it is, what happened to it, and what an officer can do about it."""
    one = access.institution_to_keep(request.user, code)
    chosen = request.POST.get("do", "")
    parts = {
        key: form(request.POST if key == chosen else None, prefix=key, initial=_initial(key, one))
        for key, (form, _, _) in CHANGES.items()
    }
    if chosen in parts and parts[chosen].is_valid():
        try:
            sentence = CHANGES[chosen][2](one, parts[chosen].cleaned_data, signed_in(request))
        except InstitutionProblem as problem:
            parts[chosen].add_error(None, str(problem))
        else:
            return _done(request, one, sentence)
    context = {
        "institution": one,
        "kind": _kind(one),
        "numbers": _numbers(one),
        "warnings": queries.warnings_of(one),
        "lineage": _told(queries.lineage(one)),
        "entries": journal.of(one)[:JOURNAL_SIZE],
        "parts": [(key, CHANGES[key][1], form) for key, form in parts.items()],
    }
    return render(request, "institutions/institution.html", context, status=422 if _failed(parts) else 200)


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """A file of institutions: what it would add, seen before anything is stored."""
    access.registry(request.user)
    form = ListingForm(request.POST, request.FILES) if request.method == "POST" else ListingForm()
    plan = None
    if form.is_bound and form.is_valid():
        request.session.pop(KEPT, None)
        try:
            plan = intake.read_text(LIST.decode(form.cleaned_data["file"].read()))
        except ListingProblem as problem:
            form.add_error("file", str(problem))
        else:
            if plan.can_store:
                request.session[KEPT] = [astuple(entry) for entry in plan.new]
    context = {"form": form, "plan": plan, "columns": COLUMNS, "shown": intake.SHOWN_FAULTS}
    return render(request, "institutions/listing.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def store_listing(request: HttpRequest) -> HttpResponse:
    """Store what was previewed, all or nothing; what somebody registered in the meantime is passed over."""
    access.registry(request.user)
    kept = request.session.get(KEPT)
    if kept is None:
        messages.error(request, "Pratinjaunya sudah tidak ada. Unggah berkasnya lagi.")
        return redirect("institutions:import")
    plan = intake.plan(Listing(tuple(Entry(*row) for row in kept), ()))
    try:
        stored = intake.store(plan, by=signed_in(request))
    except InstitutionProblem as problem:
        messages.error(request, str(problem))
        return redirect("institutions:import")
    del request.session[KEPT]
    messages.success(request, f"{len(stored)} lembaga didaftarkan.")
    if plan.skipped:
        messages.warning(request, f"{len(plan.skipped)} baris dilewati: terdaftar sejak pratinjau.")
    return redirect("institutions:index")


def _correct(one: Institution, data: dict[str, Any], by: User) -> str:
    changed = {name: value for name, value in data.items() if value != getattr(one, name)}
    if not changed:
        raise InstitutionProblem("Tidak ada yang berubah.")
    actions.correct(one, by=by, **changed)
    return "Data dibetulkan."


def _rename(one: Institution, data: dict[str, Any], by: User) -> str:
    actions.rename(one, name=data["name"], on=data["on"], by=by)
    return f"Nama baru: {one}."


def _move(one: Institution, data: dict[str, Any], by: User) -> str:
    region = Region.objects.get(code=data["place"].region)
    if region == one.region:
        raise InstitutionProblem(f"Lembaga ini sudah tercatat di {region}.")
    actions.move(one, region=region, on=data["on"], by=by)
    return f"Lembaga dipindah ke {region}."


def _merge(one: Institution, data: dict[str, Any], by: User) -> str:
    actions.merge([one], into=data["into"], on=data["on"], by=by)
    return f"Lembaga digabung ke {data['into']}."


def _close(one: Institution, data: dict[str, Any], by: User) -> str:
    actions.close(one, on=data["on"], reason=data["reason"], by=by)
    return "Lembaga ditutup."


CHANGES: dict[str, tuple[type[forms.Form], str, Callable[[Institution, dict[str, Any], User], str]]] = {
    "correct": (CorrectForm, "Betulkan data", _correct),
    "rename": (RenameForm, "Ganti nama", _rename),
    "move": (MoveForm, "Pindah wilayah", _move),
    "merge": (MergeForm, "Gabung ke lembaga lain", _merge),
    "close": (CloseForm, "Tutup lembaga", _close),
}


def _initial(key: str, one: Institution) -> dict[str, str]:
    if key != "correct":
        return {}
    carried = {"parent_name", "address", *_numbers(one)}
    return {name: getattr(one, name) for name in CorrectForm.base_fields if name in carried or getattr(one, name)}


def _numbers(one: Institution) -> tuple[str, ...]:
    """The numbers that an institution of this kind carries elsewhere."""
    return reference.kinds().kinds[one.kind].identifiers


def _failed(parts: dict[str, forms.Form]) -> bool:
    return any(form.errors for form in parts.values())


def _done(request: HttpRequest, one: Institution, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    for warning in queries.warnings_of(one):
        messages.warning(request, warning)
    return redirect("institutions:institution", one.code)


def _kind(one: Institution) -> str:
    return reference.kinds().label(one.kind, one.subtype, one.regency_id)


def _told(changes: list[Any]) -> list[tuple[Any, str, str]]:
    """Each change with what was before and after; of a move, the names of the regions."""
    codes = {code for one in changes if one.kind == "moved" for code in (one.before, one.after)}
    names = {region.code: f"{region.name} ({region.code})" for region in Region.objects.filter(code__in=codes)}
    return [(one, names.get(one.before, one.before), names.get(one.after, one.after)) for one in changes]
