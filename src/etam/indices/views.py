"""The officer's pages for runs and releases: find, act, answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from etam.accounts.access import signed_in
from etam.indexmath.errors import IndexMathError
from etam.indices import access, actions, methods, queries
from etam.indices.exceptions import IndicesProblem
from etam.indices.forms import ChoiceForm, DeclineForm, ProposalForm, RunForm
from etam.indices.models import IndexRun, Release
from etam.indices.previewing import preview

PAGE_SIZE = 25
FILES = ("report.pdf", "results.xlsx", "results.csv", "manifest.json", "README.txt")


@login_required
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """What waits for a second officer, the runs, and the history of releases."""
    found = queries.with_reopened(access.runs_for(request.user)).defer("results")
    releases = access.releases_for(request.user)
    page, titles = Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman")), methods.titles()
    context = {
        "page": page,
        "rows": [(one, titles.get(one.method_code, one.method_code)) for one in page],
        "awaiting": list(queries.awaiting(releases)),
        "history": list(queries.decided(releases)[:PAGE_SIZE]),
        "may_work": access.may_work(request.user),
        "now": timezone.now(),
    }
    return render(request, "indices/runs.html", context)


@login_required
def new_run(request: HttpRequest) -> HttpResponse:
    """Choose method and year, see how ready the figures are, start."""
    access.require_officer(request.user)
    if request.method == "POST":
        return _start(request)
    form = ChoiceForm(request.GET or None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "indices/new_run.html", {"choice": form})
    return _ready(request, form, RunForm(initial=form.cleaned_data))


@login_required
@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: how far it is, what it found, and what to do with it."""
    found = access.run_to_view(request.user, pk)
    return render(request, "indices/run.html", _run_context(request, found))


@login_required
@require_GET
def run_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The line of progress alone, asked for every two seconds; once the run ends, the whole page is asked for."""
    found = access.run_to_view(request.user, pk)
    answer = render(
        request, "indices/_progress.html", {"run": found, "is_stalled": found.is_stalled_at(timezone.now())}
    )
    if not found.is_under_way:
        answer["HX-Refresh"] = "true"
    return answer


@login_required
@require_POST
def restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a failed or abandoned run once more."""
    found = access.run_to_work_on(request.user, pk)
    try:
        actions.restart_run(found, by=signed_in(request))
    except IndicesProblem as problem:
        messages.error(request, str(problem))
    return redirect("indices:run", pk)


@login_required
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the release of a run and lay it before a second officer."""
    found = access.run_to_work_on(request.user, pk)
    current = queries.current_release(found.method_code, found.period)
    form = ProposalForm(request.POST, is_correction=current is not None)
    if form.is_valid():
        try:
            release = actions.propose_release(found, by=signed_in(request), replaces=current, **form.cleaned_data)
        except IndicesProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Rilis diusulkan. Petugas provinsi lain memeriksa dan menerbitkannya.")
            return redirect("indices:release", release.code)
    return render(request, "indices/run.html", {**_run_context(request, found), "proposal": form})


@login_required
@require_GET
def release(request: HttpRequest, code: str) -> HttpResponse:
    """One release in whatever state: what it says, who decides, what shook it since."""
    found = access.release_to_view(request.user, code)
    return render(request, "indices/release.html", _release_context(request, found))


@login_required
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Make a proposal public."""
    found = access.release_to_decide(request.user, code)
    try:
        actions.publish(found, by=signed_in(request))
    except IndicesProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"Rilis {found.label} terbit.")
    return redirect("indices:release", code)


@login_required
@require_POST
def decline(request: HttpRequest, code: str) -> HttpResponse:
    """Close a proposal with a reason."""
    found = access.release_to_decide(request.user, code)
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            actions.decline(found, by=signed_in(request), **form.cleaned_data)
            return redirect("indices:release", code)
        except IndicesProblem as problem:
            form.add_error(None, str(problem))
    return render(request, "indices/release.html", {**_release_context(request, found), "decline": form})


@login_required
@require_GET
def release_file(request: HttpRequest, code: str, name: str) -> FileResponse:
    """A file of a release that is perhaps not public yet, for those who decide about it."""
    found = access.release_to_view(request.user, code)
    path = found.path / name
    if name not in FILES or not path.is_file():
        raise Http404(f"{name} tidak ada dalam rilis ini.")
    return FileResponse(path.open("rb"), as_attachment=name != "report.pdf", filename=f"{found.code}-{name}")


def _start(request: HttpRequest) -> HttpResponse:
    form = RunForm(request.POST)
    if not form.is_valid():
        return _ready(request, ChoiceForm(request.POST), form)
    plan = {
        "period": form.cleaned_data["period"],
        "seed": form.cleaned_data["seed"],
        "draws": form.cleaned_data["draws"],
    }
    try:
        made = actions.start_run(
            method_code=form.chosen.code, method_version=form.chosen.version, by=signed_in(request), **plan
        )
    except IndicesProblem as problem:
        form.add_error(None, str(problem))
        return _ready(request, ChoiceForm(request.POST), form)
    return redirect("indices:run", made.pk)


def _ready(request: HttpRequest, choice: ChoiceForm, form: RunForm) -> HttpResponse:
    """The page of a new run with the readiness of what was chosen, or the reason why there is none."""
    context: dict[str, object] = {"choice": choice, "form": form}
    if choice.is_valid():
        method = methods.load(choice.chosen.code, choice.chosen.version)
        try:
            methods.require_period(method, choice.cleaned_data["period"])
            context |= {"method": method, "readiness": queries.readiness(method, choice.cleaned_data["period"])}
        except (IndicesProblem, IndexMathError) as problem:
            context["problem"] = str(problem)
    return render(request, "indices/new_run.html", context)


def _run_context(request: HttpRequest, found: IndexRun) -> dict[str, object]:
    is_done = found.state == IndexRun.State.DONE
    current = queries.current_release(found.method_code, found.period) if is_done else None
    return {
        "run": found,
        "title": methods.titles().get(found.method_code, found.method_code),
        "is_stalled": found.is_stalled_at(timezone.now()),
        "may_work": access.may_work(request.user),
        "results": found.results if is_done else None,
        "preview": preview(found.results) if is_done else None,
        "releases": list(found.releases.defer("results").select_related("proposed_by")),
        "is_proposed": found.releases.exclude(state=Release.State.DECLINED).exists(),
        "current": current,
        "proposal": ProposalForm(is_correction=current is not None),
        "reopened": queries.reopened_since(found) if is_done else [],
    }


def _release_context(request: HttpRequest, found: Release) -> dict[str, object]:
    why_not = access.why_not_decide(request.user, found)
    return {
        "release": found,
        "results": found.results,
        "preview": preview(found.results),
        "why_not": why_not,
        "may_withdraw": found.state == Release.State.PROPOSED and found.proposed_by_id == request.user.pk,
        "decline": DeclineForm(),
        "reopened": queries.reopened_since(found.run) if found.run else [],
        "corrected_by": found.replaced_by,
        "files": [name for name in FILES if (found.path / name).is_file()],
    }
