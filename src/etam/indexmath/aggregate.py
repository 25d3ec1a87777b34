"""Seventh stage: scores of the tree's nodes, from the indicators up."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from etam.indexmath.errors import DataError
from etam.indexmath.model import Method, Node
from etam.indexmath.table import Flags, Floats, Stage, Table, settle
from etam.indexmath.weight import weights_of


@dataclass(frozen=True)
class Children:
    """The children of one node: values and available flags are units x children."""

    values: Floats
    available: Flags
    weights: Floats


def arithmetic(children: Children) -> Floats:
    """Weighted mean of the children that are there."""
    return _ordered_sum(children, children.values) / _weight_there(children)


def geometric(children: Children) -> Floats:
    """Weighted geometric mean of the children that are there.

    Raises DataError when a child is 0 or negative.
    """
    if (children.values[children.available] <= 0).any():
        raise DataError("Rata-rata geometrik memerlukan nilai di atas 0 di setiap komponen. Pilih rata-rata aritmetik.")
    logs = np.log(np.where(children.available, children.values, 1.0))
    return np.exp(_ordered_sum(children, logs) / _weight_there(children))


def weighted_sum(children: Children) -> Floats:
    """Weights times children, neither rescaled nor capped; what is not applicable adds nothing."""
    return _ordered_sum(children, children.values)


AGGREGATORS: dict[str, Callable[[Children], Floats]] = {
    "arithmetic": arithmetic,
    "geometric": geometric,
    "weighted_sum": weighted_sum,
}


def aggregate(method: Method, table: Table) -> Stage:
    """The score of every node for every unit, the index first.

    A child that is not applicable is left out of the mean. A missing child is left out where the node says
    `average_available` and leaves the node without a score where it says `refuse`.
    """
    made: dict[str, tuple[Floats, Flags]] = {
        code: (table.values[:, index], table.not_applicable[:, index]) for index, code in enumerate(table.columns)
    }
    for node in reversed(list(method.tree.nodes())):
        made[node.code] = _score(node, made)
    codes = tuple(node.code for node in method.tree.nodes())
    values = settle(np.column_stack([made[code][0] for code in codes]))
    return Stage("nodes", Table(table.units, codes, values, np.column_stack([made[code][1] for code in codes])))


def children_of(node: Node, values: Floats) -> Children:
    """The children of `node` from their values (units x children)."""
    return Children(values, ~np.isnan(values), weights_of(node))


def _score(node: Node, made: dict[str, tuple[Floats, Flags]]) -> tuple[Floats, Flags]:
    values = np.column_stack([made[child.code][0] for child in node.children])
    absent = np.column_stack([made[child.code][1] for child in node.children])
    children = children_of(node, values)
    with np.errstate(invalid="ignore"):
        scores = AGGREGATORS[node.function](children)
    there: Flags = np.asarray(children.available.any(axis=1))
    if node.missing == "refuse":
        there &= ~(np.isnan(values) & ~absent).any(axis=1)
    return np.where(there, scores, np.nan), np.asarray(absent.all(axis=1))


def _ordered_sum(children: Children, values: Floats) -> Floats:
    # One column after another, so that the sum does not depend on how a library groups its additions.
    total = np.zeros(len(values))
    for index, share in enumerate(children.weights):
        total += np.where(children.available[:, index], values[:, index], 0.0) * share
    return total


def _weight_there(children: Children) -> Floats:
    total = np.zeros(len(children.values))
    for index, share in enumerate(children.weights):
        total += np.where(children.available[:, index], share, 0.0)
    return total
