"""Who holds a post: the list, one holder, recording, importing. Personal data are shown by `holder_readings` alone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.accounts.models import User
from etam.web.bodies import refuses_large_bodies
from etam.web.csv_list import ListingProblem
from etam.workforce.access import holders as access
from etam.workforce.actions import holder_import, holders, personal_data
from etam.workforce.actions.holders import Doubtful
from etam.workforce.exceptions import BadInput, WorkforceProblem
from etam.workforce.forms.holders import (
    AskForm,
    CertificateForm,
    CorrectForm,
    EndForm,
    HolderForm,
    ImportForm,
    LevelForm,
    NoHolderForm,
    PurposeForm,
    SettleForm,
)
from etam.workforce.holder_list import LIMITS, read_listing
from etam.workforce.models import CorrectionRequest, Holder
from etam.workforce.queries import holder_pages as pages
from etam.workforce.rules import positions

SHOWN_FAULTS = 200
# Nothing on these pages may be kept by a browser or a server in between.
unkept = cache_control(no_store=True, private=True)


@login_required
@require_GET
@unkept
def index(request: HttpRequest) -> HttpResponse:
    """Holders by office: one by one and masked for who may open them, numbers for all others."""
    page = pages.listing(request.user, request.GET.get("kantor", ""), timezone.localdate())
    return render(
        request, "workforce/holders.html", {"page": page, "credits": positions(), "none_form": NoHolderForm()}
    )


@login_required
@unkept
def new(request: HttpRequest) -> HttpResponse:
    """Record who holds a post."""
    access.require_opener(request.user)
    offices = access.offices_to_open(request.user).order_by("name")
    form = HolderForm(request.POST or None, offices=offices)
    if request.method == "POST" and form.is_valid():
        try:
            row = holders.record(
                form.person(), form.held(), by=signed_in(request), is_sure=form.cleaned_data["is_sure"]
            )
        except WorkforceProblem as problem:
            tell(form, problem)
        else:
            messages.success(request, "Pemangku dicatat. Data orangnya disegel.")
            return redirect("workforce:holder", row.pk)
    return render(request, "workforce/holder_new.html", {"form": form}, status=422 if form.is_bound else 200)


@refuses_large_bodies("workforce/holder_too_large.html")
@login_required
@unkept
def import_list(request: HttpRequest) -> HttpResponse:
    """Record a whole list, all rows or none. Nothing of it is kept between two requests: it holds open NIPs."""
    access.require_opener(request.user)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "columns": LIMITS, "offices": access.offices_to_open(request.user)}
    if request.method == "POST" and form.is_valid():
        done = _imported(form, signed_in(request))
        if done is not None and done.holders:
            messages.success(request, f"{len(done.holders)} pemangku dicatat.")
            return redirect("workforce:holders")
        if done is not None:
            context |= {"faults": done.faults[:SHOWN_FAULTS], "questions": done.questions[:SHOWN_FAULTS]}
    return render(request, "workforce/holder_import.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_GET
@unkept
def holder(request: HttpRequest, pk: int) -> HttpResponse:
    """One holder, masked, with who opened the data and what can be done."""
    return holder_page(request, access.holder_to_open(request.user, pk))


@login_required
@require_POST
@unkept
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Change the level, end, note a certificate, correct, or note a request for correction."""
    row = access.holder_to_open(request.user, pk)
    made, act, said = CHANGES[what]
    form = made(row, request.POST)
    if form.is_valid():
        try:
            after = act(row, form.cleaned_data, signed_in(request), _version(request))
        except WorkforceProblem as problem:
            tell(form, problem)
        else:
            messages.success(request, said)
            return redirect("workforce:holder", after.pk)
    return holder_page(request, row, status=422, **{what.replace("-", "_"): form})


