"""Random expressions and values, drawn through a `choose` function so that several tests share one grammar."""

from collections.abc import Callable, Sequence
from typing import Any

from etam.expressions import MISSING, NOT_APPLICABLE, Type

Choose = Callable[[Sequence[Any]], Any]

NUMBERS = ("a", "b", "c")
TYPES = {"a": Type.NUMBER, "b": Type.NUMBER, "c": Type.NUMBER, "t": Type.TEXT}
VALUES = (MISSING, NOT_APPLICABLE, 0, 0, 1, 2, 3, 7, 10, -1, 0.1, 0.2, 0.3, 2.5, 1e6)
WORDS = (MISSING, NOT_APPLICABLE, "x", "y", "X", "12A", "https://a.id")


def row(choose: Choose) -> dict[str, Any]:
    return {**{name: choose(VALUES) for name in NUMBERS}, "t": choose(WORDS)}


def number(choose: Choose, depth: int) -> str:
    if depth == 0:
        return str(choose((*NUMBERS, *NUMBERS, 0, 1, 2, 0.5)))
    inner = lambda: number(choose, depth - 1)  # noqa: E731
    shape = choose(("leaf", "binary", "binary", "aggregate", "function", "choose", "count"))
    if shape == "leaf":
        return inner()
    if shape == "binary":
        return f"({inner()} {choose('+-*/')} {inner()})"
    if shape == "aggregate":
        return f"{choose(('sum', 'min', 'max'))}({inner()}, {inner()}, {choose(NUMBERS)})"
    if shape == "function":
        return f"{choose(('abs', 'sqrt', 'log', '-'))}({inner()})"
    if shape == "count":
        return f"count({condition(choose, depth - 1)}, {condition(choose, depth - 1)})"
    return f"if_({condition(choose, depth - 1)}, {inner()}, {inner()})"


def condition(choose: Choose, depth: int) -> str:
    if depth == 0:
        return f"{choose(NUMBERS)} {choose(('==', '!=', '<', '<=', '>', '>='))} {choose((*NUMBERS, 0, 1, 0.3))}"
    inner = lambda: condition(choose, depth - 1)  # noqa: E731
    shape = choose(("compare", "logic", "logic", "not", "implies", "state", "member", "text", "choose"))
    if shape == "compare":
        low, middle = number(choose, depth - 1), number(choose, depth - 1)
        return f"({low} {choose(('==', '!=', '<', '<='))} {middle} {choose(('<', '>='))} {choose((*NUMBERS, 1))})"
    if shape == "logic":
        return f"({inner()} {choose(('and', 'or'))} {inner()})"
    if shape == "not":
        return f"(not {inner()})"
    if shape == "implies":
        return f"implies({inner()}, {inner()})"
    if shape == "choose":
        return f"if_({inner()}, {inner()}, {inner()})"
    if shape == "state":
        return f"{choose(('given', 'missing', 'not_applicable', 'whole'))}({number(choose, depth - 1)})"
    if shape == "member":
        return f"{choose(NUMBERS)} {choose(('in', 'not in'))} (0, 1, 2.5)"
    tests = ('t == "x"', 't != "x"', 't in ("x", "y")', 'like(t, "00A")', 'starts_with(t, "https://")', "given(t)")
    return str(choose(tests))


def expression(choose: Choose, depth: int) -> str:
    return choose((number, condition))(choose, depth)
