"""The tables that rooms above gather."""

from etam.submissions import queries
from etam.submissions.tests.cast import Cast


class TestFigures:
    def test_hold_one_row_for_each_question_that_asks_for_a_number(self, cast: Cast) -> None:
        table = queries.figures(2024).filter(institution="L-1")
        assert table.height == 31  # 3 on identity, 28 from O to AP
