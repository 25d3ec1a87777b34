import pytest

from etam.web import charts
from etam.web.charts import Series


def chart(*series: Series, **options: object) -> charts.LineChart:
    return charts.line_chart("Contoh", series, ticks=[(0, "awal"), (10, "akhir")], **options)


class TestLineChart:
    def test_stands_on_zero(self):
        assert (
            chart(Series("a", [(0, 0), (10, 100)])).lines[0].d
            == f"M{charts.LEFT} {charts.BOTTOM} {charts.RIGHT} {charts.TOP}"
        )

    def test_writes_its_rows_in_the_unit_given(self):
        rows = chart(Series("a", [(0, 10)]), top=20, write=lambda value: f"{value:g} poin").rows
        assert [word for _, word in rows] == ["20 poin", "10 poin", "0 poin"]

    def test_a_line_without_points_is_left_out(self):
        assert len(chart(Series("a", [(0, 1)]), Series("b", [])).lines) == 1

    def test_nothing_to_draw_is_refused(self):
        with pytest.raises(ValueError, match="empty state"):
            chart(Series("a", []))

    def test_one_point_alone_can_be_drawn(self):
        assert charts.line_chart("x", [Series("a", [(3, 50)])], ticks=[]).lines[0].end[0] == charts.LEFT

    def test_one_value_is_a_point_and_two_are_a_line(self):
        lines = chart(Series("a", [(0, 1)], "then"), Series("b", [(0, 1), (10, 2)])).lines
        assert [line.is_point for line in lines] == [True, False]


class TestSpark:
    def test_an_absent_year_leaves_its_room(self):
        xs = [x for x, _, _ in charts.spark("x", [(2021, 1), (2022, 1), (2024, 1)]).dots]
        assert xs[2] - xs[1] == pytest.approx(2 * (xs[1] - xs[0]))

    def test_prints_its_first_value_and_its_years(self):
        spark = charts.spark("x", [(2021, 31.0), (2024, 83.0)])
        assert (spark.first, spark.last) == ("2021: 31", "2024")

    def test_without_points_is_refused(self):
        with pytest.raises(ValueError, match="no data"):
            charts.spark("x", [])