@login_required
@require_POST
@unkept
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a request for correction."""
    one = access.correction_to_settle(request.user, pk)
    form = SettleForm(request.POST, prefix=f"jawab-{one.pk}")
    if form.is_valid():
        try:
            personal_data.settle_correction(one, **form.cleaned_data, by=signed_in(request))
        except WorkforceProblem as problem:
            tell(form, problem)
        else:
            messages.success(request, "Permintaan dijawab.")
            return redirect("workforce:holder", one.holder_id)
    return holder_page(request, one.holder, status=422, settling=(one.pk, form))


def holder_page(request: HttpRequest, row: Holder, *, status: int = 200, **shown: Any) -> HttpResponse:
    """The page of one holder; `shown` are forms that were refused, the opened person, or the opened requests."""
    settling: tuple[int, Any] = shown.pop("settling", (0, None))
    page = pages.detail(row, timezone.now())
    answers = [
        (one, settling[1] if settling[0] == one.request.pk else SettleForm(prefix=f"jawab-{one.request.pk}"))
        for one in page.corrections
    ]
    forms: dict[str, Any] = {
        "jenjang": LevelForm(holder=row, prefix="jenjang"),
        "akhiri": EndForm(prefix="akhiri"),
        "sertifikat": CertificateForm(prefix="sertifikat", initial={"certificate": row.certificate}),
        "betulkan": CorrectForm(prefix="betulkan"),
        "permintaan": AskForm(prefix="permintaan"),
        "purpose": PurposeForm(),
        **shown,
    }
    context = {
        "holder": row,
        "page": page,
        "answers": answers,
        "forms": forms,
        "refused": set(shown),
        "person": shown.get("person"),
    }
    return render(request, "workforce/holder.html", context, status=status)


def tell(form: Any, problem: WorkforceProblem) -> None:
    """Put what was refused at its field, or at the head of the form where it has no such field."""
    field = problem.field if isinstance(problem, BadInput) else ""
    field = {"position": "post", "level": "post" if "post" in form.fields else "level"}.get(field, field)
    sentence = f"{problem} Bila memang begitu, centang kotaknya." if isinstance(problem, Doubtful) else str(problem)
    form.add_error(field if field in form.fields else None, sentence)


def _imported(form: ImportForm, by: User) -> holder_import.Stored | None:
    """What became of the file; None when it could not be read, which then stands at its field."""
    try:
        listing = read_listing(form.cleaned_data["file"].read(), positions())
    except ListingProblem as problem:
        form.add_error("file", str(problem))
        return None
    if listing.faults:
        return holder_import.Stored(faults=listing.faults)
    return holder_import.store(listing.entries, by=by, is_sure=form.cleaned_data["is_sure"])


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else 0


def _ask(row: Holder, given: dict[str, Any], by: User, version: int) -> Holder:
    one: CorrectionRequest = personal_data.ask_correction(row, **given, by=by)
    return one.holder


Act = Callable[[Holder, dict[str, Any], User, int], Holder]
Made = Callable[[Holder, Any], Any]
CHANGES: dict[str, tuple[Made, Act, str]] = {
    "jenjang": (
        lambda row, data: LevelForm(data, holder=row, prefix="jenjang"),
        lambda row, given, by, version: holders.change_level(
            row, **{**given, "certificate": given["certificate"] or None}, by=by, version=version
        ),
        "Jenjang diganti.",
    ),
    "akhiri": (
        lambda row, data: EndForm(data, prefix="akhiri"),
        lambda row, given, by, version: holders.end(row, **given, by=by, version=version),
        "Berakhirnya dicatat.",
    ),
    "sertifikat": (
        lambda row, data: CertificateForm(data, prefix="sertifikat"),
        lambda row, given, by, version: holders.set_certificate(row, **given, by=by, version=version),
        "Sertifikat dicatat.",
    ),
    "betulkan": (
        lambda row, data: CorrectForm(data, prefix="betulkan"),
        lambda row, given, by, version: holders.correct(row, **given, by=by, version=version),
        "Data dibetulkan dan disegel lagi.",
    ),
    "permintaan": (lambda row, data: AskForm(data, prefix="permintaan"), _ask, "Permintaan dicatat."),
}
