"""How shares are written. No database."""

from fractions import Fraction

import pytest

from etam.programmes.templatetags.library_money import bagian_pagu


@pytest.mark.parametrize(
    ("share", "bound", "text"),
    [
        (Fraction(5), 5, "5%"),
        (Fraction(499999, 100000), 5, "4,99999%"),
        (Fraction(599894, 100000), 10, "6%"),
        (Fraction(16, 3), 5, "5,3%"),
        (None, 5, "belum diketahui"),
    ],
)
def test_a_share_never_rounds_onto_a_bound_that_it_does_not_reach(
    share: Fraction | None, bound: float, text: str
) -> None:
    assert bagian_pagu(share, bound) == text
