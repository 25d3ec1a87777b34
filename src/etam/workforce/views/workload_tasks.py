"""The tasks of a draft: typed, taken from what is measured, imported, moved, removed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.web.bodies import refuses_large_bodies
from etam.web.csv_list import ListingProblem
from etam.web.formats import number
from etam.workforce.access import workload as access
from etam.workforce.actions import workload_tasks as actions
from etam.workforce.forms.workload import ImportForm, TakeForm, TaskForm, VersionForm
from etam.workforce.models import Workload
from etam.workforce.queries.measured import measured
from etam.workforce.rules import positions, workload_rules
from etam.workforce.views.trying import done
from etam.workforce.views.workload import page
from etam.workforce.workload_list import Read, read_workload_list

SHOWN_FAULTS = 200


@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Type a task."""
    one = access.workload_to_keep(request.user, pk)
    if request.method != "POST":
        level = request.GET.get("jenjang", "")
        return _task_page(request, one, TaskForm(initial={"version": one.version, "level": level}, workload=one))
    form = TaskForm(request.POST, workload=one)
    if form.is_valid() and done(form, lambda: actions.add_task(one, form.typed(), **_version(form), by=_by(request))):
        messages.success(request, "Kegiatan ditambahkan.")
        return redirect("workforce:add_task" if "again" in request.POST else "workforce:workload", one.pk)
    return _task_page(request, one, form, status=422)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a task anew."""
    task = access.task_to_keep(request.user, pk)
    if request.method != "POST":
        return _task_page(request, task.workload, TaskForm.of(task), task=task)
    form = TaskForm(request.POST, workload=task.workload)
    if form.is_valid() and done(form, lambda: actions.edit_task(task, form.typed(), **_version(form), by=_by(request))):
        messages.success(request, "Kegiatan disimpan.")
        return redirect("workforce:workload", task.workload_id)
    return _task_page(request, task.workload, form, task=task, status=422)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task out."""
    task = access.task_to_keep(request.user, pk)
    return _button(request, task.workload, lambda version: actions.remove_task(task, version=version, by=_by(request)))


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a task change places with its neighbour."""
    task = access.task_to_keep(request.user, pk)
    up = request.POST.get("arah") == "naik"
    return _button(
        request, task.workload, lambda version: actions.move_task(task, up=up, version=version, by=_by(request))
    )


@login_required
@require_POST
def answer_moved(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about a measured volume that changed."""
    task = access.task_to_keep(request.user, pk)
    takes_new = request.POST.get("angka") == "baru"
    return _button(
        request,
        task.workload,
        lambda version: actions.answer_moved(task, takes_new=takes_new, version=version, by=_by(request)),
    )


@login_required
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a volume from accepted returns or assessments."""
    one = access.workload_to_keep(request.user, pk)
    known = measured(one)
    form = TakeForm(request.POST or None, initial={"version": one.version}, workload=one, known=known)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _take(request, one, form)):
        messages.success(request, "Volume diambil dengan asalnya.")
        return redirect("workforce:workload", one.pk)
    context = {"workload": one, "form": form, "known": known}
    status = 422 if request.method == "POST" else 200
    return render(request, "workforce/workload_take.html", context, status=status)


@refuses_large_bodies("workforce/too_large.html")
@login_required
def import_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Import a list of tasks, all of it or nothing."""
    one = access.workload_to_keep(request.user, pk)
    if request.method != "POST":
        return _import_page(request, one, ImportForm(initial={"version": one.version}, workload=one))
    form = ImportForm(request.POST, request.FILES, workload=one)
    read = _read(form, one) if form.is_valid() else None
    if read is None or read.faults or form.errors:
        return _import_page(request, one, form, read, status=422)
    if not done(form, lambda: actions.add_tasks(one, read.tasks, **_version(form), by=_by(request))):
        return _import_page(request, one, form, status=422)
    messages.success(request, f"{number(len(read.tasks))} kegiatan diimpor.")
    return redirect("workforce:workload", one.pk)


def _read(form: ImportForm, one: Workload) -> Read | None:
    try:
        data = form.cleaned_data["file"].read()
        return read_workload_list(data, positions().positions[one.position], form.cleaned_data["level"])
    except ListingProblem as problem:
        form.add_error("file", str(problem))
        return None


def _take(request: HttpRequest, one: Workload, form: TakeForm) -> None:
    given = form.cleaned_data
    actions.take_measured(
        one,
        workload_rules().measures[given["measure"]],
        level=given["level"],
        standard_minutes=given["standard_minutes"],
        version=given["version"],
        by=_by(request),
    )


def _button(request: HttpRequest, one: Workload, act: Callable[[int], object]) -> HttpResponse:
    """What a button of the page of an analysis does; a refusal stands on that page."""
    form = VersionForm(request.POST)
    if form.is_valid() and done(form, lambda: act(form.cleaned_data["version"])):
        return redirect("workforce:workload", one.pk)
    one.refresh_from_db()
    return page(request, one, refused=form)


def _task_page(
    request: HttpRequest, one: Workload, form: TaskForm, task: Any = None, status: int = 200
) -> HttpResponse:
    context = {"workload": one, "form": form, "task": task}
    return render(request, "workforce/task.html", context, status=status)


def _import_page(
    request: HttpRequest, one: Workload, form: ImportForm, read: Read | None = None, status: int = 200
) -> HttpResponse:
    faults = read.faults if read else ()
    context = {"workload": one, "form": form, "faults": faults[:SHOWN_FAULTS], "fault_count": len(faults)}
    return render(request, "workforce/workload_import.html", context, status=status)


def _version(form: Any) -> dict[str, int]:
    return {"version": form.cleaned_data["version"]}


def _by(request: HttpRequest) -> Any:
    return signed_in(request)
