"""When a figure has moved, and what seven recommendations say together. Pure."""

from datetime import date

import pytest

from etam.publishing.board import moving
from etam.publishing.board.moving import BETTER, MIXED, SAME, UNKNOWN, WORSE, Course, Value

ADOPTED, LATER, TODAY = date(2020, 3, 18), date(2026, 1, 5), date(2026, 11, 26)


def course(first: float | None, now: float, direction="more", unit="percent", on=ADOPTED) -> Course:
    earlier = () if first is None else (Value(on, first),)
    return Course(Value(TODAY, now), earlier, ADOPTED, unit, direction)


class TestMove:
    @pytest.mark.parametrize(
        ("first", "now", "move"),
        [(20, 21, "up"), (20, 20.9, "same"), (20, 19, "down"), (20, 19.1, "same"), (None, 20, "unknown")],
    )
    def test_counts_from_one_unit_on(self, first, now, move):
        assert course(first, now).move == move

    def test_is_good_or_bad_by_the_direction_of_its_measure(self):
        ways = [course(20, 30, direction).way for direction in ("more", "less", "none")]
        assert ways == [BETTER, WORSE, UNKNOWN]


class TestSentence:
    def test_tells_from_what_and_since_when(self):
        assert course(0, 33.33).sentence == "Naik 33,3 poin, dari 0% pada 18 Maret 2020"
        assert course(12, 9, unit="count").sentence == "Turun 3, dari 12 pada 18 Maret 2020"

    def test_says_that_it_begins_with_the_first_reading(self):
        assert course(20, 20, on=LATER).sentence == "Tetap, dari 20,0% pada 5 Januari 2026, bacaan pertama"

    def test_says_nothing_of_a_single_reading(self):
        assert course(None, 20).sentence == "Belum dapat dikatakan bergerak: ini bacaan pertama"


class TestTogether:
    @pytest.mark.parametrize(
        ("courses", "way"),
        [
            ([course(20, 30), course(20, 20)], BETTER),
            ([course(20, 30), course(20, 10)], MIXED),
            ([course(20, 10), course(20, 20)], WORSE),
            ([course(20, 20)], SAME),
            ([course(20, 30, "none"), course(None, 3)], UNKNOWN),
            # Since the first reading it moved; what it was when the recommendation was adopted nobody knows.
            ([course(20, 30, on=LATER)], UNKNOWN),
            ([], UNKNOWN),
        ],
    )
    def test_is_what_the_measures_say_since_the_adoption(self, courses, way):
        assert moving.together(courses) == way


class TestFinding:
    def test_counts_the_recommendations_by_the_way_they_went(self):
        ways = [BETTER, UNKNOWN, UNKNOWN, BETTER, SAME, UNKNOWN, UNKNOWN]
        assert moving.finding(ways, 2020) == (
            "Dua dari tujuh rekomendasi bergerak ke arah yang disepakati sejak 2020; satu tetap dan empat belum dapat "
            "dikatakan"
        )

    def test_claims_nothing_while_nothing_can_be_said(self):
        assert moving.finding([UNKNOWN] * 7, 2020) == (
            "Belum dapat dikatakan apakah ketujuh rekomendasi bergerak sejak 2020"
        )
