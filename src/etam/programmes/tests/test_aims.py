"""The course of an indicator beside the programme that should move it."""

import pytest

from etam.programmes.actions.nomenclature import load_lists
from etam.programmes.queries import aims
from etam.programmes.queries.offices import area_of
from etam.programmes.tests.cast_of_programmes import make_programmes
from etam.submissions.models import Figure
from etam.submissions.tests.cast import make_cast


@pytest.fixture
def returns(db):
    return make_cast()


@pytest.fixture
def cast(returns):
    load_lists()
    return make_programmes()


class TestCourse:
    def test_sums_accepted_figures_of_the_offices_kabkota(self, cast):
        row = cast.record(aims=[("element", "users_total")])
        (course,) = aims.courses(row)
        (then, now) = course.points
        assert (then.year, then.returns, then.is_of_programme) == (2024, 2, False)
        assert then.value == sum(
            Figure.objects.filter(element="users_total", institution__regency="64.08").values_list("number", flat=True)
        )
        assert (now.year, now.value, now.budget, now.is_of_programme) == (2025, None, 100_000_000, True)

    def test_leaves_gaps_where_years_are_missing(self, cast):
        points = [aims.Point(year, value, None, None, None) for year, value in ((2021, 1.0), (2022, 2.0), (2024, 5.0))]
        gap = aims.Point(2023, None, None, None, None)
        course = aims.Course("", "", "", "", (*points[:2], gap, points[2]))
        assert course.runs == [[(2021, 1.0), (2022, 2.0)], [(2024, 5.0)]]

    def test_does_not_draw_a_year_in_which_few_reported(self):
        counts = {2023: (900.0, 100), 2024: (950.0, 98), 2025: (300.0, 40)}
        course = aims.Course("", "", "", "", aims._points(counts, {}))
        assert [one.is_partial for one in course.points] == [False, False, True]
        assert course.runs == [[(2023, 900.0), (2024, 950.0)]]

    def test_says_when_nothing_is_known(self, cast):
        (course,) = aims.courses(cast.record(aims=[("method", "iplm")]))
        assert "Belum ada nilai" in course.why_empty

    def test_of_an_index_needs_a_kabkota(self, cast):
        row = cast.record("2.23.02.1.02.01", office=cast.provincial, aims=[("method", "iplm")])
        (course,) = aims.courses(row)
        assert course.why_empty.startswith("Indeks dihitung per kabupaten/kota")

    def test_of_an_index_says_that_the_whole_province_has_none(self, cast):
        whole = area_of(cast.provincial)
        row = cast.record("2.23.02.1.02.01", office=cast.provincial, aims=[("method", "iplm")], places=[whole])
        (course,) = aims.courses(row)
        assert course.why_empty.startswith("Lokasinya seluruh provinsi")


def test_every_number_of_the_returns_may_be_aimed_at():
    groups = dict(aims.choices())
    assert "Nilai indeks" in groups
    assert any(value == "element:users_total" for rows in groups.values() for value, _ in rows)
