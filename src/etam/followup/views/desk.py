"""Recommendations and what becomes of them: the list, one of them, answering, judging, more time and other owners."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.accounts.models import User
from etam.evidence.actions import note_view
from etam.evidence.picker import CHOSEN, Picker, picker
from etam.evidence.serving import download
from etam.followup import access, actions, hands, papers, reference
from etam.followup.exceptions import FollowupProblem
from etam.followup.forms import ExtendForm, Filter, JudgeForm, OwnerForm, ReasonForm, RespondForm
from etam.followup.models import Recommendation
from etam.followup.owners import owner_on
from etam.followup.queries import export, listing
from etam.followup.queries.timeline import papers_of, timeline
from etam.followup.queries.turns import Line, age_days, lines
from etam.institutions.access import regencies_for
from etam.web.downloads import csv_answer
from etam.web.formats import day as written_day
from etam.web.formats import number

PAGE_SIZE = 30


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is followed up, what ends first before others; how many stand where."""
    day = localdate()
    rows, form = _found(request, day)
    tally = listing.tally(rows, day)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "form": form,
        "page": page,
        "lines": lines(page, day),
        "tally": tally,
        "parts": [(one, tally.by_status[one.code]) for one in reference.latest().statuses.values()],
        "headline": _headline(tally),
        "query": request.GET.urlencode(),
        "today": day,
    }
    return render(request, "followup/index.html", context)


@login_required
@require_GET
def matrix_csv(request: HttpRequest) -> HttpResponse:
    """The list, filtered as on the page, as CSV."""
    day = localdate()
    rows, _ = _found(request, day)
    is_sample = rows.filter(is_sample=True).exists()
    table = export.table(listing.by_source(rows), day)
    return csv_answer(export.HEADER, table, f"tindak-lanjut-{day:%Y-%m-%d}.csv", sample=is_sample)


@login_required
@require_GET
def printable(request: HttpRequest) -> HttpResponse:
    """The list, filtered as on the page, as a matrix for paper."""
    day = localdate()
    rows, form = _found(request, day)
    tally = listing.tally(rows, day)
    context = {
        "lines": lines(export.with_answers(listing.by_source(rows)), day),
        "headline": _headline(tally),
        "given": _given(form),
        "today": day,
    }
    return render(request, "followup/print.html", context)


