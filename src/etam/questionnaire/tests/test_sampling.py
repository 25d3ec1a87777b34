"""What a sample says about its list."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.questionnaire.sampling import estimate

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
