"""Lists of codes: what they hold, a later one from an export, and what became of old codes."""

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.programmes.access import activities as access
from etam.programmes.actions import mapping as mapping_actions
from etam.programmes.actions import nomenclature as actions
from etam.programmes.code_list import CodeList, Row, read_code_list
from etam.programmes.exceptions import ProgrammeProblem
from etam.programmes.forms.nomenclature import CodeListForm, SettleForm
from etam.programmes.models import BudgetCode, CodeVersion
from etam.programmes.queries import nomenclature as queries
from etam.web.bodies import refuses_large_bodies
from etam.web.csv_list import ListingProblem
from etam.web.formats import number

KEPT, SHOWN = "code_list_to_store", 40


@login_required
@require_GET
def code_lists(request: HttpRequest) -> HttpResponse:
    """Every list, the newest first, with what is known of the way from the one before."""
    access.require_reader(request.user)
    context = {"lists": queries.overview(), "keeps": access.may_keep_lists(request.user)}
    return render(request, "programmes/code_lists.html", context)


@login_required
@require_GET
def code_list(request: HttpRequest, code: str) -> HttpResponse:
    """The codes of a list at a level, searched by number or name."""
    version = access.version_to_view(request.user, code)
    text = request.GET.get("cari", "").strip()[:100]
    level = request.GET.get("tingkat", "")
    level = level if level in queries.LEVELS else queries.first_level(version)
    found = queries.codes_of(version, level, text)
    page = Paginator(found, SHOWN).get_page(request.GET.get("halaman"))
    context = {"version": version, "text": text, "level": level, "levels": queries.LEVELS.items(), "page": page}
    return render(request, "programmes/code_list.html", context)


@refuses_large_bodies("programmes/code_list_too_large.html")
@login_required
def import_codes(request: HttpRequest) -> HttpResponse:
    """An export of codes: what it holds and what is wrong with it, seen before anything is stored."""
    access.require_list_keeper(request.user)
    form = CodeListForm(request.POST, request.FILES) if request.method == "POST" else CodeListForm()
    read: CodeList | None = None
    if form.is_bound and form.is_valid():
        request.session.pop(KEPT, None)
        read = _read(request, form)
    context = {"form": form, "read": read, "counts": _counts(read), "shown": read.rows[:SHOWN] if read else ()}
    is_wrong = bool(form.errors or (read and read.faults))
    return render(request, "programmes/code_import.html", context, status=422 if is_wrong else 200)


@login_required
@require_POST
def store_codes(request: HttpRequest) -> HttpResponse:
    """Store what was previewed."""
    access.require_list_keeper(request.user)
    kept = request.session.get(KEPT)
    if kept is None:
        messages.error(request, "Pratinjaunya sudah tidak ada. Unggah berkasnya lagi.")
        return redirect("programmes:import_codes")
    rows = [Row(*one) for one in kept["rows"]]
    new = actions.NewList(kept["label"], kept["source"], kept["sha256"], rows)
    try:
        version = actions.store_list(new, by=signed_in(request))
    except ProgrammeProblem as problem:
        messages.error(request, str(problem))
        return redirect("programmes:import_codes")
    del request.session[KEPT]
    messages.success(request, f"{version.label} dimuat: {number(len(rows))} kode. Padankan dengan daftar sebelumnya.")
    return redirect("programmes:mapping", version.code)


@login_required
def mapping(request: HttpRequest, code: str) -> HttpResponse:
    """What codes of an earlier list became in this one; officers let Etam propose, and confirm."""
    target = access.version_to_view(request.user, code)
    source = queries.source_of(target, request.GET.get("dari", ""))
    if request.method == "POST":
        access.require_list_keeper(request.user)
        _propose(request, source, target)
        return redirect(f"{request.path}?dari={source.code if source else ''}")
    state = request.GET.get("keadaan", "")
    rows = queries.mapped(source, target) if source else []
    shown = [one for one in rows if not state or one.state == state]
    context: dict[str, Any] = {
        "target": target,
        "source": source,
        "sources": queries.sources_of(target),
        "rows": Paginator(shown, SHOWN).get_page(request.GET.get("halaman")),
        "counts": queries.counts(rows),
        "state": state,
        "keeps": access.may_keep_lists(request.user),
    }
    return render(request, "programmes/mapping.html", context)


@login_required
@require_POST
def settle(request: HttpRequest, code: str, old: int) -> HttpResponse:
    """Confirm, change, split or drop what became of one code."""
    target = access.version_to_map(request.user, code)
    row = get_object_or_404(BudgetCode.objects.select_related("version"), pk=old)
    form = SettleForm(request.POST)
    codes = [] if "drop" in request.POST else form.codes()
    try:
        if not codes and "drop" not in request.POST:
            raise ProgrammeProblem("Tulis kode barunya, atau pilih “Dihapus”.")
        mapping_actions.settle(row, target, codes=codes, by=signed_in(request))
    except ProgrammeProblem as problem:
        messages.error(request, f"{row.code}: {problem}")
    else:
        messages.success(request, f"Padanan {row.code} dipastikan.")
    state = request.POST.get("keadaan", "")
    again = f"?dari={row.version.code}" + (f"&keadaan={state}" if state in queries.STATES else "")
    return redirect(f"{_mapping_url(target)}{again}#kode-{row.pk}")


def _propose(request: HttpRequest, source: CodeVersion | None, target: CodeVersion) -> None:
    try:
        if source is None:
            raise ProgrammeProblem("Belum ada daftar sebelumnya yang dapat dipadankan.")
        if "confirm" in request.POST:
            count = mapping_actions.confirm_equal(source, target, by=signed_in(request))
            messages.success(request, f"{number(count)} padanan bernama sama dipastikan.")
        else:
            count = mapping_actions.propose(source, target, by=signed_in(request))
            messages.success(request, f"{number(count)} padanan diusulkan. Periksa, lalu pastikan.")
    except ProgrammeProblem as problem:
        messages.error(request, str(problem))


def _read(request: HttpRequest, form: CodeListForm) -> CodeList | None:
    """What the file holds; kept in the session where it may be stored."""
    data = form.cleaned_data["file"].read()
    try:
        read = read_code_list(data, form.cleaned_data["level"], queries.known_codes())
    except ListingProblem as problem:
        form.add_error("file", str(problem))
        return None
    if not read.faults:
        request.session[KEPT] = {
            "label": form.cleaned_data["label"],
            "source": form.cleaned_data["source"],
            "sha256": hashlib.sha256(data).hexdigest(),
            "rows": [(one.line, one.level, one.code, one.kind, one.name) for one in read.rows],
        }
    return read


def _counts(read: CodeList | None) -> list[tuple[str, int]]:
    if read is None:
        return []
    return [
        (f"{word.lower()} {queries.LEVELS[level]}", count)
        for level in queries.LEVELS
        for kind, word in BudgetCode.Kind.choices
        if (count := sum(row.kind == kind and row.level == level for row in read.rows))
    ]


def _mapping_url(target: CodeVersion) -> str:
    return str(redirect("programmes:mapping", target.code).url)
