"""Last stage: how far each rank depends on choices of the method that could have been made otherwise."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from etam.indexmath.design import Design, Whole, draw_design
from etam.indexmath.errors import DataError, MethodError
from etam.indexmath.groups import groups_of, letters_of
from etam.indexmath.model import Goalposts, Leaf, Method, Node, RobustnessPlan
from etam.indexmath.normalise import scaled
from etam.indexmath.table import Floats, Table

Ranks = NDArray[np.int16]

# Matrix products of this size stay on one core; in larger ones the threads of BLAS wait for each other when it is busy.
BATCH_CELLS = 16_384
MAX_UNITS = 5_000
MAX_RANKS = 200_000_000
GRID = 1e9


@dataclass(frozen=True)
class Robustness:
    """What the draws say about the ranked units, in the order of `units`.

    `low`, `median` and `high` are ranks: the smallest rank that at least that share of draws does not exceed.
    `frequency[u, r]` counts the draws in which unit u has rank r + 1. `above[a, b]` is the share of draws in which a
    ranks strictly before b. `mean_shift` is the mean absolute shift of a rank from the nominal one, over units and
    draws. `groups` are runs of neighbours whose order is not certain; `letters` names the groups of each unit.
    `categories` gives for each unit the share of draws in each band, over the draws that keep the nominal normaliser
    and function; None without a scale. `shift` is the mean absolute shift of each unit.
    """

    units: tuple[str, ...]
    draws: int
    seed: int
    low: Whole
    median: Whole
    high: Whole
    frequency: Whole
    above: Floats
    shift: Floats
    mean_shift: float
    groups: tuple[tuple[str, ...], ...]
    letters: tuple[str, ...]
    categories: Floats | None


@dataclass(frozen=True)
class Sample:
    """What is redrawn: treated indicators of the units, goalposts on that scale, nominal scores and ranks.

    `matrix` (rows of the table x ranked units) makes area scores out of library scores; None where units are ranked
    themselves.
    """

    units: tuple[str, ...]
    treated: Table
    goalposts: Mapping[str, Goalposts]
    ranks: Floats
    scores: Floats
    matrix: Floats | None = None


@dataclass(frozen=True)
class Lift:
    """A what-if: the unit at this place has, for this child of the index, the median of all units in every draw."""

    child: str
    unit: int


def analyse(method: Method, sample: Sample, draws: int, seed: int, threads: int = 2) -> Robustness:
    """Recompute the index `draws` times as the method's plan says.

    The same seed gives the same result for any number of threads. Raises MethodError when the method has no plan, and
    DataError when there are more units or draws than memory can be trusted with.
    """
    plan = _plan_of(method)
    if len(sample.units) > MAX_UNITS or draws * len(sample.units) > MAX_RANKS:
        told = f"{draws} hitung ulang untuk {len(sample.units)} unit terlalu besar"
        raise DataError(f"{told}; paling banyak {MAX_UNITS} unit dan {MAX_RANKS} peringkat. Kurangi hitung ulangnya.")
    machine = _Machine(method, plan, draw_design(method, plan, draws, seed), sample)
    with ThreadPoolExecutor(threads) as pool:
        ranks, categories = _redrawn(machine, pool)
        above = _share_above(ranks, pool)
    return _summary(plan, sample, seed, ranks, above, categories if method.scale else None)


def interval(method: Method, sample: Sample, draws: int, seed: int, lift: "Lift") -> tuple[int, int]:
    """The rank interval of the lifted unit, everything else unchanged. Raises MethodError like `analyse`."""
    plan = _plan_of(method)
    machine = _Machine(method, plan, draw_design(method, plan, draws, seed), sample, lift)
    with ThreadPoolExecutor(1) as pool:
        ranks, _ = _redrawn(machine, pool)
    counts = np.bincount(ranks[:, lift.unit], minlength=len(sample.units) + 1)[1:]
    low, high = (_quantile(counts.cumsum()[None, :], share, draws)[0] for share in plan.interval)
    return int(low), int(high)


def _plan_of(method: Method) -> RobustnessPlan:
    if method.robustness is None:
        raise MethodError(f"Metode {method.name} tidak menyebut apa yang divariasikan (robustness).")
    return method.robustness


def _redrawn(machine: "_Machine", pool: ThreadPoolExecutor) -> tuple[Ranks, Whole]:
    """Ranks (draws x units) and how often each unit fell in each band."""
    units = len(machine.sample.units)
    ranks = np.empty((machine.design.draws, units), dtype=np.int16)
    scale = machine.method.scale
    categories = np.zeros((units, len(scale.bands) if scale else 0), dtype=np.int64)
    for batch, places, counted in pool.map(machine.run, _batches(machine.design, len(machine.sample.treated.units))):
        ranks[batch] = places
        categories += counted
    return ranks, categories


def _batches(design: Design, rows: int) -> Iterable[Whole]:
    """Draws that share normaliser and function, in batches that do not depend on the number of threads."""
    size = max(4, BATCH_CELLS // rows)
    order = np.lexsort((design.aggregation, design.normaliser))
    keys = design.normaliser[order] * 1000 + design.aggregation[order]
    for alike in np.split(order, np.flatnonzero(np.diff(keys)) + 1):
        yield from (alike[start : start + size] for start in range(0, len(alike), size))


@dataclass(frozen=True)
class _Scores:
    """Scores of one node: draws x units; `there` is None when every unit has a score in every draw."""

    values: Floats
    there: Floats | None


class _Machine:
    """Scores and ranks of a batch of draws; everything that does not change between draws is prepared once."""

    def __init__(
        self, method: Method, plan: RobustnessPlan, design: Design, sample: Sample, lift: Lift | None = None
    ) -> None:
        self.method, self.plan, self.design, self.sample, self.lift = method, plan, design, sample, lift
        self.there = ~np.isnan(sample.treated.values)
        self.place = {code: index for index, code in enumerate(sample.treated.columns)}
        self.tables = [self._normalised(name) for name in plan.normalisers]
        self.nominal = (
            plan.normalisers.index(method.normaliser.function),
            plan.aggregations.index(method.tree.function),
        )

    def run(self, batch: Whole) -> tuple[Whole, Ranks, Whole]:
        """The draws, their ranks (draws x units), and how often each unit fell in each band (nominal draws only)."""
        normaliser = int(self.design.normaliser[batch[0]])
        aggregation = int(self.design.aggregation[batch[0]])
        root = replace(self.method.tree, function=self.plan.aggregations[aggregation])
        scores = self._node(root, batch, self.tables[normaliser]).values
        if self.sample.matrix is not None:
            scores = scores @ self.sample.matrix
        keys = np.rint(scores * GRID)
        return batch, smallest_ranks(keys), self._banded(keys, (normaliser, aggregation) == self.nominal)

    def _normalised(self, name: str) -> Floats:
        """Indicators x units on the scale of the normaliser called `name`, 0 where there is nothing."""
        rule = replace(self.method.normaliser, function=name, constant="zero")
        columns = []
        for index, indicator in enumerate(self.method.indicators):
            column = self.sample.treated.values[:, index]
            # A constant indicator separates nobody, whatever constant it is given.
            is_flat = np.unique(column[~np.isnan(column)]).size < 2 and name not in ("goalposts", "identity")
            columns.append(np.zeros_like(column) if is_flat else scaled(column, indicator, self.sample.goalposts, rule))
        return np.nan_to_num(np.array(columns), nan=0.0)

    def _node(self, node: Node, batch: Whole, table: Floats) -> _Scores:
        weights = self.design.weights[node.code][batch]
        is_lifted = self.lift is not None and self.lift.child in {child.code for child in node.children}
        if not is_lifted and all(isinstance(child, Leaf) for child in node.children):
            return self._of_leaves(node, weights, batch, table)
        total: Floats = np.zeros((1, 1))
        weight: Floats = np.zeros((1, 1))
        for index, child in enumerate(node.children):
            made = self._lifted(child.code, self._child(child, batch, table))
            share = weights[:, index : index + 1]
            there = share if made.there is None else share * made.there
            total = total + there * self._bent(node, made.values)
            weight = weight + there
        return self._finished(node, total, weight)

    def _child(self, child: Node | Leaf, batch: Whole, table: Floats) -> _Scores:
        if isinstance(child, Node):
            return self._node(child, batch, table)
        index = self.place[child.code]
        there = self.there[:, index][None, :] & (self.design.left_out[batch] != index)[:, None]
        return _Scores(np.broadcast_to(table[index], there.shape), there.astype(float))

    def _lifted(self, code: str, made: _Scores) -> _Scores:
        if self.lift is None or self.lift.child != code:
            return made
        there = np.ones(made.values.shape, dtype=bool) if made.there is None else made.there > 0
        values = np.array(made.values)
        known = np.where(there.any(axis=1, keepdims=True), np.where(there, values, np.nan), 0.0)
        values[:, self.lift.unit] = np.nanmedian(known, axis=1)
        return _Scores(values, made.there)

    def _of_leaves(self, node: Node, weights: Floats, batch: Whole, table: Floats) -> _Scores:
        places = np.array([self.place[child.code] for child in node.children])
        weights = weights * (self.design.left_out[batch][:, None] != places)
        there = self.there[:, places]
        weight = weights.sum(axis=1, keepdims=True) if there.all() else weights @ there.T.astype(float)
        values = self._bent(node, table[places])
        return self._finished(node, weights @ np.where(there.T, values, 0.0), weight)

    def _bent(self, node: Node, values: Floats) -> Floats:
        return np.log(np.maximum(values, self.plan.floor)) if node.function == "geometric" else values

    def _finished(self, node: Node, total: Floats, weight: Floats) -> _Scores:
        there = None if (weight > 0).all() else np.broadcast_to((weight > 0).astype(float), total.shape)
        if node.function == "weighted_sum":
            return _Scores(total, there)
        mean = total / np.where(weight > 0, weight, 1.0)
        return _Scores(np.exp(mean) if node.function == "geometric" else mean, there)

    def _banded(self, keys: Floats, is_nominal: bool) -> Whole:
        bands = self.method.scale.bands if self.method.scale else ()
        counts = np.zeros((keys.shape[1], len(bands)), dtype=np.int64)
        if is_nominal:
            for index, band in enumerate(bands):
                low, high = np.rint(band.low * GRID), np.rint(band.high * GRID)
                inside = (keys >= low if band.low_in else keys > low) & (keys <= high if band.high_in else keys < high)
                counts[:, index] = inside.sum(axis=0)
        return counts


def smallest_ranks(keys: Floats) -> Ranks:
    """Ranks along each row, 1 for the largest key; equal keys share the smallest place."""
    order = np.argsort(-keys, axis=1)
    falling = np.take_along_axis(keys, order, axis=1)
    places = np.ones(keys.shape, dtype=np.int16)
    positions = np.arange(2, keys.shape[1] + 1, dtype=np.int16)
    places[:, 1:] = np.where(falling[:, 1:] != falling[:, :-1], positions, 1)
    np.maximum.accumulate(places, axis=1, out=places)
    ranks = np.empty_like(places)
    np.put_along_axis(ranks, order, places, axis=1)
    return ranks


def _share_above(ranks: Ranks, pool: ThreadPoolExecutor) -> Floats:
    """Share of draws in which the unit of the row ranks strictly before the unit of the column."""
    draws, units = ranks.shape
    # A byte counts to 255, so each block of draws is summed in bytes before it joins the total.
    blocks = [ranks[start : start + 255] for start in range(0, draws, 255)]
    total = np.zeros((units, units), dtype=np.int64)
    for counted in pool.map(_count_above, blocks):
        total += counted
    shares: Floats = total / draws
    return shares


def _count_above(block: Ranks) -> NDArray[np.uint8]:
    counted = np.zeros((block.shape[1], block.shape[1]), dtype=np.uint8)
    is_before = np.empty(counted.shape, dtype=bool)
    for row in block:
        np.less(row[:, None], row[None, :], out=is_before)
        counted += is_before.view(np.uint8)
    return counted


def _summary(
    plan: RobustnessPlan, sample: Sample, seed: int, ranks: Ranks, above: Floats, categories: Whole | None
) -> Robustness:
    draws, units = ranks.shape
    frequency = np.array([np.bincount(column, minlength=units + 1)[1:] for column in ranks.T], dtype=np.int64)
    cumulative = frequency.cumsum(axis=1)
    low, median, high = (_quantile(cumulative, share, draws) for share in (plan.interval[0], 0.5, plan.interval[1]))
    nominal = smallest_ranks(np.rint(sample.scores * GRID)[None, :])[0].astype(np.int64)
    distance = np.abs(np.arange(1, units + 1)[None, :] - nominal[:, None])
    shift = (frequency * distance).sum(axis=1) / draws
    order = np.lexsort((np.arange(units), sample.ranks))
    groups = groups_of(order, above, plan.certain)
    return Robustness(
        units=sample.units,
        draws=draws,
        seed=seed,
        low=low,
        median=median,
        high=high,
        frequency=frequency,
        above=above,
        shift=shift,
        mean_shift=float(shift.mean()),
        groups=tuple(tuple(sample.units[index] for index in group) for group in groups),
        letters=letters_of(groups, units),
        categories=_shares(categories),
    )


def _shares(categories: Whole | None) -> Floats | None:
    if categories is None:
        return None
    shares: Floats = categories / np.maximum(categories.sum(axis=1, keepdims=True), 1)
    return shares


def _quantile(cumulative: Whole, share: float, draws: int) -> Whole:
    """The smallest rank that at least `share` of the draws do not exceed."""
    needed = max(1, int(np.ceil(round(share * draws, 6))))
    reached: Whole = (cumulative >= needed).argmax(axis=1).astype(np.int64)
    return reached + 1
