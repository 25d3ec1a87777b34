"""An accreditation on its way out: checked question by question, bundled, delivered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from etam.accounts.access import signed_in
from etam.accounts.models import User
from etam.assessments import access, actions, bundling, editions, prefilling, teams, ways
from etam.assessments.accreditation_forms import DeliverForm
from etam.assessments.actions.documents import make_document
from etam.assessments.documents import storage
from etam.assessments.exceptions import AssessmentProblem, NotReady
from etam.assessments.models import Assessment, Document, Sheet, SheetRevision
from etam.assessments.prefilling import Fact
from etam.assessments.standing import evidence_of
from etam.evidence import queries as evidence
from etam.evidence.models import Evidence
from etam.questionnaire import Answer, Question, Section, applicable

State = Assessment.State
REMARK = "remark."
WRITTEN = "Anda menulis catatan. Kembalikan supaya catatannya sampai ke petugas, atau hapus catatannya."


@dataclass(frozen=True)
class Answered:
    """One question as the checker sees it: the answer, the note, the files with how they stand, what is known."""

    question: Question
    answer: Answer | None
    note: str
    files: tuple[tuple[Evidence, str], ...]
    facts: tuple[Fact, ...]
    remark: str

    @property
    def lacks_evidence(self) -> bool:
        return bool(self.question.evidence) and not self.files and not isinstance(self.answer, Mapping)

    @property
    def has_bad_evidence(self) -> bool:
        return any(state in ("expired", "withdrawn") for _, state in self.files)


@login_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The self-assessment with its evidence; confirm it, or send it back with remarks."""
    assessment = access.assessment_to_check(request.user, pk)
    if request.method == "POST":
        return _decide(request, assessment)
    return _check_page(request, assessment)


