"""Do two indicators order the same places alike? Spearman's rank correlation, its interval, and what it cannot show.

Pure: no database, no Django. Ties share the average of their ranks. The interval is Fisher's, with the standard error
of Bonett and Wright (2000), Psychometrika 65(1), 23-28, which is made for small numbers of units and asks for no normal
distribution: sqrt((1 + r^2/2) / (n - 3)) on the scale of the inverse hyperbolic tangent. Beside it stands how often
chance alone orders the same values at least as alike, counted over every possible order, ties included.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from etam.web.formats import number, spelled

LEVEL = 0.95
LEAST = 4
"""Below this many units neither an interval nor a sentence has a meaning."""
MOST_EXACT = 12
"""Up to so many units every order is counted; above it no such share is given."""
FEW = 30


@dataclass(frozen=True)
class Association:
    """How alike two indicators order `units` places; `rho` runs from -1 to 1.

    `rho` is None where there are too few units or one indicator has the same value everywhere. `low` and `high` are
    None then, and for a perfect order, of which no interval can be made. `chance` is the share of all orders that are
    at least as alike, in either direction; None where there are too many to count.
    """

    units: int
    rho: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None

    @property
    def width(self) -> float | None:
        return None if self.low is None or self.high is None else self.high - self.low

    @property
    def is_open(self) -> bool:
        """Whether the interval holds 0, so that even the direction stays open."""
        return self.low is None or self.high is None or self.low <= 0 <= self.high


def average_ranks(values: Sequence[float]) -> list[float]:
    """Ranks from 1 for the smallest; equal values share the average of the places they take."""
    order = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(order, start=1)))}
    last = {value: place for place, value in enumerate(order, start=1)}
    return [(first[value] + last[value]) / 2 for value in values]


def associate(one: Sequence[float], other: Sequence[float]) -> Association:
    """Compare two indicators of the same places, in the same order.

    Raises ValueError when they are not as long as each other, or hold what is no number.
    """
    if len(one) != len(other):
        raise ValueError(f"{len(one)} values cannot be compared with {len(other)}.")
    if not all(map(math.isfinite, [*one, *other])):
        raise ValueError("Only finite numbers have an order; leave places without a value out of both.")
    units = len(one)
    if units < LEAST or len(set(one)) == 1 or len(set(other)) == 1:
        return Association(units)
    ranks = average_ranks(one), average_ranks(other)
    rho = _correlation(*ranks)
    low, high = interval(rho, units)
    return Association(units, rho, low, high, _chance(*(tuple(round(2 * rank) for rank in side) for side in ranks)))


def interval(rho: float, units: int, level: float = LEVEL) -> tuple[float | None, float | None]:
    """The ends between which the correlation lies with `level`; (None, None) for a perfect order or under 4 units."""
    if units < LEAST or abs(rho) >= 1:
        return None, None
    error = math.sqrt((1 + rho**2 / 2) / (units - 3))
    reach = NormalDist().inv_cdf((1 + level) / 2) * error
    return math.tanh(math.atanh(rho) - reach), math.tanh(math.atanh(rho) + reach)


def sentences(found: Association, one: str, other: str, places: str = "kab/kota") -> list[str]:
    """What the figures show and what they do not, in plain words; `one` and `other` name the indicators."""
    if found.rho is None:
        return [_why_not(found, one, other, places)]
    return [
        f"Dari {number(found.units)} {places}, {_way(found.rho)}: korelasi peringkat {number(found.rho, 2)}.",
        *_doubt(found, places),
        "Dua hal yang berjalan seiring belum berarti yang satu menyebabkan yang lain.",
    ]


def _why_not(found: Association, one: str, other: str, places: str) -> str:
    if found.units < LEAST:
        return (
            f"Hanya {spelled(found.units)} {places} yang punya kedua angka; di bawah {spelled(LEAST)} tidak ada "
            "korelasi yang berarti."
        )
    return f"{one} atau {other} sama di semua {places}, jadi tidak ada urutan yang dapat dibandingkan."


def _way(rho: float) -> str:
    """The direction in words, without a scale of strength: none is agreed on."""
    if round(rho, 2) == 0:
        return "urutan keduanya tidak berkaitan"
    return (
        "yang tinggi pada satu ukuran cenderung tinggi pada yang lain"
        if rho > 0
        else ("yang tinggi pada satu ukuran cenderung rendah pada yang lain")
    )


def _doubt(found: Association, places: str) -> list[str]:
    told = [_ends(found)]
    if found.chance is not None:
        told.append(
            f"Bila urutannya semata-mata kebetulan, {_often(found.chance)} urutan tampak sekuat ini atau lebih kuat."
        )
    if found.units < FEW:
        told.append(f"{spelled(found.units).capitalize()} satuan membuktikan sedikit.")
    return told


def _ends(found: Association) -> str:
    if found.low is None or found.high is None:
        return "Urutannya persis sama atau persis terbalik; selang untuk keadaan itu tidak dapat dihitung."
    ends = f"Selang 95%-nya {number(found.low, 2)} sampai {number(found.high, 2)}"
    if found.is_open:
        return f"{ends}: arahnya saja belum dapat dipastikan."
    way = "searah" if found.low > 0 else "berlawanan"
    return f"{ends}: {way}, tetapi seberapa eratnya belum pasti."


def _often(chance: float) -> str:
    """A share as one in so many: people read it more easily than a small per cent."""
    if chance >= 0.995:
        return "hampir semua"
    if chance >= 0.1:
        return f"{number(round(100 * chance))} dari 100"
    return f"kira-kira satu dari {number(round(1 / chance))}"


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    left, right = np.array(one) - np.mean(one), np.array(other) - np.mean(other)
    rho = float(left @ right / math.sqrt((left @ left) * (right @ right)))
    # Rounding may carry a perfect order a hair beyond 1, or keep it a hair below.
    return float(round(rho)) if abs(abs(rho) - 1) < 1e-12 else rho


@lru_cache(maxsize=256)
def _chance(one: tuple[int, ...], other: tuple[int, ...]) -> float | None:
    """The share of all orders whose correlation is at least as far from 0; ranks come doubled, so as whole numbers.

    Counts by the sum of products: which of the right-hand ranks are taken is a set, so that 2^n sets do for n! orders.
    """
    units = len(one)
    if units > MOST_EXACT:
        return None
    size = sum(a * b for a, b in zip(sorted(one), sorted(other), strict=True)) + 1
    ways = {0: np.zeros(size)}
    ways[0][0] = 1
    for rank in one:
        following: dict[int, np.ndarray] = {}
        for taken, sums in ways.items():
            for place, beside in enumerate(other):
                if not taken & (1 << place):
                    _add(following, taken | (1 << place), sums, rank * beside)
        ways = following
    (counts,) = ways.values()
    # Four times the sum of products under independence, as ranks are doubled.
    middle = sum(one) * sum(other) / units
    away = np.abs(np.arange(size) - middle)
    reached = abs(sum(a * b for a, b in zip(one, other, strict=True)) - middle)
    return float(counts[away >= reached - 1e-9].sum() / math.factorial(units))


def _add(ways: dict[int, np.ndarray], taken: int, sums: np.ndarray, by: int) -> None:
    """Add to the orders of a set those that take one more product."""
    into = ways.setdefault(taken, np.zeros(len(sums)))
    into[by:] += sums[: len(sums) - by]
