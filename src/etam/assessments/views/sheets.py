"""Sheets: filled in section by section or all at once, checked, handed in, and looked back upon."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from etam.accounts.access import signed_in
from etam.assessments import access, actions, editions, looking_back, standing
from etam.assessments.actions.sheets import refuse_closed
from etam.assessments.exceptions import AssessmentProblem, Conflict, NotReady, Obstacle
from etam.assessments.filling import KEEP, Posted, SheetPage, choices, steps, without_kept
from etam.assessments.models import Assessment, Sheet
from etam.evidence import actions as evidence_actions
from etam.evidence import picker, serving
from etam.evidence import queries as files
from etam.submissions import replay
from etam.web.formats import number

PICK = "bukti:"
REVISIONS_PER_PAGE = 30
SHOWN_OBSTACLES = 12


@replay.keeps_typed
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question on one page, for an assessor; the institution goes on where it left off."""
    mine = access.sheet_to_fill(request.user, pk)
    if mine.side == Sheet.Side.SELF and request.method != "POST":
        page = _page(mine, "")
        begin = next((one.section.code for one in page.progress if one.open), page.progress[0].section.code)
        return redirect("assessments:section", pk, begin)
    return _fill(request, mine, "")


@replay.keeps_typed
def section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One section of the own sheet: a form that saves as one goes."""
    return _fill(request, access.sheet_to_fill(request.user, pk), code)


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still open, what the score comes to, and the button that hands the own sheet in."""
    mine = access.sheet_to_fill(request.user, pk)
    if why := _closed(mine):
        messages.warning(request, why)
        return redirect(mine.assessment)
    if request.method == "POST":
        try:
            _hand_in(request, mine)
        except NotReady:
            messages.error(request, "Belum dapat dikirim. Selesaikan dulu yang tertulis di bawah ini.")
        except AssessmentProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _handed_in(mine))
            return redirect(mine.assessment)
    page = _page(mine, "")
    found = _obstacles(page)
    context = {
        **_context(page, "review"),
        "obstacles": found,
        "links": _obstacle_links(page, found),
        "evidence": None if page.is_assessor else standing.evidence_of(mine.assessment, page.answers, page.day),
        "rows": standing.components([page.score]),
        "heads": ["Nilai Anda" if page.is_assessor else "Penilaian mandiri"],
        "grade": standing.grade_of(mine.assessment, mine),
    }
    return render(request, "assessments/review.html", context)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The institution takes its sheet back; an assessor goes on scoring."""
    mine, by = access.sheet_to_fill(request.user, pk), signed_in(request)
    try:
        if mine.side == Sheet.Side.SELF:
            actions.take_back(mine.assessment, by=by)
        else:
            actions.resume_scoring(mine, by=by)
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Lembar Anda terbuka lagi. Setelah selesai, kirim lagi.")
    return redirect(mine.assessment)


@login_required
@require_safe
def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every revision of a sheet that the reader may see, with what it changed."""
    assessment = access.assessment_to_view(request.user, pk)
    readable = list(access.sheets_to_view(request.user, assessment))
    chosen = _chosen(request, readable)
    rows = chosen.revisions.select_related("by").order_by("-number")
    page = Paginator(rows, REVISIONS_PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "assessment": assessment,
        "sheets": readable,
        "chosen": chosen,
        "page": page,
        "saved": looking_back.differences(assessment, chosen, list(page)),
        "may_restore": _is_mine(request, chosen) and not _closed(chosen),
    }
    return render(request, "assessments/revisions.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Use an earlier revision of the own sheet again."""
    mine = access.sheet_to_fill(request.user, pk)
    try:
        actions.restore(mine, number_=number, by=signed_in(request))
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"Jawaban revisi {number} dipakai lagi, sebagai revisi baru.")
    return redirect(f"{reverse('assessments:revisions', args=[pk])}?lembar={mine.pk}")


