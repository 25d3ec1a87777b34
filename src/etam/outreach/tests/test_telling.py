"""Findings about events in words."""

from datetime import datetime

from etam.outreach import telling
from etam.outreach.tests.cast import WITA


class TestHoursLine:
    def test_of_one_day(self, cast):
        assert telling.hours_line(cast.event()) == "17 Februari 2026, 08.00 sampai 14.00 WITA"

    def test_of_several_days(self, cast):
        event = cast.event(closes_at=datetime(2026, 2, 18, 9, tzinfo=WITA))
        assert telling.hours_line(event) == (
            "17 Februari 2026 pukul 08.00 WITA sampai 18 Februari 2026 pukul 09.00 WITA"
        )


class TestCountLine:
    def test_says_what_waits(self):
        assert telling.count_line(3, 9, 1) == "3 sosialisasi akan datang; 1 menunggu ditandai"

    def test_says_when_nothing_is_to_come(self):
        assert telling.count_line(0, 9, 0) == "Tidak ada sosialisasi yang akan datang"
