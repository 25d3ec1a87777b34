"""First target: the result for one row."""

import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from etam.expressions.fold import fold
from etam.expressions.masks import mask_pattern
from etam.expressions.tree import Expression
from etam.expressions.values import MISSING, NOT_APPLICABLE, TOLERANCE, Nothing, Result, Type, Value, Verdict

_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_SIGNS: dict[str, Callable[[float], bool]] = {
    "==": lambda sign: sign == 0,
    "!=": lambda sign: sign != 0,
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}
_AGGREGATES: dict[str, Callable[[Sequence[float]], float]] = {
    # Plain addition from left to right, as tables add: the built-in sum corrects rounding from Python 3.12 on.
    "sum": lambda values: reduce(operator.add, values),
    "min": min,
    "max": max,
}
_STATES: dict[str, Callable[[Result], bool]] = {
    "given": lambda value: not isinstance(value, Nothing),
    "missing": lambda value: value is MISSING,
    "not_applicable": lambda value: value is NOT_APPLICABLE,
}


def evaluate(expression: Expression, row: Mapping[str, Value]) -> Result:
    """The value of `expression` for one row; a name that the row does not hold is missing."""
    return fold(expression.root, _Row(row))


def verdict(expression: Expression, row: Mapping[str, Value]) -> Verdict:
    """What the condition says about one row."""
    return Verdict.of(evaluate(expression, row))


def sign_of_difference(left: float, right: float, of: Type) -> int:
    """-1, 0 or 1 as `left` is smaller than, equal to or larger than `right`."""
    tolerance = 0.0 if of is Type.WHOLE else TOLERANCE * max(abs(left), abs(right))
    return 0 if abs(left - right) <= tolerance else (1 if left > right else -1)


@dataclass(frozen=True)
class _Row:
    values: Mapping[str, Value]

    def number(self, value: float) -> Result:
        return value

    def text(self, value: str) -> Result:
        return value

    def name(self, name: str, of: Type) -> Result:
        value = self.values.get(name, MISSING)
        return float(value) if isinstance(value, int) else value

    def negative(self, operand: Result) -> Result:
        return _strict(lambda value: -value, operand)

    def arithmetic(self, operator: str, left: Result, right: Result) -> Result:
        if operator == "/" and right == 0 and not isinstance(right, Nothing):
            return NOT_APPLICABLE
        return _strict(_ARITHMETIC[operator], left, right)

    def function(self, name: str, operand: Result) -> Result:
        if isinstance(operand, Nothing):
            return operand
        value = float(operand)
        if name == "abs":
            return abs(value)
        if value < 0 or (name == "log" and value == 0):
            return NOT_APPLICABLE
        return math.log(value) if name == "log" else math.sqrt(value)

    def aggregate(self, name: str, items: Sequence[Result]) -> Result:
        applicable = [item for item in items if item is not NOT_APPLICABLE]
        if not applicable:
            return NOT_APPLICABLE
        if MISSING in applicable:
            return MISSING
        return _AGGREGATES[name]([float(item) for item in applicable])

    def count(self, items: Sequence[Result]) -> Result:
        return float(sum(item is True for item in items))

    def compare(self, operator: str, left: Result, right: Result, of: Type) -> Result:
        if of is Type.TEXT:
            return _strict(lambda first, second: (first == second) is (operator == "=="), left, right)
        return _strict(lambda first, second: _SIGNS[operator](sign_of_difference(first, second, of)), left, right)

    def member(self, operand: Result, options: Sequence[float | str]) -> Result:
        return _strict(lambda value: value in options, operand)

    def all_of(self, items: Sequence[Result]) -> Result:
        return _decided(items, by=False)

    def any_of(self, items: Sequence[Result]) -> Result:
        return _decided(items, by=True)

    def opposite(self, operand: Result) -> Result:
        return _strict(lambda value: not value, operand)

    def choose(self, condition: Result, then: Result, otherwise: Result) -> Result:
        if isinstance(condition, Nothing):
            return condition
        return then if condition else otherwise

    def implies(self, condition: Result, then: Result) -> Result:
        if condition is MISSING:
            return True if then is True else MISSING
        return self.choose(condition, then, True)

    def state(self, name: str, operand: Result) -> Result:
        return _STATES[name](operand)

    def whole(self, operand: Result) -> Result:
        return _strict(lambda value: value == math.floor(value), operand)

    def like(self, operand: Result, mask: str) -> Result:
        return _strict(lambda value: re.search(mask_pattern(mask), value) is not None, operand)

    def starts_with(self, operand: Result, prefix: str) -> Result:
        return _strict(lambda value: value.startswith(prefix), operand)


def _strict(make: Callable[..., Result], *operands: Result) -> Result:
    """Nothing in, nothing out; what does not apply weighs more, because no later answer could change it."""
    if NOT_APPLICABLE in operands:
        return NOT_APPLICABLE
    if MISSING in operands:
        return MISSING
    return make(*operands)


def _decided(items: Sequence[Result], by: bool) -> Result:
    """Three-valued logic in which what does not apply has no vote."""
    voting = [item for item in items if item is not NOT_APPLICABLE]
    if not voting:
        return NOT_APPLICABLE
    if any(item is by for item in voting):
        return by
    return MISSING if MISSING in voting else not by
