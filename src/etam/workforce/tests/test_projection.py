"""Retirements ahead from the rows, and what is short of the need."""

from datetime import date, timedelta

import pytest

from etam.workforce.actions import holders
from etam.workforce.models import Holder, Proposal, ProposalLine, Workload, WorkloadTask
from etam.workforce.persons import Person
from etam.workforce.queries.gap import gaps, without_small
from etam.workforce.queries.projection import SMALLEST, grouped, leavers, recorded_rate, retiring_by, total
from etam.workforce.tests.holding import AGUS, NOW, SITI, make_cast

TODAY = NOW.date()
# Ahli Muda at 58: 1 June 2026.
OLD = Person("196805012000011004", "Umar Contoh", date(1968, 5, 1))
LATER = TODAY + timedelta(days=3650)


@pytest.fixture
def cast(db):
    return make_cast()


def people(day=TODAY):
    return leavers(Holder.objects.all(), day)


class TestLeavers:
    def test_know_the_day_of_retirement(self, cast):
        cast.record(OLD)
        assert people()[0].retires_on == date(2026, 6, 1)

    def test_go_on_where_a_row_cannot_be_opened(self, cast, settings):
        cast.record(OLD)
        settings.SEAL_KEYS = ("A" * 43 + "=",)
        one = total(people(), recorded_rate(TODAY), TODAY)
        assert (one.persons, one.unknown) == (1, 1)

    def test_count_who_retires_by_the_end_of_a_year(self, cast):
        cast.record(OLD), cast.record(SITI)
        assert retiring_by(people(), date(2026, 12, 31)) == {(cast.office.pk, "pustakawan", "ahli_muda"): 1}


class TestRecordedRate:
    def test_is_assumed_before_anybody_left(self, cast):
        cast.record()
        assert not recorded_rate(LATER).is_estimated

    def test_counts_exits_in_the_years_since_they_were_recorded(self, cast):
        row = cast.record()
        cast.record(AGUS, level="ahli_madya")
        holders.end(row, on=date(2027, 3, 2), reason="resigned", by=cast.operator, version=1, at=NOW)
        rate = recorded_rate(date(2028, 3, 2))
        assert (rate.exits, round(rate.person_years, 1)) == (1, 3.0)

    def test_leaves_out_changes_of_level_and_retirement(self, cast):
        row = cast.record()
        holders.end(row, on=date(2027, 3, 2), reason="retired", by=cast.operator, version=1, at=NOW)
        assert not recorded_rate(date(2028, 3, 2)).is_estimated


class TestGrouped:
    def groups(self, sizes, smallest=SMALLEST):
        rows = [one for level, size in sizes.items() for one in [level] * size]
        return {
            one.key: one.spans is not None
            for one in grouped(
                [_leaver(level) for level in rows], _rate(), TODAY, lambda one: one.level, smallest=smallest
            )
        }

    def test_hold_back_what_would_tell_about_one_or_two(self):
        assert self.groups({"a": 2, "b": 1, "c": 5}) == {"a": False, "b": False, "c": True}

    def test_never_hold_back_one_alone(self):
        assert self.groups({"a": 2, "b": 4, "c": 5}) == {"a": False, "b": False, "c": True}

    def test_hold_nothing_back_from_who_may_open_them(self):
        assert self.groups({"a": 1, "b": 4}, smallest=0) == {"a": True, "b": True}


class TestGaps:
    def need(self, cast, persons):
        work = Workload.objects.create(
            office=cast.office, year=2026, position="pustakawan", edition="2026.1", effective_time="hours_1250",
            effective_minutes=75_000, state="settled", settled_at=NOW, made_at=NOW,
        )  # fmt: skip
        WorkloadTask.objects.create(
            workload=work, level="ahli_muda", activity="Mengolah", standard_minutes=75, volume=1000 * persons
        )

    def propose(self, cast, state, **numbers):
        decided_on = TODAY if state == "decided" else None
        desk = "bkd" if state == "at_desk" else ""
        proposal = Proposal.objects.create(
            office=cast.office, year=2026, position="pustakawan", route="r", route_edition="1", state=state, desk=desk,
            decided_on=decided_on, made_at=NOW,
        )  # fmt: skip
        ProposalLine.objects.create(proposal=proposal, level="ahli_muda", **numbers)

    def test_is_need_less_who_stays_and_who_was_granted(self, cast):
        self.need(cast, 6)
        cast.record(OLD), cast.record(SITI)
        self.propose(cast, "decided", proposed=3, decided=2, filled=1)
        (one,) = gaps(2026, TODAY)
        assert (one.need, one.held, one.retiring, one.decided) == (6, 2, 1, 1)
        assert one.gap == 6 - (2 - 1 + 1) == 4

    def test_does_not_count_on_what_is_under_way(self, cast):
        self.need(cast, 3)
        cast.record()
        self.propose(cast, "at_desk", proposed=2, recommended=1)
        (one,) = gaps(2026, TODAY)
        assert (one.gap, one.under_way, one.gap_if_granted) == (2, 1, 1)

    def test_an_unknown_need_is_not_zero(self, cast):
        cast.record()
        (one,) = gaps(2026, TODAY)
        assert (one.need, one.gap) == (None, None)

    def test_an_office_that_recorded_nobody_is_not_an_empty_one(self, cast):
        self.need(cast, 3)
        (one,) = gaps(2026, TODAY)
        assert (one.held, one.gap) == (None, None)

    def test_more_than_needed_is_below_zero(self, cast):
        self.need(cast, 1)
        cast.record(), cast.record(AGUS, level="ahli_muda")
        assert gaps(2026, TODAY)[0].gap == -1

    def test_keeps_from_others_who_of_a_few_retires(self, cast):
        self.need(cast, 3)
        cast.record(OLD)
        (one,) = without_small(gaps(2026, TODAY), SMALLEST)
        assert (one.held, one.retiring, one.gap) == (1, None, None)


def _leaver(level):
    from etam.workforce.queries.projection import Leaver

    return Leaver(1, "Kantor", "arsiparis", level, date(2030, 1, 1))


def _rate():
    from etam.workforce.retirement import assumed_rate

    return assumed_rate()
