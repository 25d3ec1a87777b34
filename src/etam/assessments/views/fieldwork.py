"""Work in the field: findings, random samples, and the exit meeting."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.assessments import access, actions, editions, teams, ways
from etam.assessments.actions.auditing import WRITTEN_IN
from etam.assessments.actions.recommending import SOURCE
from etam.assessments.audit_forms import (
    AnswerForm,
    DropForm,
    IrregularityForm,
    SampleForm,
    of_irregularity,
    question_choices,
)
from etam.assessments.exceptions import AssessmentProblem, NotReady
from etam.assessments.models import Assessment, Irregularity, Sample
from etam.followup import queries as followup
from etam.followup.models import Recommendation
from etam.questionnaire.sampling import ListEstimate, estimate

State = Assessment.State
LARGEST_SEED = 99_999
"""Seeds are proposed short, so that somebody can read them out."""
RIGHT, WRONG = "ya", "tidak"


@dataclass(frozen=True)
class Finding:
    """A finding with the question it belongs to, its forms for who may use them, and what became of it."""

    row: Irregularity
    question: str
    change: IrregularityForm | None = None
    drop: DropForm | None = None
    answer: AnswerForm | None = None
    recommendation: Recommendation | None = None

    @property
    def forms(self) -> list[forms.Form]:
        return [one for one in (self.change, self.drop, self.answer) if one is not None]


@login_required
def irregularities(request: HttpRequest, pk: int) -> HttpResponse:
    """The findings of an assessment; the team writes another here."""
    if request.method != "POST":
        return _findings(request, access.assessment_to_view(request.user, pk))
    assessment = access.assessment_to_score(request.user, pk)
    form = IrregularityForm(request.POST, assessment=assessment)
    if form.is_valid():
        try:
            made = actions.write_irregularity(assessment, **form.cleaned_data, by=signed_in(request))
        except AssessmentProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Temuan {made.number} ditulis.")
            return redirect("assessments:irregularities", pk)
    return _findings(request, assessment, new=form)


@login_required
@require_POST
def irregularity(request: HttpRequest, pk: int) -> HttpResponse:
    """Change, drop or answer one finding, as `do` says."""
    do, by = request.POST.get("do", ""), signed_in(request)
    if do in ("change", "drop"):
        one = access.irregularity_to_write(request.user, pk)
    else:
        do, one = "answer", access.irregularity_to_answer(request.user, pk)
    assessment = one.assessment
    form = _form(do, one, assessment, request.POST)
    if form.is_valid():
        try:
            if do == "change":
                actions.change_irregularity(one, **form.cleaned_data, by=by)
            elif do == "drop":
                actions.drop_irregularity(one, reason=form.cleaned_data["reason"], by=by)
            else:
                actions.answer_irregularity(one, **form.cleaned_data, by=by)
        except AssessmentProblem as problem:
            form.add_error(None, str(problem))
        else:
            done = {"change": "diubah", "drop": "dicabut", "answer": "ditanggapi"}[do]
            messages.success(request, f"Temuan {one.number} {done}.")
            return redirect("assessments:irregularities", assessment.pk)
    return _findings(request, assessment, sent=(one.pk, do, form))


@login_required
def samples(request: HttpRequest, pk: int) -> HttpResponse:
    """The random samples of an assessment; the team draws another here."""
    assessment = access.assessment_to_view(request.user, pk)
    found = access.samples_to_view(request.user, assessment)
    form = None
    may_draw = assessment.state in WRITTEN_IN and teams.is_in_team(request.user, assessment)
    if request.method == "POST":
        assessment = access.assessment_to_score(request.user, pk)
        form = SampleForm(request.POST, assessment=assessment)
        if form.is_valid():
            try:
                made = actions.draw_sample(assessment, **form.cleaned_data, by=signed_in(request))
            except AssessmentProblem as problem:
                form.add_error(None, str(problem))
            else:
                return redirect("assessments:sample", made.pk)
    elif may_draw:
        asked = {"element": request.GET.get("pertanyaan", ""), "seed": secrets.randbelow(LARGEST_SEED) + 1}
        form = SampleForm(assessment=assessment, initial=asked)
    questions = dict(question_choices(assessment))
    context = {
        "assessment": assessment,
        "rows": [(one, questions.get(one.element, one.element), Result(one)) for one in found],
        "form": form,
        "may_draw": may_draw,
        "turn": ways.turn(assessment),
    }
    return render(request, "assessments/audits/samples.html", context, status=422 if form and form.errors else 200)


@login_required
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """One sample: what was drawn, and in the field a checklist that saves as one goes."""
    if request.method != "POST":
        return _sample(request, access.sample_to_view(request.user, pk))
    one = access.sample_to_record(request.user, pk)
    try:
        actions.record_sample(one, results=_noted(one, request.POST), by=signed_in(request))
    except AssessmentProblem as problem:
        if request.headers.get("HX-Request"):
            return render(request, "assessments/audits/_sample_refused.html", {"why": str(problem)})
        return _sample(request, one, problem=str(problem), typed=request.POST)
    if request.headers.get("HX-Request"):
        context = {"sample": one, "result": Result(one), "now": timezone.now()}
        return render(request, "assessments/audits/_sample_saved.html", context)
    messages.success(request, Result(one).sentence_of_progress)
    return redirect("assessments:sample", pk)


@login_required
def present(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the exit meeting: what the audited office will see, and what is still in the way."""
    assessment = access.assessment_to_score(request.user, pk)
    obstacles, problem, status = [], "", 200
    if request.method == "POST":
        try:
            actions.present(assessment, by=signed_in(request))
        except NotReady as refusal:
            obstacles, problem, status = list(refusal.obstacles), str(refusal), 409
        except AssessmentProblem as refusal:
            problem, status = str(refusal), 409
        else:
            messages.success(request, f"Hasil sementara disampaikan. Berikutnya: {assessment.institution} menanggapi.")
            return redirect("assessments:irregularities", pk)
    final = access.final_sheet(assessment)
    if final and assessment.state == State.MODERATING and not obstacles:
        obstacles = actions.open_obstacles(final)
    scheme = editions.scheme_of(assessment)
    context = {
        "assessment": assessment,
        "turn": ways.turn(assessment),
        "final": final,
        "score": editions.score_of(assessment, final.latest.answers if final.latest else {}) if final else None,
        "grade": scheme.grade(final.low) if final and final.low == final.high else None,
        "scheme": scheme,
        "findings": assessment.irregularities.filter(dropped_at=None),
        "obstacles": obstacles,
        "problem": problem,
        "is_open": assessment.state == State.MODERATING,
    }
    return render(request, "assessments/audits/present.html", context, status=status)


