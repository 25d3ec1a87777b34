"""Whom a round asks, and that offices never count among libraries."""

from datetime import date

import pytest
from django.urls import reverse

from etam.institutions.models import Institution
from etam.institutions.tests.cast import library
from etam.submissions import actions, editions, queries
from etam.submissions.forms import RoundForm
from etam.submissions.models import Round
from etam.submissions.queries import completeness
from etam.submissions.queries.queue import current_round
from etam.submissions.tests.cast import NOW, Cast

LATER = date(2026, 2, 1)


@pytest.fixture
def office(cast: Cast) -> Institution:
    """An office of the regency; it exists as long as the libraries do."""
    return library("K-1", "Dinas Sosial Kutai Timur", "office", "regency_office", cast.regency, cast.regency)


@pytest.fixture
def archive(cast: Cast) -> Institution:
    return library("K-2", "Lembaga Kearsipan Kutai Timur", "archive", "regency", cast.regency, cast.regency)


def open_round(code: str, instrument: str, institutions: list[Institution] | None = None) -> Round:
    return actions.open_round(
        code=code,
        title=f"Putaran {code}",
        instrument=editions.instrument(instrument, "2026.1"),
        period=2025,
        opens_on=LATER,
        due_on=LATER,
        closes_on=date(2026, 4, 14),
        institutions=institutions,
        by=None,
    )


def expected(round_: Round) -> set[str]:
    return set(round_.submissions.values_list("institution__code", flat=True))


class TestWhomARoundExpects:
    def test_are_libraries_alone_unless_the_instrument_says_otherwise(self, cast, office, archive):
        assert expected(open_round("lagi", "library-return")) == {"L-1", "L-2", "L-3"}

    def test_are_the_kinds_that_the_instrument_asks(self, cast, office, archive):
        assert expected(open_round("arsip", "archive-inventory")) == {"K-1", "K-2"}

    def test_are_never_others_even_when_they_are_named(self, cast, office):
        assert expected(open_round("lagi", "library-return", [cast.village, office])) == {"L-1"}

    def test_do_not_grow_by_kinds_that_are_not_asked(self, cast, office):
        new = library("L-9", "TBM Baru", "tbm", "tbm", cast.regency, cast.regency)
        assert actions.expect(cast.round, institutions=[office, new], by=cast.officer) == 1
        assert expected(cast.round) == {"L-1", "L-2", "L-3", "L-9"}

    def test_are_not_widened_by_offices_from_the_page(self, cast, office, sign_in, settings):
        settings.SECOND_FACTOR_ROLES = set()
        library("L-9", "TBM Baru", "tbm", "tbm", cast.regency, cast.regency)
        sign_in(cast.officer).post(reverse("submissions:expect", args=[cast.round.code]))
        assert expected(cast.round) == {"L-1", "L-2", "L-3", "L-9"}


class TestRoundsOfOffices:
    @pytest.fixture
    def inventory(self, cast: Cast, office: Institution) -> Round:
        """Opened after the round of libraries, about the same year."""
        return open_round("arsip", "archive-inventory")

    def test_stay_out_of_the_frame_of_libraries(self, inventory):
        assert queries.frame(2025)["institution"].to_list() == ["L-1", "L-2", "L-3"]

    def test_make_no_period_of_libraries(self, inventory):
        Round.objects.filter(pk=inventory.pk).update(period=2031)
        assert queries.periods() == [2025, 2024]

    def test_stay_out_of_completeness(self, cast, inventory):
        heat = completeness.Heat([cast.regency], NOW.date())
        assert [one.code for one in heat.rounds] == ["2024", "2025"]

    def test_are_not_the_current_round_unless_named(self, cast, inventory):
        assert current_round() == cast.round
        assert current_round("arsip") == inventory

    def test_are_the_current_round_where_there_is_no_other(self, inventory):
        Round.objects.exclude(pk=inventory.pk).update(instrument_code="archive-inventory")
        assert current_round() == inventory

    def test_take_the_returns_of_offices(self, cast, inventory, office):
        submission = inventory.submissions.get(institution=office)
        actions.save_answers(submission, answers={"record_centre": "ya"}, base_revision=0, by=cast.operator, at=NOW)
        assert inventory.submissions.get(institution=office).state == "draft"


class TestNewRound:
    def test_offers_no_instrument_that_scores(self):
        offered = [code for code, _ in RoundForm().fields["edition"].choices]
        assert "library-return/2026.1" in offered
        assert "archive-inventory/2026.1" in offered
        assert not [code for code in offered if code.startswith("archive-audit")]
