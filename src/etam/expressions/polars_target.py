"""Second target: a Polars expression over a whole table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import polars as pl

from etam.expressions.fold import fold
from etam.expressions.masks import mask_pattern
from etam.expressions.tree import Expression, leaves
from etam.expressions.values import NOT_APPLICABLE_TEXT, TOLERANCE, Type, Verdict

VERDICTS = pl.Enum([verdict.value for verdict in Verdict])

_AGGREGATES: dict[str, Callable[[Sequence[pl.Expr]], pl.Expr]] = {
    "sum": lambda items: pl.sum_horizontal(*items, ignore_nulls=True),
    "min": lambda items: pl.min_horizontal(*items),
    "max": lambda items: pl.max_horizontal(*items),
}


def to_polars(
    expression: Expression, columns: Mapping[str, str] | None = None, cells: "Mapping[str, Cell] | None" = None
) -> pl.Expr:
    """`expression` over a table with one column per name (`columns` maps a name to another column).

    Number columns are Float64 and text columns String. Null is missing; NaN, or in a text column
    `NOT_APPLICABLE_TEXT`, is not applicable. The result follows the same convention; a condition yields the Enum
    `VERDICTS` ("pass", "fail", "unknown", "not_applicable"). Many expressions over one table run faster with the
    `cells` that `prepare` made.
    """
    cell = fold(expression.root, _Table(columns or {}, cells or {}))
    if expression.is_condition:
        return _verdict(cell)
    absent = pl.lit(NOT_APPLICABLE_TEXT) if expression.type is Type.TEXT else pl.lit(float("nan"))
    return cell.value if cell.na is None else pl.when(cell.na).then(absent).otherwise(cell.value)


def prepare(table: pl.DataFrame, expressions: Iterable[Expression]) -> "tuple[pl.DataFrame, dict[str, Cell]]":
    """`table` with the two kinds of nothing told apart once for every name, and the cells that refer to it.

    A column without a single *not applicable* is used as it stands, which spares most of the work.
    """
    used = {leaf.name: leaf.of for expression in expressions for leaf in leaves(expression)}
    tests = {name: _is_not_applicable(pl.col(name), of) for name, of in used.items()}
    found = table.select(test.any().alias(name) for name, test in tests.items()).row(0, named=True) if tests else {}
    mixed = [name for name in used if found[name]]
    split = table.with_columns(
        column
        for name in mixed
        for column in (
            pl.when(~tests[name]).then(pl.col(name)).alias(f"{name}|value"),
            tests[name].alias(f"{name}|na"),
        )
    )
    cells = {name: Cell(pl.col(name)) for name in used}
    return split, cells | {name: Cell(pl.col(f"{name}|value"), pl.col(f"{name}|na")) for name in mixed}


def _is_not_applicable(column: pl.Expr, of: Type) -> pl.Expr:
    return ((column == NOT_APPLICABLE_TEXT) if of is Type.TEXT else column.is_nan()).fill_null(False)


def _verdict(cell: "Cell") -> pl.Expr:
    words = {verdict: pl.lit(verdict.value, dtype=VERDICTS) for verdict in Verdict}
    decided = pl.when(cell.value).then(words[Verdict.PASS]).otherwise(words[Verdict.FAIL])
    known = pl.when(cell.value.is_null()).then(words[Verdict.UNKNOWN]).otherwise(decided)
    return known if cell.na is None else pl.when(cell.na).then(words[Verdict.NOT_APPLICABLE]).otherwise(known)


@dataclass(frozen=True)
class Cell:
    """`value` is null for both kinds of nothing; `na` tells them apart (None: never)."""

    value: pl.Expr
    na: pl.Expr | None = None


@dataclass(frozen=True)
class _Table:
    columns: Mapping[str, str]
    cells: Mapping[str, "Cell"]

    def number(self, value: float) -> Cell:
        return Cell(pl.lit(value, dtype=pl.Float64))

    def text(self, value: str) -> Cell:
        return Cell(pl.lit(value))

    def name(self, name: str, of: Type) -> Cell:
        if name in self.cells:
            return self.cells[name]
        column = pl.col(self.columns.get(name, name))
        na = _is_not_applicable(column, of)
        return Cell(pl.when(~na).then(column), na)

    def negative(self, operand: Cell) -> Cell:
        return Cell(-operand.value, operand.na)

    def arithmetic(self, operator: str, left: Cell, right: Cell) -> Cell:
        if operator == "/":
            is_zero = (right.value == 0).fill_null(False)
            return Cell(pl.when(~is_zero).then(left.value / right.value), _any(left.na, right.na, is_zero))
        return Cell(_ARITHMETIC[operator](left.value, right.value), _any(left.na, right.na))

    def function(self, name: str, operand: Cell) -> Cell:
        if name == "abs":
            return Cell(operand.value.abs(), operand.na)
        undefined = ((operand.value <= 0) if name == "log" else (operand.value < 0)).fill_null(False)
        value = operand.value.log() if name == "log" else operand.value.sqrt()
        return Cell(pl.when(~undefined).then(value), _any(operand.na, undefined))

    def aggregate(self, name: str, items: Sequence[Cell]) -> Cell:
        value = _AGGREGATES[name]([item.value for item in items])
        is_missing = _any(*(_is_missing(item) for item in items))
        na = _all(*(item.na for item in items))
        blank = _any(is_missing, na)
        return Cell(value if blank is None else pl.when(~blank).then(value), na)

    def count(self, items: Sequence[Cell]) -> Cell:
        return Cell(pl.sum_horizontal(*(item.value for item in items), ignore_nulls=True).cast(pl.Float64))

    def compare(self, operator: str, left: Cell, right: Cell, of: Type) -> Cell:
        na = _any(left.na, right.na)
        if of is not Type.NUMBER:
            return Cell(_COMPARE[operator](left.value, right.value), na)
        difference = left.value - right.value
        tolerance = TOLERANCE * pl.max_horizontal(left.value.abs(), right.value.abs())
        return Cell(_NEAR[operator](difference, tolerance), na)

    def member(self, operand: Cell, options: Sequence[float | str]) -> Cell:
        return Cell(operand.value.is_in(list(options)), operand.na)

    def all_of(self, items: Sequence[Cell]) -> Cell:
        votes = [_vote(item, True) for item in items]
        return self._decided(reduce(lambda one, two: one & two, votes), items)

    def any_of(self, items: Sequence[Cell]) -> Cell:
        votes = [_vote(item, False) for item in items]
        return self._decided(reduce(lambda one, two: one | two, votes), items)

    def _decided(self, value: pl.Expr, items: Sequence[Cell]) -> Cell:
        na = _all(*(item.na for item in items))
        return Cell(value if na is None else pl.when(~na).then(value), na)

    def opposite(self, operand: Cell) -> Cell:
        return Cell(~operand.value, operand.na)

    def choose(self, condition: Cell, then: Cell, otherwise: Cell) -> Cell:
        value = pl.when(condition.value).then(then.value).when(~condition.value).then(otherwise.value)
        return Cell(value, _any(condition.na, _branch(condition, then), _branch(self.opposite(condition), otherwise)))

    def implies(self, condition: Cell, then: Cell) -> Cell:
        value = pl.when(condition.value).then(then.value).otherwise((~condition.value) | _vote(then, False))
        # An unknown condition leaves only a sure "then" standing; null | False is null, null | True is True.
        na = _any(condition.na, _branch(condition, then))
        return Cell(value if na is None else pl.when(~na).then(value), na)

    def state(self, name: str, operand: Cell) -> Cell:
        na = operand.na if operand.na is not None else pl.lit(False)
        if name == "not_applicable":
            return Cell(na)
        return Cell(operand.value.is_not_null() if name == "given" else operand.value.is_null() & ~na)

    def whole(self, operand: Cell) -> Cell:
        return Cell(operand.value == operand.value.floor(), operand.na)

    def like(self, operand: Cell, mask: str) -> Cell:
        return Cell(operand.value.str.contains(mask_pattern(mask)), operand.na)

    def starts_with(self, operand: Cell, prefix: str) -> Cell:
        return Cell(operand.value.str.starts_with(prefix), operand.na)


_Binary = Callable[[pl.Expr, pl.Expr], pl.Expr]
_ARITHMETIC: dict[str, _Binary] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
}
_COMPARE: dict[str, _Binary] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
_NEAR: dict[str, _Binary] = {
    "==": lambda difference, tolerance: difference.abs() <= tolerance,
    "!=": lambda difference, tolerance: difference.abs() > tolerance,
    "<": lambda difference, tolerance: difference < -tolerance,
    "<=": lambda difference, tolerance: difference <= tolerance,
    ">": lambda difference, tolerance: difference > tolerance,
    ">=": lambda difference, tolerance: difference >= -tolerance,
}


def _any(*flags: pl.Expr | None) -> pl.Expr | None:
    present = [flag for flag in flags if flag is not None]
    return reduce(lambda one, two: one | two, present) if present else None


def _all(*flags: pl.Expr | None) -> pl.Expr | None:
    present = [flag for flag in flags if flag is not None]
    return reduce(lambda one, two: one & two, present) if len(present) == len(flags) else None


def _is_missing(cell: Cell) -> pl.Expr:
    return cell.value.is_null() if cell.na is None else cell.value.is_null() & ~cell.na


def _vote(cell: Cell, neutral: bool) -> pl.Expr:
    return cell.value if cell.na is None else pl.when(cell.na).then(neutral).otherwise(cell.value)


def _branch(condition: Cell, taken: Cell) -> pl.Expr | None:
    return None if taken.na is None else condition.value.fill_null(False) & taken.na
