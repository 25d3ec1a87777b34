"""Assessments as a whole: my list, one of them, and the decisions about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from etam.accounts.access import signed_in
from etam.assessments import access, actions, decisions, deeds, editions, standing, ways
from etam.assessments.actions.determining import refuse_determined
from etam.assessments.exceptions import AssessmentProblem, BadInput, NotReady
from etam.assessments.models import Assessment, Reopening, Sheet
from etam.assessments.queries import lists, returned
from etam.institutions.access import roles
from etam.questionnaire import applicable
from etam.web import components
from etam.web.formats import number

PAGE_SIZE = 50
State, Side = Assessment.State, Sheet.Side


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What I answer, score, check or manage; what waits for me first."""
    views = lists.views_for(request.user, roles(request.user))
    if not views:
        return render(request, "assessments/mine.html", {"views": [], "waiting": 0})
    search, kind = request.GET.get("cari", "").strip(), request.GET.get("jenis", "")
    counts = {one.code: lists.waiting_count(one, request.user) for one in views}
    waiting_first = sorted(views, key=lambda one: not counts[one.code])
    chosen = next((one for one in views if one.code == request.GET.get("sebagai")), waiting_first[0])
    tabs = [
        components.Link(f"?sebagai={one.code}", one.label, one is chosen, counts[one.code] or None) for one in views
    ]
    page = Paginator(lists.listed(chosen, request.user, search, kind), PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "views": views,
        "chosen": chosen,
        "tabs": tabs if len(tabs) > 1 else [],
        "waiting": counts[chosen.code],
        "page": page,
        "rows": [(one, ways.turn(one, is_answered=not one.has_open_findings)) for one in page],
        "search": search,
        "kind": kind,
        "kinds": Assessment.Kind.choices,
    }
    return render(request, "assessments/mine.html", context)


@login_required
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an assessment stands, its score by component, its evidence, and what this person may do."""
    assessment = access.assessment_to_view(request.user, pk)
    return render(request, "assessments/overview.html", _overview(request, assessment))


@login_required
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the institution's own sheet."""
    assessment = access.assessment_to_begin(request.user, pk)
    try:
        actions.start(assessment, by=signed_in(request))
    except NotReady as problem:
        messages.error(request, " ".join(one.sentence for one in problem.obstacles))
    except AssessmentProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Penilaian mandiri dibuka. Lembaga dapat mulai mengisi.")
    return redirect(assessment)


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an assessment up."""
    assessment = access.assessment_to_begin(request.user, pk)
    form = decisions.ReasonForm(_sent(request))

    def decide(reason: str) -> None:
        actions.withdraw(assessment, reason=reason, by=signed_in(request))
        messages.success(request, f"{assessment} dibatalkan. Yang sudah diisi tetap dapat dibaca.")

    words = {
        "title": f"Batalkan penilaian {assessment}?",
        "text": "Lembaga dan tim membaca alasan Anda. Yang sudah diisi tetap dapat dibaca, tetapi tidak berubah lagi.",
        "verb": "Batalkan penilaian",
        "is_grave": True,
        "closed": f"{assessment} sudah {assessment.get_state_display().lower()}." if assessment.is_locked else "",
    }
    return _decide(request, assessment, form, "reason", decide, **words)


@login_required
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Move to another edition of the instrument, before anybody has scored."""
    assessment = access.assessment_to_manage(request.user, pk)
    form = decisions.EditionForm(_sent(request), assessment=assessment)

    def decide(version: str, reason: str) -> None:
        lost = actions.change_edition(assessment, version=version, reason=reason, by=signed_in(request))
        messages.success(request, _moved(version, len(lost)))

    words = {
        "title": f"Pindah dari edisi {assessment.instrument_version}",
        "text": "Jawaban ikut pindah bila edisi baru menanyakan hal yang sama dengan cara yang sama. Yang tidak cocok "
        "tetap ada pada revisi sebelumnya.",
        "verb": "Pindah edisi",
        "closed": _why_not_move(assessment),
    }
    return _decide(request, assessment, form, "reason", decide, **words)


