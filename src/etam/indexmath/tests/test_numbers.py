import pytest

from etam.indexmath.numbers import number, shown


class TestNumber:
    def test_is_written_the_indonesian_way(self):
        assert number(-1234.5) == "−1.234,50"


class TestShown:
    @pytest.mark.parametrize(
        ("value", "text"), [(2.5, "2,5"), (10, "10"), (1234567.0, "1.234.567"), (-0.25, "−0,25"), (-0.00001, "0")]
    )
    def test_has_no_more_decimals_than_it_needs(self, value, text):
        assert shown(value) == text
