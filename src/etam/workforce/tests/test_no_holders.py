"""An office says that nobody holds a post: known to be none, and no longer unknown."""

from datetime import date

import pytest

from etam.accounts.models import JournalEntry
from etam.workforce.actions import no_holders
from etam.workforce.exceptions import BadInput
from etam.workforce.models import NoHolder
from etam.workforce.queries.funnel import funnel
from etam.workforce.queries.gap import gaps
from etam.workforce.queries.held import staffing
from etam.workforce.tests.analysed import analysis
from etam.workforce.tests.holding import NOW, Cast, make_cast

DAY = NOW.date()


@pytest.fixture
def cast(db, settings) -> Cast:
    settings.SECOND_FACTOR_ROLES = set()
    return make_cast()


def state(cast: Cast, position: str = "arsiparis", on: date = DAY) -> NoHolder:
    return no_holders.state(cast.office, position=position, on=on, by=cast.operator, at=NOW)


def gap(cast: Cast) -> int | None:
    return gaps(2026, DAY, [cast.office.pk])[0].gap


class TestStating:
    def test_turns_an_unknown_gap_into_the_whole_need(self, cast: Cast) -> None:
        analysis(cast.office, ("mahir", 1500, 100), position="arsiparis")
        assert gap(cast) is None
        state(cast)
        assert gap(cast) == 2

    def test_says_nothing_about_other_posts(self, cast: Cast) -> None:
        analysis(cast.office, ("ahli_muda", 750, 100))
        state(cast)
        assert gap(cast) is None
        assert [row.counts.held for row in funnel(DAY, 2026).rows if row.position == "pustakawan"] == [None]

    def test_counts_from_its_day_on(self, cast: Cast) -> None:
        state(cast)
        assert staffing(date(2026, 3, 1)).empty == set()
        assert staffing(DAY).empty == {(cast.office.pk, "arsiparis")}

    def test_is_overtaken_by_somebody_who_comes(self, cast: Cast) -> None:
        state(cast, "pustakawan")
        cast.record()
        assert staffing(DAY).empty == set()

    def test_is_in_the_journal(self, cast: Cast) -> None:
        state(cast)
        assert "tidak ada pemangku Arsiparis" in JournalEntry.objects.get(action="no_holder_stated").summary

    def test_is_refused_while_somebody_is_recorded(self, cast: Cast) -> None:
        cast.record()
        with pytest.raises(BadInput, match="1 pemangku masih tercatat"):
            state(cast, "pustakawan")

    def test_is_refused_for_a_day_to_come(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="belum tiba"):
            state(cast, on=date(2026, 3, 3))

    def test_is_unknown_again_once_taken_back(self, cast: Cast) -> None:
        state(cast)
        no_holders.take_back(cast.office, position="arsiparis", by=cast.operator)
        assert staffing(DAY).empty == set()


class TestPage:
    def url(self, cast: Cast) -> str:
        return f"/meja/jabatan/pemangku/tidak-ada/{cast.office.code}/"

    def test_states_and_shows_it(self, cast: Cast, sign_in) -> None:
        answer = sign_in(cast.operator).post(self.url(cast), {"position": "arsiparis", "on": "2026-03-01"}, follow=True)
        assert "Arsiparis: tidak ada pemangku" in answer.content.decode()

    def test_keeps_what_was_typed_when_it_is_refused(self, cast: Cast, sign_in) -> None:
        answer = sign_in(cast.operator).post(self.url(cast), {"position": "arsiparis", "on": "2999-01-01"})
        assert answer.status_code == 422
        assert "belum tiba" in answer.content.decode()
        assert "2999-01-01" in answer.content.decode()

    def test_is_for_the_office_and_bkd_alone(self, cast: Cast, sign_in) -> None:
        for person, status in ((cast.neighbour, 404), (cast.officer, 403), (cast.bkd, 302)):
            answer = sign_in(person).post(self.url(cast), {"position": "arsiparis", "on": "2026-03-01"})
            assert answer.status_code == status
