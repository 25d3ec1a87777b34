"""One programme of audits: its offices and values, more objects, the same step for many of them, and the table."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etam.accounts.access import signed_in
from etam.assessments import access, actions, ways
from etam.assessments.audit_forms import TeamForm, UnitsForm, VisitForm
from etam.assessments.exceptions import AssessmentProblem, NotReady
from etam.assessments.models import Assessment, Programme
from etam.assessments.queries import candidates as people
from etam.assessments.queries import programmes as boards
from etam.assessments.queries.programmes import Board
from etam.institutions.models import Institution, Region
from etam.institutions.queries import regencies, search
from etam.web.downloads import csv_answer
from etam.web.formats import number

OFFICES_PER_PAGE, CHOICES_PER_PAGE, SHOWN_REFUSALS = 20, 50, 5
PICK = "lembaga"
CSV_HEADER = (
    "kode_lembaga", "lembaga", "kode_kab_kota", "kab_kota", "bagian", "unit", "status", "giliran", "kunjungan", "tim",
    "nilai_terendah", "nilai_tertinggi", "kategori", "nilai_lembaga_terendah", "nilai_lembaga_tertinggi",
    "kategori_lembaga", "nilai_internal_terendah", "nilai_internal_tertinggi",
)  # fmt: skip


@login_required
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """The programme; POST gives many of its objects a team, a day or their start."""
    one = access.programme_to_view(request.user, code)
    if request.method == "POST":
        return _many(request, access.programme_to_manage(request.user, code))
    return _page(request, one)


@login_required
def add_objects(request: HttpRequest, code: str) -> HttpResponse:
    """Choose offices, then name the units of each; of an external programme the archival institutions."""
    one = access.programme_to_manage(request.user, code)
    if one.kind == Programme.Kind.EXTERNAL:
        return _add_governments(request, one)
    chosen = list(_offices_of(one).filter(code__in=request.GET.getlist(PICK)).order_by("name")[:CHOICES_PER_PAGE])
    if not chosen:
        return _choose_offices(request, one)
    return _name_units(request, one, chosen)


@login_required
def results_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The objects of the programme with their values, one row each."""
    one = access.programme_to_view(request.user, code)
    rows = boards.with_teams(_board(request, one).rows)
    lines = (line for row in rows for line in _lines(row))
    return csv_answer(CSV_HEADER, lines, f"{one.code}.csv", sample=one.is_sample)


def _page(
    request: HttpRequest,
    one: Programme,
    *,
    form: TeamForm | None = None,
    visit: VisitForm | None = None,
    ticked: Iterable[int] = (),
) -> HttpResponse:
    board, staffed = _board(request, one), boards.staffed(one)
    wanted = _filter(request)
    found = wanted.apply(board.rows, staffed)
    page = Paginator(found, OFFICES_PER_PAGE).get_page(request.GET.get("halaman"))
    is_manager = access.programmes_to_manage(request.user).filter(pk=one.pk).exists()
    context: dict[str, Any] = {
        "programme": one,
        "board": board,
        "headline": boards.finding(board),
        "page": page,
        "rows": boards.with_teams(list(page)),
        "filter": wanted,
        "states": [(turn.state, turn.label) for turn in ways.WAYS[one.kind]],
        "is_manager": is_manager,
        "unstaffed": sum(row.assessment.pk not in staffed for row in board.objects),
        "found": sum(len(row.objects) for row in found),
        "ticked": frozenset(ticked),
        "may_compare": access.may_compare(request.user),
    }
    if board.sees_all and not board.is_internal:
        governments = _governments(one)
        context["headline"] = boards.finding(board, len(governments))
        context["absent"], context["unregistered"] = boards.absent_governments(one, governments)
    if is_manager and not one.closed_at and any(not row.assessment.is_locked for row in board.objects):
        context["form"] = form or TeamForm(found=people.candidates(one))
        context["visit"] = visit or VisitForm()
    has_errors = bool((form and form.errors) or (visit and visit.errors))
    return render(request, "assessments/audits/programme.html", context, status=422 if has_errors else 200)


