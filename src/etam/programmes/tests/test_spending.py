"""Sums of money for other rooms, and how many offices say what they do."""

import pytest

from etam.institutions.tests.cast import library
from etam.programmes.actions import activities
from etam.programmes.queries import offices
from etam.programmes.queries.spending import programme_coverage, spending
from etam.programmes.tests.cast_of_programmes import COLLECTION, OF_THE_PROVINCE, RECORDS, make_programmes


@pytest.fixture
def cast(db):
    return make_programmes()


class TestSpending:
    def test_is_told_by_place_year_source_and_affair(self, cast):
        cast.report(cast.record(), 1, 25_000_000, 20)
        cast.record(RECORDS, budget=5_000_000)
        cast.record(OF_THE_PROVINCE, office=cast.provincial, budget=7_000_000)
        rows = [(one.place, one.affair, one.fund, one.budget, one.spent, one.unreported) for one in spending([2025])]
        assert rows == [
            ("64", "2.23", "apbd", 7_000_000, 0, 7_000_000),
            ("64.08", "2.23", "apbd", 100_000_000, 25_000_000, 0),
            ("64.08", "2.24", "apbd", 5_000_000, 0, 5_000_000),
        ]

    def test_does_not_divide_what_several_sources_pay_together(self, cast):
        cast.report(cast.record(money={"apbd": 10, "dak_other": 20}), 1, 12, 40)
        (row,) = spending([2025])
        assert (row.fund, row.budget, row.spent) == ("mixed", 30, 12)

    def test_leaves_out_what_was_withdrawn_and_other_years(self, cast):
        activities.withdraw(cast.record(), reason="Salah", version=1, by=cast.operator)
        cast.record(COLLECTION, year=2024)
        assert spending([2025]) == []


class TestCoverage:
    def test_counts_offices_that_say_target_and_result_of_everything(self, cast):
        cast.report(cast.record(), 1, 1, 1)
        cast.report(cast.record(office=cast.other), 1, 1, 1)
        cast.record(COLLECTION, office=cast.other)
        found = programme_coverage(2025)
        assert (len(found.offices), len(found.recorded), found.told) == (3, 2, frozenset({cast.office.pk}))

    def test_counts_a_government_once(self, cast):
        library("L-K", "Perpustakaan Umum Kutai Timur", "public", "regency", cast.regency, cast.regency)
        assert set(offices.library_and_archive_offices()) == {cast.office, cast.other, cast.provincial}