@login_required
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which of the institution's files support one answer."""
    assessment = access.assessment_to_answer(request.user, pk)
    if why := _closed(access.self_sheet(assessment)):
        messages.warning(request, why)
        return redirect(assessment)
    element = str(request.POST.get("element", request.GET.get("pertanyaan", "")))
    edition = editions.instrument_of(assessment)
    if element not in edition.by_element:
        raise Http404
    question = edition.question(element)
    back = f"{reverse('assessments:section', args=[pk, question.section])}#{element}"
    day = localdate()
    used = [(one.code, files.state_on(one, day)) for one in files.uses(standing.PLACE, pk).get(element, [])]
    chosen, problem = picker.preselected(used, request.GET.get(picker.CHOSEN, "")), ""
    if request.method == "POST":
        chosen = picker.posted(request.POST)
        try:
            actions.attach(assessment, element=element, codes=chosen, by=signed_in(request))
        except AssessmentProblem as refused:
            problem = str(refused)
        else:
            messages.success(request, f"Bukti untuk {question.number} {question.short.id} tersimpan.")
            return redirect(back)
    own = f"{reverse('assessments:attach', args=[pk])}?pertanyaan={element}"
    context = {
        "assessment": assessment,
        "about": assessment,
        "action": reverse("assessments:attach", args=[pk]),
        "question": question,
        "picker": picker.picker(assessment.institution, day=day, chosen=chosen, back=own),
        "problem": problem,
        "codes": request.POST.get("codes", ""),
        "back": back,
    }
    return render(request, "assessments/attach.html", context, status=422 if problem else 200)


