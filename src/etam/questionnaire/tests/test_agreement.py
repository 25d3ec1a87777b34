from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from etam.questionnaire import (
    Context,
    agreement,
    instrument_folder,
    kappa,
    largest_disagreements,
    load_instrument,
    mean_kappa,
    score,
)
from etam.questionnaire.agreement import weights_on_total

FIXTURES = Path(__file__).parent / "fixtures"
SCALE = ("low", "middle", "high")
RATINGS = st.lists(st.tuples(st.sampled_from(SCALE), st.sampled_from(SCALE)), min_size=1, max_size=40)
NOT_APPLICABLE = {"nothing": "not_applicable"}


def from_table(counts: list[list[int]], scale) -> tuple[list, list]:
    """Ratings of two raters from a table of counts: rows are the first rater's, columns the second's."""
    pairs = [
        (scale[row], scale[column])
        for row, line in enumerate(counts)
        for column, times in enumerate(line)
        for _ in range(times)
    ]
    return [one for one, _ in pairs], [two for _, two in pairs]


class TestKappa:
    def test_of_two_categories_is_worked_by_hand(self):
        # observed (20 + 15)/50 = 0.7; expected 0.5×0.6 + 0.5×0.4 = 0.5; kappa (0.7 − 0.5)/(1 − 0.5) = 0.4
        found = kappa(*from_table([[20, 5], [10, 15]], ("yes", "no")), ("yes", "no"))
        assert found.value == pytest.approx(0.4)
        assert found.observed == pytest.approx(0.7)
        assert found.items == 50

    def test_of_three_categories_is_worked_by_hand(self):
        # Rows (10, 2, 0), (3, 8, 1), (1, 2, 13) of 40: observed 31/40 = 0.775.
        # Rows sum 12, 12, 16, columns 14, 12, 14: expected (168 + 144 + 224)/1600 = 0.335. (0.775 − 0.335)/0.665
        found = kappa(*from_table([[10, 2, 0], [3, 8, 1], [1, 2, 13]], SCALE), SCALE)
        assert found.value == pytest.approx(0.44 / 0.665)

    @pytest.mark.parametrize(
        ("weights", "expected"),
        [
            # apart, linear: one step 1/2, two steps 1. Observed (2+3+1+2)/2 + (0+1) = 5 of 40 = 0.125.
            # Chance: one step (12×12 + 12×14 + 12×14 + 16×12)/2 + two steps (12×14 + 16×14) = 336 + 392 = 728 of 1600.
            ("linear", 1 - 0.125 / 0.455),
            # quadratic: one step 1/4. Observed 8/4 + 1 = 3 of 40 = 0.075; chance 168 + 392 = 560 of 1600 = 0.35.
            ("quadratic", 1 - 0.075 / 0.35),
        ],
    )
    def test_counts_near_misses_in_part(self, weights, expected):
        found = kappa(*from_table([[10, 2, 0], [3, 8, 1], [1, 2, 13]], SCALE), SCALE, weights)
        assert found.value == pytest.approx(expected)

    def test_is_undefined_when_everybody_always_says_the_same(self):
        found = kappa(["low"] * 5, ["low"] * 5, SCALE)
        assert found.value is None
        assert found.observed == 1
        assert "selalu memberi tingkat yang sama" in found.why.id

    def test_is_undefined_without_an_item_that_both_rated(self):
        found = kappa(["low", None], [None, "high"], SCALE)
        assert (found.value, found.items) == (None, 0)
        assert "Belum ada" in found.why.id

    def test_leaves_out_what_only_one_rated(self):
        assert kappa(["low", "high", None], ["low", "high", "low"], SCALE).items == 2

    def test_refuses_a_rating_outside_the_scale(self):
        with pytest.raises(ValueError, match="not on the scale: best"):
            kappa(["best"], ["low"], SCALE)

    def test_refuses_unknown_weights(self):
        with pytest.raises(ValueError, match="weights are one of none, linear, quadratic"):
            kappa(["low"], ["low"], SCALE, "cubic")

    @given(st.lists(st.sampled_from(SCALE), min_size=2), st.sampled_from(["none", "linear", "quadratic"]))
    def test_of_identical_raters_is_one(self, ratings, weights):
        assume(len(set(ratings)) > 1)
        assert kappa(ratings, ratings, SCALE, weights).value == pytest.approx(1)

    @given(RATINGS, st.sampled_from(["none", "linear", "quadratic"]))
    def test_does_not_depend_on_who_comes_first_and_is_at_most_one(self, pairs, weights):
        one, two = [list(side) for side in zip(*pairs, strict=True)]
        found = kappa(one, two, SCALE, weights).value
        assert found == pytest.approx(kappa(two, one, SCALE, weights).value)
        assert found is None or found <= 1 + 1e-9

    @given(RATINGS, st.sampled_from(["none", "linear", "quadratic"]))
    def test_does_not_change_when_the_scale_is_turned_round(self, pairs, weights):
        one, two = [list(side) for side in zip(*pairs, strict=True)]
        turned = kappa(one, two, SCALE[::-1], weights).value
        assert kappa(one, two, SCALE, weights).value == pytest.approx(turned)


