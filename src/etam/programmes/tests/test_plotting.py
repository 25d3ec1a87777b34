"""Strips and scatter plots: shared scales, round numbers, and names that do not cover each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.programmes.plotting import BOTTOM, LEFT, RIGHT, TOP, Point, round_numbers, scatter, strip
from etam.web.formats import number

PLACES = ("Paser", "Kutai Kartanegara", "Berau", "Kutai Barat", "Kutai Timur", "Mahakam Ulu", "Bontang", "Samarinda")


def drawn(points):
    return scatter("Banding", ("IPM", number), ("Literasi", number), points)


class TestStrip:
    def test_puts_the_lowest_of_all_places_at_the_bottom(self):
        made = strip("IPM", [[(2020, 60.0), (2024, 80.0)]], (2020, 2024), (60, 80))
        assert made.paths == ("M5 35 175 5",)

    def test_breaks_between_stretches(self):
        made = strip("IPM", [[(2020, 60.0), (2021, 61.0)], [(2022, 70.0)]], (2020, 2022), (60, 80))
        assert len(made.paths) == 1
        assert len(made.dots) == 3

    def test_draws_one_year_in_the_middle(self):
        assert strip("IPM", [[(2024, 70.0)]], (2024, 2024), (70, 70)).dots == ((90, 35, 3.5),)


class TestScatter:
    def test_refuses_to_draw_nothing(self):
        with pytest.raises(ValueError, match="at least one point"):
            drawn([])

    @given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=10))
    def test_finds_round_numbers_that_hold_every_value(self, values):
        found = round_numbers(values)
        assert found[0] <= min(values) + 1e-6
        assert found[-1] >= max(values) - 1e-6
        assert 2 <= len(found) <= 8

    @given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=2, max_size=8))
    def test_keeps_every_point_within_the_axes(self, pairs):
        made = drawn([Point(name, *pair) for name, pair in zip(PLACES, pairs, strict=False)])
        assert all(LEFT <= one.x <= RIGHT and TOP <= one.y <= BOTTOM for one in made.spots)

    def test_keeps_two_names_at_one_height_apart(self):
        made = drawn([Point("Kutai Kartanegara", 50, 50), Point("Mahakam Ulu", 52, 50), Point("Berau", 10, 90)])
        first, second, _ = made.spots
        assert (first.label_y, first.anchor) != (second.label_y, second.anchor)
