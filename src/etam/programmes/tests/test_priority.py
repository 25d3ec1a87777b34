"""Whom to help first. No database."""

from math import acos, cos, radians, sin

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from etam.programmes.priority import (
    COMPONENTS,
    DEFAULT_WEIGHTS,
    EARTH_KM,
    HAS,
    NONE,
    UNKNOWN,
    components,
    nearest_km,
    rank,
)

NAN = np.nan
PARTS = st.floats(0, 1, allow_nan=False)
TABLES = st.integers(1, 12).flatmap(lambda rows: arrays(float, (rows, len(COMPONENTS)), elements=PARTS))
WEIGHTS = st.fixed_dictionaries({name: st.floats(0.5, 100) for name in COMPONENTS})
LATS, LONS = st.floats(-89, 89), st.floats(-179, 179)


def one(**changes: float) -> np.ndarray:
    """Components of one place in Kutai Timur; NaN takes a number away."""
    told = {"state": NONE, "people": 1000.0, "km": 10.0, "money": 1e8, "steps": 2.0, **changes}
    given = [np.array([told[name]], dtype=float) for name in ("people", "km", "money", "steps")]
    return components(np.array([int(told["state"])]), *given)[0]


class TestComponents:
    def test_each_stated_function_at_its_ends(self) -> None:
        lowest = one(state=HAS, people=10, km=0, money=1e6, steps=0)
        highest = one(state=NONE, people=10_000, km=20, money=1e9, steps=4)
        assert lowest.tolist() == [0] * 5
        assert highest.tolist() == pytest.approx([1] * 5)

    def test_unknown_is_a_value_of_its_own_between_none_and_has(self) -> None:
        assert [one(state=state)[0] for state in (NONE, UNKNOWN, HAS)] == [1, 0.5, 0]

    def test_a_hundred_people_are_a_third_of_the_way(self) -> None:
        assert one(people=100)[1] == pytest.approx(1 / 3)

    def test_what_is_not_known_stays_unknown(self) -> None:
        assert np.isnan(one(people=NAN)[1])

    def test_nobody_and_no_money_are_lowest_and_not_unknown(self) -> None:
        assert one(people=0, money=0)[[1, 3]].tolist() == [0, 0]


class TestRanking:
    def test_points_sum_to_the_score(self) -> None:
        found = rank(np.array([one(), one(people=NAN)]))
        assert found.points.sum(axis=1) == pytest.approx(found.score)

    def test_what_is_missing_is_shared_by_the_other_weights(self) -> None:
        found = rank(np.array([one(people=NAN)]))
        left = 100 - DEFAULT_WEIGHTS["people"]
        assert found.shares[0].tolist() == pytest.approx([30 / left, 0, 20 / left, 15 / left, 10 / left])

    def test_a_place_of_which_nothing_is_known_comes_last_without_score(self) -> None:
        found = rank(np.array([[NAN] * 5, one(state=HAS, people=10, km=0, money=1e6, steps=0)]))
        assert found.order.tolist() == [1, 0]
        assert np.isnan(found.score[0])

    def test_ties_keep_their_order(self) -> None:
        assert rank(np.array([one()] * 5)).order.tolist() == [0, 1, 2, 3, 4]

    @pytest.mark.parametrize("weights", [dict.fromkeys(COMPONENTS, 0.0), {**DEFAULT_WEIGHTS, "need": -1.0}])
    def test_refuses_weights_that_mean_nothing(self, weights: dict[str, float]) -> None:
        with pytest.raises(ValueError, match="Weights"):
            rank(np.array([one()]), weights)

    @given(TABLES, WEIGHTS)
    def test_scores_lie_between_the_least_and_the_greatest_component(self, table: np.ndarray, weights: dict) -> None:
        score = rank(table, weights).score
        assert (score >= table.min(axis=1) - 1e-9).all()
        assert (score <= table.max(axis=1) + 1e-9).all()

    @given(TABLES, WEIGHTS, st.sampled_from(range(len(COMPONENTS))), st.floats(0.5, 100))
    def test_raising_a_weight_never_lowers_who_leads_in_it(
        self, table: np.ndarray, weights: dict, column: int, more: float
    ) -> None:
        leader = int(np.argmax(table[:, column]))
        raised = {**weights, COMPONENTS[column]: weights[COMPONENTS[column]] + more}
        before, after = place_of(leader, rank(table, weights)), place_of(leader, rank(table, raised))
        assert after <= before

    @given(TABLES, WEIGHTS, st.floats(0.1, 10))
    def test_only_the_ratio_of_weights_counts(self, table: np.ndarray, weights: dict, factor: float) -> None:
        scaled = {name: weight * factor for name, weight in weights.items()}
        assert rank(table, scaled).score == pytest.approx(rank(table, weights).score)


class TestDistances:
    def test_samarinda_to_balikpapan_as_the_crow_flies(self) -> None:
        (km,) = nearest_km(np.array([-0.4948]), np.array([117.1436]), np.array([-1.2379]), np.array([116.8529]))
        assert km == pytest.approx(by_hand(-0.4948, 117.1436, -1.2379, 116.8529), abs=1e-6)
        assert 88 < km < 89

    def test_one_degree_on_the_equator(self) -> None:
        (km,) = nearest_km(np.array([0.0]), np.array([117.0]), np.array([0.0]), np.array([118.0]))
        assert km == pytest.approx(EARTH_KM * radians(1))

    def test_the_date_line_is_no_wall(self) -> None:
        (km,) = nearest_km(np.array([0.0]), np.array([179.9]), np.array([0.0, 0.0]), np.array([-179.9, 170.0]))
        assert km == pytest.approx(EARTH_KM * radians(0.2))

    def test_without_a_point_or_a_library_nothing_is_said(self) -> None:
        assert np.isnan(nearest_km(np.array([NAN]), np.array([117.0]), np.array([0.0]), np.array([117.0]))).all()
        assert np.isnan(nearest_km(np.array([0.0]), np.array([117.0]), np.array([NAN]), np.array([117.0]))).all()

    @given(LATS, LONS, LATS, LONS)
    def test_agrees_with_the_cosine_rule(self, lat: float, lon: float, other_lat: float, other_lon: float) -> None:
        expected = by_hand(lat, lon, other_lat, other_lon)
        # The cosine rule itself is only good for places that are neither near nor opposite each other.
        assume(1 < expected < 19_900)
        (km,) = nearest_km(*(np.array([part]) for part in (lat, lon, other_lat, other_lon)))
        assert km == pytest.approx(expected, rel=1e-4)


def by_hand(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The spherical law of cosines."""
    up, other_up, turn = radians(lat), radians(other_lat), radians(other_lon - lon)
    inner = sin(up) * sin(other_up) + cos(up) * cos(other_up) * cos(turn)
    return EARTH_KM * acos(max(-1.0, min(1.0, inner)))


def place_of(row: int, ranked: object) -> int:
    """How many rows score strictly more: ties do not lower anybody."""
    score = np.round(ranked.score, 9)
    return int((score > score[row]).sum())
