from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etam.questionnaire import Context, check_instrument, load_instrument, score
from etam.questionnaire.score import grade_of

FIXTURES = Path(__file__).parent / "fixtures"
ACCREDITATION = FIXTURES / "accreditation-self-assessment" / "2018.1"
AUDIT = FIXTURES / "archive-audit" / "2020.1"
MISSING = {"nothing": "missing"}

AUDIT_ANSWERS = {
    "up_electronic": "ya",
    "up_electronic_registered": "ya",
    "up_access_rules": "ya",
    "up_access_share": 60,
    "up_filing_policy": "tidak",
    "up_filed_share": 90,
    "up_transferred_share": 30,
    "up_staff_appointed": "ya",
    "up_staff_trained": "tidak",
    "up_equipment_share": 70.5,
    "uk_creation": "ya",
    "uk_use_share": 50,
    "uk_kept_share": 51,
    "uk_disposal": "tidak",
    "uk_staff": "ya",
    "uk_equipment_share": 40,
}


@pytest.fixture(scope="module")
def accreditation():
    return load_instrument(ACCREDITATION)


@pytest.fixture(scope="module")
def audit():
    return load_instrument(AUDIT)


def steps(accreditation, **letters: str) -> dict:
    """Every indicator of a component answered with the same letter."""
    return {question.element: letters[question.section] for question in accreditation.questions}


class TestAccreditation:
    def test_file_has_no_fault(self):
        assert check_instrument(ACCREDITATION) == []

    def test_asks_the_published_number_of_indicators(self, accreditation):
        assert [len(section.questions) for section in accreditation.sections] == [18, 23, 11, 6, 9, 4]

    def test_equals_the_sum_worked_by_hand(self, accreditation):
        # component = points / (5 × indicators) × weight:
        # 90/90×20 + 69/115×15 + 44/55×25 + 12/30×20 + 45/45×15 + 4/20×5 = 20 + 9 + 20 + 8 + 15 + 1 = 73
        answers = steps(
            accreditation, collection="a", premises="c", services="b", staff="d", management="a", strengths="e"
        )
        result = score(accreditation, answers, Context())
        assert result.low == result.high == pytest.approx(73.0)
        assert result.grade.code == "C"

    def test_marks_its_grades_as_unverified(self, accreditation):
        assert all(grade.origin.is_unverified for grade in accreditation.scoring.grades)

    @pytest.mark.parametrize(("value", "code"), [(59.99, "none"), (60, "C"), (90.5, "B"), (91, "A"), (100, "A")])
    def test_grades_by_half_open_bands(self, accreditation, value, code):
        assert grade_of(accreditation.scoring, value, value).code == code


class TestArchiveAudit:
    def test_file_has_no_fault(self):
        assert check_instrument(AUDIT) == []

    def test_equals_the_value_worked_by_hand(self, audit):
        # A.1.1 100 (paper question does not apply); A.1.2 (100+70)/2 = 85; A.1.3 (0+0)/2 = 0; A.1.4 20
        # A.1 = (100+85+0+20)/4 = 51.25; A.2 = (50+100)/2 = 75; UP = (51.25+75)/2 = 63.125
        # B.1 = (100+50+70+0)/4 = 55; B.2 = (100+50)/2 = 75; UK = 65; office = (63.125+65)/2 = 64.0625
        result = score(audit, AUDIT_ANSWERS, Context())
        assert result.node("A.1").low == pytest.approx(51.25)
        assert result.node("UP").low == pytest.approx(63.125)
        assert result.node("UK").low == pytest.approx(65)
        assert result.low == result.high == pytest.approx(64.0625)
        assert result.grade.code == "B"

    def test_keeps_questions_below_an_absent_policy_in_the_denominator(self, audit):
        points = {point.element: point for point in score(audit, AUDIT_ANSWERS, Context()).node("A.1.3").points}
        assert (points["up_filed_share"].high, points["up_filed_share"].most) == (0, 100)
        assert points["up_filed_share"].is_blocked

    def test_takes_what_does_not_apply_out_of_the_denominator(self, audit):
        points = {point.element: point for point in score(audit, AUDIT_ANSWERS, Context()).node("A.1.1").points}
        assert points["up_paper_registered"].most == 0
        assert points["up_electronic_registered"].most == 100

    @pytest.mark.parametrize(
        ("share", "points"), [(0, 20), (30, 20), (30.01, 50), (50, 50), (70, 70), (70.5, 100), (100, 100)]
    )
    def test_reads_the_ladder_with_its_open_and_closed_ends(self, audit, share, points):
        result = score(audit, {**AUDIT_ANSWERS, "up_transferred_share": share}, Context())
        assert result.node("A.1.4").low == points

    @pytest.mark.parametrize(
        ("value", "code"), [(0, "D"), (30, "D"), (30.01, "C"), (60, "CC"), (80, "BB"), (90, "A"), (90.01, "AA")]
    )
    def test_excludes_the_lower_bound_of_a_grade(self, audit, value, code):
        assert grade_of(audit.scoring, value, value).code == code


class TestRange:
    def test_spans_worst_and_best_of_an_open_question(self, audit):
        # uk_disposal is a quarter of B.1, which is half of UK, which is half of the whole: 100/16 = 6.25
        answers = {**AUDIT_ANSWERS, "uk_disposal": MISSING}
        result = score(audit, answers, Context())
        assert (result.low, result.high) == (pytest.approx(64.0625), pytest.approx(70.3125))

    def test_has_no_grade_while_its_ends_lie_in_two_bands(self, audit):
        assert score(audit, {**AUDIT_ANSWERS, "uk_disposal": MISSING}, Context()).grade is None

    def test_is_as_wide_as_the_scale_allows_before_any_answer(self, accreditation):
        result = score(accreditation, {}, Context())
        assert (result.low, result.high) == (pytest.approx(20), pytest.approx(100))

    def test_of_an_open_policy_includes_what_hangs_on_it(self, audit):
        node = score(audit, {**AUDIT_ANSWERS, "up_filing_policy": MISSING}, Context()).node("A.1.3")
        assert (node.low, node.high) == (0, 100)

    @settings(max_examples=40)
    @given(st.data())
    def test_always_holds_the_score_that_comes_out_in_the_end(self, audit, data):
        open_questions = data.draw(st.sets(st.sampled_from(sorted(AUDIT_ANSWERS))))
        before = score(audit, {k: v for k, v in AUDIT_ANSWERS.items() if k not in open_questions}, Context())
        final = score(audit, AUDIT_ANSWERS, Context())
        assert before.low - 1e-9 <= final.low <= before.high + 1e-9


class TestScore:
    def test_is_refused_for_an_instrument_that_does_not_score(self, library_return):
        with pytest.raises(ValueError, match=r"library-return/2026\.1 has no scoring"):
            score(library_return, {}, Context())

    def test_leaves_out_a_part_to_which_nothing_applies(self, audit):
        not_applicable = {"nothing": "not_applicable"}
        answers = {**AUDIT_ANSWERS, "uk_staff": not_applicable, "uk_equipment_share": not_applicable}
        assert score(audit, answers, Context()).node("UK").low == pytest.approx(55)

    def test_names_an_unknown_node(self, audit):
        with pytest.raises(KeyError, match=r"Z\.9"):
            score(audit, AUDIT_ANSWERS, Context()).node("Z.9")