def _board(request: HttpRequest, one: Programme) -> Board:
    seen = access.assessments_to_view(request.user).filter(programme=one)
    overseen = access.programmes_to_oversee(request.user)
    is_internal = one.kind == Programme.Kind.INTERNAL
    return Board(
        one,
        visible=set(seen.values_list("pk", flat=True)),
        sees_all=overseen.filter(pk=one.pk).exists(),
        inside=() if is_internal else overseen.filter(kind=Programme.Kind.INTERNAL, year=one.year),
        outside=boards.external_of(one) if is_internal else (),
    )


def _filter(request: HttpRequest) -> boards.Filter:
    asked = request.GET
    states = {state for state, _ in Assessment.State.choices}
    return boards.Filter(
        search=asked.get("cari", "")[:100].strip(),
        state=asked.get("status", "") if asked.get("status", "") in states else "",
        team=asked.get("tim", "") if asked.get("tim", "") in ("belum", "sudah") else "",
        sort="nilai" if asked.get("urut") == "nilai" else "nama",
    )


def _many(request: HttpRequest, one: Programme) -> HttpResponse:
    """The same step for the ticked objects, or for all that the filter lets through."""
    rows = _chosen(request, one)
    ticked = [row.pk for row in rows]
    if not rows:
        messages.warning(request, "Belum ada objek yang dipilih. Centang sedikitnya satu, atau pilih semua.")
        return redirect(request.get_full_path())
    do, by = request.POST.get("do", ""), signed_in(request)
    if do == "visit":
        visit = VisitForm(request.POST)
        if not visit.is_valid():
            return _page(request, one, visit=visit, ticked=ticked)
        day = visit.cleaned_data["on"]
        _each(request, rows, lambda row: actions.schedule_visit(row, on=day, by=by), "dijadwalkan")
    elif do == "start":
        _each(request, rows, lambda row: actions.start(row, by=by), "dibuka untuk dijawab auditi")
    else:
        form = TeamForm(request.POST, found=people.candidates(one))
        if not form.is_valid():
            return _page(request, one, form=form, ticked=ticked)
        team = form.as_arguments()
        _each(request, rows, lambda row: actions.assign_team(row, **team, by=by), "diberi tim")
    return redirect(request.get_full_path())


def _chosen(request: HttpRequest, one: Programme) -> list[Assessment]:
    rows = one.assessments.exclude(state=Assessment.State.WITHDRAWN).select_related("institution", "programme")
    if request.POST.get("cakupan") == "semua":
        found = _filter(request).apply(_board(request, one).rows, boards.staffed(one))
        return [unit.assessment for row in found for unit in row.objects]
    keys = [int(key) for key in request.POST.getlist("pk") if key.isascii() and key.isdigit()]
    return list(rows.filter(pk__in=keys))


def _each(request: HttpRequest, rows: Iterable[Assessment], act: Callable[[Assessment], Any], done: str) -> None:
    """Do one thing for each object and say what came of it; one that refuses does not hold up the others."""
    count, refusals = 0, []
    for row in rows:
        try:
            act(row)
        except NotReady as problem:
            refusals.append(f"{row}: {problem.obstacles[0].sentence}")
        except AssessmentProblem as problem:
            refusals.append(f"{row}: {problem}")
        else:
            count += 1
    if count:
        messages.success(request, f"{number(count)} objek {done}.")
    for sentence in refusals[:SHOWN_REFUSALS]:
        messages.warning(request, sentence)
    if len(refusals) > SHOWN_REFUSALS:
        messages.warning(request, f"{number(len(refusals) - SHOWN_REFUSALS)} objek lain juga dilewati.")


def _offices_of(one: Programme) -> QuerySet[Institution]:
    """The offices and the archival institution of the government that an internal programme audits."""
    rows = Institution.objects.filter(kind__in=("office", "archive"), valid_to__isnull=True)
    if one.region.level == Region.Level.PROVINCE:
        return rows.filter(subtype__in=("province_office", "province"))
    return rows.filter(regency=one.region).exclude(subtype__in=("province_office", "province"))


