"""What a random sample says about the whole list it was drawn from, and how sure a share of few is."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True)
class ListEstimate:
    """How many of the `size` files in a list are in order, as `examined` random ones of them say.

    `low` to `high` are numbers of files; both are the same once the whole list was examined.
    """

    size: int
    examined: int
    in_order: int
    low: int
    high: int

    @property
    def share(self) -> float:
        """Files in order per hundred examined."""
        return 100 * self.in_order / self.examined

    @property
    def low_share(self) -> float:
        return 100 * self.low / self.size

    @property
    def high_share(self) -> float:
        return 100 * self.high / self.size


def estimate(*, size: int, examined: int, in_order: int, confidence: float = CONFIDENCE) -> ListEstimate:
    """The numbers of files in order in the list that the sample does not speak against.

    Exact for a finite list: the ends are the smallest and the largest number with which a sample like this one still
    has a chance of more than half of what `confidence` leaves, by the hypergeometric distribution (the reasoning of
    Clopper and Pearson, Biometrika 26, 1934). Raises ValueError for numbers that cannot be.
    """
    if not 0 <= in_order <= examined <= size or examined < 1:
        raise ValueError(f"{in_order} in order of {examined} examined in a list of {size} cannot be")
    tail = (1 - confidence) / 2
    least, most = in_order, size - (examined - in_order)
    low = _first(least, most, lambda total: _chance(size, total, examined, range(in_order, examined + 1)) > tail)
    high = most - _first(0, most - low, lambda cut: _chance(size, most - cut, examined, range(in_order + 1)) > tail)
    return ListEstimate(size, examined, in_order, low, high)


@dataclass(frozen=True)
class Share:
    """`count` of `total`, per hundred, between `low` and `high`; all three are None of nothing."""

    count: int
    total: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Difference:
    """How many points a share lies above another, between `low` and `high`."""

    points: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def share(count: int, total: int, confidence: float = CONFIDENCE) -> Share:
    """A share with the score interval of Wilson (JASA 22, 1927), which keeps its promise for few and for none.

    Raises ValueError unless 0 ≤ count ≤ total.
    """
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} cannot be")
    if not total:
        return Share(count, total, None, None, None)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    part, shrink = count / total, 1 + z * z / total
    centre = (part + z * z / (2 * total)) / shrink
    half = z / shrink * sqrt(part * (1 - part) / total + z * z / (4 * total * total))
    # At the ends the formula gives the share itself; binary dust must not push it past.
    low = 0.0 if count == 0 else 100 * (centre - half)
    high = 100.0 if count == total else 100 * (centre + half)
    return Share(count, total, 100 * part, low, high)


def difference(first: Share, second: Share) -> Difference | None:
    """How far `first` lies above `second`, by the score intervals of both (Newcombe, Statistics in Medicine 17, 1998).

    None where one of them is a share of nothing.
    """
    if first.value is None or second.value is None:
        return None
    low_1, high_1, low_2, high_2 = (float(one or 0) for one in (first.low, first.high, second.low, second.high))
    points = first.value - second.value
    low = points - sqrt((first.value - low_1) ** 2 + (high_2 - second.value) ** 2)
    high = points + sqrt((high_1 - first.value) ** 2 + (second.value - low_2) ** 2)
    return Difference(points, low, high)


def _first(start: int, end: int, holds: Callable[[int], bool]) -> int:
    """The smallest number from `start` on that `holds`, which is false up to some number and true after it."""
    while start < end:
        middle = (start + end) // 2
        if holds(middle):
            end = middle
        else:
            start = middle + 1
    return start


def _chance(size: int, total: int, examined: int, counts: range) -> float:
    """The chance that a sample from a list with `total` files in order has one of these counts of them."""
    possible = range(max(counts.start, examined - (size - total)), min(counts.stop, total + 1))
    whole = _choices(size, examined)
    return sum(exp(_choices(total, one) + _choices(size - total, examined - one) - whole) for one in possible)


def _choices(many: int, few: int) -> float:
    """The logarithm of the number of ways to choose `few` of `many`."""
    return lgamma(many + 1) - lgamma(few + 1) - lgamma(many - few + 1)