@login_required
def determine(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the official result."""
    assessment = access.assessment_to_manage(request.user, pk)
    of_kind: type[Form] = (
        decisions.AccreditationResultForm if assessment.is_accreditation else decisions.AuditResultForm
    )
    form = of_kind(_sent(request), assessment=assessment)  # type: ignore[call-arg]

    def decide(**data: Any) -> None:
        try:
            actions.determine(assessment, by=signed_in(request), **data)
        except BadInput as problem:
            score = data.get("official_score")
            is_outside = score is not None and not 0 <= score <= 100
            form.add_error(problem.field or ("official_score" if is_outside else "official_grade"), str(problem))
            return
        messages.success(request, f"Ditetapkan {standing.result(assessment)}. Penilaian ini terkunci.")

    final = access.final_sheet(assessment)
    words = {
        "title": f"Tetapkan hasil {assessment}",
        "text": _about_result(assessment, final),
        "verb": "Tetapkan hasil",
        "closed": _why_not_determine(assessment),
    }
    return _decide(request, assessment, form, None, decide, **words)


@login_required
def ask_reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a determined assessment to be opened again."""
    assessment = access.assessment_to_manage(request.user, pk)
    form = decisions.ReasonForm(_sent(request))

    def decide(reason: str) -> None:
        actions.ask_reopening(assessment, reason=reason, by=signed_in(request))
        messages.success(request, "Permintaan tercatat. Orang kedua memutuskannya.")

    words = {
        "title": f"Minta {assessment} dibuka kembali",
        "text": "Orang lain memutuskan berdasarkan alasan Anda. Hasil sekarang berlaku sampai yang baru ditetapkan.",
        "verb": "Minta dibuka kembali",
        "closed": _why_not_reopen(assessment),
    }
    return _decide(request, assessment, form, "reason", decide, **words)


@login_required
def decide_reopening(request: HttpRequest, pk: int) -> HttpResponse:
    """Open it again or refuse; never by the one who asked."""
    assessment = access.assessment_to_manage(request.user, pk)
    asked = _asked(assessment)
    if asked is None:
        messages.warning(request, "Tidak ada permintaan membuka kembali yang menunggu.")
        return redirect(assessment)
    form = decisions.ReopeningForm(_sent(request))
    is_approved = request.POST.get("putusan") == "buka"

    def decide(decision: str) -> None:
        actions.decide_reopening(asked, is_approved=is_approved, decision=decision, by=signed_in(request))
        told = "dibuka kembali" if is_approved else "tetap seperti ditetapkan; yang meminta membaca sebabnya"
        messages.success(request, f"{assessment} {told}.")

    words = {
        "title": f"Buka kembali {assessment}?",
        "text": f"{asked.asked_by} meminta: “{asked.reason}”",
        "verb": "Buka kembali",
        "asked": asked,
    }
    return _decide(request, assessment, form, "decision", decide, **words)


@login_required
@require_safe
def printable(request: HttpRequest, pk: int) -> HttpResponse:
    """Every sheet that the reader may see, side by side, on paper."""
    assessment = access.assessment_to_view(request.user, pk)
    readable = list(access.sheets_to_view(request.user, assessment))
    edition = editions.instrument_of(assessment)
    answers = [one.answers for one in readable]
    put = {question.element for question in applicable(edition, editions.context_of(assessment), answers[0])}
    used = standing.files_of(assessment)
    sections = [
        (section, [_line(question, readable, used) for question in section.questions if question.element in put])
        for section in edition.sections
    ]
    context = {
        "assessment": assessment,
        "edition": edition,
        "sheets": readable,
        "heads_all": [one.owner_name for one in readable],
        "sections": [(section, lines) for section, lines in sections if lines],
        **_scores(assessment, readable),
    }
    return render(request, "assessments/print.html", context)


def _line(question: Any, sheets: list[Sheet], used: dict[str, list[Any]]) -> dict[str, Any]:
    element = question.element
    return {
        "question": question,
        "answers": [one.answers.get(element) for one in sheets],
        "notes": [(one.owner_name, text) for one in sheets if (text := one.notes.get(element, ""))],
        "files": used.get(element, []),
    }


def _decide(
    request: HttpRequest,
    assessment: Assessment,
    form: Form,
    blamed: str | None,
    decide: Callable[..., None],
    **words: Any,
) -> HttpResponse:
    """Ask before something that touches others; what the action refuses stands at the field `blamed`."""
    if request.method == "POST" and form.is_valid():
        try:
            decide(**form.cleaned_data)
        except NotReady as problem:
            for one in problem.obstacles:
                form.add_error(None, one.sentence)
        except AssessmentProblem as problem:
            form.add_error(blamed, str(problem))
        if not form.errors:
            return redirect(assessment)
    context = {"assessment": assessment, "form": form, "closed": "", **words}
    return render(request, "assessments/decide.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _why_not_move(assessment: Assessment) -> str:
    if assessment.state not in (State.PLANNED, State.ANSWERING):
        return (
            "Penilaian sudah berjalan dan diselesaikan dengan edisinya. Edisi baru dipakai untuk penilaian berikutnya."
        )
    return "" if standing.other_editions(assessment) else "Instrumen ini hanya punya satu edisi."


def _why_not_determine(assessment: Assessment) -> str:
    try:
        refuse_determined(assessment)
    except AssessmentProblem as problem:
        return str(problem)
    return ""


def _why_not_reopen(assessment: Assessment) -> str:
    if assessment.state != State.DETERMINED:
        return "Hanya penilaian yang sudah ditetapkan yang dapat dibuka kembali."
    return "Sudah ada permintaan yang menunggu keputusan." if _asked(assessment) else ""


def _overview(request: HttpRequest, assessment: Assessment) -> dict[str, Any]:
    part = deeds.part_of(request.user, assessment)
    readable = list(access.sheets_to_view(request.user, assessment))
    own = next((one for one in readable if one.assessor_id == request.user.pk), None)
    asked = _asked(assessment) if assessment.state == State.DETERMINED else None
    shown = [one for one in readable if one.side != Side.ASSESSOR or one is own]
    answers = next((one.answers for one in readable if one.side == Side.SELF), {})
    findings = access.irregularities_to_view(request.user, assessment).filter(dropped_at=None)
    return {
        "assessment": assessment,
        "finding": standing.finding(assessment, shown, own, _open_counts(assessment, shown)),
        "turn": ways.turn(assessment, is_answered=_is_answered(assessment)),
        "way": _way(assessment),
        "part": part,
        "deeds": deeds.deeds(request.user, assessment, part, own, asked),
        "asked": asked,
        "returned": returned(assessment),
        "evidence": standing.evidence_of(assessment, answers, localdate()),
        "may_attach": part.answers and assessment.state == State.ANSWERING,
        "team": list(assessment.team.select_related("user")),
        "steps": list(assessment.steps.select_related("by").order_by("-id")),
        "findings": findings.count(),
        "documents": list(access.documents_to_view(request.user).filter(assessment=assessment)[:5]),
        "edition": editions.instrument_of(assessment),
        "scheme": editions.scheme_of(assessment),
        "newer": [] if assessment.is_locked else standing.newer_editions(assessment)[:1],
        "may_change_edition": part.manages and assessment.state in (State.PLANNED, State.ANSWERING),
        "has_changed_edition": not assessment.is_locked and standing.has_changed_edition(assessment),
        "today": localdate(),
        **_scores(assessment, shown),
    }


def _is_answered(assessment: Assessment) -> bool:
    """Whether the audited office has said something to every finding that was presented."""
    return assessment.state == State.RESPONDING and not actions.unanswered_irregularities(assessment)


def _scores(assessment: Assessment, sheets: list[Sheet]) -> dict[str, Any]:
    """Components under the institution's sheet and, where there are, the own and the moderated one."""
    shown = [one for one in sheets if one.latest] or sheets[:1]
    scores = [editions.score_of(assessment, one.answers) for one in shown]
    heads = [
        {Side.SELF: "Penilaian mandiri", Side.FINAL: "Hasil moderasi"}.get(Side(one.side), one.owner_name)
        for one in shown
    ]
    has_range = any(not one.root.is_certain for one in scores)
    return {"rows": standing.components(scores) if scores else [], "heads": heads, "has_range": has_range}


def _open_counts(assessment: Assessment, sheets: list[Sheet]) -> dict[int, int]:
    return {one.pk: len(editions.open_questions(assessment, one.answers)) for one in sheets}


def _way(assessment: Assessment) -> list[dict[str, Any]]:
    """The steps of this kind of assessment: what lies behind, where it stands, what comes."""
    turns = ways.WAYS[assessment.kind]
    place = next((place for place, one in enumerate(turns) if one.state == assessment.state), len(turns))
    looks = ["full" if at < place else "half" if at == place else "empty" for at in range(len(turns))]
    if assessment.state in (State.DETERMINED, State.WITHDRAWN):
        looks = ["bar" if assessment.state == State.WITHDRAWN else "full"] * len(turns)
    return [
        {"turn": one, "lozenge": look, "current": one.state == assessment.state}
        for one, look in zip(turns, looks, strict=True)
    ]


def _asked(assessment: Assessment) -> Reopening | None:
    return assessment.reopenings.filter(decided_at=None).select_related("asked_by").first()


def _moved(version: str, lost: int) -> str:
    if not lost:
        return f"Penilaian memakai edisi {version}. Semua jawaban ikut pindah."
    return f"Penilaian memakai edisi {version}. {number(lost)} jawaban tidak cocok dan menunggu diisi lagi."


def _about_result(assessment: Assessment, final: Sheet | None) -> str:
    if not assessment.is_accreditation:
        told = f"Hasil sementara {standing.spread(final)}. " if final else ""
        return f"{told}Setelah ditetapkan, penilaian terkunci dan temuan terbit sebagai rekomendasi."
    told = f"Hasil moderasi {standing.spread(final)}. " if final else ""
    return (
        f"{told}Tulis yang diputuskan Perpusnas. Setelah ditetapkan, penilaian terkunci dan sertifikat dapat dicatat."
    )