@login_required
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the bundle, hand it to Perpusnas, and note the receipt."""
    assessment = access.assessment_to_check(request.user, pk)
    form = DeliverForm(request.POST or None)
    problem: AssessmentProblem | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.deliver(assessment, receipt=form.cleaned_data["receipt"], by=signed_in(request))
        except AssessmentProblem as refused:
            problem = refused
        else:
            messages.success(request, f"{assessment.institution} tercatat diajukan ke Perpusnas.")
            return redirect(assessment)
    context = {
        "assessment": assessment,
        "form": form,
        "problem": problem,
        "obstacles": actions.evidence_obstacles(assessment, timezone.now()),
        "closed": _not_now(assessment, State.CHECKED),
        "files": evidence_of(assessment, access.self_sheet(assessment).answers, localdate()).files,
    }
    status = 409 if problem else 422 if form.errors else 200
    return render(request, "assessments/accreditation/deliver.html", context, status=status)


@login_required
@require_safe
def bundle(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Form, answers and evidence as one archive, sent while it is made."""
    assessment = access.accreditation_to_bundle(request.user, pk)
    try:
        found = bundling.bundle(assessment, _form(assessment, signed_in(request)))
    except NotReady as problem:
        context = {"assessment": assessment, "obstacles": problem.obstacles}
        return render(request, "assessments/accreditation/not_bundled.html", context, status=409)
    actions.note_bundle(assessment, files=len(found.entries), by=signed_in(request))
    response = StreamingHttpResponse(bundling.stream(found), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    # What is in it is compressed already, and each piece must go out as it comes.
    response["Content-Encoding"] = "identity"
    response["Cache-Control"] = "private, no-store"
    return response


def _form(assessment: Assessment, by: User) -> bytes | None:
    """The form as an official document, made when it is not there yet; None before it has been sent."""
    if assessment.state in (State.PLANNED, State.ANSWERING, State.WITHDRAWN):
        return None
    sent = assessment.steps.filter(to_state=State.CHECKING).order_by("-pk").first()
    day = localdate(sent.at) if sent else localdate(assessment.state_since)
    made = make_document(Document.Kind.SELF, dated=day, by=by, assessment=assessment)
    return storage.fetch(made.sha256)


def _decide(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    remarks, reason = _remarks(request.POST), request.POST.get("reason", "")
    try:
        if request.POST.get("decision") == "check":
            if remarks or reason.strip():
                return _check_page(request, assessment, problem=WRITTEN, remarks=remarks, reason=reason, status=409)
            actions.check(assessment, by=signed_in(request))
            messages.success(
                request, f"{assessment.institution} siap diajukan. Berikutnya: ambil berkasnya dan ajukan."
            )
            return redirect("assessments:deliver", assessment.pk)
        actions.send_back(assessment, reason=reason, remarks=remarks, by=signed_in(request))
    except AssessmentProblem as problem:
        return _check_page(request, assessment, problem=str(problem), remarks=remarks, reason=reason, status=409)
    messages.success(request, f"{assessment.institution} dikembalikan kepada petugasnya.")
    return redirect("assessments:accreditation")


def _check_page(
    request: HttpRequest,
    assessment: Assessment,
    *,
    problem: str = "",
    remarks: Mapping[str, str] | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    sections = _sections(assessment, remarks or {})
    rows = [row for _, found in sections for row in found]
    context = {
        "assessment": assessment,
        "own": access.self_sheet(assessment),
        "sections": sections,
        "lacking": [row for row in rows if row.lacks_evidence],
        "obstacles": actions.evidence_obstacles(assessment, timezone.now()),
        "closed": _closed(request.user, assessment),
        "may_confirm": assessment.state == State.CHECKING,
        "earlier": _earlier(assessment),
        "problem": problem,
        "reason": reason,
        "unverified": editions.scheme_of(assessment).grades[0].origin,
    }
    return render(request, "assessments/accreditation/check.html", context, status=status)


def _sections(assessment: Assessment, remarks: Mapping[str, str]) -> list[tuple[Section, list[Answered]]]:
    """Every question that is put to the library, by section; sections without any are left out."""
    edition, own = editions.instrument_of(assessment), access.self_sheet(assessment)
    put = {one.element for one in applicable(edition, editions.context_of(assessment), own.answers)}
    uses, known, day = evidence.uses("assessment", assessment.pk), prefilling.facts(assessment), localdate()
    found = []
    for section in edition.sections:
        rows = [
            Answered(
                question=one,
                answer=own.answers.get(one.element),
                note=own.notes.get(one.element, ""),
                files=tuple((file, evidence.state_on(file, day)) for file in uses.get(one.element, ())),
                facts=tuple(known.get(one.element, ())),
                remark=remarks.get(one.element, ""),
            )
            for one in section.questions
            if one.element in put
        ]
        if rows:
            found.append((section, rows))
    return found


def _closed(user: Any, assessment: Assessment) -> str:
    """Why this person cannot decide now; "" when they can."""
    if assessment.state not in (State.CHECKING, State.CHECKED, State.DELIVERED):
        return _not_now(assessment, State.CHECKING)
    made = SheetRevision.objects.filter(sheet__assessment=assessment, sheet__side=Sheet.Side.SELF, by=user).exists()
    if made or teams.is_auditee(user, assessment):
        return "Anda ikut mengisi penilaian mandiri ini, jadi orang lain yang memeriksanya."
    return ""


def _not_now(assessment: Assessment, wanted: str) -> str:
    if assessment.state == wanted:
        return ""
    turn = ways.turn(assessment)
    who = f" Giliran {turn.who.lower()}: {turn.next}." if turn.who else ""
    return f"Akreditasi ini berstatus {turn.label.lower()}.{who}"


def _earlier(assessment: Assessment) -> list[Any]:
    """The times it was sent back, the latest first."""
    return list(
        assessment.steps.filter(
            to_state=State.ANSWERING, from_state__in=(State.CHECKING, State.CHECKED, State.DELIVERED)
        )
        .select_related("by")
        .order_by("-pk")
    )


def _remarks(data: QueryDict) -> dict[str, str]:
    """Remarks by element, as the form sends them; empty ones are none."""
    return {
        name.removeprefix(REMARK): str(text).strip()
        for name, text in data.items()
        if name.startswith(REMARK) and str(text).strip()
    }