@login_required
@require_GET
def recommendation(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked, of whom, until when; what happened; whose turn it is."""
    one = access.recommendation_to_view(request.user, code)
    return render(request, "followup/recommendation.html", _context(request, one))


@login_required
def respond(request: HttpRequest, code: str) -> HttpResponse:
    """The owner answers."""
    one = access.recommendation_to_answer(request.user, code)
    form = RespondForm(request.POST or None)
    chosen = request.POST.getlist("evidence") if request.method == "POST" else request.GET.getlist(CHOSEN)
    if request.method == "POST" and form.is_valid():
        try:
            answer = actions.respond(one, **form.cleaned_data, evidence_codes=chosen, by=signed_in(request))
        except FollowupProblem as problem:
            form.add_error(None, str(problem))
        else:
            until = written_day(answer.review_due_on)
            messages.success(request, f"Jawaban terkirim. Giliran penilai, paling lambat {until}.")
            return redirect(one)
    return page(request, "followup/respond.html", one, form, picker=_picker(one, chosen))


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take back the answer that waits."""
    one = access.recommendation_to_answer(request.user, code)
    try:
        actions.withdraw_response(one, by=signed_in(request))
    except FollowupProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Jawaban ditarik. Jawab lagi setelah Anda perbaiki.")
    return redirect(one)


@login_required
def judge(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody else than the owner gives a verdict on the answer that waits."""
    one = access.recommendation_to_judge(request.user, code)
    files = papers.of_response(one.pending) if one.pending else []
    initial = {"response_number": one.pending.number if one.pending else 0}
    form = JudgeForm(request.POST or None, recommendation=one, papers=files, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            verdict = actions.judge(one, **form.cleaned_data, by=signed_in(request))
        except FollowupProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{one.code} dinilai: {verdict.get_status_display().lower()}.")
            return redirect(one)
    more = {"answer": one.pending, "answer_papers": _papers(one)}
    return page(request, "followup/judge.html", one, form, **more)


@login_required
def steer(request: HttpRequest, code: str) -> HttpResponse:
    """What an overseer may do besides judging."""
    one = access.recommendation_to_judge(request.user, code)
    chosen = request.POST.get("do", "")
    offered = _offered(request, one)
    if request.method == "POST" and chosen not in offered:
        messages.error(request, "Tindakan itu tidak dapat dilakukan sekarang. Pilih yang ditawarkan di halaman ini.")
        return redirect("followup:steer", one.code)
    parts = {
        key: step.form(request.POST if key == chosen else None, recommendation=one, prefix=key)
        for key, step in offered.items()
    }
    if chosen and parts[chosen].is_valid():
        try:
            sentence = offered[chosen].do(one, parts[chosen].cleaned_data, signed_in(request))
        except FollowupProblem as problem:
            parts[chosen].add_error(None, str(problem))
        else:
            messages.success(request, sentence)
            return redirect(one)
    shown = [(key, offered[key], form) for key, form in parts.items()]
    status = 422 if any(form.errors for form in parts.values()) else 200
    return render(request, "followup/steer.html", {**_context(request, one), "steps": shown}, status=status)


@login_required
@require_GET
def evidence(request: HttpRequest, code: str, evidence: str) -> HttpResponseBase:
    """A file that an answer rests on, for those who answer or judge."""
    found = access.evidence_in_response(request.user, code, evidence)
    note_view(found, by=signed_in(request))
    return download(found, request)


@dataclass(frozen=True)
class Step:
    """Something an overseer may do: its button, its form, the action, and whether it fits what stands there now."""

    title: str
    explanation: str
    form: Callable[..., forms.Form]
    do: Callable[[Recommendation, dict[str, Any], User], str]
    fits: Callable[[Recommendation], bool]
    is_for_officers: bool = False


def _extend(one: Recommendation, data: dict[str, Any], by: User) -> str:
    return f"Batas jawaban menjadi {written_day(actions.extend(one, **data, by=by).due_on)}."


def _pass_on(one: Recommendation, data: dict[str, Any], by: User) -> str:
    return f"Rekomendasi dialihkan: {actions.change_owner(one, **data, by=by)}."


def _reopen(one: Recommendation, data: dict[str, Any], by: User) -> str:
    actions.reopen(one, **data, by=by)
    return f"Dibuka kembali. Giliran penanggung jawab, paling lambat {written_day(one.due_on)}."


def _confirm(one: Recommendation, data: dict[str, Any], by: User) -> str:
    actions.confirm(one, **data, by=by)
    return "Penilaian dikukuhkan."


def _is_open_to_owner(one: Recommendation) -> bool:
    return not one.is_settled and one.pending_id is None


def _is_shaken(one: Recommendation) -> bool:
    return one.verdict is not None and bool(papers.withdrawn_under(one.verdict))


STEPS = {
    "confirm": Step(
        "Kukuhkan penilaian",
        "Bukti di bawah penilaian terakhir sudah ditarik. Kukuhkan kalau penilaiannya tetap benar.",
        ReasonForm,
        _confirm,
        _is_shaken,
    ),
    "reopen": Step(
        "Buka kembali",
        "Penanggung jawab diminta menjawab lagi. Penilaian sebelumnya tetap ada dalam riwayat.",
        ReasonForm,
        _reopen,
        lambda one: one.is_settled,
    ),
    "extend": Step(
        "Perpanjang batas jawaban",
        "Hanya dengan alasan yang sah.",
        ExtendForm,
        _extend,
        _is_open_to_owner,
    ),
    "owner": Step(
        "Alihkan penanggung jawab",
        "Penanggung jawab baru mendapat waktu jawab yang baru, kecuali batasnya ditetapkan sumbernya.",
        OwnerForm,
        _pass_on,
        _is_open_to_owner,
        is_for_officers=True,
    ),
}


def _offered(request: HttpRequest, one: Recommendation) -> dict[str, Step]:
    if hands.why_not_decide(request.user, one):
        return {}
    officer = access.may_pass_on(request.user)
    return {key: step for key, step in STEPS.items() if step.fits(one) and (officer or not step.is_for_officers)}


def _found(request: HttpRequest, day: date) -> tuple[Any, Filter]:
    rows = access.recommendations_to_view(request.user)
    form = Filter(request.GET, rows, regencies_for(request.user))
    return form.search(rows, day), form


def _headline(tally: listing.Tally) -> str:
    """The finding, as the page's title."""
    if not tally.total:
        return "Belum ada rekomendasi"
    late = f"{number(tally.late)} lewat batas" if tally.late else "tidak ada yang lewat batas"
    return f"{number(tally.settled)} dari {number(tally.total)} rekomendasi selesai; {late}"


def _given(form: Filter) -> list[tuple[str, str]]:
    """The filters that are set, in words."""
    return [
        (str(form.fields[name].label), str(dict(getattr(form.fields[name], "choices", [])).get(value, value)))
        for name, value in form.given.items()
    ]


def _line(one: Recommendation, day: date) -> Line:
    return lines([one], day)[0]


def _picker(one: Recommendation, chosen: list[str]) -> Picker | None:
    """The owner's files to choose from; None where the owner is not registered and has none."""
    day = localdate()
    owner = owner_on(one, day)
    back = reverse("followup:respond", args=[one.code])
    return picker(owner, day=day, chosen=chosen, back=back) if owner else None


def _papers(one: Recommendation) -> list[Any]:
    return papers_of([one.pending], localdate()).get(one.pending.pk, []) if one.pending else []


def _context(request: HttpRequest, one: Recommendation) -> dict[str, Any]:
    """What every page about one recommendation shows."""
    day = localdate()
    judges = access.may_judge(request.user, one)
    answers = access.may_answer(request.user, one)
    return {
        "recommendation": one,
        "line": _line(one, day),
        "rule": one.status_rule,
        "rules": one.rules,
        "age_days": age_days(one, day),
        "events": timeline(one, day),
        "answers": answers,
        "judges": judges,
        "opens_files": answers or judges,
        "passes_on": access.may_pass_on(request.user),
        "why_not": hands.why_not_decide(request.user, one) if judges else "",
        "is_shaken": _is_shaken(one),
        "today": day,
    }


def page(request: HttpRequest, template: str, one: Recommendation, form: forms.Form, **more: Any) -> HttpResponse:
    context = {**_context(request, one), "form": form, **more}
    return render(request, template, context, status=422 if form.errors else 200)
