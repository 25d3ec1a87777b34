"""The interval around a share seen in a sample."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.questionnaire.sampling import wilson

# Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3 (score, no continuity correction).
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@st.composite
def samples(draw):
    count = draw(st.integers(1, 1000))
    return draw(st.integers(0, count)), count


class TestWilson:
    @pytest.mark.parametrize(("hits", "count", "low", "high"), PUBLISHED)
    def test_gives_the_published_intervals(self, hits, count, low, high):
        found = wilson(hits, count)
        assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))

    def test_of_nine_in_ten_is_60_to_98_per_cent(self):
        # By hand with z² = 3,8415: middle (0,9 + 0,19207) / 1,38415 = 0,78898; half 1,41602 × √(0,009 + 0,0096036)
        # = 0,19314; so 0,59584 to 0,98212.
        found = wilson(9, 10)
        assert (found.low, found.high) == (pytest.approx(0.59584, abs=1e-5), pytest.approx(0.98212, abs=1e-5))

    @given(samples())
    def test_holds_the_share_and_stays_between_0_and_1(self, sample):
        found = wilson(*sample)
        assert 0 <= found.low <= found.share <= found.high <= 1

    @given(samples())
    def test_is_the_mirror_of_the_interval_of_misses(self, sample):
        hits, count = sample
        found, mirror = wilson(hits, count), wilson(count - hits, count)
        assert (found.low, found.high) == (pytest.approx(1 - mirror.high), pytest.approx(1 - mirror.low))

    @given(samples())
    def test_is_narrower_for_ten_times_the_files_with_the_same_share(self, sample):
        hits, count = sample
        few, many = wilson(hits, count), wilson(10 * hits, 10 * count)
        assert many.high - many.low < few.high - few.low

    @pytest.mark.parametrize("sample", [(0, 0), (3, 2), (-1, 2)])
    def test_refuses_what_is_no_sample(self, sample):
        with pytest.raises(ValueError, match="no share"):
            wilson(*sample)
