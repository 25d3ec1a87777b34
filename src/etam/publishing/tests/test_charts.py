import pytest

from etam.publishing.charts import Point, spark, trend


class TestSpark:
    def test_draws_the_highest_value_at_the_top_and_nothing_at_the_bottom(self):
        drawn = spark([("2023", 0), ("2024", 50), ("2025", 100)], "naik", "2023: 0%", top=100)
        assert [(dot.x, dot.y) for dot in drawn.line.dots] == [(6, 34), (144, 20), (282, 6)]

    def test_starts_its_scale_at_zero(self):
        drawn = spark([("2023", 90), ("2024", 100)], "naik", "2023: 90%", top=100)
        # 90 of 100 lies a tenth of the 28 px of room below the top.
        assert drawn.line.dots[0].y == pytest.approx(6 + 28 * 0.1)

    def test_shows_no_course_of_one_value(self):
        assert spark([("2024", 50)], "satu", "2024: 50%") is None

    def test_stands_all_zeros_on_the_ground(self):
        drawn = spark([("2023", 0), ("2024", 0)], "tetap", "2023: 0%")
        assert {dot.y for dot in drawn.line.dots} == {34}


class TestTrend:
    def test_joins_one_series_in_the_order_of_periods(self):
        drawn = trend([Point(2024, 60, "a", "60"), Point(2023, 50, "a", "50")])
        assert [[dot.period for dot in line.dots] for line in drawn.lines] == [["2023", "2024"]]

    def test_ends_the_line_where_the_method_changes(self):
        drawn = trend([Point(2023, 50, "m/2025.1", "50"), Point(2024, 60, "m/2026.1", "60")])
        assert [len(line.dots) for line in drawn.lines] == [1, 1]

    def test_puts_higher_scores_higher(self):
        drawn = trend([Point(2023, 50, "a", "50"), Point(2024, 60, "a", "60")])
        low, high = drawn.lines[0].dots
        assert high.y < low.y

    def test_shows_nothing_of_nothing(self):
        assert trend([]) is None
