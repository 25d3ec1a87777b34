"""Who holds a post on a day."""

from datetime import date

import pytest

from etam.submissions.tests.cast import NOW, make_cast
from etam.workforce.models import Holder
from etam.workforce.queries.held import held, staffing

DAY = date(2026, 3, 1)
KEY = ("pustakawan", "ahli_muda")


@pytest.fixture
def office(db):
    return make_cast().village


def holder(office, digest, **changes):
    fields = {"appointed_on": date(2020, 1, 1), "position": KEY[0], "level": KEY[1], **changes}
    return Holder.objects.create(office=office, sealed=b"", nip_digest=digest, at=NOW, **fields)


class TestHeld:
    def test_counts_by_office_post_and_level(self, office):
        holder(office, "a"), holder(office, "b"), holder(office, "c", level="ahli_madya")
        assert held(DAY) == {(office.pk, *KEY): 2, (office.pk, "pustakawan", "ahli_madya"): 1}

    def test_begins_on_the_day_of_appointment(self, office):
        holder(office, "a", appointed_on=DAY)
        assert [bool(held(day)) for day in (date(2026, 2, 28), DAY)] == [False, True]

    def test_ends_on_the_day_of_the_end(self, office):
        holder(office, "a", ended_on=DAY, end_reason=Holder.EndReason.RETIRED)
        assert [bool(held(day)) for day in (date(2026, 2, 28), DAY)] == [True, False]

    def test_leaves_out_who_was_recorded_by_mistake(self, office):
        holder(office, "a", ended_on=date(2026, 4, 1), end_reason=Holder.EndReason.MISTAKEN)
        assert held(DAY) == {}


class TestKnown:
    def test_nothing_is_known_of_an_office_that_recorded_nobody(self, office):
        assert not staffing(DAY).knows(office.pk, "pustakawan")

    def test_an_office_that_recorded_anybody_knows_all_its_posts(self, office):
        holder(office, "a")
        assert staffing(DAY).knows(office.pk, "arsiparis")

    def test_an_office_whose_last_holder_left_knows_that_there_is_none(self, office):
        holder(office, "a", ended_on=date(2026, 1, 1), end_reason=Holder.EndReason.RETIRED)
        assert staffing(DAY).knows(office.pk, "pustakawan")

    def test_a_mistake_tells_nothing(self, office):
        holder(office, "a", ended_on=DAY, end_reason=Holder.EndReason.MISTAKEN)
        assert not staffing(DAY).knows(office.pk, "pustakawan")
