"""How sure a rank is: what is drawn, what comes out, and that it can be drawn again."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from etam.indexmath.design import draw_design
from etam.indexmath.errors import DataError, MethodError
from etam.indexmath.groups import groups_of, letters_of
from etam.indexmath.model import Leaf, RankRule, RobustnessPlan
from etam.indexmath.pipeline import run
from etam.indexmath.robustness import Lift, analyse, interval, smallest_ranks
from etam.indexmath.scales import Band, CategoryScale
from etam.indexmath.tests.cast import FOUR, data, method, node, text

PLAN = RobustnessPlan(draws=400, seed=3, normalisers=("goalposts",), aggregations=("arithmetic",))


def analysed(plan=PLAN, columns=FOUR, threads=2, **options):
    small = method(robustness=plan, **options)
    return analyse(small, run(small, data(columns), draws=0).sample, plan.draws, plan.seed, threads)


class TestDesign:
    def test_weights_stay_within_a_quarter_before_rescaling(self):
        # Two equal weights drawn from 0.75 to 1.25 and rescaled lie between 0.75/2 and 1.25/2.
        weights = draw_design(method(), replace(PLAN, weights=0.25), 5000, 1).weights["first"]
        assert weights.min() >= 0.75 / 2
        assert weights.max() <= 1.25 / 2
        assert weights.std() > 0.05

    def test_weights_sum_to_what_their_parent_uses(self):
        weights = draw_design(method(), PLAN, 100, 1).weights["index"]
        assert weights.sum(axis=1) == pytest.approx(np.ones(100))

    def test_no_variation_gives_the_nominal_weights(self):
        assert draw_design(method(), replace(PLAN, weights=0), 10, 1).weights["first"] == pytest.approx(0.5)

    def test_none_or_one_indicator_is_left_out_equally_often(self):
        left_out = draw_design(method(), replace(PLAN, leave_one_out=True), 10_000, 1).left_out
        assert sorted(set(left_out.tolist())) == [-1, 0, 1, 2, 3]
        assert np.bincount(left_out + 1) / 10_000 == pytest.approx([0.2] * 5, abs=0.02)

    def test_switching_one_factor_off_leaves_the_others_as_they_were(self):
        on = draw_design(method(), replace(PLAN, leave_one_out=True), 50, 1)
        off = draw_design(method(), PLAN, 50, 1)
        assert (on.weights["first"] == off.weights["first"]).all()

    def test_the_stream_is_that_of_pcg64(self):
        # First outputs of PCG64 seeded with 1, as doubles: numpy.random.default_rng(1).random(3).
        expected = [0.5118216247002567, 0.9504636963259353, 0.14415961271963373]
        design = draw_design(method(), replace(PLAN, normalisers=("a",) * 1000, leave_one_out=True), 1, 1)
        assert design.normaliser[0] == int(expected[0] * 1000)
        assert design.left_out[0] == int(expected[2] * 5) - 1


class TestSmallestRanks:
    def test_agrees_with_scipy_and_gives_ties_the_smallest_place(self):
        keys = np.random.default_rng(5).integers(0, 6, (40, 9)).astype(float)
        assert (smallest_ranks(keys) == stats.rankdata(-keys, method="min", axis=1)).all()


class TestAnalyse:
    def test_draws_without_variation_repeat_the_nominal_ranking(self):
        found = analysed(replace(PLAN, weights=0))
        assert found.low.tolist() == found.high.tolist() == [4, 3, 2, 1]
        assert found.mean_shift == 0

    def test_a_draw_is_the_index_with_the_drawn_weights(self):
        small = method(robustness=PLAN)
        result = run(small, data(FOUR), draws=0)
        design = draw_design(small, PLAN, 50, 3)
        normalised = result.stage("normalised").table.values
        first = normalised[:, :2] @ design.weights["first"].T
        second = normalised[:, 2:] @ design.weights["second"].T
        scores = (first.T * design.weights["index"][:, :1]) + (second.T * design.weights["index"][:, 1:])
        ranks = stats.rankdata(-np.round(scores, 9), method="min", axis=1).astype(int)
        found = analyse(small, result.sample, 50, 3)
        counted = np.array([np.bincount(column, minlength=5)[1:] for column in ranks.T])
        assert (found.frequency == counted).all()

    def test_every_draw_gives_every_unit_one_rank(self):
        assert analysed().frequency.sum(axis=1).tolist() == [400] * 4

    def test_interval_is_where_the_draws_lie(self):
        found = analysed(columns={"a": [6, 4], "b": [4, 6], "c": [6, 4], "d": [4, 6]})
        share = found.frequency[0, 0] / 400
        assert 0.05 < share < 0.95
        assert (found.low.tolist(), found.high.tolist()) == ([1, 1], [2, 2])

    def test_pairwise_shares_and_ties_fill_the_whole(self):
        found = analysed(columns={"a": [6, 4, 6], "b": [4, 6, 4], "c": [6, 4, 6], "d": [4, 6, 4]})
        assert found.above[0, 1] + found.above[1, 0] == pytest.approx(1)
        assert found.above[0, 2] == found.above[2, 0] == 0

    def test_same_seed_same_result_for_any_number_of_threads(self):
        one, four = analysed(threads=1), analysed(threads=4)
        assert (one.frequency == four.frequency).all()
        assert (one.above == four.above).all()

    def test_another_seed_draws_anew(self):
        columns = {"a": [6, 4], "b": [4, 6], "c": [6, 4], "d": [4, 6]}
        assert (analysed(columns=columns).frequency != analysed(replace(PLAN, seed=4), columns).frequency).any()

    def test_alternative_normaliser_can_change_the_order(self):
        # On goalposts a (5.0 against 4.9 of 10) hardly counts; by rank it counts as much as d does.
        columns = {"a": [5.0, 4.9, 4.8], "b": [5.0, 4.9, 4.8], "c": [2, 2, 2], "d": [0, 2, 4]}
        plan = replace(PLAN, weights=0, normalisers=("goalposts", "rank"))
        assert analysed(plan, columns).frequency[0, 0] > 0
        assert analysed(replace(plan, normalisers=("goalposts",)), columns).frequency[0, 0] == 0

    def test_left_out_indicator_leaves_the_mean_to_the_others(self):
        tree = node("index", node("first", Leaf("a", 1)), node("second", Leaf("b", 1), Leaf("c", 1), Leaf("d", 1)))
        plan = replace(PLAN, weights=0, leave_one_out=True)
        # Without a the first unit is last in all that remains; with it, it leads.
        found = analysed(plan, {"a": [10, 0], "b": [4, 6], "c": [4, 6], "d": [4, 6]}, tree=tree)
        assert 0 < found.frequency[0, 1] < 200

    def test_missing_and_not_applicable_cells_are_left_out_of_each_draw(self):
        found = analysed(replace(PLAN, weights=0), {**FOUR, "a": [None, 4, 6, 8]})
        assert found.mean_shift == 0

    def test_geometric_draws_stand_up_to_zero(self):
        plan = replace(PLAN, weights=0, aggregations=("arithmetic", "geometric"))
        found = analysed(plan, {"a": [0, 4], "b": [0, 4], "c": [10, 5], "d": [10, 5]})
        # Arithmetic 50 against 45, geometric far below.
        assert 100 < found.frequency[0, 0] < 300

    def test_categories_are_shares_of_the_nominal_draws(self):
        bands = (Band("low", text("Rendah"), 0, 50, True, False), Band("high", text("Tinggi"), 50, 100, True, True))
        found = analysed(scale=CategoryScale("two", text("Dua"), "proposal", bands))
        assert found.categories.sum(axis=1) == pytest.approx(np.ones(4))
        assert found.categories[3].tolist() == [0, 1]

    def test_nominal_ties_need_no_shift(self):
        small = method(rank=RankRule(ties="average"), robustness=replace(PLAN, weights=0))
        result = run(small, data({code: [5, 5] for code in "abcd"}))
        assert result.robustness.mean_shift == 0

    def test_more_draws_than_memory_holds_are_refused(self):
        with pytest.raises(DataError, match="100000000 hitung ulang untuk 4 unit terlalu besar"):
            analysed(replace(PLAN, draws=100_000_000))

    def test_a_method_without_a_plan_is_refused(self):
        small = method(robustness=None)
        with pytest.raises(MethodError, match="tidak menyebut apa yang divariasikan"):
            analyse(small, run(small, data(FOUR)).sample, 10, 1)


class TestInterval:
    def test_a_lift_puts_the_unit_at_the_median_of_that_child(self):
        # first: 20, 40, 60, 80, its median 50; second: 58, 50, 50, 50. Unit 1 goes from 39 to 54, past 45, not past 55.
        columns = {"a": [2, 4, 6, 8], "b": [2, 4, 6, 8], "c": [5.8, 5, 5, 5], "d": [5.8, 5, 5, 5]}
        small = method(robustness=replace(PLAN, weights=0))
        sample = run(small, data(columns), draws=0).sample
        assert interval(small, sample, 50, 3, Lift("first", 0)) == (3, 3)


class TestGroups:
    def groups(self, above, certain=0.95):
        return groups_of(np.arange(len(above)), np.array(above, dtype=float), certain)

    def test_certain_order_separates(self):
        assert self.groups([[0, 1, 1], [0, 0, 1], [0, 0, 0]]) == [[0], [1], [2]]

    def test_uncertain_neighbours_share_a_group(self):
        assert self.groups([[0, 0.6, 1], [0.4, 0, 1], [0, 0, 0]]) == [[0, 1], [2]]

    def test_groups_overlap_where_the_middle_belongs_to_both(self):
        assert self.groups([[0, 0.6, 0.99], [0.4, 0, 0.7], [0.01, 0.3, 0]]) == [[0, 1], [1, 2]]

    def test_a_run_inside_a_longer_one_is_not_listed(self):
        assert self.groups([[0, 0.6, 0.7], [0.4, 0, 0.6], [0.3, 0.4, 0]]) == [[0, 1, 2]]

    def test_exactly_the_certain_share_is_certain(self):
        assert self.groups([[0, 0.95], [0.05, 0]]) == [[0], [1]]

    def test_letters_name_every_group_of_a_unit(self):
        assert letters_of([[0, 1], [1, 2]], 3) == ("A", "A B", "B")

    def test_after_z_comes_aa(self):
        assert letters_of([[number] for number in range(28)], 28)[25:] == ("Z", "AA", "AB")
