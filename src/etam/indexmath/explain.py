"""Why a unit stands where it stands, in numbers that add up."""

from dataclasses import dataclass

import numpy as np

from etam.indexmath import rank, robustness
from etam.indexmath.aggregate import AGGREGATORS, children_of
from etam.indexmath.errors import MethodError
from etam.indexmath.model import Node
from etam.indexmath.result import IndexResult
from etam.indexmath.table import Floats, settle
from etam.indexmath.weight import weights_of


@dataclass(frozen=True)
class Contribution:
    """What one child of the index adds to (or takes from) a unit's difference from the mean, in points of the index."""

    node: str
    points: float


@dataclass(frozen=True)
class Lever:
    """The child of the index that would lift a unit most if it stood at the median of the ranked units.

    `low` and `high` are the rank interval then, None when the method has no robustness analysis.
    """

    node: str
    median: float
    score: float
    rank: float
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Explanation:
    """A ranked unit against the mean of all ranked units; the contributions sum to `difference`."""

    unit: str
    score: float
    mean: float
    difference: float
    contributions: tuple[Contribution, ...]
    lever: Lever | None


def explain(result: IndexResult, unit: str, draws: int = 2000) -> Explanation:
    """Explain the score of a ranked unit.

    Raises MethodError when the index is no sum of its parts (a geometric mean has no contributions that add up), and
    KeyError when the unit is not ranked.
    """
    root = result.method.tree
    if root.function == "geometric":
        raise MethodError(
            f"Indeks {result.method.name} bukan jumlahan; sumbangan tiap dimensi tidak dapat dijumlahkan."
        )
    ranked = result.sample.units
    if unit not in ranked:
        raise KeyError(unit)
    place = ranked.index(unit)
    scores = result.sample.scores
    parts = _parts(root, _children(result))
    difference = float(scores[place] - scores.mean())
    points = parts[place] - parts.mean(axis=0)
    contributions = tuple(Contribution(child.code, float(points[i])) for i, child in enumerate(root.children))
    lever = None if result.sample.matrix is not None else _lever(result, place, draws)
    return Explanation(unit, float(scores[place]), float(scores.mean()), difference, contributions, lever)


def _children(result: IndexResult) -> Floats:
    """Scores of the index's children for the ranked units; NaN where a unit has none."""
    codes = [child.code for child in result.method.tree.children]
    nodes, normalised = result.stage("nodes").table, result.stage("normalised").table
    columns = []
    for code in codes:
        table = nodes if code in nodes.columns else normalised
        places = [table.units.index(unit) for unit in result.sample.units]
        columns.append(table.column(code)[places])
    return np.column_stack(columns)


def _parts(root: Node, children: Floats) -> Floats:
    """What each child adds to each unit's score: weight, rescaled to the children that are there, times score."""
    there = ~np.isnan(children)
    weights = np.where(there, weights_of(root), 0.0)
    if root.function == "arithmetic":
        weights = weights / weights.sum(axis=1, keepdims=True)
    return weights * np.where(there, children, 0.0)


def _lever(result: IndexResult, place: int, draws: int) -> Lever | None:
    """The best single lift to a median; None when no child lies below its median."""
    method, sample, root = result.method, result.sample, result.method.tree
    children = _children(result)
    best: tuple[float, int, float] | None = None
    for index in range(len(root.children)):
        median = float(np.nanmedian(children[:, index]))
        if not children[place, index] < median:
            continue
        lifted = children[place : place + 1].copy()
        lifted[0, index] = median
        score = float(settle(AGGREGATORS[root.function](children_of(root, lifted)))[0])
        if best is None or score > best[0]:
            best = (score, index, median)
    if best is None:
        return None
    score, index, median = best
    scores = sample.scores.copy()
    scores[place] = score
    code = root.children[index].code
    low, high = _interval(result, place, code, draws)
    return Lever(code, median, score, float(rank.rank(scores, method.rank)[place]), low, high)


def _interval(result: IndexResult, place: int, code: str, draws: int) -> tuple[int | None, int | None]:
    found = result.robustness
    if found is None:
        return None, None
    lift = robustness.Lift(code, place)
    return robustness.interval(result.method, result.sample, min(draws, found.draws), found.seed, lift)
