"""What a random sample tells about the list that it was drawn from."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""The normal quantile that leaves 2.5 per cent on either side."""


@dataclass(frozen=True)
class ShareInterval:
    """A share that was seen in a sample, and the ends between which the true share lies; all 0–1."""

    share: float
    low: float
    high: float


def wilson(hits: int, count: int, z: float = Z_95) -> ShareInterval:
    """The score interval of a share: `hits` of `count` drawn files are as they should be.

    Unlike the textbook interval it stays inside 0–1 and says something of small samples and of 0 or all hits. It takes
    the list for endless, so for a sample that is a good part of its list it is wider than it need be, never narrower.
    Source: E. B. Wilson (1927), Journal of the American Statistical Association 22, 209–212. Raises ValueError for an
    empty sample or more hits than files.
    """
    if not 0 <= hits <= count or count == 0:
        raise ValueError(f"{hits} of {count} is no share of a sample")
    share, square = hits / count, z * z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = z / (1 + square / count) * sqrt(share * (1 - share) / count + square / (4 * count * count))
    # The formula meets 0 and 1 exactly there; the dust of fractions must not step over them.
    low = 0.0 if hits == 0 else middle - half
    high = 1.0 if hits == count else middle + half
    return ShareInterval(share, low, high)
