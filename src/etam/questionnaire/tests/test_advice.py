from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etam.questionnaire import Context, cheapest_points, instrument_folder, load_instrument, score
from etam.questionnaire.advice import better_answers
from etam.questionnaire.score import grade_of

FIXTURES = Path(__file__).parent / "fixtures"
AUDIT = load_instrument(FIXTURES / "archive-audit" / "2020.1")
UNIT = load_instrument(instrument_folder("archive-audit-unit-pengolah", "2020.1"))
PLACE = Context("office", "regency_office", "64.08")
MISSING, NOT_APPLICABLE = {"nothing": "missing"}, {"nothing": "not_applicable"}

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
      - element: titles
        number: "1"
        type: count
        label: {id: Judul buku, en: Book titles}
        unit: {id: judul, en: titles}
        point_bands: [{from: 0, below: 500, points: 1}, {from: 500, below: 1000, points: 3}, {from: 1000, points: 5}]
        confidence: derived
      - element: hours
        number: "2"
        type: ladder
        label: {id: Jam layanan, en: Opening hours}
        options:
          - {value: a, label: {id: "8 jam", en: "8 hours"}, points: 5}
          - {value: b, label: {id: "6 jam", en: "6 hours"}, points: 3}
          - {value: c, label: {id: "4 jam", en: "4 hours"}, points: 1}
        confidence: derived
      - element: area
        number: "3"
        type: number
        minimum: 0
        label: {id: Luas, en: Area}
        unit: {id: m², en: m²}
        point_bands: [{from: 0, up_to: 50, points: 1}, {over: 50, up_to: 100, points: 2}, {over: 100, points: 4}]
        confidence: derived
      - element: waiting_days
        number: "4"
        type: count
        label: {id: Hari menunggu, en: Days of waiting}
        unit: {id: hari, en: days}
        point_bands: [{from: 0, up_to: 2, points: 4}, {over: 2, points: 1}]
        confidence: derived
scoring:
  tree:
    code: total
    label: {id: Jumlah, en: Total}
    parts:
      - {code: A, label: {id: A, en: A}, weight: 60, questions: [titles, hours]}
      - {code: B, label: {id: B, en: B}, weight: 40, questions: [area, waiting_days]}
  grades:
    - {code: low, label: {id: Rendah, en: Low}, from: 0, below: 60, confidence: derived}
    - {code: high, label: {id: Tinggi, en: High}, from: 60, below: 85, confidence: derived}
    - {code: top, label: {id: Puncak, en: Top}, from: 85, up_to: 100, confidence: derived}
