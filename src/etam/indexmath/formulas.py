"""Expressions of a method, computed for every unit at once."""

from collections.abc import Mapping

from etam.expressions import ExpressionError, names, parse, to_polars
from etam.indexmath.errors import MethodError
from etam.indexmath.table import Table


class FormulaError(MethodError):
    """An expression cannot be read."""


def element_names(text: str) -> set[str]:
    """The names an expression uses. Raises FormulaError when it cannot be read or is no number."""
    try:
        expression = parse(text)
    except ExpressionError as error:
        raise FormulaError(str(error)) from error
    if not expression.type.is_number:
        raise FormulaError(f"yields a {expression.type.value}, not a number")
    return set(names(expression))


def compute(formulas: Mapping[str, str], table: Table) -> Table:
    """One column per formula for the units of `table`.

    Nothing in, nothing out; a division by zero is not applicable.
    """
    frame = table.frame()
    made = frame.select("unit", **{code: to_polars(parse(text)) for code, text in formulas.items()})
    return Table.from_frame(made)
