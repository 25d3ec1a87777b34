"""A small method and its tables, for tests that need one."""

from collections.abc import Mapping, Sequence

from etam.indexmath.model import Element, Goalposts, Indicator, Leaf, Method, Node, Normaliser, RobustnessPlan
from etam.indexmath.pipeline import Data
from etam.indexmath.table import Table

FOUR = {"a": [2, 4, 6, 8], "b": [5, 5, 7, 9], "c": [1, 6, 3, 9], "d": [0, 2, 8, 10]}


def text(word: str) -> dict[str, str]:
    return {"id": word, "en": word}


def indicator(code: str, **options: object) -> Indicator:
    """An indicator on goalposts 0 to 10 unless told otherwise."""
    return Indicator(code, text(code), f"{code}_raw", **{"goalposts": Goalposts(0, 10), **options})


def node(code: str, *children: Node | Leaf, function: str = "arithmetic", missing: str = "average_available") -> Node:
    return Node(code, text(code), function, missing, children)


def method(*indicators: Indicator, **options: object) -> Method:
    """Two dimensions of two indicators (a, b and c, d) unless told otherwise."""
    chosen = indicators or tuple(indicator(code) for code in "abcd")
    half = (len(chosen) + 1) // 2
    leaves = [Leaf(item.code, 1.0) for item in chosen]
    tree = node("index", node("first", *leaves[:half]), node("second", *leaves[half:]), missing="refuse")
    made = {
        "code": "small",
        "version": "2026.1",
        "title": text("Kecil"),
        "status": "proposal",
        "unit": "region",
        "elements": tuple(Element(f"{item.code}_raw", text(item.code)) for item in chosen),
        "indicators": chosen,
        "normaliser": Normaliser("goalposts"),
        "tree": tree,
        "robustness": RobustnessPlan(
            draws=500, seed=7, normalisers=("goalposts", "minmax", "rank"), aggregations=("arithmetic", "geometric")
        ),
    }
    return Method(**{**made, **options})


def data(columns: Mapping[str, Sequence[float | None]], units: Sequence[str] = ()) -> Data:
    """A table of elements; the units are called "unit 1", "unit 2" and so on unless named."""
    count = len(next(iter(columns.values())))
    names = units or [f"unit {number}" for number in range(1, count + 1)]
    return Data(Table.of(names, {f"{code}_raw": column for code, column in columns.items()}))
