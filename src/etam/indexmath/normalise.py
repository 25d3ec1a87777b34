"""Fifth stage: treated indicators come onto one scale."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from etam.indexmath.errors import DataError
from etam.indexmath.model import Goalposts, Indicator, Method, Normaliser
from etam.indexmath.numbers import shown
from etam.indexmath.table import Floats, Note, Stage, Table, settle


@dataclass(frozen=True)
class Ends:
    """What a normaliser knows of one indicator: its goalposts on the treated scale and its direction."""

    code: str
    goalposts: Goalposts | None
    is_down: bool


class ConstantIndicatorError(DataError):
    """An indicator has the same value for every unit, so it cannot place them."""


def goalposts(values: Floats, ends: Ends) -> Floats:
    """0 at the low goalpost and 1 at the high one (turned round for a downward indicator); not capped."""
    if ends.goalposts is None:
        raise DataError(f'Indikator "{ends.code}" tidak punya patok.')
    low, high = ends.goalposts.low, ends.goalposts.high
    return _turned((values - low) / (high - low), ends)


def minmax(values: Floats, ends: Ends) -> Floats:
    """0 for the lowest unit and 1 for the highest; missing stays missing."""
    lowest, highest = _extremes(values, ends)
    return _turned((values - lowest) / (highest - lowest), ends)


def zscore(values: Floats, ends: Ends) -> Floats:
    """Distance from the mean in standard deviations (n - 1)."""
    _extremes(values, ends)
    scored: Floats = (values - np.nanmean(values)) / np.nanstd(values, ddof=1)
    return -scored if ends.is_down else scored


def rank_share(values: Floats, ends: Ends) -> Floats:
    """0 for the lowest unit and 1 for the highest by order alone; equal units share the mean of their places."""
    _extremes(values, ends)
    result = np.full(values.shape, np.nan)
    present = ~np.isnan(values)
    places = stats.rankdata(values[present], method="average")
    result[present] = (places - 1) / (places.size - 1)
    return _turned(result, ends)


def identity(values: Floats, ends: Ends) -> Floats:
    """The value itself, for indicators that already lie on 0 to 1."""
    return values


NORMALISERS: dict[str, Callable[[Floats, Ends], Floats]] = {
    "goalposts": goalposts,
    "minmax": minmax,
    "zscore": zscore,
    "rank": rank_share,
    "identity": identity,
}


def normalise(method: Method, table: Table, posts: Mapping[str, Goalposts]) -> Stage:
    """Every indicator on the method's scale, with notes on constant and capped ones.

    `posts` are the goalposts on the treated scale.
    Raises ConstantIndicatorError where the method refuses an indicator that is the same for all.
    """
    values, notes = np.empty_like(table.values), []
    for index, indicator in enumerate(method.indicators):
        column = table.values[:, index]
        try:
            made = scaled(column, indicator, posts, method.normaliser)
        except ConstantIndicatorError:
            if method.normaliser.constant == "refuse":
                raise
            made = np.where(np.isnan(column), np.nan, 0.0)
            text = f"{indicator.label['id']} sama di semua unit, diberi 0; ini bukan pernyataan mutu."
            notes.append(Note("constant", text, column=indicator.code))
        values[:, index] = made
    return Stage("normalised", table.with_values(settle(values)), tuple(notes))


def scaled(column: Floats, indicator: Indicator, posts: Mapping[str, Goalposts], normaliser: Normaliser) -> Floats:
    """One indicator from 0 to the normaliser's scale; a z-score has neither ends nor caps."""
    ends = Ends(indicator.code, posts.get(indicator.code), indicator.direction == "down")
    made = NORMALISERS[normaliser.function](column, ends)
    if normaliser.function == "zscore":
        return made
    return (np.clip(made, 0.0, 1.0) if normaliser.caps else made) * normaliser.scale


def _extremes(values: Floats, ends: Ends) -> tuple[float, float]:
    present = values[~np.isnan(values)]
    lowest, highest = (float(present.min()), float(present.max())) if present.size else (math.nan, math.nan)
    if not lowest < highest:
        raise ConstantIndicatorError(
            f'Indikator "{ends.code}" sama ({shown(lowest)}) di semua unit; tidak ada yang dapat diurutkan. '
            "Gunakan patok tetap, atau lepaskan indikator ini."
        )
    return lowest, highest


def _turned(values: Floats, ends: Ends) -> Floats:
    return 1 - values if ends.is_down else values
