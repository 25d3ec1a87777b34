"""Days counted by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.followup import reference
from etam.followup.clocks import CALENDARS, answer_due, calendar_days, review_due, working_days

MONDAY = date(2026, 1, 5)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


class TestCalendarDays:
    def test_sixty_from_the_fifth_of_january_end_on_the_sixth_of_march(self):
        assert calendar_days(MONDAY, 60) == date(2026, 3, 6)

    def test_count_the_leap_day(self):
        assert calendar_days(date(2028, 2, 1), 60) == date(2028, 4, 1)


class TestWorkingDays:
    def test_sixty_are_twelve_weeks(self):
        assert working_days(MONDAY, 60) == date(2026, 3, 30)

    def test_leave_the_weekend_out(self):
        assert working_days(date(2026, 1, 9), 1) == date(2026, 1, 12)

    @given(DAYS, st.integers(1, 200))
    def test_never_end_on_a_weekend_nor_before_calendar_days(self, start, days):
        end = working_days(start, days)
        assert end.weekday() < 5
        assert end >= calendar_days(start, days)


class TestDue:
    def test_the_shipped_rules_give_sixty_days_to_answer_and_thirty_to_judge(self):
        rules = reference.latest()
        assert (answer_due(rules, MONDAY), review_due(rules, MONDAY)) == (date(2026, 3, 6), date(2026, 2, 4))

    @pytest.mark.parametrize("name", ["calendar_days", "working_days"])
    def test_every_calendar_that_content_may_name_is_known(self, name):
        assert CALENDARS[name](MONDAY, 1) == date(2026, 1, 6)
