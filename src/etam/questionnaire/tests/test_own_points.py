"""Questions whose answer is its own number of points."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etam.questionnaire import Context, check_instrument, load_instrument, score
from etam.questionnaire.numbers import round_for_grading

SMALL = """\
code: small
version: "2026.1"
title: {id: Kecil, en: Small}
confidence: derived
sections:
  - code: all
    number: "1"
    title: {id: Semua, en: All}
    questions:
      - {element: share, number: "1", type: percent, points: value, label: {id: Bagian, en: Share}, confidence: derived}
      - {element: mark, number: "2", type: number, minimum: 1, maximum: 5, points: value, label: {id: Nilai, en: Mark}, confidence: derived}
scoring:
  tree:
    code: total
    label: {id: Jumlah, en: Total}
    parts:
      - {code: a, label: {id: A, en: A}, weight: 75, questions: [share]}
      - {code: b, label: {id: B, en: B}, weight: 25, questions: [mark]}
  grades:
    - {code: low, label: {id: Rendah, en: Low}, from: 0, up_to: 90, confidence: derived}
    - {code: high, label: {id: Tinggi, en: High}, over: 90, up_to: 100, confidence: derived}
"""  # noqa: E501


@pytest.fixture
def small(write_instrument):
    return load_instrument(write_instrument(SMALL))


class TestOwnPoints:
    def test_equal_the_answer(self, small):
        # 0.75 × 40 + 0.25 × (100 × 4/5) = 30 + 20 = 50
        result = score(small, {"share": 40, "mark": 4}, Context())
        assert result.low == result.high == pytest.approx(50)

    def test_of_an_open_question_lie_between_its_bounds(self, small):
        # The worst mark is 1 of 5, which is 20 of 100.
        result = score(small, {}, Context())
        assert (result.node("a").low, result.node("a").high) == (0, 100)
        assert (result.node("b").low, result.node("b").high) == (20, 100)

    @pytest.mark.parametrize("beyond", [100.01, 1000, -1])
    def test_are_not_earned_outside_the_bounds(self, small, beyond):
        assert score(small, {"share": beyond, "mark": 5}, Context()).node("a").high == 0

    @settings(max_examples=60)
    @given(st.integers(0, 10000))
    def test_of_equal_answers_make_that_answer_and_its_grade(self, audit_like, hundredths):
        share = hundredths / 100
        result = score(audit_like, dict.fromkeys(audit_like.elements, share), Context())
        assert result.low == pytest.approx(share)
        assert result.grade.code == ("high" if share > 90 else "low")


@pytest.fixture(scope="module")
def audit_like(tmp_path_factory):
    """Six shares with weights that have no exact binary fraction."""
    folder = tmp_path_factory.mktemp("content") / "small" / "2026.1"
    folder.mkdir(parents=True)
    head, tail = SMALL.split("      - {element: share", 1)
    question = "      - {{element: e{0}, number: '{0}', type: percent, points: value, label: {{id: E, en: E}}, confidence: derived}}\n"  # noqa: E501
    part = "      - {{code: p{0}, label: {{id: P, en: P}}, weight: {1}, questions: [e{0}]}}\n"
    grades = tail[tail.index("  grades:") :]
    tree = tail[tail.index("scoring:") : tail.index("      - {code: a")]
    text = head + "".join(question.format(n) for n in range(6)) + tree
    text += "".join(part.format(n, weight) for n, weight in enumerate((0.1, 0.2, 0.7, 1.1, 2.3, 0.3))) + grades
    (folder / "instrument.yml").write_text(text, encoding="utf-8")
    return load_instrument(folder)


class TestFault:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("type: number, minimum: 1, maximum: 5,", "type: number, minimum: 1,", "needs a maximum above 0"),
            ("type: number, minimum: 1, maximum: 5,", "type: number, maximum: 5,", "needs a minimum of 0 or more"),
            ("type: number, minimum: 1, maximum: 5,", "type: text,", "its answer is no number"),
            ("maximum: 5, points", "maximum: 5, point_bands: [{from: 0, points: 1}], points", "both points and"),
            ("points: value, label: {id: Bagian", "points: 5, label: {id: Bagian", "'value' was expected"),
        ],
    )
    def test_is_named_with_its_line(self, write_instrument, old, new, said):
        assert old in SMALL
        faults = check_instrument(write_instrument(SMALL.replace(old, new)))
        line = 10 if "Bagian" in old else 11
        assert [fault.line for fault in faults if said in fault.message] == [line], [str(fault) for fault in faults]


class TestRoundForGrading:
    @pytest.mark.parametrize(
        ("value", "decimals", "expected"),
        [
            (90.00000000000001, None, 90),
            (89.99999999999999, None, 90),
            (90.001, None, 90.001),
            (90.001, 2, 90),
            (90.005, 2, 90.01),
            (90.5, 0, 91),
            (0.5, 0, 1),
        ],
    )
    def test_rounds_half_up_and_wipes_off_dust(self, value, decimals, expected):
        assert round_for_grading(value, decimals) == expected
