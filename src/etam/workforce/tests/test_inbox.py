"""The inbox of each desk."""

import pytest

from etam.workforce.actions import passing
from etam.workforce.queries.proposals import to_act_on, waiting_for
from etam.workforce.tests.analysed import NOW
from etam.workforce.tests.proposed import also, at_desk, fresh, later, make_desks, sent, started

DAY = NOW.date()


@pytest.fixture
def desks(db):
    return make_desks()


class TestWaitingFor:
    @pytest.mark.parametrize("code", ["check", "biro_organisasi", "perpusnas", "bkd", "kemenpanrb"])
    def test_tells_who_sits_at_the_desk_and_nobody_else(self, desks, code):
        at_desk(desks, code)
        seats = {person.pk: person for person in desks.seats.values()}
        told = {person.name for person in seats.values() if list(waiting_for(person, DAY))}
        assert told == {desks.seats[code].name}

    def test_tells_the_office_of_a_draft_and_of_what_came_back(self, desks):
        row = started(desks)
        assert [one.status for one in waiting_for(desks.world.operator, DAY)] == ["draft"]
        row = sent(desks, row)
        passing.send_back(row, to="unit", reason="Betulkan.", version=row.version, by=desks.world.verifier, at=NOW)
        assert [one.is_urgent for one in waiting_for(desks.world.operator, DAY)] == [True]

    def test_is_urgent_after_the_last_day(self, desks):
        row = sent(desks)
        (one,) = waiting_for(desks.world.verifier, later(15).date())
        assert one.is_urgent
        assert one.due_on == fresh(row).due_on

    def test_spares_who_made_it(self, desks):
        sent(desks)
        both = also(desks.world.operator, role="verifier", region=desks.world.regency)
        assert to_act_on(both, DAY) == []
