"""The operator's desk: what is due, and a return filled in section by section."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from etam.accounts.access import signed_in
from etam.submissions import access, actions, replay
from etam.submissions.exceptions import Conflict, SubmissionProblem
from etam.submissions.filling import Posted, SectionPage, steps
from etam.submissions.models import Submission
from etam.submissions.queries import due
from etam.submissions.views.proofs import PICK, attach_url

KEEP = "keep."
PAGE_SIZE = 50


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What is due for me."""
    search = request.GET.get("cari", "").strip()
    waiting = due.for_operator(access.submissions_to_fill(request.user), search)
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {"page": page, "search": search, "today": timezone.localdate(), "summary": due.summary(waiting)}
    return render(request, "submissions/mine.html", context)


@replay.keeps_typed
def section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One section: a form that saves as one goes."""
    submission = access.submission_to_fill(request.user, pk)
    page = _page(submission, code, request)
    if request.method == "POST":
        return _save(request, page)
    if why := due.closed_because(submission):
        messages.warning(request, why)
        return redirect(submission)
    if typed := replay.take(request):
        page = _page(submission, code, request, _all_texts(page, typed))
        messages.info(request, "Jawaban yang Anda ketik sebelum sesi berakhir ada di bawah ini. Periksa, lalu simpan.")
    return _form(request, page)


def _save(request: HttpRequest, page: SectionPage) -> HttpResponse:
    posted = _without_kept(page.read(request.POST.dict()), request.POST)
    before = {one.element: request.POST.get(f"shown.{one.element}", "") for one in page.fields}
    try:
        actions.save_answers(
            page.submission, answers=posted.answers, reasons=posted.reasons, base_revision=posted.base, by=page.user
        )
    except Conflict as conflict:
        return _conflict(request, page, conflict)
    except SubmissionProblem as problem:
        return _refused(request, page, problem)
    saved = SectionPage(page.submission, page.section.code, page.user, posted)
    if request.headers.get("HX-Request"):
        changed = [one for one in saved.fields if one.shows != before[one.element]]
        return render(request, "submissions/_saved.html", {**_context(saved), "changed": changed})
    return _after_saving(request, saved, posted)


def _after_saving(request: HttpRequest, page: SectionPage, posted: Posted) -> HttpResponse:
    """On to the next section, or to the evidence that was asked for; stay once where something must be mended, unless
    the person goes on regardless.
    """
    if posted.problems:
        return _form(request, page, status=422)
    wanted = request.POST.get("next", "")
    if wanted.startswith(PICK):
        return redirect(attach_url(page.submission.pk, wanted.removeprefix(PICK)))
    seen = request.POST.get("seen", "")
    if page.errors and seen != _digest(page):
        return redirect(f"{request.path}?periksa=1")
    if page.next:
        return redirect("submissions:section", page.submission.pk, page.next)
    return redirect("submissions:review", page.submission.pk)


def _form(request: HttpRequest, page: SectionPage, status: int = 200, **extra: Any) -> HttpResponse:
    checked = "periksa" in request.GET or status == 422
    context = {**_context(page), "errors": page.errors if checked else [], "seen": _digest(page) if checked else ""}
    return render(request, "submissions/section.html", {**context, **extra}, status=status)


def _conflict(request: HttpRequest, page: SectionPage, conflict: Conflict) -> HttpResponse:
    """Both values of every answer that two people changed; nothing is stored until the person chooses."""
    if request.headers.get("HX-Request"):
        return render(
            request, "submissions/_unsaved.html", {"why": "Ada jawaban yang diubah orang lain. Tekan tombol."}
        )
    hidden = [
        (name, text)
        for name, text in request.POST.items()
        if name not in ("csrfmiddlewaretoken", "base") and not name.startswith(KEEP)
    ]
    pairs = [(page.edition.question(clash.element), clash) for clash in conflict.clashes]
    context = {**_context(page), "latest": conflict.latest, "pairs": pairs, "hidden": hidden}
    return render(request, "submissions/conflict.html", context, status=409)


def _refused(request: HttpRequest, page: SectionPage, problem: SubmissionProblem) -> HttpResponse:
    """The round closed or the return moved on meanwhile: what was typed stays on the screen."""
    if request.headers.get("HX-Request"):
        return render(request, "submissions/_unsaved.html", {"why": str(problem)})
    typed = SectionPage(page.submission, page.section.code, page.user, _all_texts(page, request.POST))
    return _form(request, typed, status=409, refusal=str(problem))


def _page(submission: Submission, code: str, request: HttpRequest, posted: Posted | None = None) -> SectionPage:
    try:
        return SectionPage(submission, code, signed_in(request), posted)
    except StopIteration as error:
        raise Http404 from error


def _context(page: SectionPage) -> dict[str, Any]:
    urls = {one.section.code: _url(page, one.section.code) for one in page.progress}
    review = reverse("submissions:review", args=[page.submission.pk])
    listed = list(steps(page.progress, urls, page.section.code, review))
    return {
        "page": page,
        "submission": page.submission,
        "round": page.submission.round,
        "steps": listed,
        "step_count": len(listed),
        "base": page.latest.number if page.latest else 0,
        "previous_url": urls.get(page.previous, page.submission.get_absolute_url()),
        "action": urls.get(page.section.code, ""),
        "now": timezone.now(),
    }


def _url(page: SectionPage, code: str) -> str:
    return reverse("submissions:section", args=[page.submission.pk, code])


def _digest(page: SectionPage) -> str:
    """Which problems the person has been shown."""
    return "|".join(anchor for anchor, _ in page.errors)


def _all_texts(page: SectionPage, typed: QueryDict) -> Posted:
    """Every text as it was typed, for a form that could not be saved."""
    data = {name: str(text) for name, text in typed.items()}
    posted = page.read(data)
    for one in page.fields:
        if one.element in data:
            posted.texts[one.element] = data[one.element]
    posted.nothings = {one.element: data.get(f"{one.element}.nothing", "") for one in page.fields}
    return posted


def _without_kept(posted: Posted, data: QueryDict) -> Posted:
    """After a conflict: answers for which the person kept what the other one had stored are not sent again."""
    for name, choice in data.items():
        if name.startswith(KEEP) and choice == "stored":
            posted.answers.pop(name.removeprefix(KEEP), None)
    return posted
