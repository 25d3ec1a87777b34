"""The table of cases: what every target must say about missing and not applicable."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from etam.expressions import FUNCTIONS, MISSING, NOT_APPLICABLE, Value, evaluate, parse, to_polars

M, N = MISSING, NOT_APPLICABLE

# expression, values of a and b, result. True and False are the verdicts pass and fail.
CASES: list[tuple[str, Value, Value, object]] = [
    ("a + b", 2, 3, 5.0),
    ("a + b", 2, M, M),
    ("a + b", 2, N, N),
    ("a + b", M, N, N),
    ("a - b", 0, 0, 0.0),
    ("a * b", 0, M, M),
    ("a * b", 1.5, 4, 6.0),
    ("-a", 0, 1, 0.0),
    ("-a", M, 1, M),
    ("a / b", 1, 4, 0.25),
    ("a / b", 1, 0, N),
    ("a / b", 0, 0, N),
    ("a / b", M, 0, N),
    ("a / b", 0, M, M),
    ("sum(a, b)", 2, 3, 5.0),
    ("sum(a, b)", 2, N, 2.0),
    ("sum(a, b)", 2, M, M),
    ("sum(a, b)", M, N, M),
    ("sum(a, b)", N, N, N),
    ("sum(a * 2, b)", N, 3, 3.0),
    ("min(a, b)", 2, 3, 2.0),
    ("min(a + 0, b)", N, 3, 3.0),
    ("max(a, b)", -2, -3, -2.0),
    ("max(a + 0, b)", N, -3, -3.0),
    ("max(a, b)", 2, M, M),
    ("count(a > 0, b > 0)", 1, 2, 2.0),
    ("count(a > 0, b > 0)", M, 2, 1.0),
    ("count(a > 0, b > 0)", N, 0, 0.0),
    ("count(a / b == 1)", 0, 0, 0.0),
    ("abs(a - b)", 2, 5, 3.0),
    ("sqrt(a)", 9, 0, 3.0),
    ("sqrt(a)", -1, 0, N),
    ("log(a)", 1, 0, 0.0),
    ("log(a)", 0, 0, N),
    ("log(a)", M, 0, M),
    ("a == b", 0.3, 0.3, True),
    ("a + b == 0.3", 0.1, 0.2, True),
    ("a < b", 1, 1, False),
    ("a <= b", 1, 1, True),
    ("a != b", 0, M, M),
    ("a > b", N, M, N),
    ("a >= 0", M, 0, M),
    ("0 < a < b", 1, 2, True),
    ("0 < a < b", 1, N, True),
    ("a in (1, 2)", 2, 0, True),
    ("a in (1, 2)", 3, 0, False),
    ("a not in (1, 2)", M, 0, M),
    ("a in (1, 2)", N, 0, N),
    ("a > 0 and b > 0", 1, 0, False),
    ("a > 0 and b > 0", M, 0, False),
    ("a > 0 and b > 0", M, 1, M),
    ("a > 0 and b > 0", N, 1, True),
    ("a > 0 and b > 0", N, 0, False),
    ("a > 0 and b > 0", N, M, M),
    ("a > 0 and b > 0", N, N, N),
    ("a > 0 or b > 0", M, 1, True),
    ("a > 0 or b > 0", M, 0, M),
    ("a > 0 or b > 0", N, 0, False),
    ("a > 0 or b > 0", N, N, N),
    ("not a > 0", 0, 0, True),
    ("not a > 0", M, 0, M),
    ("not a > 0", N, 0, N),
    ("implies(a > 0, b > 0)", 0, M, True),
    ("implies(a > 0, b > 0)", 0, N, True),
    ("implies(a > 0, b > 0)", 1, 0, False),
    ("implies(a > 0, b > 0)", 1, M, M),
    ("implies(a > 0, b > 0)", 1, N, N),
    ("implies(a > 0, b > 0)", M, 1, True),
    ("implies(a > 0, b > 0)", M, 0, M),
    ("implies(a > 0, b > 0)", M, N, M),
    ("implies(a > 0, b > 0)", N, 0, N),
    ("if_(a > 0, b, 7)", 1, 3, 3.0),
    ("if_(a > 0, b, 7)", 1, N, N),
    ("if_(a > 0, b, 7)", 0, N, 7.0),
    ("if_(a > 0, b, 7)", 0, M, 7.0),
    ("if_(a > 0, b, 7)", M, 3, M),
    ("if_(a > 0, b, 7)", N, 3, N),
    ("given(a)", 0, 0, True),
    ("given(a)", M, 0, False),
    ("given(a)", N, 0, False),
    ("missing(a)", M, 0, True),
    ("missing(a)", N, 0, False),
    ("not_applicable(a)", N, 0, True),
    ("not_applicable(a)", M, 0, False),
    ("missing(a + b)", M, N, False),
    ("given(a / b)", 1, 0, False),
    ("whole(a)", 3, 0, True),
    ("whole(a)", 2.5, 0, False),
    ("whole(a)", M, 0, M),
    ('a == "x"', "x", 0, True),
    ('a == "x"', "X", 0, False),
    ('a != "x"', M, 0, M),
    ('a == "x"', N, 0, N),
    ('a in ("x", "y")', "y", 0, True),
    ('like(a, "00A-0")', "12B-3", 0, True),
    ('like(a, "00A-0")', "12b-3", 0, False),
    ('like(a, "00A-0")', "012B-3", 0, False),
    ('like(a, "0")', M, 0, M),
    ('starts_with(a, "https://")', "https://a.id", 0, True),
    ('starts_with(a, "https://")', "http://a.id", 0, False),
    ('starts_with(a, "h")', N, 0, N),
]


def column(name: str, values: list[Value]) -> pl.Series:
    """A column of a table in the convention of `to_polars`."""
    if any(isinstance(value, str) and value not in (M, N) for value in values):
        return pl.Series(name, [None if v is M else "\N{EMPTY SET}" if v is N else str(v) for v in values], pl.String)
    return pl.Series(name, [None if v is M else float("nan") if v is N else float(v) for v in values], pl.Float64)


def shown(value: object) -> object:
    """A Polars result as `evaluate` would return it."""
    return {None: M, "pass": True, "fail": False, "unknown": M, "not_applicable": N}.get(
        value, N if value != value else value
    )


def text_table(case: tuple[str, Value, Value, object]) -> dict[str, pl.Series]:
    reads_text = '"' in case[0]
    first = column("a", [case[1], "text"] if reads_text else [case[1]]).head(1)
    return {"a": first, "b": column("b", [case[2]])}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} | {case[1]!r} | {case[2]!r}")
class TestEveryCase:
    def test_on_one_row(self, case: tuple[str, Value, Value, object]):
        row: Mapping[str, Value] = {"a": case[1], "b": case[2]}
        assert evaluate(parse(case[0]), row) == case[3]

    def test_over_a_table(self, case: tuple[str, Value, Value, object]):
        result = pl.DataFrame(text_table(case)).select(to_polars(parse(case[0]), None)).to_series()[0]
        assert shown(result) == case[3]


class TestDecisionPage:
    def test_explains_every_function(self):
        page = Path(__file__).parents[4] / "docs" / "decisions" / "expression-language.md"
        text = page.read_text(encoding="utf-8")
        assert [name for name in FUNCTIONS if f"`{name}(" not in text] == []
