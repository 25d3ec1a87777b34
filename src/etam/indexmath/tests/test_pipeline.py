"""A run as a whole: what it hands back for each unit."""

from dataclasses import replace

import pytest

from etam.indexmath.errors import DataError
from etam.indexmath.model import AreaRule, CoverageRule, Element, Leaf, Normaliser, Screen
from etam.indexmath.normalise import ConstantIndicatorError
from etam.indexmath.pipeline import Data, run
from etam.indexmath.scales import Band, CategoryScale
from etam.indexmath.tests.cast import FOUR, data, indicator, method, node, text

BANDS = (Band("low", text("Rendah"), 0, 50, True, False), Band("high", text("Tinggi"), 50, 90, True, False))


class TestRun:
    def test_scores_by_hand(self):
        # unit 1: first (20 + 50)/2 = 35, second (10 + 0)/2 = 5, index 20.
        unit = run(method(), data(FOUR)).unit("unit 1")
        assert dict(unit.scores) == {"index": 20, "first": 35, "second": 5}

    def test_ranking_starts_with_the_highest(self):
        assert [unit.unit for unit in run(method(), data(FOUR)).ranking] == ["unit 4", "unit 3", "unit 2", "unit 1"]

    def test_every_stage_is_kept_in_order(self):
        names = [stage.name for stage in run(method(), data(FOUR)).stages]
        assert names == ["elements", "screened", "indicators", "imputed", "treated", "normalised", "weights", "nodes"]

    def test_intervals_and_groups_are_there(self):
        unit = run(method(), data(FOUR)).unit("unit 4")
        assert (unit.rank_low, unit.rank_median, unit.rank_high, unit.groups) == (1, 1, 1, "A")

    def test_no_draws_no_intervals(self):
        assert run(method(), data(FOUR), draws=0).robustness is None

    def test_the_input_is_not_edited(self):
        given = data(FOUR)
        before = given.table.values.copy()
        run(method(), given)
        assert (given.table.values == before).all()

    def test_filled_is_the_share_of_indicators_with_a_value(self):
        assert run(method(), data({**FOUR, "a": [None, 4, 6, 8]})).unit("unit 1").filled == 0.75

    def test_a_unit_below_coverage_has_no_rank_no_score_and_a_reason(self):
        rule = CoverageRule("share", "a_raw / b_raw", 0.68, text("Baru {share}."))
        unit = run(method(coverage=(rule,)), data(FOUR)).unit("unit 1")
        assert (unit.rank, unit.score, unit.category, unit.reason) == (None, None, None, "Baru 40%.")
        assert unit.main_coverage == 0.4

    def test_a_unit_to_which_nothing_applies_is_not_told_that_data_are_missing(self):
        parts = (replace(indicator(code), expression=f"{code}_raw / a_raw") for code in "abcd")
        reason = run(method(*parts), data({**FOUR, "a": [0, 4, 6, 8]})).unit("unit 1").reason
        assert reason == "Semua komponen tidak berlaku, jadi tidak ada yang dapat dihitung."

    def test_a_unit_left_out_does_not_set_the_ends_of_minmax(self):
        rule = CoverageRule("share", "a_raw / b_raw", 0.68, text(""))
        small = method(coverage=(rule,), normaliser=Normaliser("minmax"))
        assert run(small, data(FOUR), draws=0).unit("unit 2").scores["first"] == 0

    def test_a_dimension_without_data_leaves_the_unit_unranked(self):
        unit = run(method(), data({**FOUR, "a": [None, 4, 6, 8], "b": [None, 5, 7, 9]})).unit("unit 1")
        assert unit.rank is None
        assert unit.reason == "Ada komponen tanpa data, dan metode ini tidak menghitung indeks tanpanya."

    def test_one_unit_only_is_ranked_without_interval(self):
        unit = run(method(), data({code: [5] for code in "abcd"})).unit("unit 1")
        assert (unit.rank, unit.rank_low) == (1, None)

    def test_one_unit_only_cannot_be_placed_by_minmax(self):
        with pytest.raises(ConstantIndicatorError, match="tidak ada yang dapat diurutkan"):
            run(method(normaliser=Normaliser("minmax")), data({code: [5] for code in "abcd"}))

    def test_category_is_that_of_the_unrounded_score(self):
        small = method(scale=CategoryScale("two", text("Dua"), "proposal", BANDS))
        result = run(small, data({code: [4.9999, 5, 9.5, 1] for code in "abcd"}))
        labels = [unit.category.code if unit.category else None for unit in result.units]
        assert labels == ["low", "high", None, "low"]

    def test_a_score_outside_the_scale_is_told(self):
        small = method(scale=CategoryScale("two", text("Dua"), "proposal", BANDS))
        unit = run(small, data({code: [4, 5, 9.5, 1] for code in "abcd"})).unit("unit 3")
        assert [note.code for note in unit.notes] == ["outside_scale"]

    def test_region_method_refuses_areas(self):
        with pytest.raises(DataError, match="periksa kolom area"):
            run(method(), Data(data(FOUR).table, {}))


