"""Where files are used."""

from datetime import date

import pytest

from etam.accounts.models import JournalEntry
from etam.evidence import actions, queries
from etam.evidence.exceptions import CannotDo
from etam.evidence.models import Evidence, Use
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


class TestChoose:
    def choose(self, cast: Cast, *codes: str) -> None:
        actions.choose(cast.library, codes=codes, place="submission", place_id=7, element="q", by=cast.operator, at=NOW)

    def chosen(self) -> list[str]:
        return [one.code for one in queries.uses("submission", 7).get("q", [])]

    def test_takes_exactly_the_files_that_are_named(self, cast: Cast):
        first, second = cast.receive(title="A"), cast.receive(title="B")
        self.choose(cast, first.code, second.code)
        assert self.chosen() == [first.code, second.code]
        self.choose(cast, second.code, "")
        assert self.chosen() == [second.code]

    def test_knows_a_file_it_holds_however_its_code_is_written(self, cast: Cast):
        code = cast.receive().code
        self.choose(cast, code)
        self.choose(cast, f"{code[:3]} {code[3:]}".lower())
        assert self.chosen() == [code]

    def test_refuses_what_another_institution_keeps(self, cast: Cast):
        foreign = cast.receive(institution=cast.elsewhere)
        with pytest.raises(CannotDo, match=f"{foreign.code} tidak ada di Perpustakaan Desa Nehes Liah Bing"):
            self.choose(cast, foreign.code)

    def test_refuses_what_has_expired_but_keeps_what_expired_since(self, cast: Cast):
        old, held = cast.receive(valid_until=date(2026, 1, 31)), cast.receive(valid_until=date(2026, 2, 17))
        with pytest.raises(CannotDo, match="habis berlaku pada 31 Januari 2026"):
            self.choose(cast, old.code)
        self.choose(cast, held.code)
        Evidence.objects.filter(pk=held.pk).update(valid_until=date(2026, 2, 1))
        self.choose(cast, held.code)
        assert self.chosen() == [held.code]

    def test_refuses_what_was_replaced(self, cast: Cast):
        old = cast.receive()
        new = cast.receive(replaces=old)
        with pytest.raises(CannotDo, match=f"digantikan oleh {new.code}"):
            self.choose(cast, old.code)

    def test_changes_nothing_when_one_of_many_is_refused(self, cast: Cast):
        held, other = cast.receive(), cast.receive()
        self.choose(cast, held.code)
        with pytest.raises(CannotDo, match="ZZZZZZ"):
            self.choose(cast, other.code, "ZZZZZZ")
        assert self.chosen() == [held.code]


class TestFixUsesOfMany:
    def test_holds_each_and_tells_of_each_once(self, cast: Cast):
        first, second = cast.receive(), cast.receive()
        for key, file, element in ((7, first, "a"), (7, second, "b"), (8, first, "a"), (9, first, "a")):
            actions.use(file, place="submission", place_id=key, element=element, by=cast.operator)
        assert actions.fix_uses_of_many(place="submission", place_ids=[7, 8], by=cast.officer, at=NOW) == 3
        assert set(Use.objects.filter(fixed_at=NOW).values_list("place_id", flat=True)) == {"7", "8"}
        assert JournalEntry.objects.filter(action="evidence.fix").count() == 2

    def test_costs_as_much_for_three_as_for_one(self, cast: Cast, django_assert_max_num_queries):
        for key in (7, 8, 9):
            actions.use(cast.receive(), place="submission", place_id=key, by=cast.operator)
        with django_assert_max_num_queries(5):
            assert actions.fix_uses_of_many(place="submission", place_ids=[7, 8, 9], by=cast.officer) == 3


class TestShaken:
    def test_names_what_rests_on_files_that_ended(self, cast: Cast):
        good, ended, gone = cast.receive(), cast.receive(valid_until=date(2026, 2, 16)), cast.receive()
        for key, file in ((7, good), (8, ended), (9, gone)):
            actions.use(file, place="submission", place_id=key, by=cast.operator)
        actions.withdraw(gone, reason="Keliru", by=cast.operator)
        assert queries.shaken("submission", [7, 8, 9], NOW.date()) == {8, 9}
        assert queries.shaken("submission", [7, 8, 9], date(2026, 2, 16)) == {9}
        assert queries.shaken("assessment", [8], NOW.date()) == set()