@login_required
@require_safe
def evidence(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """A file that supports an answer, to be saved; every reading is journalled."""
    assessment = access.assessment_to_view(request.user, pk)
    one = access.evidence_to_fetch(request.user, assessment, code)
    response = serving.download(one, request)
    if response.status_code == 200:
        evidence_actions.note_view(one, by=signed_in(request))
    return response


def _fill(request: HttpRequest, mine: Sheet, code: str) -> HttpResponse:
    page = _page(mine, code)
    if request.method == "POST":
        return _save(request, page)
    if why := _closed(mine):
        messages.warning(request, why)
        return redirect(mine.assessment)
    if typed := replay.take(request):
        page.posted = page.keep_typed(typed)
        page = _page(mine, code, page.posted)
        messages.info(request, "Jawaban yang Anda ketik sebelum sesi berakhir ada di bawah ini. Periksa, lalu simpan.")
    return _form(request, page)


def _save(request: HttpRequest, page: SheetPage) -> HttpResponse:
    posted = without_kept(page.read(request.POST), request.POST)
    before = {one.element: request.POST.get(f"shown.{one.element}", "") for one in page.fields}
    try:
        actions.save_sheet(
            page.sheet,
            answers=posted.answers,
            notes=posted.notes,
            tests=posted.tests,
            base_revision=posted.base,
            by=signed_in(request),
        )
    except Conflict as conflict:
        return _conflict(request, page, conflict)
    except AssessmentProblem as problem:
        return _refused(request, page, problem)
    saved = _page(page.sheet, page.code, posted)
    if request.headers.get("HX-Request"):
        changed = [one for one in saved.fields if one.problem != before[one.element]]
        return render(request, "assessments/_saved.html", {**_context(saved, page.code), "changed": changed})
    if posted.problems:
        return _form(request, saved, status=422)
    return redirect(_onwards(request, saved))


def _onwards(request: HttpRequest, page: SheetPage) -> str:
    """Where the button leads that was pressed: to the evidence of a question, the next section, or the review."""
    pk, wanted = page.assessment.pk, str(request.POST.get("next", ""))
    if wanted.startswith(PICK):
        return f"{reverse('assessments:attach', args=[pk])}?pertanyaan={wanted.removeprefix(PICK)}"
    following = page.neighbours[1]
    return (
        reverse("assessments:section", args=[pk, following]) if following else reverse("assessments:review", args=[pk])
    )


def _form(request: HttpRequest, page: SheetPage, status: int = 200, **extra: Any) -> HttpResponse:
    context = {**_context(page, page.code), "errors": page.errors if status == 422 else []}
    return render(request, "assessments/section.html", {**context, **extra}, status=status)


def _conflict(request: HttpRequest, page: SheetPage, conflict: Conflict) -> HttpResponse:
    """Both values of everything that two people changed; nothing is stored until the person chooses."""
    if request.headers.get("HX-Request"):
        why = "Ada jawaban yang diubah orang lain. Tekan tombol simpan untuk memilih."
        return render(request, "submissions/_unsaved.html", {"why": why})
    context = {
        **_context(page, page.code),
        "latest": conflict.latest,
        "choices": choices(page.edition, conflict.clashes),
        "hidden": hidden(request),
    }
    return render(request, "assessments/conflict.html", context, status=409)


def hidden(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything a form sent, to be sent again with the choices of a conflict."""
    left_out = ("csrfmiddlewaretoken", "base")
    return [
        (name, str(text))
        for name in request.POST
        if name not in left_out and not name.startswith(KEEP)
        for text in request.POST.getlist(name)
    ]


def _refused(request: HttpRequest, page: SheetPage, problem: AssessmentProblem) -> HttpResponse:
    """The sheet was closed meanwhile: what was typed stays on the screen."""
    if request.headers.get("HX-Request"):
        return render(request, "submissions/_unsaved.html", {"why": str(problem)})
    typed = _page(page.sheet, page.code, page.keep_typed(request.POST))
    return _form(request, typed, status=409, refusal=str(problem))


def _page(mine: Sheet, code: str, posted: Posted | None = None) -> SheetPage:
    theirs = access.self_sheet(mine.assessment) if mine.side == Sheet.Side.ASSESSOR else None
    try:
        return SheetPage(mine, code, day=localdate(), theirs=theirs, posted=posted)
    except KeyError as error:
        raise Http404 from error


def _context(page: SheetPage, current: str) -> dict[str, Any]:
    assessment = page.assessment
    urls = {
        one.section.code: reverse("assessments:section", args=[assessment.pk, one.section.code])
        for one in page.progress
    }
    urls["review"] = reverse("assessments:review", args=[assessment.pk])
    if page.is_assessor:
        urls[""] = reverse("assessments:sheet", args=[assessment.pk])
    listed = steps(page.progress, urls, current)
    previous, following = page.neighbours
    return {
        "page": page,
        "assessment": assessment,
        "sheet": page.sheet,
        "steps": listed,
        "step_count": len(listed),
        "base": page.sheet.revision_number,
        "action": urls.get(page.code, ""),
        "previous_url": urls.get(previous) if previous else assessment.get_absolute_url(),
        "has_next": bool(following),
        "samples_url": _samples_url(page),
    }


def _samples_url(page: SheetPage) -> str:
    """Where an auditor draws samples; "" for whoever draws none."""
    if not page.is_assessor or page.assessment.is_accreditation:
        return ""
    return reverse("assessments:samples", args=[page.assessment.pk])


def _closed(mine: Sheet) -> str:
    try:
        refuse_closed(mine)
    except AssessmentProblem as problem:
        return str(problem)
    return ""


def _hand_in(request: HttpRequest, mine: Sheet) -> None:
    if mine.side == Sheet.Side.SELF:
        actions.hand_in(mine.assessment, by=signed_in(request))
    else:
        actions.finish_scoring(mine, by=signed_in(request))


def _handed_in(mine: Sheet) -> str:
    if mine.side == Sheet.Side.ASSESSOR:
        return "Anda selesai menilai. Moderasi dimulai setelah semua anggota tim selesai."
    if mine.assessment.is_accreditation:
        return "Penilaian mandiri terkirim. Verifikator kab/kota memeriksanya."
    return "Jawaban terkirim kepada tim audit."


def _obstacles(page: SheetPage) -> list[Obstacle]:
    """What keeps the sheet from being handed in."""
    found = actions.open_obstacles(page.sheet)
    return found if page.is_assessor else [*found, *actions.evidence_obstacles(page.assessment, timezone.now())]


def _obstacle_links(page: SheetPage, found: list[Obstacle]) -> list[tuple[str, str]]:
    """The same as (address, sentence); many open questions are told by section, each leading to its first."""
    pk, left = page.assessment.pk, [one for one in page.progress if one.open]
    if sum(one.open for one in left) <= SHOWN_OBSTACLES:
        return [(question_url(page.assessment, one), one.sentence) for one in found]
    lines = [
        (
            reverse("assessments:section", args=[pk, one.section.code]),
            f"{one.section.number} {one.section.title}: {number(one.open)} pertanyaan belum dijawab.",
        )
        for one in left
    ]
    rest = found[sum(one.open for one in left) :]
    return [*lines, *((question_url(page.assessment, one), one.sentence) for one in rest)]


def question_url(assessment: Assessment, obstacle: Obstacle) -> str:
    """Where the question stands that an obstacle is about; the assessment itself when it is about none."""
    question = editions.instrument_of(assessment).by_element.get(obstacle.element)
    if question is None:
        return assessment.get_absolute_url()
    return f"{reverse('assessments:section', args=[assessment.pk, question.section])}#{question.element}"


def _chosen(request: HttpRequest, readable: list[Sheet]) -> Sheet:
    """The sheet that was asked for; else the own one, else the institution's."""
    wanted = request.GET.get("lembar", "")
    by_key = {str(one.pk): one for one in readable}
    if wanted and wanted not in by_key:
        raise Http404
    own = next((one for one in readable if one.assessor_id == request.user.pk), None)
    return by_key.get(wanted) or own or next(one for one in readable if one.side == Sheet.Side.SELF)


def _is_mine(request: HttpRequest, chosen: Sheet) -> bool:
    if chosen.side == Sheet.Side.SELF:
        return access.assessments_to_answer(request.user).filter(pk=chosen.assessment_id).exists()
    return chosen.assessor_id == request.user.pk
