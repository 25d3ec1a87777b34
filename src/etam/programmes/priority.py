"""Whom to help first: a score from five components, each from 0 to 1, with weights that anybody may change. Pure.

The functions are stated, absolute and own choices (docs/decisions/money-and-priority.md), so that a place keeps its
values whichever list it stands in:

    need       no library 1, not known UNKNOWN_NEED, a library 0
    people     logarithm of the people served, from FEW (0) to MANY (1)
    distance   kilometres to the nearest open library, 0 at the library, 1 from FAR_KM on
    money      logarithm of the year's money, from LITTLE (0) to MUCH (1)
    readiness  share of READY_STEPS that are on record

Where a component is not known, the other weights share its part, and the row says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]

EARTH_KM = 6371.0088
COMPONENTS = ("need", "people", "distance", "money", "readiness")
DEFAULT_WEIGHTS: Mapping[str, float] = {"need": 30, "people": 25, "distance": 20, "money": 15, "readiness": 10}
"""Own choice; the page marks them so and lets everybody change them."""
LARGEST_WEIGHT = 100.0
UNKNOWN_NEED = 0.5
FEW, MANY = 10.0, 10_000.0
FAR_KM = 20.0
LITTLE, MUCH = 1e6, 1e9
READY_STEPS = 4
NONE, UNKNOWN, HAS = 0, 1, 2
_NEED = np.array([1.0, UNKNOWN_NEED, 0.0])
# Scores that differ by less are ties: weights such as 0.1 have no exact binary form.
TIE_DECIMALS = 12


@dataclass(frozen=True)
class Ranked:
    """Rows in order of their score; every table has a row for each place of the input, in the input's order.

    `order` are positions from the first to the last. `score` is NaN where nothing is known. `shares` are the weights
    that were used, which sum to 1 in each row; `points` are share × value, so a row's points sum to its score.
    """

    order: NDArray[np.intp]
    score: Floats
    values: Floats
    shares: Floats
    points: Floats


def rank(values: Floats, weights: Mapping[str, float] = DEFAULT_WEIGHTS) -> Ranked:
    """Score rows of components (columns in the order of COMPONENTS) and put the highest first; ties keep their order.

    A component that is NaN is left out of its row and the other weights are scaled up to 1. Raises ValueError when a
    weight is negative or all are 0.
    """
    wanted = np.array([weights[name] for name in COMPONENTS], dtype=float)
    if not np.isfinite(wanted).all() or (wanted < 0).any() or not wanted.any():
        raise ValueError("Weights are numbers of 0 or more, and one of them is more than 0.")
    is_known = np.isfinite(values)
    used = is_known * wanted
    sums = used.sum(axis=1, keepdims=True)
    shares = np.divide(used, sums, out=np.zeros_like(used), where=sums > 0)
    points = shares * np.where(is_known, values, 0.0)
    score = np.where(sums[:, 0] > 0, points.sum(axis=1), np.nan)
    # NaN sorts last; "stable" keeps the order of the input among equals.
    order = np.argsort(-np.round(score, TIE_DECIMALS), kind="stable")
    return Ranked(order, score, values, shares, points)


def components(
    states: NDArray[np.int64], people: Floats, distance_km: Floats, money: Floats, ready_steps: Floats
) -> Floats:
    """The five components of every place as columns; NaN where a number is not known."""
    return np.column_stack(
        [
            _NEED[states],
            _between_logs(people, FEW, MANY),
            np.clip(distance_km / FAR_KM, 0.0, 1.0),
            _between_logs(money, LITTLE, MUCH),
            np.clip(ready_steps / READY_STEPS, 0.0, 1.0),
        ]
    )


def nearest_km(lats: Floats, lons: Floats, library_lats: Floats, library_lons: Floats) -> Floats:
    """Great-circle kilometres from each place to its nearest library; NaN for a place without a point.

    All NaN when there is no library with a point. The nearest chord on the unit sphere is the nearest way around it.
    """
    found = np.full(len(lats), np.nan)
    there = np.isfinite(lats) & np.isfinite(lons)
    libraries = np.isfinite(library_lats) & np.isfinite(library_lons)
    if libraries.any() and there.any():
        tree = cKDTree(_on_sphere(library_lats[libraries], library_lons[libraries]))
        chords, _ = tree.query(_on_sphere(lats[there], lons[there]), workers=-1)
        found[there] = 2 * EARTH_KM * np.arcsin(np.clip(chords / 2, 0.0, 1.0))
    return found


def _on_sphere(lats: Floats, lons: Floats) -> Floats:
    up, east = np.radians(lats), np.radians(lons)
    return np.column_stack([np.cos(up) * np.cos(east), np.cos(up) * np.sin(east), np.sin(up)])


def _between_logs(numbers: Floats, low: float, high: float) -> Floats:
    """0 at `low` and below, 1 at `high` and above, even steps per tenfold between; NaN stays NaN."""
    safe = np.maximum(numbers, 1.0)
    clipped: Floats = np.clip(np.log(safe / low) / np.log(high / low), 0.0, 1.0)
    return clipped
