"""Accreditation from above: the board, the lists below its cells, the intent of a library."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from etam.accounts.access import signed_in
from etam.assessments import access, actions, generations, validity, ways
from etam.assessments.accreditation_forms import (
    BoardFilter,
    ChooseLibraryForm,
    IntentForm,
    chosen_libraries,
    library_kinds,
)
from etam.assessments.exceptions import AssessmentProblem
from etam.assessments.models import Assessment
from etam.assessments.queries import accreditation as counts
from etam.institutions import access as institutions
from etam.institutions import reference
from etam.institutions.models import Institution
from etam.web.charts import LineChart, Series, line_chart
from etam.web.components import Link, Stat
from etam.web.downloads import csv_answer
from etam.web.formats import listed, number, percent, share
from etam.web.tables import Cell

PAGE_SIZE = 50
State = Assessment.State
LIBRARY_STATES: Mapping[str, tuple[str, Any]] = {
    "lewat": ("Sertifikat lewat, belum diperpanjang", counts.libraries_lapsed),
    "belum": ("Belum ada sertifikat tercatat", counts.libraries_without),
}
"""Lists of libraries below the board: word of the address → (title, question)."""


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Where the libraries of a region stand; for who answers for libraries, their own."""
    if not access.may_oversee(request.user):
        return _own(request)
    status = request.GET.get("status", "")
    if status in LIBRARY_STATES:
        return _libraries(request, status)
    if status in counts.PIPELINE:
        return _under_way(request, status)
    return render(request, "assessments/accreditation/board.html", _board(request))


@login_required
@require_safe
def board_csv(request: HttpRequest) -> HttpResponse:
    """The board by kab/kota and kind as CSV, in numbers of libraries."""
    day, libraries = localdate(), access.libraries_to_oversee(request.user)
    steps = [one.state for one in ways.ACCREDITATION]
    header = [
        "kode", "kabupaten_kota", "jenis", "perpustakaan", "berakreditasi", "habis_12_bulan", "habis_6_bulan", "lewat",
        "belum_ada_sertifikat_tercatat", *steps,
    ]  # fmt: skip
    names = {one.code: one.name for one in institutions.regencies_for(request.user)}
    rows: list[list[Cell]] = []
    for kind, label in library_kinds().items():
        for one in counts.Board(libraries.filter(kind=kind), day).lines(names):
            held = [one.libraries, one.accredited, one.within_year, one.within_half, one.lapsed, one.unknown]
            rows.append([one.key, one.label, label, *held, *(one.states[step] for step in steps)])
    rows.sort(key=lambda row: str(row[0]))
    is_sample = libraries.filter(is_sample=True).exists()
    return csv_answer(header, rows, f"akreditasi-{day:%Y-%m-%d}.csv", sample=is_sample)


@login_required
def intent(request: HttpRequest) -> HttpResponse:
    """Declare that a library wants to be accredited; with one library of one's own it is chosen already."""
    allowed = _allowed(request)
    institution = _library(request, allowed)
    if institution is None:
        return _choose(request, allowed)
    found = generations.offers(institution)
    form = IntentForm(
        request.POST or None,
        offers=[(one.key, f"{one.part.label}, {one.scheme.title}") for one in found],
        initial={"choice": found[0].key if found else "", "year": localdate().year},
    )
    if request.method == "POST" and form.is_valid():
        chosen = next(one for one in found if one.key == form.cleaned_data["choice"])
        try:
            made = actions.declare_intent(
                institution,
                part=chosen.part.code,
                scheme=chosen.scheme,
                year=form.cleaned_data["year"],
                by=signed_in(request),
            )
        except AssessmentProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Niat akreditasi {institution} tercatat. Berikutnya: mulai penilaian mandiri.")
            return redirect(made)
    running = institution.assessments.filter(kind=Assessment.Kind.ACCREDITATION).exclude(
        state__in=(State.DETERMINED, State.WITHDRAWN)
    )
    day = localdate()
    last = institution.certificates.filter(revoked_on=None).order_by("-valid_until").first()
    context = {
        "institution": institution,
        "kind": reference.kinds().label(institution.kind, institution.subtype, institution.regency_id),
        "form": form,
        "offers": found,
        "running": running.first(),
        "last": last,
        "standing": validity.standing_of(last, day) if last else None,
        "day": day,
    }
    return render(request, "assessments/accreditation/intent.html", context, status=422 if form.errors else 200)


