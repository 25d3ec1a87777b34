"""What a sample says about its list."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.questionnaire.sampling import difference, estimate, share

LISTS = st.integers(1, 400).flatmap(
    lambda size: st.integers(1, size).flatmap(
        lambda examined: st.tuples(st.just(size), st.just(examined), st.integers(0, examined))
    )
)


class TestEstimate:
    def test_of_four_files_two_of_which_were_examined_and_are_in_order(self):
        # With 2 of 4 in order, two drawn are both in order with the chance 1/6, with fewer never: so 2 to 4.
        found = estimate(size=4, examined=2, in_order=2)
        assert (found.low, found.high) == (2, 4)

    def test_agrees_with_the_tails_counted_out(self):
        # Of 40 files 10 were examined and 8 are in order; every total is counted out with whole numbers.
        def tail(total, counts):
            ways = sum(comb(total, one) * comb(40 - total, 10 - one) for one in counts if 10 - one <= 40 - total)
            return ways / comb(40, 10)

        fits = [total for total in range(8, 39) if tail(total, range(8, 11)) > 0.025 and tail(total, range(9)) > 0.025]
        found = estimate(size=40, examined=10, in_order=8)
        assert (found.low, found.high) == (fits[0], fits[-1])

    @given(LISTS)
    def test_holds_the_share_that_was_seen(self, numbers):
        size, examined, in_order = numbers
        found = estimate(size=size, examined=examined, in_order=in_order)
        assert in_order <= found.low <= found.high <= size - (examined - in_order)
        assert found.low_share - 100 / size <= found.share <= found.high_share + 100 / size

    @given(LISTS)
    def test_mirrors_when_right_and_wrong_change_places(self, numbers):
        size, examined, in_order = numbers
        found = estimate(size=size, examined=examined, in_order=in_order)
        other = estimate(size=size, examined=examined, in_order=examined - in_order)
        assert (size - other.high, size - other.low) == (found.low, found.high)

    @given(st.integers(1, 300), st.data())
    def test_leaves_no_doubt_about_a_list_examined_wholly(self, size, data):
        in_order = data.draw(st.integers(0, size))
        found = estimate(size=size, examined=size, in_order=in_order)
        assert (found.low, found.high, found.low_share) == (in_order, in_order, found.share)

    @pytest.mark.parametrize(("size", "examined", "in_order"), [(5, 6, 0), (5, 3, 4), (5, 0, 0), (5, 3, -1)])
    def test_refuses_numbers_that_cannot_be(self, size, examined, in_order):
        with pytest.raises(ValueError, match="cannot be"):
            estimate(size=size, examined=examined, in_order=in_order)


class TestShare:
    @pytest.mark.parametrize(
        ("count", "total", "low", "high"), [(81, 263, 25.53, 36.62), (15, 148, 6.24, 16.05), (0, 20, 0, 16.11)]
    )
    def test_has_the_published_score_interval(self, count, total, low, high):
        # Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
        found = share(count, total)
        assert (round(found.low, 2), round(found.high, 2)) == (low, high)

    def test_of_nothing_is_no_share(self):
        assert (share(0, 0).value, share(0, 0).low, share(0, 0).high) == (None, None, None)

    def test_refuses_more_than_all(self):
        with pytest.raises(ValueError, match="3 of 2"):
            share(3, 2)

    @given(st.integers(1, 3000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
    def test_lies_within_its_interval(self, numbers):
        found = share(*numbers)
        assert 0 <= found.low <= found.value <= found.high <= 100


class TestDifference:
    @pytest.mark.parametrize(
        ("first", "second", "low", "high"),
        [((56, 70), (48, 80), 5.24, 33.39), ((9, 10), (3, 10), 17.05, 80.90), ((10, 10), (0, 20), 67.91, 100)],
    )
    def test_has_the_published_interval(self, first, second, low, high):
        # Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10.
        found = difference(share(*first), share(*second))
        assert (round(found.low, 2), round(found.high, 2)) == (low, high)
        assert found.is_clear

    def test_that_may_be_none_is_not_clear(self):
        assert not difference(share(3, 10), share(2, 10)).is_clear

    def test_with_a_share_of_nothing_is_none(self):
        assert difference(share(1, 2), share(0, 0)) is None
