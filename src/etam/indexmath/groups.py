"""Which neighbours in a ranking cannot be told apart."""

from collections.abc import Sequence

from etam.indexmath.design import Whole
from etam.indexmath.table import Floats


def groups_of(order: Whole, above: Floats, certain: float) -> list[list[int]]:
    """The longest runs of consecutive places in which no order is certain.

    `order` lists the units from rank 1 on. The order of two units is certain when the better one is strictly before
    the other in at least the share `certain` of all draws. Runs may overlap; a run inside a longer one is not listed;
    a unit whose order is certain against both neighbours is a group of its own.
    """
    groups: list[list[int]] = []
    reached = 0
    for start in range(len(order)):
        end = start + 1
        while end < len(order) and all(above[order[before], order[end]] < certain for before in range(start, end)):
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
