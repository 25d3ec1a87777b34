"""Every write on the tasks of a workload analysis, while it is a draft."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.workload import Measure
from etam.web.formats import number
from etam.workforce.actions.workload import draft_to_change
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.queries.measured import ABSENT, Measured, measure_of, measured
from etam.workforce.rules import level_name, position, position_name

Source = WorkloadTask.Source
LONGEST_MINUTES = 366 * 24 * 60
LARGEST_VOLUME = 1e9
NOTHING_SAID = {"missing": "tidak ada data", "not_applicable": "tidak berlaku", ABSENT: "belum ada isian yang diterima"}


@dataclass(frozen=True)
class Typed:
    """A task as somebody typed it. None where the volume or the time is still open; 0 is no work at all."""

    level: str
    activity: str
    volume: float | None
    standard_minutes: float | None
    unit: str = ""


@transaction.atomic
def add_task(workload: Workload, typed: Typed, *, version: int, by: User | None) -> WorkloadTask:
    """Add one task at the end. Raises BadInput for what cannot be, and for an activity that its level has already."""
    row = draft_to_change(workload, version)
    made = _add(row, _clean(row, typed), place=_next_place(row))
    journal.record("workload_task", row, by=by, summary=f"Menambah kegiatan “{made.activity}” pada ABK {row}.")
    return made


@transaction.atomic
def add_tasks(workload: Workload, typed: Sequence[Typed], *, version: int, by: User | None) -> list[WorkloadTask]:
    """Add a whole list, or nothing of it: the first row that cannot be is told with its activity."""
    row = draft_to_change(workload, version)
    first = _next_place(row)
    made = [_add(row, _clean(row, one), place=place) for place, one in enumerate(typed, start=first)]
    journal.record("workload_tasks", row, by=by, summary=f"Mengimpor {len(made)} kegiatan pada ABK {row}.")
    return made


@transaction.atomic
def edit_task(task: WorkloadTask, typed: Typed, *, version: int, by: User) -> WorkloadTask:
    """Write a task anew; a measured volume stays measured unless the number differs."""
    row, found = _task_to_change(task, version)
    clean = _clean(row, typed, beside=found)
    if found.source != Source.TYPED and clean.volume != found.volume:
        was = "tidak ada" if found.volume is None else number(found.volume)
        found.provenance = f"Diketik, menggantikan angka terukur {was} ({found.provenance})"[:300]
        found.source, found.element, found.period = Source.TYPED, "", None
    found.level, found.activity, found.unit = clean.level, clean.activity, clean.unit
    found.volume, found.standard_minutes = clean.volume, clean.standard_minutes
    found.save()
    journal.record("workload_task", row, by=by, summary=f"Mengubah kegiatan “{found.activity}” pada ABK {row}.")
    return found


@transaction.atomic
def remove_task(task: WorkloadTask, *, version: int, by: User) -> None:
    """Take a task out of a draft."""
    row, found = _task_to_change(task, version)
    found.delete()
    journal.record("workload_task", row, by=by, summary=f"Menghapus kegiatan “{found.activity}” dari ABK {row}.")


@transaction.atomic
def move_task(task: WorkloadTask, *, up: bool, version: int, by: User) -> None:
    """Let a task change places with its neighbour of the same level; at the end of its level nothing moves."""
    row, found = _task_to_change(task, version)
    same = [one for one in row.tasks.order_by("place", "pk") if one.level == found.level]
    here = [one.pk for one in same].index(found.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(same):
        return
    same[here], same[there] = same[there], same[here]
    others = [one for one in row.tasks.order_by("place", "pk") if one.level != found.level]
    for place, one in enumerate([*others, *same], start=1):
        one.place = place
    WorkloadTask.objects.bulk_update([*others, *same], ["place"])
    journal.record("workload_task", row, by=by, summary=f"Memindah kegiatan “{found.activity}” pada ABK {row}.")


@transaction.atomic
def take_measured(
    workload: Workload,
    measure: Measure,
    *,
    level: str,
    standard_minutes: float | None,
    version: int,
    by: User | None,
) -> WorkloadTask:
    """Add a task whose volume accepted returns or assessments measure; missing data leave the volume open.

    Raises BadInput where the measure does not fit the post, does not apply to the office, or nothing was accepted.
    """
    row = draft_to_change(workload, version)
    known = _now(row, measure.code)
    if known.nothing == "not_applicable":
        raise BadInput("Menurut isian yang diterima, kegiatan ini tidak berlaku di kantor ini.", "measure")
    if known.nothing == ABSENT:
        raise BadInput(f"{known.provenance}, maka volumenya belum terukur. Ketik sendiri kegiatannya.", "measure")
    typed = Typed(level, measure.activity["id"], known.number, standard_minutes, measure.unit["id"])
    made = _add(row, _clean(row, typed), place=_next_place(row), **_measured_fields(known))
    journal.record("workload_task", row, by=by, summary=f"Mengambil volume “{made.activity}” untuk ABK {row}.")
    return made


@transaction.atomic
def answer_moved(task: WorkloadTask, *, takes_new: bool, version: int, by: User) -> WorkloadTask:
    """Decide about a measured volume that changed: take the figure of now, or keep the old one as one's own.

    Raises WrongState for a volume that was typed.
    """
    row, found = _task_to_change(task, version)
    known = measure_of(row, found)
    if known is None:
        raise WrongState("Volume kegiatan ini diketik, maka tidak ada angka baru untuknya.")
    says = NOTHING_SAID[known.nothing] if known.number is None else number(known.number)
    was = "belum diisi" if found.volume is None else number(found.volume)
    if takes_new:
        for name, value in _measured_fields(known).items():
            setattr(found, name, value)
        found.volume = known.number
    else:
        found.source, found.element, found.period = Source.TYPED, "", None
        found.provenance = f"Dipertahankan {was}; {known.provenance} menyatakan {says}"[:300]
    found.save()
    what = f"dari {was} menjadi {says}" if takes_new else f"tetap {was}, bukan {says}"
    journal.record("workload_volume", row, by=by, summary=f"Volume “{found.activity}” pada ABK {row} {what}.")
    return found


def _now(workload: Workload, code: str) -> Measured:
    known = next((one for one in measured(workload) if one.measure.code == code), None)
    if known is None:
        raise BadInput(f"Volume ini tidak mengukur pekerjaan {position_name(workload.position)}.", "measure")
    return known


def _measured_fields(known: Measured) -> dict[str, object]:
    return {
        "source": known.source,
        "element": known.measure.element,
        "period": known.period,
        "provenance": _told(known),
    }


def _told(known: Measured) -> str:
    if known.number is None:
        return f"{known.provenance} ({NOTHING_SAID[known.nothing]})"[:300]
    return known.provenance


def _task_to_change(task: WorkloadTask, version: int) -> tuple[Workload, WorkloadTask]:
    """The task and its draft, locked. Raises WrongState as `draft_to_change` does, and for a task that is gone."""
    row = draft_to_change(task.workload, version)
    found = row.tasks.filter(pk=task.pk).first()
    if found is None:
        raise WrongState("Kegiatan ini sudah dihapus. Muat ulang halamannya.")
    return row, found


def _add(workload: Workload, typed: Typed, *, place: int, **source: object) -> WorkloadTask:
    return WorkloadTask.objects.create(workload=workload, place=place, **{**vars(typed), **source})


def _next_place(workload: Workload) -> int:
    last = workload.tasks.order_by("-place").values_list("place", flat=True).first()
    return (last or 0) + 1


def _clean(workload: Workload, typed: Typed, beside: WorkloadTask | None = None) -> Typed:
    """The task with its texts trimmed. Raises BadInput, naming the field."""
    activity, unit = " ".join(typed.activity.split()), " ".join(typed.unit.split())
    if not activity:
        raise BadInput("Tulis nama kegiatannya.", "activity")
    if len(activity) > 300:
        raise BadInput("Nama kegiatan paling panjang 300 karakter.", "activity")
    if len(unit) > 60:
        raise BadInput("Satuan hasil paling panjang 60 karakter.", "unit")
    _refuse_level(workload, typed.level, activity)
    _refuse_numbers(typed, activity)
    _refuse_double(workload, typed.level, activity, beside)
    return Typed(typed.level, activity, typed.volume, typed.standard_minutes, unit)


def _refuse_level(workload: Workload, level: str, activity: str) -> None:
    known = position(workload.position)
    if known is None or level not in known.levels:
        names = ", ".join(level_name(one) for one in known.levels) if known else ""
        raise BadInput(
            f"“{activity}”: jenjang “{level_name(level)}” tidak ada pada {position_name(workload.position)}. "
            f"Yang ada: {names}.",
            "level",
        )


def _refuse_numbers(typed: Typed, activity: str) -> None:
    volume, minutes = typed.volume, typed.standard_minutes
    if volume is not None and not (math.isfinite(volume) and 0 <= volume <= LARGEST_VOLUME):
        raise BadInput(f"“{activity}”: volume setahun harus 0 atau lebih, paling banyak satu miliar.", "volume")
    if minutes is not None and not (math.isfinite(minutes) and 0 < minutes <= LONGEST_MINUTES):
        raise BadInput(
            f"“{activity}”: waktu standar harus lebih dari 0 menit dan paling lama setahun.",
            "standard_minutes",
        )


def _refuse_double(workload: Workload, level: str, activity: str, beside: WorkloadTask | None) -> None:
    others = [one for one in workload.tasks.filter(level=level) if one != beside]
    if any(one.activity.casefold() == activity.casefold() for one in others):
        raise BadInput(
            f"“{activity}” sudah ada pada jenjang {level_name(level)}. Ubah yang ada, atau bedakan namanya.", "activity"
        )
