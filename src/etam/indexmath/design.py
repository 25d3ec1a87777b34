"""The plan of a robustness analysis: what each draw changes, all at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etam.indexmath.model import Method, RobustnessPlan
from etam.indexmath.table import Floats
from etam.indexmath.weight import weights_of

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Design:
    """One row per draw.

    `normaliser` and `aggregation` point into the plan's lists, `left_out` to an indicator (-1: none is left out),
    `weights` gives for every node the weights of its children.
    """

    normaliser: Whole
    aggregation: Whole
    left_out: Whole
    weights: dict[str, Floats]

    @property
    def draws(self) -> int:
        return len(self.normaliser)


def draw_design(method: Method, plan: RobustnessPlan, draws: int, seed: int) -> Design:
    """Draw the whole design from PCG64 with this seed.

    Every factor is drawn in every draw, active or not, so that switching one off leaves the others as they were.
    Weights are drawn evenly from nominal x (1 ± plan.weights) and rescaled within their parent.
    """
    indicators = len(method.indicators)
    wide = sum(len(node.children) for node in method.tree.nodes())
    even = _uniform(seed, draws * (3 + wide)).reshape(draws, 3 + wide)
    left_out = (even[:, 2] * (indicators + 1)).astype(np.int64) - 1
    weights, start = {}, 3
    for node in method.tree.nodes():
        nominal = weights_of(node)
        drawn = nominal * (1 + plan.weights * (2 * even[:, start : start + nominal.size] - 1))
        weights[node.code] = drawn / drawn.sum(axis=1, keepdims=True) * nominal.sum()
        start += nominal.size
    return Design(
        normaliser=(even[:, 0] * len(plan.normalisers)).astype(np.int64),
        aggregation=(even[:, 1] * len(plan.aggregations)).astype(np.int64),
        left_out=left_out if plan.leave_one_out else np.full(draws, -1),
        weights=weights,
    )


def _uniform(seed: int, size: int) -> Floats:
    # The raw stream of a bit generator is the same in every NumPy; the methods of Generator are not promised to be.
    raw = np.random.PCG64(seed).random_raw(size)
    return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53
