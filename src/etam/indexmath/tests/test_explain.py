"""Why a unit stands where it stands."""

import pytest

from etam.indexmath.errors import MethodError
from etam.indexmath.explain import explain
from etam.indexmath.pipeline import run
from etam.indexmath.tests.cast import FOUR, data, method, node


class TestContributions:
    def test_by_hand(self):
        # first: 35, 45, 65, 85 (mean 57.5); second: 5, 40, 55, 95 (mean 48.75); each counts half.
        told = explain(run(method(), data(FOUR)), "unit 1")
        assert [(part.node, part.points) for part in told.contributions] == [("first", -11.25), ("second", -21.875)]
        assert (told.score, told.mean, told.difference) == (20, 53.125, -33.125)

    def test_what_does_not_rank_is_not_in_the_mean(self):
        columns = {**FOUR, "a": [None, 4, 6, 8], "b": [None, 5, 7, 9]}
        assert explain(run(method(), data(columns)), "unit 2").mean == pytest.approx((42.5 + 60 + 90) / 3)

    def test_an_unranked_unit_is_not_explained(self):
        columns = {**FOUR, "a": [None, 4, 6, 8], "b": [None, 5, 7, 9]}
        with pytest.raises(KeyError):
            explain(run(method(), data(columns)), "unit 1")

    def test_a_geometric_mean_has_no_contributions_that_add_up(self):
        small = method()
        tree = node("index", *small.tree.children, function="geometric", missing="refuse")
        result = run(method(tree=tree, robustness=None), data({code: [1, 2, 3] for code in "abcd"}))
        with pytest.raises(MethodError, match="bukan jumlahan"):
            explain(result, "unit 1")


class TestLever:
    def test_is_the_child_whose_median_lifts_most(self):
        # Medians: first 55, second 47.5. unit 1: first +20/2, second +42.5/2: second wins, 20 + 21.25.
        lever = explain(run(method(), data(FOUR)), "unit 1").lever
        assert (lever.node, lever.median, lever.score) == ("second", 47.5, 41.25)

    def test_gives_rank_and_interval_as_they_would_be(self):
        lever = explain(run(method(), data(FOUR)), "unit 1").lever
        assert lever.rank == 4
        assert 1 <= lever.low <= lever.high == 4

    def test_without_robustness_there_is_no_interval(self):
        assert explain(run(method(), data(FOUR), draws=0), "unit 1").lever.low is None

    def test_who_is_above_every_median_has_none(self):
        assert explain(run(method(), data(FOUR)), "unit 4").lever is None