def _board(request: HttpRequest) -> dict[str, Any]:
    day, seen = localdate(), access.libraries_to_oversee(request.user)
    form = BoardFilter(request.GET)
    libraries = seen.filter(kind=form.kind) if form.kind else seen
    by = "kind" if request.GET.get("menurut") == "jenis" else "regency"
    found = counts.Board(libraries, day, by=by)
    total = found.total
    years = counts.course(counts.years_shown(counts.first_year(libraries), day), libraries=libraries, today=day)
    return {
        "day": day,
        "form": form,
        "kind": form.kind,
        "by": by,
        "tabs": _tabs(form.kind, by),
        "headline": _headline(total),
        "stats": _stats(total),
        "steps": ways.ACCREDITATION,
        "lines": [_cells(one, by, form.kind) for one in found.lines(_labels(request, by, form.kind))],
        "total": _cells(total, by, form.kind),
        "grades": [_grades(one) for one in found.grades()],
        "years": years,
        "chart": _chart(years),
        "without_instrument": _without_instrument(),
        "is_sample": libraries.filter(is_sample=True).exists(),
        "csv_url": reverse("assessments:accreditation_csv"),
    }


def _labels(request: HttpRequest, by: str, kind: str) -> dict[str, str]:
    if by == "kind":
        return {code: label for code, label in library_kinds().items() if not kind or code == kind}
    return {one.code: one.short_name for one in institutions.regencies_for(request.user)}


def _cells(line: counts.Line, by: str, kind: str) -> dict[str, Any]:
    """A row of both tables with the address of what lies below each cell."""
    place = {"daerah": line.key} if by == "regency" and line.key else {}
    of = {"jenis": line.key if by == "kind" and line.key else kind}
    query = {**place, **{key: value for key, value in of.items() if value}}
    here, list_url = reverse("assessments:accreditation"), reverse("assessments:certificates")

    def below(**more: str) -> str:
        return f"{here}?{urlencode({**query, **more})}"

    def held(validity_word: str) -> str:
        return f"{list_url}?{urlencode({**query, 'masa': validity_word})}"

    return {
        "line": line,
        "states": [(line.states[one.state], below(status=one.state)) for one in ways.ACCREDITATION],
        "under_way": sum(line.states.values()),
        "held": [
            (line.accredited, held("berlaku")),
            (line.within_year, held("setahun")),
            (line.within_half, held("enam-bulan")),
            (line.lapsed, below(status="lewat")),
            (line.unknown, below(status="belum")),
        ],
    }


def _headline(total: counts.Line) -> str:
    """The finding, as the page's title."""
    if not total.libraries:
        return "Belum ada perpustakaan dalam direktori"
    told = (
        f"{number(total.accredited)} dari {number(total.libraries)} perpustakaan ({total.share_text}) "
        "tercatat berakreditasi"
    )
    return f"{told}; {number(total.within_half)} sertifikat habis dalam enam bulan" if total.within_half else told


def _stats(total: counts.Line) -> list[Stat]:
    known = total.libraries - total.unknown
    return [
        Stat(total.share_text, f"tercatat berakreditasi: {number(total.accredited)} dari {number(total.libraries)}"),
        Stat(number(sum(total.states.values())), "akreditasi sedang berjalan"),
        Stat(number(total.within_year), "sertifikat habis dalam 12 bulan"),
        Stat(
            share(known, total.libraries, 1),
            f"diketahui: {number(known)} punya sertifikat tercatat, berlaku atau lewat",
        ),
    ]


