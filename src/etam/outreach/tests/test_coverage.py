"""Which libraries outreach has reached, hand-counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.institutions.models import Institution
from etam.outreach import actions, queries
from etam.outreach.queries import coverage
from etam.outreach.queries.coverage import Grid, Reached, Sum
from etam.outreach.tests.cast import TODAY


def cells(rows):
    return {(one.regency, one.kind): (one.reached, one.libraries) for one in rows}


class TestReached:
    def test_counts_each_library_once_by_place_and_kind(self, cast):
        event = cast.event(cast.village, cast.school)
        cast.attend(event, cast.village)
        cast.event(cast.village, held_on=date(2025, 5, 1))
        assert cells(queries.reached(TODAY)) == {
            ("64.08", "public"): (1, 2),
            ("64.08", "school"): (1, 1),
            ("64.74", "public"): (0, 1),
        }

    def test_leaves_out_what_is_no_library(self, cast):
        cast.event(cast.office)
        assert sum(one.reached for one in queries.reached(TODAY)) == 0

    def test_leaves_out_an_entry_that_was_removed(self, cast):
        made = cast.attend(cast.event())
        actions.remove(made, reason="Salah.", by=cast.officer)
        assert sum(one.reached for one in queries.reached(TODAY)) == 0

    def test_leaves_out_an_event_that_was_called_off(self, cast):
        event = cast.event(cast.village)
        type(event).objects.update(state="cancelled", cancelled_reason="Banjir.")
        assert sum(one.reached for one in queries.reached(TODAY)) == 0

    def test_leaves_out_later_events(self, cast):
        cast.event(cast.village)
        assert sum(one.reached for one in queries.reached(date(2026, 2, 16))) == 0

    def test_counts_only_libraries_that_exist_on_the_day(self, cast):
        cast.event(cast.village, held_on=date(2024, 5, 1))
        Institution.objects.filter(pk=cast.village.pk).update(valid_to=date(2024, 12, 31))
        assert cells(queries.reached(TODAY))["64.08", "public"] == (0, 1)
        assert cells(queries.reached(date(2024, 12, 31)))["64.08", "public"] == (1, 2)

    def test_of_one_year_counts_its_events_only(self, cast):
        cast.event(cast.village, held_on=date(2024, 5, 1))
        cast.event(cast.school, held_on=date(2025, 5, 1))
        found = cells(queries.reached(date(2025, 12, 31), year=2025))
        assert (found["64.08", "public"][0], found["64.08", "school"][0]) == (0, 1)

    def test_takes_a_constant_number_of_questions(self, cast, django_assert_num_queries):
        cast.event(cast.village, *cast.more_libraries(5))
        with django_assert_num_queries(2):
            queries.reached(TODAY)


class TestCourse:
    def test_counts_within_the_year_and_so_far(self, cast):
        cast.event(cast.village, held_on=date(2024, 5, 1), head_count=30)
        cast.event(cast.village, cast.school, held_on=date(2025, 5, 1))
        years = queries.course([2024, 2025, 2026, 2027], today=TODAY)
        assert [(one.year, one.events, one.people, one.reached, one.reached_so_far) for one in years] == [
            (2024, 1, 30, 1, 1),
            (2025, 1, 2, 2, 2),
            (2026, 0, 0, 0, 2),
        ]
        assert [one.share for one in years] == [25, 50, 50]

    def test_ends_the_current_year_today(self, cast):
        assert queries.course([2026], today=TODAY)[0].day == TODAY

    def test_asks_nothing_without_years(self, cast, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert queries.course([2027], today=TODAY) == []

    def test_of_a_part_counts_its_own_events(self, cast):
        cast.event(cast.village, cast.elsewhere, held_on=date(2025, 5, 1))
        cast.event(cast.elsewhere, held_on=date(2025, 6, 1), regency=cast.other_regency)
        own = Institution.objects.filter(regency=cast.regency, kind="public")
        assert queries.course([2025], libraries=own, today=TODAY)[0].events == 1

    def test_agrees_with_reached(self, cast):
        cast.event(cast.village, cast.school, held_on=date(2025, 5, 1))
        cast.event(cast.elsewhere, held_on=date(2026, 1, 5))
        (year,) = queries.course([2026], today=TODAY)
        total = Grid(queries.reached(TODAY)).total
        assert (year.reached_so_far, year.libraries) == (total.reached, total.libraries)


class TestNever:
    def test_names_those_that_came_to_nothing(self, cast):
        cast.event(cast.village, cast.office)
        assert list(queries.never(TODAY)) == [cast.second_village, cast.school, cast.elsewhere]

    def test_and_reached_are_all_libraries(self, cast):
        cast.event(cast.village, cast.school)
        total = Grid(queries.reached(TODAY)).total
        assert queries.never(TODAY).count() + total.reached == total.libraries


class TestFinding:
    def test_names_those_without_any_event(self, cast):
        cast.event(cast.village)
        grid = Grid(queries.reached(TODAY))
        assert coverage.regencies_without(["64.08", "64.74"], grid, TODAY) == ["64.74"]

    def test_a_count_alone_is_an_event_in_its_place(self, cast):
        cast.event(held_on=date(2025, 1, 1), head_count=80, regency=cast.other_regency)
        grid = Grid(queries.reached(TODAY))
        assert coverage.regencies_without(["64.74"], grid, TODAY) == []

    @pytest.mark.parametrize(
        ("total", "absent", "since", "sentence"),
        [
            (
                Sum(2775, 412),
                ["Mahakam Ulu"],
                2023,
                "Sosialisasi menjangkau 412 dari 2.775 perpustakaan; Mahakam Ulu belum sekali pun sejak 2023",
            ),
            (
                Sum(4, 0),
                list("abcd"),
                2024,
                "Sosialisasi menjangkau 0 dari 4 perpustakaan; 4 kabupaten/kota belum sekali pun sejak 2024",
            ),
            (Sum(4, 4), [], 2024, "Sosialisasi menjangkau 4 dari 4 perpustakaan"),
            (Sum(4, 0), ["a"], None, "Belum ada sosialisasi yang tercatat"),
        ],
    )
    def test_says_it_in_a_sentence(self, total, absent, since, sentence):
        assert coverage.finding(total, absent, since) == sentence


CELLS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")),
    st.integers(0, 50).flatmap(lambda count: st.tuples(st.just(count), st.integers(0, count))),
)


class TestGrid:
    @given(CELLS)
    def test_rows_and_columns_sum_to_the_same(self, found):
        grid = Grid(Reached(*key, *pair) for key, pair in found.items())
        rows = sum(grid.of_regency(one).reached for one in "abc")
        columns = sum(grid.of_kind(one).reached for one in "xyz")
        assert rows == columns == grid.total.reached <= grid.total.libraries

    def test_of_nothing_has_no_share(self):
        assert Grid([]).cell("a", "x").share is None
