"""How many people the work of a year asks for (ABK), and how well those who hold the post are used (EJ, PEJ). Pure.

Every quantity is a fraction, not a float: a need of exactly x.5 and an EJ of exactly 1 lie on borders.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from etam.content.workload import EffectivenessClass, Rounding, Workload


@dataclass(frozen=True)
class Task:
    """One activity of a year: `volume` times `standard_minutes` each; `line` is where it stood in its list."""

    activity: str
    volume: Fraction
    standard_minutes: Fraction
    line: int = 0

    @property
    def minutes(self) -> Fraction:
        return self.volume * self.standard_minutes


@dataclass(frozen=True)
class Need:
    """The need of persons for some tasks; `persons` is `exact` rounded by `rounding`."""

    tasks: tuple[Task, ...]
    effective_minutes: Fraction
    total_minutes: Fraction
    exact: Fraction
    persons: int
    rounding: Rounding


@dataclass(frozen=True)
class Effectiveness:
    """EJ of a post with `holders` persons, and its class (PEJ), which is that of the EJ before any rounding."""

    holders: int
    ratio: Fraction
    grade: EffectivenessClass


def half_up(value: Fraction) -> int:
    """The nearest whole number, a half upwards."""
    return math.floor(value + Fraction(1, 2))


ROUNDERS: Mapping[str, Callable[[Fraction], int]] = {"half_up": half_up}


def need(tasks: Iterable[Task], effective_minutes: Fraction, rounding: Rounding) -> Need:
    """The persons that `tasks` ask for when each works `effective_minutes` in a year.

    Raises ValueError when `effective_minutes` is not above zero.
    """
    if effective_minutes <= 0:
        raise ValueError(f"Effective working time has to be above zero, it is {effective_minutes} minutes.")
    kept = tuple(tasks)
    total = sum((task.minutes for task in kept), Fraction(0))
    exact = total / effective_minutes
    return Need(kept, effective_minutes, total, exact, ROUNDERS[rounding.rule](exact), rounding)


def effectiveness(needed: Need, holders: int, workload: Workload) -> Effectiveness:
    """EJ and PEJ of a post: the same work, spread over `holders` persons instead of those it needs.

    Raises ValueError when nobody holds the post.
    """
    if holders < 1:
        raise ValueError(f"A post has an effectiveness only when somebody holds it; holders are {holders}.")
    ratio = needed.exact / holders
    return Effectiveness(holders, ratio, next(one for one in workload.classes if _reaches(ratio, one)))


def repeated(tasks: Iterable[Task]) -> dict[str, list[Task]]:
    """The activities that stand more than once, as first written, with their tasks; capitals do not tell them apart."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.activity.casefold(), []).append(task)
    return {same[0].activity: same for same in found.values() if len(same) > 1}


def _reaches(ratio: Fraction, one: EffectivenessClass) -> bool:
    return ratio > one.ratio if one.bound == "above" else ratio >= one.ratio
