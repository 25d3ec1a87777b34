"""Need, EJ and PEJ: numbers worked out by hand, borders, and laws for any list of tasks."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.content.workload import latest_workload
from etam.workforce.need import ROUNDERS, Task, effectiveness, half_up, need, repeated

WORKLOAD = latest_workload()
YEAR = Fraction(75_000)


def task(volume, minutes, activity="Katalogisasi"):
    return Task(activity, Fraction(volume), Fraction(minutes))


def needed(*tasks):
    return need(tasks, YEAR, WORKLOAD.rounding)


class TestNeed:
    def test_of_two_tasks_that_fill_a_year_is_one(self):
        # 2,000 × 30 = 60,000 and 1,200 × 12.5 = 15,000: together 75,000.
        found = needed(task(2000, 30), task(1200, "12.5"))
        assert [one.minutes for one in found.tasks] == [60_000, 15_000]
        assert (found.total_minutes, found.exact, found.persons) == (75_000, 1, 1)

    def test_of_exactly_a_half_goes_up(self):
        # 112,500 / 75,000 = 1.5 and 187,500 / 75,000 = 2.5, which rounding to even would make 2.
        assert [(one.exact, one.persons) for one in (needed(task(4500, 25)), needed(task(7500, 25)))] == [
            (Fraction(3, 2), 2),
            (Fraction(5, 2), 3),
        ]

    def test_a_hair_below_a_half_goes_down(self):
        assert needed(task("112499.999999", 1)).persons == 1

    def test_of_work_that_is_not_done_is_nothing(self):
        assert (needed(task(0, 30)).exact, needed(task(0, 30)).persons) == (0, 0)

    def test_needs_a_time_above_zero(self):
        with pytest.raises(ValueError, match="above zero"):
            need([task(1, 1)], Fraction(0), WORKLOAD.rounding)

    def test_knows_every_rule_that_content_names(self):
        assert WORKLOAD.rounding.rule in ROUNDERS


class TestEffectiveness:
    @pytest.mark.parametrize(
        ("minutes", "holders", "code"),
        [
            (75_001, 1, "A"), (75_000, 1, "B"), (67_500, 1, "B"), ("67499.99", 1, "C"), (52_500, 1, "C"),
            (52_499, 1, "D"), (75_000, 2, "D"), (74_999, 2, "E"), (0, 1, "E"),
        ],
    )  # fmt: skip
    def test_has_its_class_up_to_the_border(self, minutes, holders, code):
        assert effectiveness(needed(task(minutes, 1)), holders, WORKLOAD).grade.code == code

    def test_is_the_workload_over_the_time_of_all_holders(self):
        # 112,500 / (2 × 75,000) = 0.75.
        assert effectiveness(needed(task(4500, 25)), 2, WORKLOAD).ratio == Fraction(3, 4)

    def test_needs_a_holder(self):
        with pytest.raises(ValueError, match="somebody holds it"):
            effectiveness(needed(task(1, 1)), 0, WORKLOAD)


def test_repeated_activities_are_found_whatever_their_capitals():
    twice = [task(1, 1, "Layanan"), task(1, 1), task(2, 1, "LAYANAN")]
    assert list(repeated(twice)) == ["Layanan"]


amounts = st.fractions(min_value=0, max_value=10**6, max_denominator=1000)
tasks = st.builds(Task, st.text(max_size=3), amounts, amounts)


class TestLaws:
    @given(st.lists(tasks, min_size=1, max_size=6), amounts)
    def test_more_volume_never_lowers_need(self, given_tasks, more):
        first, *others = given_tasks
        raised = Task(first.activity, first.volume + more, first.standard_minutes)
        assert needed(raised, *others).exact >= needed(*given_tasks).exact
        assert needed(raised, *others).persons >= needed(*given_tasks).persons

    @given(st.lists(tasks, max_size=6).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
    def test_order_does_not_matter(self, both):
        one, other = both
        assert needed(*one).exact == needed(*other).exact

    @given(tasks, st.fractions(min_value=0, max_value=1, max_denominator=1000))
    def test_splitting_a_task_changes_nothing(self, whole, share):
        parts = [Task("", whole.volume * part, whole.standard_minutes) for part in (share, 1 - share)]
        assert needed(*parts).exact == needed(whole).exact

    @given(amounts)
    def test_rounding_moves_by_half_a_person_at_most(self, value):
        assert -Fraction(1, 2) < half_up(value) - value <= Fraction(1, 2)
