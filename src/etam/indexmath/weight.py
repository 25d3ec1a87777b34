"""Sixth stage: the weights, as each parent uses them and as each indicator finally counts."""

import numpy as np

from etam.indexmath.model import Method, Node
from etam.indexmath.table import Floats, Stage, Table, settle


def weights_of(node: Node) -> Floats:
    """The weights of a node's children: rescaled to 1 for a mean, as written for a weighted sum."""
    written = np.array([child.weight for child in node.children])
    return written if node.function == "weighted_sum" else written / written.sum()


def weight(method: Method) -> Stage:
    """One row per node and indicator: its weight in its parent and in the whole index, when nothing is missing."""
    rows: dict[str, tuple[float, float]] = {method.tree.code: (1.0, 1.0)}
    for node in method.tree.nodes():
        for child, share in zip(node.children, weights_of(node), strict=True):
            rows[child.code] = (float(share), float(share) * rows[node.code][1])
    values = settle(np.array(list(rows.values())))
    return Stage("weights", Table(tuple(rows), ("in_parent", "in_index"), values, np.zeros(values.shape, dtype=bool)))
