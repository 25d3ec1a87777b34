from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.web import formats


class TestNumber:
    def test_parts_thousands_with_points_and_decimals_with_a_comma(self):
        assert formats.number(1234567.25) == "1.234.567,25"

    def test_drops_closing_zeros_when_no_decimals_are_asked_for(self):
        assert formats.number(60.0) == "60"

    def test_keeps_zeros_that_are_asked_for(self):
        assert formats.number(60, 1) == "60,0"

    def test_rounds_halves_away_from_zero(self):
        assert [formats.number(value, 1) for value in (0.25, 0.35, -0.25)] == ["0,3", "0,4", "−0,3"]

    def test_has_no_negative_zero(self):
        assert formats.number(-0.04, 1) == "0,0"

    def test_writes_a_real_minus(self):
        assert formats.number(-5) == "\N{MINUS SIGN}5"

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
    def test_refuses_what_is_no_number(self, value):
        with pytest.raises(ValueError, match="not a number that can be shown"):
            formats.number(value)

    @given(st.decimals(-(10**12), 10**12, places=2))
    def test_can_be_read_back(self, value):
        text = formats.number(value, 2).replace(".", "").replace(",", ".").replace(formats.MINUS, "-")
        assert Decimal(text) == value


class TestSpelled:
    def test_small_counts_are_words(self):
        assert [formats.spelled(count) for count in (0, 7, 11, 12)] == ["nol", "tujuh", "sebelas", "12"]


class TestSigned:
    @pytest.mark.parametrize(("value", "text"), [(1.5, "+1,5"), (-0.4, "−0,4"), (0, "0"), (0.01, "+0,01")])
    def test_shows_the_sign_of_all_but_zero(self, value, text):
        assert formats.signed(value) == text

    def test_what_rounds_to_zero_has_no_sign(self):
        assert formats.signed(-0.04, 1) == "0,0"


class TestShare:
    def test_is_a_percentage_of_the_whole(self):
        # 1917 / 2310 = 0.82987...
        assert formats.share(1917, 2310, 1) == "83,0%"

    def test_of_nothing_does_not_apply(self):
        assert formats.share(0, 0) == "tidak berlaku"


class TestShort:
    @pytest.mark.parametrize(
        ("value", "text"), [(999, "999"), (12500, "12,5 ribu"), (2_000_000, "2 juta"), (-4_123_303, "−4,1 juta")]
    )
    def test_names_the_size(self, value, text):
        assert formats.short(value) == text


class TestRanges:
    def test_both_ends_are_tied_by_a_dash(self):
        assert formats.interval(5, 8) == "5–8"

    def test_ends_that_read_the_same_are_written_once(self):
        assert formats.interval(58.94, 58.93, 1) == "58,9"

    @pytest.mark.parametrize(("ends", "text"), [((50, 60), "50–<60"), ((None, 40), "< 40"), ((70, None), "≥ 70")])
    def test_a_band_shows_that_its_upper_end_is_open(self, ends, text):
        assert formats.band(*ends) == text

    def test_a_band_below_zero_is_a_band(self):
        assert formats.band(None, 0) == "< 0"


class TestNothing:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ({"nothing": "missing"}, "tidak ada data"),
            ({"nothing": "not_applicable"}, "tidak berlaku"),
            (None, "belum diisi"),
            (0, "0"),
        ],
    )
    def test_each_kind_has_its_own_words_and_zero_is_a_value(self, value, text):
        assert formats.figure(value) == text

    def test_yes_and_no_are_words(self):
        assert [formats.figure(True), formats.figure(False)] == ["ya", "tidak"]


class TestTime:
    def test_a_moment_is_told_in_the_time_of_the_province(self):
        assert formats.moment(datetime(2026, 2, 11, 2, 58, tzinfo=UTC)) == "11 Februari 2026 pukul 10.58 WITA"

    def test_late_evening_elsewhere_is_already_tomorrow_here(self):
        assert formats.day(datetime(2026, 2, 16, 16, 30, tzinfo=UTC)) == "17 Februari 2026"

    def test_august_is_shortened_as_indonesians_do(self):
        assert formats.short_day(date(2025, 8, 17)) == "17 Agt 2025"

    @pytest.mark.parametrize(
        ("last", "text"),
        [
            (date(2024, 5, 30), "30 Mei 2024"),
            (date(2024, 5, 31), "30–31 Mei 2024"),
            (date(2024, 6, 2), "30 Mei sampai 2 Juni 2024"),
            (date(2025, 1, 2), "30 Mei 2024 sampai 2 Januari 2025"),
        ],
    )
    def test_days_name_what_they_share_once(self, last, text):
        assert formats.days(date(2024, 5, 30), last) == text

    @pytest.mark.parametrize(
        ("until", "text"),
        [
            (date(2026, 3, 31), "42 hari lagi"),
            (date(2026, 2, 17), "hari ini"),
            (date(2026, 2, 5), "lewat 12 hari"),
        ],
    )
    def test_days_left_are_counted_from_the_day_given(self, until, text):
        assert formats.days_left(until, date(2026, 2, 17)) == text


class TestWords:
    @pytest.mark.parametrize(
        ("size", "text"), [(999, "999 bita"), (610_000, "610 kB"), (2_400_000, "2,4 MB"), (1000, "1 kB")]
    )
    def test_a_file_has_a_size_people_know(self, size, text):
        assert formats.file_size(size) == text

    @pytest.mark.parametrize(
        ("names", "text"),
        [
            ([], ""),
            (["Berau"], "Berau"),
            (["Berau", "Paser"], "Berau dan Paser"),
            (["Berau", "Paser", "Bontang"], "Berau, Paser, dan Bontang"),
        ],
    )
    def test_names_are_joined_as_in_a_sentence(self, names, text):
        assert formats.listed(names) == text

    def test_money_is_written_in_full(self):
        assert [formats.rupiah(12_500_000), formats.rupiah(-500)] == ["Rp12.500.000", "−Rp500"]
