"""Rupiah as people write them. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.programmes.amounts import NotAnAmount, meant, read_rupiah
from etam.web.formats import rupiah


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("", None),
        ("0", 0),
        ("12500000", 12_500_000),
        ("Rp12.500.000", 12_500_000),
        ("Rp 1.234", 1234),
        ("12,500,000", 12_500_000),
    ],
)
def test_reads_what_people_write(text: str, amount: int | None) -> None:
    assert read_rupiah(text) == amount


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1.234", "“1.234” dapat berarti 1.234 rupiah atau 1,234. Tulis 1234 atau Rp1.234."),
        ("-5", "−5 tidak mungkin. Dana tidak pernah kurang dari 0."),
        ("12,5", "12,5 bukan rupiah utuh. Tulis tanpa angka di belakang koma."),
        ("dua juta", "“dua juta” bukan angka rupiah. Tulis seperti 12500000 atau Rp12.500.000."),
    ],
)
def test_asks_where_it_cannot_know(text: str, sentence: str) -> None:
    with pytest.raises(NotAnAmount) as refused:
        read_rupiah(text)
    assert str(refused.value) == sentence


@given(st.integers(0, 10**13))
def test_what_a_page_writes_is_read_back(amount: int) -> None:
    assert read_rupiah(rupiah(amount)) == amount


class TestThousands:
    def test_a_thousandth_of_last_year_was_probably_typed_in_thousands(self) -> None:
        assert meant(24_000, last_year=23_500_000) == 24_000_000

    def test_a_thousand_times_last_year_has_three_zeros_too_many(self) -> None:
        assert meant(24_000_000_000, last_year=23_500_000) == 24_000_000

    def test_ten_times_last_year_is_growth(self) -> None:
        assert meant(240_000_000, last_year=24_000_000) is None

    def test_far_below_the_ceiling_is_asked_too(self) -> None:
        assert meant(20_000, ceiling=200_000_000) == 20_000_000

    def test_a_small_sum_that_fits_is_left_alone(self) -> None:
        assert meant(300_000, ceiling=200_000_000) is None

    def test_zero_is_a_statement(self) -> None:
        assert meant(0, last_year=24_000_000, ceiling=200_000_000) is None

    @given(st.integers(1, 10**12), st.integers(1, 299))
    def test_less_than_three_hundredfold_is_never_odd(self, last: int, factor: int) -> None:
        assert meant(last * factor, last_year=last) is None
