"""Where files are used."""

import pytest

from etam.accounts.models import JournalEntry
from etam.evidence import actions, queries
from etam.evidence.exceptions import CannotDo
from etam.evidence.models import Use
from etam.evidence.tests.cast import NOW, Cast


class TestUse:
    def test_is_said_once_however_often(self, cast: Cast):
        evidence = cast.receive()
        first = actions.use(evidence, place="assessment", place_id=7, element="a1", by=cast.operator)
        assert actions.use(evidence, place="assessment", place_id="7", element="a1", by=cast.operator) == first
        assert JournalEntry.objects.filter(action="evidence.use").count() == 1

    def test_serves_many_elements_and_places(self, cast: Cast):
        evidence = cast.receive()
        for place, element in (("assessment", "a1"), ("assessment", "a2"), ("response", "")):
            actions.use(evidence, place=place, place_id=7, element=element, by=cast.operator)
        assert queries.uses("assessment", 7) == {"a1": [evidence], "a2": [evidence]}
        assert queries.uses("response", 7) == {"": [evidence]}
        assert queries.uses("response", 8) == {}

    def test_is_refused_for_what_was_withdrawn(self, cast: Cast):
        evidence = actions.withdraw(cast.receive(), reason="SK dicabut", by=cast.operator)
        with pytest.raises(CannotDo, match="SK dicabut"):
            actions.use(evidence, place="assessment", place_id=7, by=cast.operator)

    def test_is_refused_for_what_was_replaced(self, cast: Cast):
        old = cast.receive()
        new = cast.receive(replaces=old)
        with pytest.raises(CannotDo, match=new.code):
            actions.use(old, place="assessment", place_id=7, by=cast.operator)

    def test_knows_its_places(self, cast: Cast):
        with pytest.raises(ValueError, match="kantor"):
            actions.use(cast.receive(), place="kantor", place_id=7, by=cast.operator)

    def test_stays_in_sight_after_a_withdrawal(self, cast: Cast):
        evidence = cast.receive()
        actions.use(evidence, place="assessment", place_id=7, by=cast.operator)
        actions.withdraw(evidence, reason="SK dicabut", by=cast.operator)
        (seen,) = queries.uses("assessment", 7)[""]
        assert queries.state_on(seen, NOW.date()) == "withdrawn"


class TestRelease:
    def test_ends_a_use_and_keeps_that_it_was(self, cast: Cast):
        evidence = cast.receive()
        actions.use(evidence, place="assessment", place_id=7, by=cast.operator)
        actions.release(evidence, place="assessment", place_id=7, by=cast.operator, at=NOW)
        assert queries.uses("assessment", 7) == {}
        assert Use.objects.get().released_at == NOW

    def test_of_what_is_not_used_changes_nothing(self, cast: Cast):
        assert actions.release(cast.receive(), place="assessment", place_id=7, by=cast.operator) is None
        assert not JournalEntry.objects.filter(action="evidence.release").exists()

    def test_lets_it_be_used_again(self, cast: Cast):
        evidence = cast.receive()
        for _ in range(2):
            actions.use(evidence, place="assessment", place_id=7, by=cast.operator)
            actions.release(evidence, place="assessment", place_id=7, by=cast.operator)
        assert Use.objects.count() == 2


class TestFix:
    def test_holds_on_until_it_is_freed(self, cast: Cast):
        evidence = cast.receive()
        actions.use(evidence, place="assessment", place_id=7, by=cast.operator)
        assert actions.fix_uses(place="assessment", place_id=7, by=cast.officer) == 1
        with pytest.raises(CannotDo, match="sudah ditetapkan"):
            actions.release(evidence, place="assessment", place_id=7, by=cast.operator)
        assert actions.free_uses(place="assessment", place_id=7, by=cast.officer) == 1
        assert actions.release(evidence, place="assessment", place_id=7, by=cast.operator)

    def test_leaves_other_places_alone(self, cast: Cast):
        evidence = cast.receive()
        actions.use(evidence, place="assessment", place_id=8, by=cast.operator)
        assert actions.fix_uses(place="assessment", place_id=7, by=cast.officer) == 0
