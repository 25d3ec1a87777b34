"""From need to filled posts."""

import pytest

from etam.workforce.actions import passing, proposals
from etam.workforce.queries.funnel import Counts, funnel, years
from etam.workforce.tests.analysed import NOW
from etam.workforce.tests.proposed import (
    NEEDED,
    decided,
    later,
    make_desks,
    sent,
    settled,
    started,
)

DAY = NOW.date()


@pytest.fixture
def desks(db):
    return make_desks()


class TestFunnel:
    def test_counts_persons_from_need_to_those_who_came(self, desks):
        row = decided(desks)
        numbers = {**dict.fromkeys(NEEDED, 0), "ahli_pertama": 2}
        proposals.note_filled(row, numbers=numbers, version=row.version, by=desks.world.operator, at=NOW)
        total = funnel(DAY).total
        assert total == Counts(needed=6, held=None, proposed=6, waiting=0, approved=5, filled=2)
        assert total.unfilled == 3

    def test_parts_kabupaten_and_posts(self, desks):
        sent(desks)
        settled(desks, office=desks.world.elsewhere)
        shown = [(row.place_name, row.position, row.counts.proposed) for row in funnel(DAY, 2027).rows]
        assert shown == [("Bontang", "pustakawan", 0), ("Kutai Timur", "pustakawan", 6)]

    def test_counts_what_is_refused_as_proposed_and_no_longer_waiting(self, desks):
        row = sent(desks)
        assert funnel(DAY).total.waiting == 6
        passing.refuse(row, reason="Belum perlu.", version=row.version, by=desks.world.verifier, at=NOW)
        assert (funnel(DAY).total.proposed, funnel(DAY).total.waiting) == (6, 0)

    def test_leaves_out_drafts_and_what_was_withdrawn(self, desks):
        row = started(desks)
        assert funnel(DAY, 2027).total.proposed == 0
        row = sent(desks, row)
        proposals.withdraw(row, reason="Salah.", version=row.version, by=desks.world.operator, at=NOW)
        assert years(DAY) == []

    def test_knows_nothing_of_later_days(self, desks):
        decided(desks)
        assert funnel(later(-1).date(), 2027).total.proposed == 0

    def test_does_not_take_unknown_for_none(self, desks):
        sent(desks)
        assert funnel(DAY).total.gap is None

    def test_asks_the_database_little(self, desks, django_assert_max_num_queries):
        decided(desks)
        sent(desks, started(desks, office=desks.world.elsewhere))
        with django_assert_max_num_queries(8):
            funnel(DAY)
