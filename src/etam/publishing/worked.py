"""A worked example: the golden input of a method, computed step by step for one unit. Pure: no Django, no database."""

import math
from dataclasses import dataclass
from functools import cache

from etam.indexmath.model import Method
from etam.indexmath.pipeline import run
from etam.indexmath.reading import read_data
from etam.indexmath.result import IndexResult
from etam.publishing import editions

MISSING = {"nothing": "missing"}
NOT_APPLICABLE = {"nothing": "not_applicable"}

Value = float | dict[str, str]


@dataclass(frozen=True)
class IndicatorStep:
    """One indicator of the unit: as counted, and on the scale."""

    label: str
    unit: str
    raw: Value
    scaled: Value


@dataclass(frozen=True)
class NodeStep:
    """One score of the unit; `depth` 0 is the index itself."""

    label: str
    depth: int
    score: Value


@dataclass(frozen=True)
class Example:
    """What a method makes of the first unit of its golden input that has a score."""

    unit: str
    elements: tuple[tuple[str, str, Value], ...]
    indicators: tuple[IndicatorStep, ...]
    nodes: tuple[NodeStep, ...]
    category: str


def example(method: Method) -> Example | None:
    """The worked example; None without golden input, or over libraries, where it is too wide to read."""
    path = editions.folder(editions.METHODS, method.code, method.version) / "golden" / "input.csv"
    if not path.is_file() or method.unit == "library":
        return None
    return _compute(method.code, method.version)


@cache
def _compute(code: str, version: str) -> Example | None:
    method = editions.method(code, version)
    if method is None:
        return None
    path = editions.folder(editions.METHODS, code, version) / "golden" / "input.csv"
    result = run(method, read_data(method, path).data, draws=0)
    unit = next((one.unit for one in result.ranking if one.score is not None), None)
    return _steps(method, result, unit) if unit else None


def _steps(method: Method, result: IndexResult, unit: str) -> Example:
    found = result.unit(unit)
    depths = _depths(method)
    return Example(
        unit=unit,
        elements=tuple(
            (one.label["id"], one.unit, _value(result, "elements", unit, one.code)) for one in method.elements
        ),
        indicators=tuple(
            IndicatorStep(
                one.label["id"],
                one.unit,
                _value(result, "indicators", unit, one.code),
                _value(result, "normalised", unit, one.code),
            )
            for one in method.indicators
        ),
        nodes=tuple(
            NodeStep(node.label["id"], depths[node.code], found.scores.get(node.code, MISSING))
            for node in method.tree.nodes()
        ),
        category=found.category.label["id"] if found.category else "",
    )


def _value(result: IndexResult, stage: str, unit: str, column: str) -> Value:
    table = result.stage(stage).table
    if column not in table.columns or unit not in table.units:
        return MISSING
    value = table.cell(unit, column)
    if not math.isnan(value):
        return value
    row, place = table.units.index(unit), table.columns.index(column)
    return NOT_APPLICABLE if table.not_applicable[row, place] else MISSING


def _depths(method: Method) -> dict[str, int]:
    depths = {method.tree.code: 0}
    for node in method.tree.nodes():
        for child in node.children:
            depths[child.code] = depths[node.code] + 1
    return depths
