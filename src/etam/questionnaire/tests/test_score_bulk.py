"""Over a table every score is what it is on a single return."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etam.questionnaire import Context, instrument_folder, load_instrument, score, score_table, to_table

FIXTURES = Path(__file__).parent / "fixtures"
AUDIT = load_instrument(FIXTURES / "archive-audit" / "2020.1")
ACCREDITATION = load_instrument(FIXTURES / "accreditation-self-assessment" / "2018.1")
EXTERNAL = load_instrument(instrument_folder("archive-audit-external", "2020.1"))
OPEN, MISSING, NOT_APPLICABLE = object(), {"nothing": "missing"}, {"nothing": "not_applicable"}
SHARES = (0, 29.99, 30, 30.01, 50, 69, 70, 90, 90.01, 100, 140)


@st.composite
def sheets(draw, instrument):
    """Twelve returns; every answer a step, open, missing or not applicable."""
    drawn = []
    for number in range(12):
        answers = {}
        for question in instrument.questions:
            steps = SHARES if question.is_number else [option.value for option in question.options] or ["teks"]
            answers[question.element] = draw(st.sampled_from([*steps, OPEN, MISSING, NOT_APPLICABLE]))
        given_answers = {element: answer for element, answer in answers.items() if answer is not OPEN}
        drawn.append((str(number), given_answers, Context("archive", "regency", "64.08")))
    return drawn


def agree(instrument, drawn):
    table = score_table(instrument, to_table(instrument, drawn))
    for row, (_, answers, context) in zip(table.iter_rows(named=True), drawn, strict=True):
        single = score(instrument, answers, context)
        assert (row["low"], row["high"]) == (pytest.approx(single.low), pytest.approx(single.high))
        assert row["grade"] == (single.grade.code if single.grade else None)
        for node in single.root.walk():
            assert row[f"{node.node.code}.low"] == pytest.approx(node.low)
            assert row[f"{node.node.code}.high"] == pytest.approx(node.high)


class TestScoreTable:
    @settings(max_examples=25, deadline=None)
    @given(sheets(AUDIT))
    def test_agrees_where_questions_need_and_apply(self, drawn):
        agree(AUDIT, drawn)

    @settings(max_examples=5, deadline=None)
    @given(sheets(ACCREDITATION))
    def test_agrees_on_ladders(self, drawn):
        agree(ACCREDITATION, drawn)

    @settings(max_examples=15, deadline=None)
    @given(sheets(EXTERNAL))
    def test_agrees_where_the_answer_is_the_points(self, drawn):
        agree(EXTERNAL, drawn)

    def test_reads_a_plain_table_of_figures(self):
        # (40 + 60 + 80 + 20) / 4 = 50; 50.00 is still Kurang. Without resources: 45 to 70.
        table = pl.DataFrame(
            {"institution": ["a", "b"], "kind": "archive", "subtype": "regency", "region": "64.08",
             "policy": [40, 40], "guidance": [60, 60], "management": [80, 80], "resources": [20, None]}
        )  # fmt: skip
        found = score_table(EXTERNAL, table)
        assert found.select("institution", "low", "high", "grade").rows() == [("a", 50, 50, "C"), ("b", 45, 70, None)]

    def test_keeps_an_empty_table_empty(self):
        assert score_table(AUDIT, to_table(AUDIT, [])).height == 0

    def test_is_refused_for_an_instrument_that_does_not_score(self, library_return):
        with pytest.raises(ValueError, match=r"library-return/2026\.1 has no scoring"):
            score_table(library_return, to_table(library_return, []))