class Result:
    """What came of a sample so far. Files that nobody has looked at yet are not counted."""

    def __init__(self, sample: Sample):
        self.sample = sample
        self.checked = len(sample.results)
        self.right = sum(bool(is_right) for is_right, _ in sample.results.values())

    @property
    def left(self) -> int:
        return len(self.sample.drawn) - self.checked

    @property
    def is_whole_list(self) -> bool:
        """Every file of the list was drawn, so that there is nothing left to be unsure of."""
        return len(self.sample.drawn) == self.sample.size

    @property
    def estimate(self) -> ListEstimate | None:
        """What the sample says of the whole list; None before all was looked at.

        The first numbers of a list are no random part of it, so half a sample says nothing of the list.
        """
        if self.left:
            return None
        return estimate(size=self.sample.size, examined=self.checked, in_order=self.right)

    @property
    def sentence_of_progress(self) -> str:
        if self.left:
            return f"{self.checked} dari {len(self.sample.drawn)} berkas sudah diperiksa."
        return f"Semua {len(self.sample.drawn)} berkas sudah diperiksa."


def _findings(
    request: HttpRequest,
    assessment: Assessment,
    *,
    new: IrregularityForm | None = None,
    sent: tuple[int, str, forms.Form] | None = None,
) -> HttpResponse:
    """The page of the findings; `sent` is the form of one of them that was refused."""
    in_team = teams.is_in_team(request.user, assessment)
    may_write = in_team and assessment.state in WRITTEN_IN
    may_drop = in_team and assessment.state in (*WRITTEN_IN, State.RESPONDING)
    may_answer = assessment.state == State.RESPONDING and teams.is_auditee(request.user, assessment)
    questions = dict(question_choices(assessment))
    issued = {one.number: one for one in followup.of_source(SOURCE, assessment.pk)}
    found = []
    for row in access.irregularities_to_view(request.user, assessment):
        stands = row.dropped_at is None
        allowed = {"change": may_write and row.number not in issued, "drop": may_drop, "answer": may_answer}
        made: dict[str, Any] = {
            do: _form(do, row, assessment) for do, is_allowed in allowed.items() if is_allowed and stands
        }
        if sent and sent[0] == row.pk:
            made[sent[1]] = sent[2]
        found.append(Finding(row, questions.get(row.element, ""), recommendation=issued.get(row.number), **made))
    standing = [one for one in found if one.row.dropped_at is None]
    if new is None and may_write:
        asked = request.GET.get("pertanyaan", "")
        new = IrregularityForm(assessment=assessment, initial={"element": asked if asked in questions else ""})
    refused = bool((new and new.errors) or sent)
    context = {
        "assessment": assessment,
        "turn": ways.turn(assessment),
        "found": found,
        "standing": standing,
        "unanswered": [one for one in standing if not one.row.answer],
        "new": new,
        "refused": sent,
        "may_answer": may_answer,
        "may_present": in_team and assessment.state == State.MODERATING,
        "is_shown": bool(found) or assessment.state in (State.RESPONDING, State.DETERMINED) or in_team,
    }
    return render(request, "assessments/audits/irregularities.html", context, status=422 if refused else 200)


