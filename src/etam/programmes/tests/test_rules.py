"""What the rules say of one body and year. No database."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.content.funding_rules import latest_funding_rules
from etam.programmes.rules import (
    BOOKS_RULE,
    MEASURES,
    OPERATING_RULE,
    Assessed,
    BodyYear,
    Judged,
    Line,
    Verdict,
    assess,
    judge,
)

RULES = latest_funding_rules()
MILLION = 1_000_000
AMOUNTS = st.integers(0, 10**12)


def school(*lines: Line, year: int = 2026, is_public: bool | None = True, **ceilings: int) -> BodyYear:
    return BodyYear("school", is_public, year, lines, ceilings)


def bosp(books: int | None = 0, upkeep: int | None = 0, other: int | None = 0) -> tuple[Line, ...]:
    """The three lines that the operating rule counts, all stated."""
    return Line("bosp", "books", books), Line("bosp", "upkeep", upkeep), Line("bosp", "other", other)


def judged(code: str, body: BodyYear) -> Judged:
    found = judge(RULES.rules[code], body)
    assert found is not None
    return found


def verdict(code: str, body: BodyYear) -> Verdict:
    return judged(code, body).verdict


class TestFloors:
    def test_exactly_five_per_cent_is_met(self) -> None:
        assert verdict(OPERATING_RULE, school(*bosp(books=5 * MILLION), operating=100 * MILLION)) is Verdict.MET

    def test_one_rupiah_less_is_not(self) -> None:
        assert verdict(OPERATING_RULE, school(*bosp(books=5 * MILLION - 1), operating=100 * MILLION)) is Verdict.NOT_MET

    def test_exactly_ten_per_cent_for_books_is_met(self) -> None:
        assert verdict(BOOKS_RULE, school(*bosp(books=7), bosp_regular=70)) is Verdict.MET

    def test_shares_are_exact(self) -> None:
        # In binary, 0.1 × 3 is more than 0.3.
        one = judged(BOOKS_RULE, school(Line("bosp", "books", 3), bosp_regular=30))
        assert one.share == Fraction(10)
        assert one.verdict is Verdict.MET

    @given(AMOUNTS, st.integers(1, 10**12))
    def test_more_money_never_turns_met_into_not_met(self, books: int, ceiling: int) -> None:
        before = verdict(BOOKS_RULE, school(*bosp(books=books), bosp_regular=ceiling))
        after = verdict(BOOKS_RULE, school(*bosp(books=books + 1), bosp_regular=ceiling))
        assert (before, after) != (Verdict.MET, Verdict.NOT_MET)

    @given(st.integers(1, 10**12))
    def test_the_least_amount_that_is_told_meets_the_rule(self, ceiling: int) -> None:
        least = judged(BOOKS_RULE, school(*bosp(), bosp_regular=ceiling)).bound_amount
        assert least is not None
        assert verdict(BOOKS_RULE, school(*bosp(books=least), bosp_regular=ceiling)) is Verdict.MET
        if least:
            assert verdict(BOOKS_RULE, school(*bosp(books=least - 1), bosp_regular=ceiling)) is Verdict.NOT_MET


class TestUnknownIsNotZero:
    def test_without_a_ceiling_nothing_can_be_said(self) -> None:
        one = judged(BOOKS_RULE, school(*bosp(books=5)))
        assert one.verdict is Verdict.UNKNOWN
        assert "pagu BOSP Reguler" in one.missing

    def test_a_ceiling_of_zero_is_no_denominator(self) -> None:
        assert verdict(BOOKS_RULE, school(*bosp(books=5), bosp_regular=0)) is Verdict.UNKNOWN

    def test_a_line_nobody_wrote_leaves_the_floor_open(self) -> None:
        one = judged(OPERATING_RULE, school(Line("bosp", "books", 1), operating=100))
        assert one.verdict is Verdict.UNKNOWN
        assert one.missing == ("anggaran BOS/BOSP untuk pemeliharaan", "anggaran BOS/BOSP untuk pengembangan lain")

    def test_a_sum_with_gaps_that_reaches_the_floor_is_met(self) -> None:
        assert verdict(OPERATING_RULE, school(Line("bosp", "books", 5), operating=100)) is Verdict.MET

    def test_zero_is_a_statement(self) -> None:
        assert verdict(BOOKS_RULE, school(Line("bosp", "books", 0), bosp_regular=100)) is Verdict.NOT_MET

    def test_what_was_spent_stands_in_for_a_plan_nobody_stated_as_a_lower_bound(self) -> None:
        spent = school(Line("bosp", "books", None, 9), bosp_regular=100)
        assert verdict(BOOKS_RULE, spent) is Verdict.UNKNOWN
        assert verdict(BOOKS_RULE, school(Line("bosp", "books", None, 10), bosp_regular=100)) is Verdict.MET


class TestTwoDenominators:
    def test_they_may_disagree(self) -> None:
        found = assess(RULES, school(*bosp(books=8), operating=100, bosp_regular=100))
        assert [one.verdict for one in found.library_rules] == [Verdict.MET, Verdict.NOT_MET]
        assert found.disagree

    def test_an_unknown_is_no_disagreement(self) -> None:
        assert not assess(RULES, school(*bosp(books=8), operating=100)).disagree

    def test_honoraria_and_buildings_are_no_development(self) -> None:
        lines = (*bosp(books=4), Line("bosp", "staff", 50), Line("bosp", "building", 50))
        assert verdict(OPERATING_RULE, school(*lines, operating=100)) is Verdict.NOT_MET

    def test_gifts_are_not_the_school_s_budget(self) -> None:
        assert (
            verdict(OPERATING_RULE, school(*bosp(books=4), Line("gift", "books", 50), operating=100)) is Verdict.NOT_MET
        )


class TestCeilings:
    def test_the_library_alone_can_pass_the_ceiling_on_upkeep(self) -> None:
        assert verdict("bosp_maintenance", school(*bosp(upkeep=21), bosp_regular=100)) is Verdict.NOT_MET

    def test_exactly_on_the_ceiling_the_rest_of_the_school_is_unknown(self) -> None:
        one = judged("bosp_maintenance", school(*bosp(upkeep=20), bosp_regular=100))
        assert one.verdict is Verdict.UNKNOWN
        assert one.missing == ("belanja yang sama di luar perpustakaan",)

    @pytest.mark.parametrize(
        ("is_public", "rule"), [(True, "bosp_honoraria_public"), (False, "bosp_honoraria_private")]
    )
    def test_honoraria_are_held_to_the_rule_of_the_school(self, is_public: bool, rule: str) -> None:
        found = assess(RULES, school(*bosp(), is_public=is_public))
        assert [one.rule.code for one in found.shares if "honoraria" in one.rule.code] == [rule]

    def test_without_knowing_whether_it_is_public_honoraria_are_not_judged(self) -> None:
        body = school(Line("bosp", "staff", 90), is_public=None, bosp_regular=100)
        found = [one for one in assess(RULES, body).shares if "honoraria" in one.rule.code]
        assert {one.verdict for one in found} == {Verdict.UNKNOWN}


class TestYears:
    def test_a_year_before_the_rule_is_not_judged(self) -> None:
        found = assess(RULES, school(*bosp(books=1), year=2024, bosp_regular=100))
        assert BOOKS_RULE not in [one.rule.code for one in found.shares]
        assert found.unknown_funds == ("bosp",)

    def test_2026_names_no_libraries_and_asks_for_reasons_under_the_eighth_focus(self) -> None:
        (rule,) = village(2026).uses
        assert rule.names_libraries is False
        assert rule.uses is not None
        assert "fokus kedelapan" in rule.uses["id"]

    def test_2027_has_no_known_priorities(self) -> None:
        found = village(2027)
        assert found.uses == ()
        assert found.unknown_funds == ("dana_desa",)

    def test_priorities_whose_years_were_not_found_judge_no_year(self) -> None:
        found = village(2023)
        assert found.uses == ()
        assert [one.code for one in found.undated] == ["village_2017", "village_2019", "village_2023"]


def test_every_rule_on_shares_says_how_it_is_held_to_the_records() -> None:
    assert {one.code for one in RULES.rules.values() if one.kind == "share"} == set(MEASURES)


def village(year: int) -> Assessed:
    return assess(RULES, BodyYear("village", None, year, (), {}))
