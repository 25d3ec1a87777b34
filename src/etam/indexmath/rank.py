"""Eighth stage: places from scores, by a stated rule for rounding and ties."""

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from scipy import stats

from etam.indexmath.model import RankRule
from etam.indexmath.table import Floats

_TIES = {"smallest": "min", "average": "average"}


def rank(scores: Floats, rule: RankRule) -> Floats:
    """The place of every score, 1 for the highest; NaN where there is no score.

    With `decimals` the scores are rounded first, halves upwards as in print. Without, scores that fall on the same
    multiple of `tolerance` are equal.
    """
    keys = np.array([_key(float(score), rule) for score in scores])
    places = np.full(scores.shape, np.nan)
    present = ~np.isnan(keys)
    places[present] = stats.rankdata(-keys[present], method=_TIES[rule.ties])
    return places


def _key(score: float, rule: RankRule) -> float:
    if math.isnan(score):
        return math.nan
    step = Decimal(1).scaleb(-rule.decimals) if rule.decimals is not None else Decimal(repr(rule.tolerance))
    return float((Decimal(repr(score)) / step).quantize(Decimal(1), ROUND_HALF_UP))