class TestAreas:
    def libraries(self, population, **options):
        small = method(
            elements=(
                *method().elements,
                Element("size", text("size"), level="area"),
            ),
            unit="library",
            screen=Screen("complete", 2),
            area=AreaRule("size", 0.68),
            **options,
        )
        given = data({**FOUR, "a": [2, 4, 6, None]})
        sizes = data({"z": population}).table
        columns = {f"{code}_raw": given.table.column(f"{code}_raw").tolist() for code in "abcd"}
        columns["size"] = sizes.column("z_raw").tolist()
        table = type(given.table).of(given.table.units, columns)
        return run(small, Data(table, dict(zip(table.units, "XXYY", strict=True))))

    def test_area_is_the_mean_lowered_to_the_coverage(self):
        # X: 20 and 42.5 of 4 libraries; 2 of ceil(2.72) = 3 needed: 31.25 × 2/3. Y: 60 alone of 1.
        result = self.libraries([4, 4, 1, 1])
        assert result.unit("X").score == pytest.approx(31.25 * 2 / 3)
        assert result.unit("Y").score == pytest.approx(60)

    def test_incomplete_libraries_are_listed(self):
        notes = self.libraries([4, 4, 1, 1]).stage("screened").notes
        assert [note.unit for note in notes] == ["unit 4"]

    def test_more_answers_than_libraries_is_no_score(self):
        unit = self.libraries([1, 1, 1, 1]).unit("X")
        assert unit.score is None
        assert unit.reason == "Jumlah perpustakaan (1) kurang dari yang mengisi (2); nilai tidak disesuaikan."

    def test_unknown_population_is_no_score(self):
        unit = self.libraries([None, None, 2, 2]).unit("X")
        assert unit.score is None
        assert unit.reason == "Jumlah perpustakaan tidak diketahui; nilai wilayah tidak disesuaikan."

    def test_two_populations_for_one_area_are_refused(self):
        with pytest.raises(DataError, match='"X" punya beberapa jumlah perpustakaan: 4 dan 5'):
            self.libraries([4, 5, 1, 1])

    def test_areas_get_intervals(self):
        assert self.libraries([4, 4, 1, 1]).unit("Y").rank_low == 1


class TestMixedTree:
    def test_indicator_and_dimension_may_stand_side_by_side(self):
        tree = node("index", Leaf("a", 1), node("rest", Leaf("b", 1), Leaf("c", 1), Leaf("d", 1)))
        result = run(method(tree=tree), data(FOUR))
        # unit 1: a 20; rest (50 + 10 + 0)/3 = 20.
        assert result.unit("unit 1").score == 20
        assert result.robustness is not None

    def test_downward_indicator_is_turned_round(self):
        turned = method(*(indicator(code, direction="down") for code in "abcd"))
        assert run(turned, data(FOUR)).unit("unit 1").score == 80
