"""Which neighbours in a ranking cannot be told apart."""

from collections.abc import Sequence

import numpy as np

from etam.indexmath.design import Whole
from etam.indexmath.table import Floats


def groups_of(order: Whole, above: Floats, certain: float) -> list[list[int]]:
    """The longest runs of consecutive places in which no order is certain.

    `order` lists the units from rank 1 on. The order of two units is certain when the better one is strictly before
    the other in at least the share `certain` of all draws. Runs may overlap; a run inside a longer one is not listed;
    a unit whose order is certain against both neighbours is a group of its own.
    """
    is_certain = np.triu(above[np.ix_(order, order)] >= certain, k=1)
    # For each place, the nearest better place it is certainly behind: no run that starts there or before reaches it.
    barrier = np.where(is_certain.any(axis=0), len(order) - 1 - is_certain[::-1].argmax(axis=0), -1)
    groups: list[list[int]] = []
    reached = end = 0
    for start in range(len(order)):
        while end < len(order) and barrier[end] < start:
            end += 1
        if end > reached:
            groups.append([int(unit) for unit in order[start:end]])
            reached = end
    return groups


def letters_of(groups: Sequence[Sequence[int]], units: int) -> tuple[str, ...]:
    """For each unit the letters of its groups: A for the first, after Z comes AA; two groups are written "C D"."""
    letters: list[list[str]] = [[] for _ in range(units)]
    for index, group in enumerate(groups):
        for unit in group:
            letters[unit].append(_letter(index))
    return tuple(" ".join(names) for names in letters)


def _letter(index: int) -> str:
    quotient, rest = divmod(index, 26)
    return (_letter(quotient - 1) if quotient else "") + chr(ord("A") + rest)
