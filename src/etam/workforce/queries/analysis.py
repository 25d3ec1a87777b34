"""One workload analysis as it is read: tasks by level, need raw and rounded, effectiveness against holders."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from etam.content.workload import EffectivenessClass, EffectiveTime
from etam.content.workload import Workload as Rules
from etam.web.formats import number
from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.need import Need, Task, effectiveness
from etam.workforce.queries.held import staffing
from etam.workforce.queries.need import as_task, needed
from etam.workforce.rules import level_name, level_order, position_name, workload_rules

DECIMALS = 2


@dataclass(frozen=True)
class Line:
    """One task; `minutes` is None while its volume or its time is open."""

    task: WorkloadTask
    minutes: Fraction | None

    @property
    def is_open(self) -> bool:
        return self.minutes is None

    @property
    def shown_minutes(self) -> float | None:
        return None if self.minutes is None else float(self.minutes)


@dataclass(frozen=True)
class Used:
    """EJ and PEJ of some holders; `grade` is the class of the EJ before rounding."""

    holders: int
    ratio: Fraction
    grade: EffectivenessClass

    @property
    def shown_ratio(self) -> float:
        return float(self.ratio)


@dataclass(frozen=True)
class Part:
    """The tasks of one level and what they ask for. `holders` is None where nobody recorded any."""

    level: str
    lines: Sequence[Line]
    need: Need
    holders: int | None
    used: Used | None

    @property
    def name(self) -> str:
        return level_name(self.level)

    @property
    def raw(self) -> float:
        return float(self.need.exact)

    @property
    def total_minutes(self) -> float:
        return float(self.need.total_minutes)

    @property
    def open_count(self) -> int:
        return sum(line.is_open for line in self.lines)


class Analysis:
    """A workload analysis with everything that a page, a sheet or a document says of it."""

    def __init__(self, workload: Workload, day: date):
        self.workload = workload
        self.rules: Rules = workload_rules(workload.edition)
        self.day = day
        self.tasks = list(workload.tasks.order_by("place", "pk"))
        post, staff = (workload.office_id, workload.position), staffing(day)
        self._held = {key[2]: count for key, count in staff.persons.items() if key[:2] == post}
        self._is_known = staff.knows(*post)
        self.parts = self._parts()
        self.total: Need = needed(workload, _computable(self.tasks))

    @property
    def position(self) -> str:
        return position_name(self.workload.position)

    @property
    def time(self) -> EffectiveTime:
        return self.rules.effective_times[self.workload.effective_time]

    @property
    def raw(self) -> float:
        """The need of the whole post before any rounding."""
        return float(self.total.exact)

    @property
    def total_minutes(self) -> float:
        return float(self.total.total_minutes)

    @property
    def persons(self) -> int:
        """Whole persons, level by level: what a formation can be asked for."""
        return sum(part.need.persons for part in self.parts)

    @property
    def rounding_differs(self) -> bool:
        """Whether rounding the sum gives another number than adding the rounded levels."""
        return self.persons != self.total.persons

    @property
    def open_count(self) -> int:
        """How many tasks lack their volume or their time."""
        return sum(part.open_count for part in self.parts)

    @property
    def holders(self) -> int | None:
        """Everybody who holds the post at this office; None where nobody recorded any."""
        known = [part.holders for part in self.parts if part.holders is not None]
        beside = [count for level, count in self._held.items() if level not in {part.level for part in self.parts}]
        return sum(known) + sum(beside) if known or beside else None

    @property
    def used(self) -> Used | None:
        """EJ and PEJ of the whole post."""
        return _used(self.total, self.holders, self.rules)

    @property
    def is_complete(self) -> bool:
        return bool(self.tasks) and not self.open_count

    @property
    def finding(self) -> str:
        """The title that tells: "Pustakawan 2026: butuh 3,42 orang, 4 setelah dibulatkan per jenjang"."""
        if not self.tasks:
            return f"{self.position} {self.workload.year}: belum ada kegiatan"
        if self.open_count:
            return f"{self.position} {self.workload.year}: {self.open_count} kegiatan belum lengkap"
        raw = number(self.raw, DECIMALS)
        whole = number(self.persons)
        return f"{self.position} {self.workload.year}: butuh {raw} orang, {whole} setelah dibulatkan per jenjang"

    def _parts(self) -> list[Part]:
        by_level: dict[str, list[WorkloadTask]] = defaultdict(list)
        for task in self.tasks:
            by_level[task.level].append(task)
        return [self._part(level, by_level[level]) for level in sorted(by_level, key=level_order)]

    def _part(self, level: str, tasks: list[WorkloadTask]) -> Part:
        need = needed(self.workload, _computable(tasks))
        # Where holders are recorded, or the office says it has none, a level without one has none; else nobody knows.
        holders = self._held.get(level, 0) if self._is_known else None
        lines = [Line(task, told.minutes if (told := as_task(task)) else None) for task in tasks]
        return Part(level, lines, need, holders, _used(need, holders, self.rules))


def _used(need: Need, holders: int | None, rules: Rules) -> Used | None:
    if not holders:
        return None
    found = effectiveness(need, holders, rules)
    return Used(found.holders, found.ratio, found.grade)


def _computable(tasks: Iterable[WorkloadTask]) -> list[Task]:
    return [told for task in tasks if (told := as_task(task))]