def _chart(years: list[counts.YearCount]) -> LineChart | None:
    """The share over the years; None while no year has an accredited library."""
    points = [(float(one.year), one.share) for one in years if one.share is not None]
    if not any(value for _, value in points):
        return None
    top = next(edge for edge in (5, 10, 20, 50, 100) if edge >= max(value for _, value in points))
    last = points[-1]
    title = f"Bagian perpustakaan yang tercatat berakreditasi: {percent(last[1], 1)} pada {int(last[0])}"
    if len(points) > 1:
        title += f", {percent(points[0][1], 1)} pada {int(points[0][0])}"
    ticks = [(x, str(int(x))) for x in sorted({points[0][0], points[len(points) // 2][0], last[0]})]
    # The label stands above the end of the line, where a falling line would run through it.
    is_falling = len(points) > 1 and points[-2][1] > last[1]
    label = "" if is_falling else percent(last[1], 1)
    return line_chart(title, [Series(label, points)], ticks, top=top, write=_axis)


def _axis(value: float) -> str:
    return percent(value, 0 if value == int(value) else 1)


def _grades(line: counts.GradeLine) -> dict[str, Any]:
    """A generation with its certificates by grade from the best, and the origin of the bounds between them."""
    scheme = next(one for one in generations.generations() if one.version == line.scheme_version)
    grades = [one for one in reversed(scheme.grades) if one.code != generations.NO_GRADE]
    return {
        "title": scheme.title.id,
        "counts": [(one.code, line.grades.get(one.code, 0)) for one in grades],
        "total": line.total,
        "origin": grades[0].origin,
    }


def _without_instrument() -> str:
    """The kinds that no generation has an instrument for, in words."""
    kinds = {code: [one.code for one in reference.kinds().kinds[code].subtypes] for code in library_kinds()}
    return listed([library_kinds()[code].lower() for code in generations.kinds_without_instrument(kinds)])


def _tabs(kind: str, by: str) -> list[Link]:
    here, rest = reverse("assessments:accreditation"), f"&jenis={kind}" if kind else ""
    return [
        Link(f"{here}?menurut=daerah{rest}", "Menurut daerah", by == "regency"),
        Link(f"{here}?menurut=jenis{rest}", "Menurut jenis", by == "kind"),
    ]


def _narrowed(request: HttpRequest) -> tuple[Any, str]:
    """The libraries below a cell of the board, and the cell in words."""
    libraries = access.libraries_to_oversee(request.user)
    names = {one.code: one.short_name for one in institutions.regencies_for(request.user)}
    region, kind, words = request.GET.get("daerah", ""), request.GET.get("jenis", ""), []
    if kind in library_kinds():
        libraries = libraries.filter(kind=kind)
        words.append(library_kinds()[kind])
    if region in names:
        libraries = libraries.filter(regency=region)
        words.append(names[region])
    return libraries, ", ".join(words)


def _under_way(request: HttpRequest, state: str) -> HttpResponse:
    libraries, words = _narrowed(request)
    rows = counts.under_way().filter(institution__in=libraries.order_by().values("pk"), state=state)
    turn = next(one for one in ways.ACCREDITATION if one.state == state)
    rows = rows.select_related("institution", "institution__regency").order_by("state_since", "pk")
    context = {
        "turn": turn,
        "words": words,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman")),
        "next": _next(request.user, state),
        "day": localdate(),
    }
    return render(request, "assessments/accreditation/under_way.html", context)


def _next(user: Any, state: str) -> str:
    """The address of the step that this person may do from the list; "" for a look at the assessment."""
    if not institutions.has_role(user, "verifier", "officer"):
        return ""
    return {State.CHECKING: "assessments:check", State.CHECKED: "assessments:deliver"}.get(State(state), "")


def _libraries(request: HttpRequest, status: str) -> HttpResponse:
    libraries, words = _narrowed(request)
    title, question = LIBRARY_STATES[status]
    day = localdate()
    rows = question(libraries, day).select_related("regency", "region").order_by("name", "pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "title": title,
        "status": status,
        "words": words,
        "page": page,
        "may_declare": institutions.has_role(request.user, "verifier", "officer"),
    }
    return render(request, "assessments/accreditation/libraries.html", context)


def _own(request: HttpRequest) -> HttpResponse:
    """The libraries that somebody answers for: how each stands, and the next step."""
    institutions.require_role(request.user, "operator", "verifier", "officer", "observer")
    day = localdate()
    mine = list(institutions.institutions_to_fill(request.user).filter(kind__in=library_kinds()).order_by("name"))
    running = {one.institution_id: one for one in counts.under_way().filter(institution__in=mine).order_by("pk")}
    held: dict[int, Any] = {}
    for one in access.certificates_to_view(request.user).filter(institution__in=mine).order_by("valid_until", "pk"):
        held[one.institution_id] = one
    rows = [
        (one, running.get(one.pk), ways.turn(running[one.pk]) if one.pk in running else None,
         held.get(one.pk), validity.standing_of(held[one.pk], day) if one.pk in held else None)
        for one in mine
    ]  # fmt: skip
    return render(request, "assessments/accreditation/own.html", {"rows": rows, "day": day})


def _allowed(request: HttpRequest) -> Any:
    allowed = access.institutions_to_accredit(request.user)
    if not institutions.has_role(request.user, "operator", "verifier", "officer"):
        raise PermissionDenied(
            "Niat akreditasi dinyatakan petugas perpustakaan, verifikatornya, atau petugas provinsi."
        )
    return allowed


def _library(request: HttpRequest, allowed: Any) -> Institution | None:
    code = request.GET.get("lembaga", "")
    if code:
        return access.library_to_accredit(request.user, code)
    own = list(institutions.institutions_to_fill(request.user).filter(kind__in=library_kinds())[:2])
    only_operator = not institutions.has_role(request.user, "verifier", "officer")
    return own[0] if only_operator and len(own) == 1 else None


def _choose(request: HttpRequest, allowed: Any) -> HttpResponse:
    form = ChooseLibraryForm(request.GET if "cari" in request.GET else None)
    rows = None
    if form.is_bound and form.is_valid():
        rows = chosen_libraries(form.cleaned_data["cari"], allowed)[:PAGE_SIZE]
    elif not institutions.has_role(request.user, "verifier", "officer"):
        rows = allowed.filter(kind__in=library_kinds())[:PAGE_SIZE]
    context = {
        "form": form,
        "title": "Nyatakan niat akreditasi",
        "hint": "Pilih perpustakaan yang hendak diakreditasi.",
        "rows": rows,
        "here": request.path,
    }
    return render(request, "assessments/accreditation/choose.html", context)
