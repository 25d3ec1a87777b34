"""Every target says the same about any expression and any row."""

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etam.expressions import MISSING, Nothing, evaluate, parse, to_polars
from etam.expressions.tests import grammar
from etam.expressions.tests.test_cases import column, shown


def table(rows: list[dict]) -> pl.DataFrame:
    numbers = [column(name, [row[name] for row in rows]) for name in grammar.NUMBERS]
    return pl.DataFrame([*numbers, column("t", [row["t"] for row in rows] + ["text"]).head(len(rows))])


def same(one: object, two: object) -> bool:
    if isinstance(one, Nothing) or isinstance(two, Nothing) or isinstance(one, bool | str):
        return one is two or one == two
    return abs(one - two) <= 1e-9 * max(1, abs(one), abs(two))


@st.composite
def case(draw) -> tuple[str, list[dict]]:
    choose = lambda options: draw(st.sampled_from(list(options)))  # noqa: E731
    return grammar.expression(choose, draw(st.integers(0, 4))), [grammar.row(choose) for _ in range(4)]


class TestTableAndRow:
    @settings(max_examples=150)
    @given(case())
    def test_agree_on_any_expression(self, drawn: tuple[str, list[dict]]):
        text, rows = drawn
        parsed = parse(text, grammar.TYPES)
        over_table = table(rows).with_columns(result=to_polars(parsed))["result"].to_list()
        assert [
            row for row, found in zip(rows, over_table, strict=True) if not same(evaluate(parsed, row), shown(found))
        ] == []


class TestSettledResult:
    @settings(max_examples=150)
    @given(case(), st.sampled_from([0, 1, 2.5, -1]))
    def test_stands_whatever_a_missing_answer_turns_out_to_be(self, drawn: tuple[str, list[dict]], answer: float):
        text, rows = drawn
        # Questions about nothing itself may of course change when an answer arrives, and a count grows.
        assume(not any(word in text for word in ("given", "missing", "not_applicable", "count")))
        parsed = parse(text, grammar.TYPES)
        for row in rows:
            before = evaluate(parsed, row)
            filled = {name: answer if value is MISSING and name != "t" else value for name, value in row.items()}
            assert before is MISSING or same(before, evaluate(parsed, filled))