def _choose_offices(request: HttpRequest, one: Programme) -> HttpResponse:
    text = request.GET.get("cari", "").strip()
    standing = Q(assessments__programme=one) & ~Q(assessments__state=Assessment.State.WITHDRAWN)
    offices = _offices_of(one)
    rows = offices.filter(pk__in=search(text).values("pk")) if text else offices
    rows = rows.annotate(units=Count("assessments", filter=standing)).order_by("name")
    page = Paginator(rows, CHOICES_PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "programme": one,
        "page": page,
        "search": text,
        "has_offices": bool(page.paginator.count) or offices.exists(),
        "is_officer": access.may_plan_external(request.user),
        "nothing_chosen": "pilih" in request.GET,
    }
    return render(request, "assessments/audits/choose_offices.html", context)


def _name_units(request: HttpRequest, one: Programme, chosen: list[Institution]) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    forms = [UnitsForm(data, institution=office) for office in chosen]
    # Every form is asked, so that all that is wrong is shown at once.
    problem, refused = "", [form for form in forms if not form.is_valid()]
    if data is not None and not refused:
        objects = [unit for form in forms for unit in form.objects()]
        try:
            made = actions.add_objects(one, objects, by=signed_in(request))
        except AssessmentProblem as refusal:
            problem = str(refusal)
        else:
            messages.success(request, f"{number(len(made))} objek ditambahkan. Berikutnya: tugaskan tim.")
            return redirect(one)
    has_errors = bool(problem or any(form.errors for form in forms))
    known = one.assessments.exclude(state=Assessment.State.WITHDRAWN).filter(institution__in=chosen)
    context = {
        "programme": one,
        "forms": [(form, [row for row in known if row.institution_id == form.institution.pk]) for form in forms],
        "problem": problem,
        "items": [(form[name].id_for_label or form.prefix, f"{form.institution.name}: {error}")
                  for form in forms for name, errors in form.errors.items() if name != "__all__" for error in errors]
        + [(f"kantor-{form.institution.code}", f"{form.institution.name}: {error}")
           for form in forms for error in form.non_field_errors()],
    }  # fmt: skip
    return render(request, "assessments/audits/name_units.html", context, status=422 if has_errors else 200)


def _add_governments(request: HttpRequest, one: Programme) -> HttpResponse:
    offered, without = boards.absent_governments(one, _governments(one))
    problem = ""
    if request.method == "POST":
        codes = request.POST.getlist(PICK)
        chosen = offered if request.POST.get("do") == "all" else [row for row in offered if row.code in codes]
        problem = "" if chosen else "Belum ada lembaga kearsipan yang dipilih. Centang sedikitnya satu."
        if chosen:
            try:
                units = [actions.AuditObject(row, "external") for row in chosen]
                made = actions.add_objects(one, units, by=signed_in(request))
            except AssessmentProblem as refusal:
                problem = str(refusal)
            else:
                messages.success(request, f"{number(len(made))} kab/kota ditambahkan. Berikutnya: tugaskan tim.")
                return redirect(one)
    context = {
        "programme": one,
        "offered": offered,
        "without": without,
        "problem": problem,
        "is_officer": access.may_plan_external(request.user),
    }
    return render(request, "assessments/audits/add_governments.html", context, status=422 if problem else 200)


def _governments(one: Programme) -> list[Region]:
    """The kab/kota that an external programme can audit."""
    return list(regencies()) if one.region.level == Region.Level.PROVINCE else [one.region]


def _lines(row: boards.OfficeRow) -> Iterable[list[Any]]:
    def ends(value: Any) -> list[Any]:
        return [round(value.low, 6), round(value.high, 6)] if value else [None, None]

    office = row.institution
    for one in row.objects:
        audit = one.assessment
        yield [
            office.code, office.name, office.regency_id, office.regency.name, one.part, audit.unit_name,
            one.turn.label, one.turn.who, audit.visit_on.isoformat() if audit.visit_on else "",
            "; ".join(str(member) for member in one.team), *ends(one.value), one.grade.code if one.grade else "",
            *ends(row.value), row.grade.code if row.grade else "", *ends(row.other),
        ]  # fmt: skip
