"""Rank correlation: golden numbers, its interval, chance counted over every order, and the words."""

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from etam.programmes.association import Association, associate, average_ranks, interval, sentences

# The example of ci.spear in the R package statpsych, whose author is the Bonett of the interval.
Y = (21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19)
X = (67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51)

pairs = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=4, max_size=8)


class TestGoldenNumbers:
    def test_gives_the_published_example_again(self):
        found = associate(Y, X)
        assert found.rho == pytest.approx(0.8699639, abs=1e-7)
        assert (found.low, found.high) == pytest.approx((0.5840951, 0.9638297), abs=1e-7)

    def test_gives_the_interval_worked_by_hand_for_ten_units(self):
        # atanh 0.6 = 0.693147; sqrt(1.18 / 7) = 0.410575; x 1.959964 = 0.804712
        assert interval(0.6, 10) == pytest.approx((math.tanh(-0.111565), math.tanh(1.497859)), abs=1e-6)

    def test_agrees_with_scipy_on_ties(self):
        one, other = [1, 2, 2, 4, 5, 5, 5, 8, 9, 9], [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]
        assert associate(one, other).rho == pytest.approx(stats.spearmanr(one, other).statistic)

    def test_shares_the_average_of_the_places_among_equals(self):
        assert average_ranks([10, 20, 20, 5]) == [2, 3.5, 3.5, 1]

    def test_counts_chance_as_the_tables_for_ten_units_print_it(self):
        # The smallest sum of squared differences that tables give for 5 % two-sided at n = 10 is 58 (rho 0.648).
        one = list(range(1, 11))
        other = [1, 6, 5, 2, 3, 4, 7, 10, 9, 8]
        squares = sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
        found = associate(one, other)
        assert found.rho == pytest.approx(1 - 6 * squares / 990)
        assert (found.chance < 0.05) == (squares <= 58)

    def test_counts_chance_by_going_through_every_order(self):
        one, other = [1, 2, 2, 4, 7, 8], [2, 1, 3, 3, 5, 4]
        reached = abs(associate(one, other).rho)
        alike = [abs(associate(one, turned).rho) >= reached - 1e-9 for turned in permutations(other)]
        assert associate(one, other).chance == pytest.approx(sum(alike) / len(alike))


class TestProperties:
    @given(pairs)
    def test_stays_within_its_bounds(self, points):
        found = associate(*zip(*points, strict=True))
        if found.rho is not None:
            assert -1 <= found.rho <= 1
            assert 0 < found.chance <= 1
        if found.width is not None:
            assert -1 <= found.low <= found.rho <= found.high <= 1

    @given(pairs)
    def test_does_not_change_when_a_scale_is_bent_without_changing_the_order(self, points):
        one, other = zip(*points, strict=True)
        assert associate([value**3 + value for value in one], other) == associate(one, other)

    @given(pairs)
    def test_turns_its_sign_when_one_scale_is_turned_over(self, points):
        one, other = zip(*points, strict=True)
        there, back = associate(one, other), associate([-value for value in one], other)
        if there.rho is None:
            assert back.rho is None
        else:
            assert back.rho == pytest.approx(-there.rho)
            assert back.chance == pytest.approx(there.chance)

    @given(pairs)
    def test_is_the_same_both_ways_round(self, points):
        one, other = zip(*points, strict=True)
        there, back = associate(one, other), associate(other, one)
        assert (there.rho is None) == (back.rho is None)
        if there.rho is not None:
            assert (there.rho, there.chance) == pytest.approx((back.rho, back.chance))


class TestRefusals:
    def test_gives_nothing_for_fewer_than_four_units(self):
        assert associate([1, 2, 3], [1, 2, 3]) == Association(3)

    def test_gives_nothing_when_one_indicator_is_the_same_everywhere(self):
        assert associate([1, 2, 3, 4], [5, 5, 5, 5]).rho is None

    def test_gives_no_interval_to_a_perfect_order(self):
        found = associate(range(10), range(10))
        assert (found.rho, found.low, found.high) == (1, None, None)
        assert found.chance == pytest.approx(2 / math.factorial(10))

    def test_refuses_what_is_no_number(self):
        with pytest.raises(ValueError, match="finite"):
            associate([1, 2, 3, float("nan")], [1, 2, 3, 4])

    def test_refuses_lists_of_different_length(self):
        with pytest.raises(ValueError, match="cannot be compared"):
            associate([1, 2], [1])


class TestWords:
    def test_says_how_wide_the_interval_is_and_how_little_ten_prove(self):
        told = " ".join(sentences(Association(10, 0.6, *interval(0.6, 10), 0.0734), "IPM", "Literasi"))
        assert "korelasi peringkat 0,60" in told
        assert "Selang 95%-nya −0,11 sampai 0,90: arahnya saja belum dapat dipastikan." in told
        assert "kira-kira satu dari 14 urutan" in told
        assert "Sepuluh satuan membuktikan sedikit." in told
        assert "belum berarti yang satu menyebabkan yang lain" in told

    def test_says_the_direction_when_the_interval_leaves_0_out(self):
        told = " ".join(sentences(Association(10, -0.85, *interval(-0.85, 10), 0.003), "IPM", "Kemiskinan"))
        assert "cenderung rendah pada yang lain" in told
        assert "berlawanan, tetapi seberapa eratnya belum pasti" in told

    def test_says_why_there_is_none(self):
        assert sentences(Association(3), "IPM", "Literasi") == [
            "Hanya tiga kab/kota yang punya kedua angka; di bawah empat tidak ada korelasi yang berarti."
        ]
        assert "sama di semua kab/kota" in sentences(Association(10), "IPM", "Literasi")[0]

    def test_does_not_say_that_many_prove_little(self):
        assert "membuktikan" not in " ".join(sentences(Association(38, 0.6, 0.4, 0.8), "IPM", "Literasi", "provinsi"))