"""
NOW = {"titles": 880, "hours": "b", "area": 40, "waiting_days": 5}


@pytest.fixture
def small(write_instrument):
    return load_instrument(write_instrument(SMALL))


class TestCheapestPoints:
    def test_gains_are_worked_by_hand(self, small):
        # Now A = 100 × 6/10 × 0.6 = 36, B = 100 × 2/8 × 0.4 = 10: 46.
        # titles 3 → 5: 2/10 × 60 = 12. hours 3 → 5: 12. area 1 → 2: 1/8 × 40 = 5, 1 → 4: 15. waiting 1 → 4: 15.
        advice = cheapest_points(small, NOW, Context())
        assert advice.score.low == pytest.approx(46)
        gains = {one.question.element: (one.next.gain, one.best.gain) for one in advice.suggestions}
        assert gains == {
            "titles": (pytest.approx(12), pytest.approx(12)),
            "hours": (pytest.approx(12), pytest.approx(12)),
            "area": (pytest.approx(5), pytest.approx(15)),
            "waiting_days": (pytest.approx(15), pytest.approx(15)),
        }

    def test_put_most_gain_for_the_effort_first(self, small):
        # waiting 15 for one step, then 12 each, then area 15 for two steps.
        advice = cheapest_points(small, NOW, Context())
        assert [one.question.element for one in advice.suggestions] == ["waiting_days", "titles", "hours", "area"]

    def test_weigh_effort_by_what_a_step_costs(self, small):
        advice = cheapest_points(small, NOW, Context(), costs={"waiting_days": 10, "titles": 2})
        assert [one.question.element for one in advice.suggestions] == ["hours", "area", "titles", "waiting_days"]

    def test_refuse_a_cost_of_nothing(self, small):
        with pytest.raises(ValueError, match="look at titles"):
            cheapest_points(small, NOW, Context(), costs={"titles": 0})

    def test_say_what_to_do_in_a_sentence(self, small):
        said = {one.question.element: one.next.sentence for one in cheapest_points(small, NOW, Context()).suggestions}
        assert said["titles"].id == "+12,0 poin: 120 judul lagi (Judul buku dari 880 judul menjadi 1.000 judul)."
        assert said["hours"].id == "+12,0 poin: Jam layanan dari “6 jam” menjadi “8 jam”."
        assert said["area"].id == "+5,0 poin: Luas dari 40 m² menjadi 50,01 m²."
        assert said["waiting_days"].id == "+15,0 poin: Hari menunggu dari 5 hari menjadi 2 hari."
        assert said["titles"].en.startswith("+12.0 points: 120 titles more")

    def test_call_questions_of_one_name_by_their_number(self, write_instrument):
        twins = load_instrument(
            write_instrument(SMALL.replace("{id: Luas, en: Area}", "{id: Judul buku, en: Book titles}"))
        )
        said = {
            one.question.element: one.next.sentence.id for one in cheapest_points(twins, NOW, Context()).suggestions
        }
        assert "Judul buku (1) dari" in said["titles"]
        assert "Judul buku (3) dari" in said["area"]
        assert "Jam layanan dari" in said["hours"]

    def test_are_told_for_an_open_question_too(self, small):
        answers = {**NOW, "hours": MISSING}
        found = {one.question.element: one for one in cheapest_points(small, answers, Context()).suggestions}
        assert found["hours"].next.sentence.id == "+12,0 poin: Jam layanan mencapai “6 jam”."
        assert found["hours"].best.answer == "a"

    def test_leave_out_what_is_at_its_best_or_does_not_apply(self, small):
        answers = {**NOW, "titles": 1000, "hours": NOT_APPLICABLE}
        assert {one.question.element for one in cheapest_points(small, answers, Context()).suggestions} == {
            "area",
            "waiting_days",
        }

    def test_leave_out_what_earns_nothing_while_its_policy_is_absent(self):
        answers = {"up_filing_policy": "tidak", "up_filed_share": 10}
        found = {one.question.element: one for one in cheapest_points(AUDIT, answers, Context()).suggestions}
        assert "up_filed_share" not in found
        # The policy itself 100 of 200, and the share below it 20 of 200, of a node that is 1/16 of the whole.
        assert found["up_filing_policy"].best.gain == pytest.approx(100 * 120 / 200 / 16)

    def test_are_refused_for_an_instrument_that_does_not_score(self, library_return):
        with pytest.raises(ValueError, match="has no scoring"):
            cheapest_points(library_return, {}, Context())


class TestNextGrade:
    def test_says_what_is_lacking(self, small):
        advice = cheapest_points(small, NOW, Context())
        assert (advice.grade.code, advice.next_grade.code) == ("low", "high")
        assert advice.lacks == pytest.approx(14)
        assert not advice.lacks_more

    def test_says_that_an_exclusive_bound_needs_a_little_more(self):
        advice = cheapest_points(UNIT, dict.fromkeys(UNIT.elements, 60), PLACE)
        assert (advice.grade.code, advice.next_grade.code) == ("CC", "B")
        assert advice.lacks == 0
        assert advice.lacks_more
        assert (
            score(UNIT, {**dict.fromkeys(UNIT.elements, 60), advice.plan[0].element: advice.plan[0].answer}, PLACE).low
            > 60
        )

    def test_has_none_above_the_highest(self, small):
        best = {"titles": 2000, "hours": "a", "area": 200, "waiting_days": 0}
        advice = cheapest_points(small, best, Context())
        assert (advice.grade.code, advice.next_grade, advice.lacks, advice.plan) == ("top", None, None, ())

    def test_is_reached_with_one_change_where_one_suffices(self, small):
        # 14 points are lacking and only area or waiting give 15.
        advice = cheapest_points(small, NOW, Context())
        assert [(step.element, step.answer) for step in advice.plan] == [("waiting_days", 2)]
        assert advice.reaches

    def test_takes_no_step_higher_than_it_has_to_be(self, small):
        # From 46 with hours “c” (34): waiting 49, hours to “a” would be 73; “b” gives 61 and suffices.
        advice = cheapest_points(small, {**NOW, "hours": "c"}, Context())
        assert {step.element: step.answer for step in advice.plan} == {"hours": "b", "waiting_days": 2}

    def test_counts_on_what_a_policy_sets_free(self):
        answers = dict.fromkeys(AUDIT.elements, NOT_APPLICABLE) | {
            "up_filing_policy": "tidak",
            "up_filed_share": 20,
        }
        advice = cheapest_points(AUDIT, answers, Context())
        assert advice.grade.code == "D"
        # The policy alone makes (100 + 20) / 200 = 60, far above C.
        assert [step.element for step in advice.plan] == ["up_filing_policy"]


def answers_of(instrument):
    def values(question):
        if question.is_number:
            return st.sampled_from([0, 20, 30, 45, 60, 75, 90, 100, MISSING, NOT_APPLICABLE])
        return st.sampled_from([*(option.value for option in question.options), MISSING])

    return st.fixed_dictionaries({question.element: values(question) for question in instrument.questions})


class TestLaws:
    @settings(max_examples=20, deadline=None)
    @given(answers_of(AUDIT))
    def test_a_step_raises_the_score_by_its_gain(self, answers):
        advice = cheapest_points(AUDIT, answers, Context())
        for one in advice.suggestions:
            for step in (one.next, one.best):
                after = score(AUDIT, {**answers, step.element: step.answer}, Context())
                assert step.gain > 0
                assert after.low - advice.score.low == pytest.approx(step.gain)

    @settings(max_examples=20, deadline=None)
    @given(answers_of(AUDIT))
    def test_a_plan_reaches_the_next_grade(self, answers):
        advice = cheapest_points(AUDIT, answers, Context())
        if advice.reaches:
            planned = {**answers, **{step.element: step.answer for step in advice.plan}}
            codes = [grade.code for grade in AUDIT.scoring.grades]
            after = cheapest_points(AUDIT, planned, Context())
            assert codes.index(after.grade.code) >= codes.index(advice.next_grade.code)
            assert after.score.low - advice.score.low == pytest.approx(sum(step.gain for step in advice.plan))

    @settings(max_examples=20, deadline=None)
    @given(answers_of(UNIT))
    def test_a_plan_changes_as_few_questions_as_can_be(self, answers):
        advice = cheapest_points(UNIT, answers, PLACE)
        codes = [grade.code for grade in UNIT.scoring.grades]

        def reaches(changed):
            after = score(UNIT, {**answers, **changed}, PLACE).low
            return codes.index(grade_of(UNIT.scoring, after, after).code) >= codes.index(advice.next_grade.code)

        for fewer in range(len(advice.plan)):
            for chosen in combinations(advice.suggestions, fewer):
                assert not reaches({one.question.element: one.best.answer for one in chosen})


class TestBetterAnswers:
    @pytest.mark.parametrize(
        ("element", "now"), list(product(["titles", "hours", "area", "waiting_days"], [None, MISSING]))
    )
    def test_end_in_the_best(self, small, element, now):
        question = small.question(element)
        best = better_answers(question, now, Context())[-1]
        assert not better_answers(question, best, Context())
