"""Retirements and early exits ahead, by post, level and office. People are opened in memory and never kept open."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from etam.workforce.models import Holder
from etam.workforce.queries.held import OfficePostLevel, holding_on
from etam.workforce.queries.people import person_or_none
from etam.workforce.queries.posts import retires_on
from etam.workforce.retirement import DAYS_OF_YEAR, ExitRate, Span, edges, exit_rate, project

Reason = Holder.EndReason
EARLY = (Reason.MOVED, Reason.RESIGNED, Reason.DIED)
# Below this a number that follows from birth dates would tell about one or two people.
SMALLEST = 3


@dataclass(frozen=True)
class Leaver:
    """A holder as the projection needs them: where, what, and the day of retirement where it can be known."""

    office_id: int
    office: str
    position: str
    level: str
    retires_on: date | None

    @property
    def key(self) -> OfficePostLevel:
        return self.office_id, self.position, self.level


@dataclass(frozen=True)
class Group:
    """One row of a table; `spans` is None where the group is so small that it would tell about single people."""

    key: Any
    persons: int
    unknown: int
    spans: tuple[Span, ...] | None

    @property
    def last(self) -> Span | None:
        return self.spans[-1] if self.spans else None

    @property
    def retiring(self) -> int | None:
        """How many reach the age by the end of the projection."""
        return None if self.spans is None else sum(one.retiring for one in self.spans)

    @property
    def leaving(self) -> float | None:
        """How many are expected to leave by the end, for either reason."""
        return None if self.spans is None else sum(one.leaving for one in self.spans)


def leavers(holders: QuerySet[Holder], day: date) -> list[Leaver]:
    """Who holds a post on a day among these rows, with the day of retirement."""
    rows = holding_on(day) & holders
    return [
        Leaver(one.office_id, one.office.name, one.position, one.level, _day_of(one))
        for one in rows.select_related("office").order_by("office__name", "position", "pk")
    ]


def recorded_rate(day: date) -> ExitRate:
    """The yearly chance of leaving early, from what was recorded in all offices; assumed while nothing was.

    A row counts from when it was recorded: who had left before that was never in it, and would make exits look rare.
    """
    exits, days = 0, 0
    rows = Holder.objects.exclude(end_reason=Reason.MISTAKEN).values_list(
        "appointed_on", "at", "ended_on", "end_reason"
    )
    for appointed_on, at, ended_on, reason in rows.iterator():
        start, end = max(appointed_on, localdate(at)), min(ended_on or day, day)
        if start < end:
            days += (end - start).days
            exits += reason in EARLY and ended_on is not None and ended_on <= day
    return exit_rate(exits, max(days / DAYS_OF_YEAR, exits))


def total(people: Sequence[Leaver], rate: ExitRate, day: date, key: Any = None) -> Group:
    """These people as one group."""
    known = [one.retires_on for one in people if one.retires_on is not None]
    return Group(key, len(people), len(people) - len(known), tuple(project(known, rate, edges(day))))


def grouped(
    people: Iterable[Leaver],
    rate: ExitRate,
    day: date,
    by: Callable[[Leaver], Hashable],
    *,
    smallest: int = 0,
) -> list[Group]:
    """These people by some key; groups below `smallest` keep their size alone, and never one of them alone."""
    parts: dict[Hashable, list[Leaver]] = defaultdict(list)
    for one in people:
        parts[by(one)].append(one)
    held_back = _held_back({key: len(part) for key, part in parts.items()}, smallest)
    return [
        Group(key, len(part), 0, None) if key in held_back else total(part, rate, day, key)
        for key, part in parts.items()
    ]


def retiring_by(people: Iterable[Leaver], last: date) -> dict[OfficePostLevel, int]:
    """How many of each office, post and level have retired by the end of a day, those whose day has passed too."""
    counts: dict[OfficePostLevel, int] = defaultdict(int)
    for one in people:
        if one.retires_on is not None and one.retires_on <= last:
            counts[one.key] += 1
    return dict(counts)


def _held_back(sizes: dict[Hashable, int], smallest: int) -> set[Hashable]:
    """Which groups are too small. One alone could be worked out from the total, so the next smallest goes as well."""
    small = {key for key, size in sizes.items() if size < smallest}
    if len(small) == 1 and len(sizes) > 1:
        small.add(min((key for key in sizes if key not in small), key=lambda key: sizes[key]))
    return small


def _day_of(holder: Holder) -> date | None:
    person = person_or_none(holder)
    return retires_on(person, holder.level) if person else None
