"""Keeping what measures say, one value a day."""

from datetime import date

import pytest

from etam.accounts.models import JournalEntry
from etam.meetings.actions import record_readings
from etam.meetings.models import MeasureReading
from etam.meetings.queries import readings

pytestmark = pytest.mark.django_db
ADOPTED, TODAY = date(2020, 3, 18), date(2026, 11, 26)


class TestRecord:
    def test_keeps_one_value_a_day_the_last_one(self):
        record_readings({"share": 20.0}, on=TODAY)
        assert record_readings({"share": 25.0}, on=TODAY) == {"share": 25.0}
        assert list(MeasureReading.objects.values_list("measure", "on", "value")) == [("share", TODAY, 25.0)]

    def test_of_the_same_again_writes_nothing(self):
        record_readings({"share": 20.0}, on=TODAY)
        assert record_readings({"share": 20.0}, on=TODAY) == {}
        assert JournalEntry.objects.filter(action="readings_recorded").count() == 1


class TestCourses:
    def test_hold_the_first_reading_and_the_last_of_each_year_before_today(self):
        for day in (date(2019, 5, 1), ADOPTED, date(2024, 3, 1), date(2024, 12, 30), date(2026, 11, 25), TODAY):
            record_readings({"share": float(day.year)}, on=day)
        record_readings({"other": 1.0}, on=date(2024, 3, 1))
        found = readings.courses(ADOPTED, TODAY)
        assert [one.on for one in found["share"]] == [ADOPTED, date(2024, 12, 30), date(2026, 11, 25)]
        assert [one.on for one in found["other"]] == [date(2024, 3, 1)]

    def test_take_two_questions(self, django_assert_num_queries):
        for month in range(1, 12):
            record_readings({"share": 1.0, "other": 2.0}, on=date(2025, month, 1))
        with django_assert_num_queries(2):
            readings.courses(ADOPTED, TODAY)