def _form(do: str, row: Irregularity, assessment: Assessment, data: Any = None) -> forms.Form:
    if do == "change":
        return of_irregularity(row, data, assessment=assessment)
    if do == "drop":
        return DropForm(data, prefix=f"c{row.pk}")
    return AnswerForm(data, prefix=f"j{row.pk}", initial={"answer": row.answer or None, "text": row.answer_text})


def _sample(
    request: HttpRequest, one: Sample, *, problem: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    assessment = access.assessment_to_view(request.user, one.assessment_id)
    in_team = teams.is_in_team(request.user, assessment)
    questions = dict(question_choices(assessment))
    context = {
        "sample": one,
        "assessment": assessment,
        "question": questions.get(one.element, one.element),
        "files": [_file(one, number, typed or {}) for number in one.drawn],
        "result": Result(one),
        "may_record": in_team and assessment.state in WRITTEN_IN,
        "problem": problem,
        "count": len(one.drawn),
    }
    return render(request, "assessments/audits/sample.html", context, status=409 if problem else 200)


def _file(one: Sample, number: int, typed: Mapping[str, str]) -> dict[str, Any]:
    """One drawn file for the checklist: as stored, or as it was just typed where that could not be saved."""
    is_right, note = one.results.get(str(number), (None, ""))
    stored = "" if is_right is None else RIGHT if is_right else WRONG
    return {
        "number": number,
        "stored": stored,
        "stored_note": note,
        "value": typed.get(f"sesuai.{number}", stored),
        "note": typed.get(f"catatan.{number}", note),
    }


def _noted(one: Sample, data: Mapping[str, str]) -> dict[str, tuple[bool, str]]:
    """What this person changed: a file that they left as they saw it is none of theirs to overwrite."""
    found = {}
    for number in one.drawn:
        value, note = data.get(f"sesuai.{number}", ""), data.get(f"catatan.{number}", "")[:500].strip()
        seen = (data.get(f"lihat.{number}", ""), data.get(f"lihat-catatan.{number}", ""))
        if value in (RIGHT, WRONG) and (value, note) != seen:
            found[str(number)] = (value == RIGHT, note)
    return found
