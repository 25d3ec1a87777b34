"""Retirement days and what is expected in the years ahead, by numbers worked by hand and by laws for any input."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.workforce.retirement import ExitRate, assumed_rate, edges, exit_rate, project, retirement_day

TODAY = date(2026, 1, 1)
FAR = date(2060, 1, 1)
YEAR = [TODAY, date(2027, 1, 1)]
DAYS = st.dates(date(2026, 1, 2), date(2050, 1, 1))
RATES = st.floats(0, 0.3)


def certain(rate):
    return ExitRate((rate,), rate, rate)


class TestRetirementDay:
    @pytest.mark.parametrize(
        ("born", "years", "day"),
        [
            (date(1970, 5, 17), 58, date(2028, 6, 1)),
            (date(1970, 5, 1), 58, date(2028, 6, 1)),
            (date(1970, 12, 31), 60, date(2031, 1, 1)),
            (date(1968, 2, 29), 58, date(2026, 3, 1)),
        ],
    )
    def test_is_the_first_of_the_month_after_the_birthday(self, born, years, day):
        assert retirement_day(born, years) == day


class TestProject:
    def test_without_early_exits_those_leave_whose_day_comes(self):
        (span,) = project([date(2026, 6, 1), date(2026, 12, 1), FAR], certain(0), YEAR)
        assert (span.retiring, span.leaving, span.leaving_low, span.leaving_high) == (2, 2, 2, 2)
        assert (span.remaining, span.remaining_low, span.remaining_high) == (1, 1, 1)

    def test_two_people_with_a_tenth_each_leave_as_worked_by_hand(self):
        # 365 days of 365.25: each leaves with 1 − 0.9^(365/365.25) = 0.09993511; none 0.810117, one 0.179896.
        (span,) = project([FAR, FAR], certain(0.1), YEAR)
        assert span.leaving == pytest.approx(0.1998702, abs=1e-6)
        assert (span.leaving_low, span.leaving_high) == (0, 1)

    def test_one_retires_and_one_may_leave(self):
        # One leaves for certain, the other with 0.09993511.
        (span,) = project([date(2026, 6, 1), FAR], certain(0.1), YEAR)
        assert span.leaving == pytest.approx(1.0999351, abs=1e-6)
        assert (span.leaving_low, span.leaving_high) == (1, 1)

    def test_an_interval_holds_the_doubt_about_the_rate(self):
        few = project([FAR] * 20, certain(0.05), YEAR)[0]
        both = project([FAR] * 20, ExitRate((0.0, 0.1), 0, 0.1), YEAR)[0]
        assert both.leaving == pytest.approx(few.leaving, rel=0.01)
        assert (few.leaving_low, few.leaving_high) == (0, 2)
        assert (both.leaving_low, both.leaving_high) == (0, 3)

    def test_who_is_past_the_day_leaves_first(self):
        first, second = project([date(2025, 3, 1)], certain(0.02), [TODAY, date(2027, 1, 1), date(2028, 1, 1)])
        assert (first.retiring, first.leaving) == (1, pytest.approx(1))
        assert (second.leaving, second.leaving_high) == (0, 0)

    def test_the_day_of_retirement_is_the_first_one_without(self):
        first, second = project([date(2027, 1, 1)], certain(0), [TODAY, date(2027, 1, 1), date(2028, 1, 1)])
        assert (first.retiring, second.retiring) == (0, 1)

    def test_nobody_leaves_where_nobody_is(self):
        (span,) = project([], assumed_rate(), YEAR)
        assert (span.leaving, span.leaving_high, span.remaining) == (0, 0, 0)

    @given(st.lists(DAYS, max_size=12), RATES)
    def test_everybody_leaves_once_or_stays(self, days, rate):
        spans = project(days, certain(rate), edges(TODAY))
        assert sum(one.leaving for one in spans) + spans[-1].remaining == pytest.approx(len(days))

    @given(st.lists(DAYS, max_size=12), DAYS, RATES)
    def test_more_holders_are_never_fewer_leavers(self, days, more, rate):
        fewer, greater = (project(some, certain(rate), edges(TODAY)) for some in (days, [*days, more]))
        for one, other in zip(fewer, greater, strict=True):
            assert other.leaving >= one.leaving - 1e-9
            assert other.leaving_high >= one.leaving_high
            assert other.leaving_low >= one.leaving_low

    @given(st.lists(DAYS, min_size=1, max_size=12), RATES, RATES)
    def test_a_higher_rate_never_leaves_more_people(self, days, one, other):
        low, high = (project(days, certain(rate), edges(TODAY)) for rate in sorted((one, other)))
        assert all(b.remaining <= a.remaining + 1e-9 for a, b in zip(low, high, strict=True))

    @given(st.lists(DAYS, max_size=12), RATES)
    def test_a_later_day_never_leaves_fewer_people(self, days, rate):
        later = [day + timedelta(days=400) for day in days]
        now, then = (project(some, certain(rate), edges(TODAY)) for some in (days, later))
        assert all(b.remaining >= a.remaining - 1e-9 for a, b in zip(now, then, strict=True))


class TestExitRate:
    def test_three_exits_in_a_hundred_years_are_about_three_and_a_half_in_a_hundred(self):
        # Beta(3.5, 97.5) has the mean 3.5 / 101.
        rate = exit_rate(3, 100)
        assert rate.is_estimated
        assert rate.mean == pytest.approx(3.5 / 101, rel=0.02)
        assert rate.low < 0.03 < rate.high

    def test_is_assumed_while_no_exit_is_recorded(self):
        rate = exit_rate(0, 40)
        assert (rate.is_estimated, rate.low, rate.high) == (False, 0.005, 0.05)

    def test_more_years_narrow_it(self):
        few, many = exit_rate(3, 100), exit_rate(30, 1000)
        assert many.high - many.low < few.high - few.low

    def test_refuses_more_exits_than_years(self):
        with pytest.raises(ValueError, match="cannot be a yearly chance"):
            exit_rate(5, 2)


def test_edges_are_the_rest_of_this_year_and_ten_more():
    assert edges(date(2026, 11, 26))[:2] == [date(2026, 11, 26), date(2027, 1, 1)]
    assert edges(date(2026, 11, 26))[-1] == date(2037, 1, 1)
