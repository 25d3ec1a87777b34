from datetime import date, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.followup import actions
from etam.followup.exceptions import BadInput, WrongState
from etam.followup.models import Extension, Recommendation
from etam.followup.owners import owner_on, without_owner
from etam.followup.tests.cast import DUE, NOW, TODAY, institution
from etam.institutions import actions as institutions

APRIL = date(2026, 4, 1)


def extend(cast, one, due_on=APRIL, reason="illness", **changes):
    return actions.extend(one, due_on=due_on, reason=reason, by=cast.verifier, at=NOW, **changes)


class TestExtend:
    def test_moves_the_due_date_and_keeps_the_old_one(self, cast):
        one = cast.issued()
        extension = extend(cast, one)
        assert (one.due_on, extension.from_due_on, extension.reason_label) == (APRIL, DUE, "Sakit")

    def test_moves_a_date_that_the_source_set(self, cast):
        one = cast.issued(due_on=date(2026, 3, 1))
        extend(cast, one)
        assert one.due_on == APRIL

    def test_may_be_given_after_the_date_has_passed(self, cast):
        one = cast.issued(due_on=date(2026, 2, 1))
        assert extend(cast, one).due_on == APRIL

    def test_is_journalled(self, cast):
        extend(cast, cast.issued())
        entry = JournalEntry.objects.get(action="recommendation_extended")
        assert entry.summary.endswith("sampai 1 April 2026: sakit.")

    @pytest.mark.parametrize("due_on", [DUE, DUE - timedelta(days=1)])
    def test_needs_a_later_day(self, cast, due_on):
        with pytest.raises(BadInput, match="Batas baru harus sesudah 6 Maret 2026"):
            extend(cast, cast.issued(), due_on)

    def test_needs_a_day_that_is_not_past(self, cast):
        one = cast.issued(due_on=date(2026, 2, 1))
        with pytest.raises(BadInput, match="harus sesudah 17 Februari 2026"):
            extend(cast, one, date(2026, 2, 10))

    @pytest.mark.parametrize("reason", ["", "in_court", "busy"])
    def test_needs_a_valid_reason(self, cast, reason):
        with pytest.raises(BadInput, match="Pilih salah satu alasan yang sah"):
            extend(cast, cast.issued(), reason=reason)

    def test_needs_a_note_where_the_reason_says_nothing_alone(self, cast):
        with pytest.raises(BadInput, match="Jelaskan “alasan sah lain”"):
            extend(cast, cast.issued(), reason="other_lawful")

    def test_is_refused_when_settled_or_while_an_answer_waits(self, cast):
        for one in (cast.judged("done"), cast.answer(cast.issue(source_id=8)[0])):
            with pytest.raises(WrongState, match="diperpanjang"):
                extend(cast, one)
        assert not Extension.objects.exists()


class TestChangeOwner:
    def test_passes_it_on_with_a_new_clock(self, cast):
        one = cast.issued()
        change = actions.change_owner(one, institution=cast.elsewhere, reason="Salah alamat.", by=cast.officer, at=NOW)
        assert (one.institution, one.due_on) == (cast.elsewhere, date(2026, 4, 18))
        assert str(change) == f"{cast.office.name} → {cast.elsewhere.name}"

    def test_keeps_a_date_that_the_source_set(self, cast):
        one = cast.issued(due_on=APRIL)
        actions.change_owner(one, institution=cast.elsewhere, reason="Salah alamat.", by=cast.officer, at=NOW)
        assert one.due_on == APRIL

    def test_may_name_somebody_who_is_not_registered(self, cast):
        one = cast.issued()
        actions.change_owner(one, owner_name="Biro Hukum", reason="Wewenangnya.", by=cast.officer, at=NOW)
        one.refresh_from_db()
        assert (one.institution, one.owner_name) == (None, "Biro Hukum")

    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="Tulis alasan pengalihan"):
            actions.change_owner(cast.issued(), institution=cast.elsewhere, reason="", by=cast.officer)

    def test_needs_exactly_one_owner(self, cast):
        for owner in ({}, {"institution": cast.elsewhere, "owner_name": "Biro Hukum"}):
            with pytest.raises(BadInput, match="Sebutkan satu penanggung jawab baru"):
                actions.change_owner(cast.issued(), **owner, reason="Salah.", by=cast.officer)

    def test_needs_another_owner(self, cast):
        with pytest.raises(BadInput, match="sudah menjadi penanggung jawabnya"):
            actions.change_owner(cast.issued(), institution=cast.office, reason="Salah.", by=cast.officer)

    def test_needs_an_owner_that_exists(self, cast):
        institutions.close(cast.elsewhere, on=date(2026, 2, 1), reason="Dilebur.", by=None)
        with pytest.raises(BadInput, match="sudah berakhir pada 1 Februari 2026"):
            actions.change_owner(cast.issued(), institution=cast.elsewhere, reason="Salah.", by=cast.officer)

    def test_is_refused_when_settled(self, cast):
        with pytest.raises(WrongState, match="sudah dinyatakan “sesuai”, jadi tidak dapat dialihkan"):
            actions.change_owner(cast.judged("done"), institution=cast.elsewhere, reason="Salah.", by=cast.officer)

    def test_is_refused_while_an_answer_waits(self, cast):
        with pytest.raises(WrongState, match="belum dapat dialihkan"):
            actions.change_owner(cast.answered(), institution=cast.elsewhere, reason="Salah.", by=cast.officer)


class TestHeir:
    @pytest.fixture
    def heir(self, cast):
        return institution("K-3", "Dinas Literasi Kutai Timur", cast.regency)

    def test_of_a_merger_is_the_owner(self, cast, heir):
        one = cast.issued()
        institutions.merge([cast.office], into=heir, on=TODAY, by=None)
        assert owner_on(one, TODAY) == heir
        assert owner_on(one, TODAY - timedelta(days=1)) == cast.office

    def test_is_followed_over_two_mergers(self, cast, heir):
        one, last = cast.issued(), institution("K-4", "Badan Literasi", cast.regency)
        institutions.merge([cast.office], into=heir, on=date(2026, 2, 1), by=None)
        institutions.merge([heir], into=last, on=date(2026, 2, 10), by=None)
        assert owner_on(one, TODAY) == last

    def test_answers_with_its_own_evidence(self, cast, heir):
        one, paper = cast.issued(), cast.paper(heir)
        institutions.merge([cast.office], into=heir, on=TODAY, by=None)
        assert cast.answer(one, paper).pending

    def test_is_not_a_new_name(self, cast):
        one = cast.issued()
        institutions.rename(cast.office, name="Dinas Baru", on=TODAY, by=None)
        assert owner_on(one, TODAY) == cast.office

    def test_is_absent_when_the_owner_was_closed(self, cast):
        one = cast.issued()
        institutions.close(cast.office, on=date(2026, 2, 1), reason="Dilebur.", by=None)
        assert list(Recommendation.objects.filter(without_owner(TODAY))) == [one]

    def test_is_absent_when_the_heir_was_closed(self, cast, heir):
        one = cast.issued()
        institutions.merge([cast.office], into=heir, on=date(2026, 2, 1), by=None)
        assert not Recommendation.objects.filter(without_owner(TODAY)).exists()
        institutions.close(heir, on=date(2026, 2, 10), reason="Dilebur.", by=None)
        assert list(Recommendation.objects.filter(without_owner(TODAY))) == [one]
