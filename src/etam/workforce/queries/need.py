"""The need of persons by office, post and level, from settled workload analyses."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.need import Need as Computed
from etam.workforce.need import Task, need
from etam.workforce.rules import level_order, workload_rules


@dataclass(frozen=True)
class Need:
    """The need of one level of a post at one office: `raw` before rounding, `persons` rounded for this level alone."""

    office_id: int
    regency_code: str
    position: str
    level: str
    raw: float
    persons: int
    workload_id: int


def needs(year: int) -> list[Need]:
    """What the latest settled analysis up to `year` of each office and post asks for, level by level.

    A level without a task has no entry: nobody said that it needs nobody.
    """
    found = latest_settled(year)
    levels = by_level(found)
    return [
        Need(one.office_id, one.office.regency_id, one.position, level, float(told.exact), told.persons, one.pk)
        for one in found
        for level, told in levels[one.pk].items()
    ]


def latest_settled(year: int) -> list[Workload]:
    """The settled analysis that counts in `year` of each office and post: its own, else that of the latest year."""
    rows = Workload.objects.filter(state=Workload.State.SETTLED, year__lte=year).select_related("office")
    latest = {(one.office_id, one.position): one for one in rows.order_by("year", "pk")}
    return [latest[key] for key in sorted(latest)]


def by_level(workloads: Iterable[Workload]) -> dict[int, dict[str, Computed]]:
    """The need of each analysis level by level from the lowest, by key of the analysis. One question to the database.

    A task whose volume or time was not said yet counts for nothing; ask `Workload.State` before relying on it.
    """
    given = {one.pk: one for one in workloads}
    tasks: dict[int, dict[str, list[Task]]] = defaultdict(lambda: defaultdict(list))
    for row in WorkloadTask.objects.filter(workload__in=given).order_by("place", "pk"):
        tasks[row.workload_id][row.level] += [told] if (told := as_task(row)) else []
    return {
        pk: {level: needed(one, tasks[pk][level]) for level in sorted(tasks[pk], key=level_order)}
        for pk, one in given.items()
    }


def needed(workload: Workload, tasks: Iterable[Task]) -> Computed:
    """The need for some tasks of an analysis under its own time and edition."""
    return need(tasks, Fraction(workload.effective_minutes), workload_rules(workload.edition).rounding)


def as_task(row: WorkloadTask) -> Task | None:
    """The row as arithmetic takes it; None while its volume or its time is open."""
    if row.volume is None or row.standard_minutes is None:
        return None
    # Through text: 12.1 minutes are 121/10 and not the nearest number in binary.
    return Task(row.activity, Fraction(str(row.volume)), Fraction(str(row.standard_minutes)))
