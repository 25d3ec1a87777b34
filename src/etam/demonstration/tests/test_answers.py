import numpy as np
import pytest

from etam.demonstration.answers import Simulation
from etam.demonstration.libraries import make_libraries, places


@pytest.fixture(scope="module")
def libraries():
    return make_libraries(np.random.default_rng(1))


@pytest.fixture(scope="module")
def years(libraries):
    simulation = Simulation(libraries, np.random.default_rng(2))
    return [simulation.year(2024), simulation.year(2025)]


class TestLibraries:
    def test_are_as_many_as_the_province_reported_for_2022(self, libraries):
        assert len(libraries) == 2775

    def test_have_names_of_their_own(self, libraries):
        assert len({library.name for library in libraries}) == len(libraries)

    def test_stand_in_real_villages(self, libraries):
        known = places()
        assert all(known[library.place.code] == library.place for library in libraries)

    def test_carry_school_numbers_that_no_school_has(self, libraries):
        assert all(library.npsn.startswith("99") for library in libraries if library.kind == "school")

    def test_are_the_same_for_the_same_seed(self, libraries):
        assert make_libraries(np.random.default_rng(1)) == libraries


class TestAnswers:
    @pytest.mark.parametrize(
        ("part", "whole"),
        [
            ("print_titles", "print_items"),
            ("print_titles_added", "print_items_added"),
            ("print_items_added", "print_items"),
            ("print_titles_used", "print_titles"),
            ("print_items_used", "print_items"),
            ("ict_users", "users_total"),
        ],
    )
    def test_hang_together(self, years, part, whole):
        for answers in years:
            smaller, larger = answers.columns[part], answers.columns[whole]
            assert (smaller[~np.isnan(smaller)] <= larger[~np.isnan(smaller)]).all()

    def test_grow_by_what_was_added(self, years):
        before, now = (answers.columns["print_titles"] for answers in years)
        assert (now - before == years[1].columns["print_titles_added"]).all()

    def test_leave_the_same_gaps_every_year(self, years):
        before, now = (np.isnan(answers.columns["ict_users"]) for answers in years)
        assert before.any()
        assert (before == now).all()