class TestMeanKappa:
    def test_is_the_mean_over_pairs(self):
        one, two = from_table([[20, 5], [10, 15]], ("yes", "no"))
        found = mean_kappa({"a": one, "b": two, "c": one}, ("yes", "no"))
        # a–b 0.4, a–c 1, b–c 0.4
        assert [pair.kappa.value for pair in found.pairs] == [pytest.approx(0.4), pytest.approx(1), pytest.approx(0.4)]
        assert found.value == pytest.approx(0.6)

    def test_of_two_raters_is_their_kappa(self):
        one, two = from_table([[20, 5], [10, 15]], ("yes", "no"))
        assert mean_kappa({"a": one, "b": two}, ("yes", "no")).value == pytest.approx(0.4)

    def test_says_why_there_is_none(self):
        assert "selalu memberi" in mean_kappa({"a": ["low"], "b": ["low"]}, SCALE).why.id
        assert "Belum ada" in mean_kappa({"a": ["low"]}, SCALE).why.id


@pytest.fixture(scope="module")
def accreditation():
    return load_instrument(FIXTURES / "accreditation-self-assessment" / "2018.1")


@pytest.fixture(scope="module")
def unit_audit():
    return load_instrument(instrument_folder("archive-audit-unit-pengolah", "2020.1"))


class TestAgreement:
    def test_of_identical_sheets_is_one(self, accreditation):
        sheet = {element: "abcde"[place % 5] for place, element in enumerate(accreditation.elements)}
        assert agreement(accreditation, {"x": sheet, "y": dict(sheet)}, Context()).value == pytest.approx(1)

    def test_falls_when_one_rater_is_a_step_milder_throughout(self, accreditation):
        strict = {element: "bcde"[place % 4] for place, element in enumerate(accreditation.elements)}
        mild = {element: "abcd"[place % 4] for place, element in enumerate(accreditation.elements)}
        found = agreement(accreditation, {"x": strict, "y": mild}, Context())
        assert found.pairs[0].kappa.observed == pytest.approx(1 - 1 / 5)
        assert 0 < found.value < 1

    def test_reads_percentages_by_grade(self, unit_audit):
        one = {"creation": 10, "use": 55, "maintenance": 95, "disposal": 65, "staff": 75, "facilities": 85}
        two = {"creation": 30, "use": 60, "maintenance": 91, "disposal": 70, "staff": 80, "facilities": 90}
        assert agreement(unit_audit, {"x": one, "y": two}, Context()).value == pytest.approx(1)

    def test_leaves_out_what_a_rater_left_open(self, unit_audit):
        found = agreement(unit_audit, {"x": {"creation": 10, "use": 20}, "y": {"creation": 95}}, Context())
        assert found.pairs[0].kappa.items == 1


class TestLargestDisagreements:
    SHEETS = {
        "x": {"creation": 40, "use": 50, "maintenance": 60, "disposal": 10, "staff": 80, "facilities": 100},
        "y": {"creation": 80, "use": 50, "maintenance": 90, "disposal": 10, "staff": 60, "facilities": 90},
    }

    def test_are_ordered_by_what_hangs_on_them(self, unit_audit):
        # Weights on the total 2020: records 12.5 each, resources 25 each.
        # creation 0.4 × 12.5 = 5; staff 0.2 × 25 = 5; maintenance 0.3 × 12.5 = 3.75; facilities 0.1 × 25 = 2.5
        found = largest_disagreements(unit_audit, self.SHEETS, Context())
        assert [(one.question.element, pytest.approx(one.gap)) for one in found] == [
            ("creation", 5), ("staff", 5), ("maintenance", 3.75), ("facilities", 2.5),
        ]  # fmt: skip
        assert found[0].answers == {"x": 40, "y": 80}

    def test_put_the_whole_weight_on_whether_a_question_applies(self, unit_audit):
        sheets = {"x": {"creation": 80}, "y": {"creation": NOT_APPLICABLE}}
        found = largest_disagreements(unit_audit, sheets, Context())
        assert [one.question.element for one in found] == ["creation"]
        assert found[0].is_about_applying
        assert found[0].gap == pytest.approx(12.5)

    def test_are_none_while_only_one_has_rated(self, unit_audit):
        assert largest_disagreements(unit_audit, {"x": self.SHEETS["x"], "y": {}}, Context()) == []

    def test_do_not_depend_on_the_order_of_raters(self, unit_audit):
        turned = dict(reversed(self.SHEETS.items()))
        assert [one.question.element for one in largest_disagreements(unit_audit, turned, Context())] == [
            one.question.element for one in largest_disagreements(unit_audit, self.SHEETS, Context())
        ]


class TestWeightsOnTotal:
    def test_make_a_hundred(self, accreditation, unit_audit):
        for instrument in (accreditation, unit_audit):
            root = score(instrument, {}, Context()).root
            assert sum(weights_on_total(root).values()) == pytest.approx(100)
