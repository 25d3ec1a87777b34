"""How one element of a unit arises from its institutions.

A sum over the returns that came in is too small where returns are lacking, and would punish a region twice: once by the
coverage rule and once by the number. So a total is estimated stratum by stratum (expected institutions x mean of those
that answered), and everything that can be is a ratio whose two sides come from the same returns.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from etam.indexmath.model import Gather
from etam.indexmath.table import Flags, Floats

Found = tuple[float, bool]
"""A value, NaN when there is none; and whether that is because it does not apply."""

MISSING: Found = (math.nan, False)
NOT_APPLICABLE: Found = (math.nan, True)


@dataclass(frozen=True)
class Members:
    """The expected institutions of one unit, or some of them; `of` and `per` hold nothing where nobody answered."""

    stratum: Floats
    is_accepted: Flags
    of: Floats
    of_absent: Flags
    per: Floats

    def keep(self, chosen: Flags) -> "Members":
        return Members(
            stratum=self.stratum[chosen],
            is_accepted=self.is_accepted[chosen],
            of=self.of[chosen],
            of_absent=self.of_absent[chosen],
            per=self.per[chosen],
        )

    @property
    def answered(self) -> Flags:
        return self.is_accepted & ~np.isnan(self.of)

    def is_enough(self, answered: int, share: float) -> bool:
        """Whether enough of the accepted returns hold this answer; those it does not apply to are not asked."""
        asked = int((self.is_accepted & ~self.of_absent).sum())
        return answered > 0 and answered >= share * asked


def total(rule: Gather, members: Members) -> Found:
    """Sum over the accepted institutions that answered."""
    answers = members.of[members.answered]
    return (math.fsum(answers), False) if members.is_enough(answers.size, rule.answered) else _nothing(members)


def mean(rule: Gather, members: Members) -> Found:
    """Mean over the accepted institutions that answered."""
    answers = members.of[members.answered]
    if not members.is_enough(answers.size, rule.answered):
        return _nothing(members)
    return math.fsum(answers) / answers.size, False


def ratio(rule: Gather, members: Members) -> Found:
    """Sum of `of` over sum of `per`, both over the accepted institutions that answered both."""
    both = members.answered & ~np.isnan(members.per)
    if not members.is_enough(int(both.sum()), rule.answered):
        return _nothing(members)
    below = math.fsum(members.per[both])
    return NOT_APPLICABLE if below == 0 else (math.fsum(members.of[both]) / below, False)


def expected_total(rule: Gather, members: Members) -> Found:
    """Sum over strata of expected institutions x mean of those that answered.

    A stratum without institutions adds 0; one whose institutions all kept silent makes the total missing. An
    institution to which the question does not apply answers with 0: it has none of it.
    """
    spoken = members.is_accepted & (~np.isnan(members.of) | members.of_absent)
    if not members.is_enough(int(members.answered.sum()), rule.answered):
        return _nothing(members)
    parts = []
    for stratum in range(len(rule.strata)):
        inside = members.stratum == stratum
        answers = np.nan_to_num(members.of[inside & spoken], nan=0.0)
        if inside.any() and not answers.size:
            return MISSING
        if inside.any():
            parts.append(int(inside.sum()) * math.fsum(answers) / answers.size)
    return math.fsum(parts), False


def expected(rule: Gather, members: Members) -> Found:
    """How many institutions are expected to report."""
    return float(members.is_accepted.size), False


def accepted(rule: Gather, members: Members) -> Found:
    """How many institutions have an accepted return."""
    return float(members.is_accepted.sum()), False


GATHERERS: dict[str, Callable[[Gather, Members], Found]] = {
    "sum": total,
    "mean": mean,
    "ratio": ratio,
    "expected_total": expected_total,
    "expected": expected,
    "accepted": accepted,
}


def _nothing(members: Members) -> Found:
    """Not applicable where nobody is expected or the question applies to no one who answered, else missing."""
    asked = members.is_accepted & ~members.of_absent
    is_absent = members.is_accepted.size == 0 or (members.is_accepted.any() and not asked.any())
    return NOT_APPLICABLE if is_absent else MISSING
