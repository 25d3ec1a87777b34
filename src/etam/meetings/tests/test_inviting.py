"""Participants are added, invited and removed; no name of theirs enters the journal or the signed link."""

from datetime import timedelta

import pytest

from etam.accounts.models import JournalEntry, Pass
from etam.accounts.passes import PassRefused
from etam.meetings import access, actions
from etam.meetings.actions import Person
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.tests.cast import LAST_DAY, NOW


class TestAdd:
    def test_refuses_the_same_person_of_the_same_institution(self, cast):
        cast.participant()
        with pytest.raises(BadInput, match="sudah ada di daftar peserta"):
            cast.participant(person_name=" hartati ")

    def test_takes_a_namesake_of_another_institution(self, cast):
        cast.participant()
        assert cast.participant(institution=cast.school).person_name == "Hartati"

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"person_name": " "}, "Nama peserta belum diisi"),
            ({"institution": None, "institution_name": " "}, "Instansi Hartati belum diisi"),
            ({"part": "raja"}, "Peran “raja” tidak dikenal"),
        ],
    )
    def test_refuses_what_cannot_be(self, cast, changes, sentence):
        with pytest.raises(BadInput, match=sentence):
            cast.participant(**changes)

    def test_is_refused_once_the_meeting_has_adopted(self, cast):
        with pytest.raises(WrongState, match="sudah ditetapkan"):
            cast.participant(cast.adopted())

    def test_finds_the_account_with_the_same_address(self, cast):
        assert cast.participant(email="Hartati@Example.id").user == cast.operator
        assert cast.participant(person_name="Yusran", email="lain@example.id").user is None

    def test_of_many_stores_all_or_none(self, cast):
        people = [Person("Hartati", cast.village), Person("", cast.school)]
        with pytest.raises(BadInput):
            actions.add_many(cast.planned, people, by=cast.officer, at=NOW)
        assert not cast.planned.participants.exists()

    def test_of_many_passes_over_who_is_there(self, cast):
        cast.participant()
        people = [Person("Hartati", cast.village), Person("Yusran", cast.school)]
        made = actions.add_many(cast.planned, people, by=cast.officer, at=NOW)
        assert [one.person_name for one in made] == ["Yusran"]


class TestInvite:
    def test_makes_a_link_that_opens_the_participant_as_often_as_needed(self, cast):
        participant, token = cast.invited()
        assert access.participant_for(token) == participant
        assert access.participant_for(token) == participant

    def test_serves_until_two_weeks_after_the_meeting(self, cast):
        _, token = cast.invited()
        over = NOW + (LAST_DAY - NOW.date()) + timedelta(days=15)
        assert access.participant_for(token, over - timedelta(days=1))
        with pytest.raises(PassRefused, match="Masa tautan ini sudah lewat"):
            access.participant_for(token, over)

    def test_again_takes_the_earlier_link_back(self, cast):
        participant, token = cast.invited()
        _, later = actions.invite(participant, by=cast.officer, at=NOW)
        with pytest.raises(PassRefused, match="sudah ditarik"):
            access.participant_for(token)
        assert access.participant_for(later) == participant

    def test_taken_back_opens_nothing(self, cast):
        participant, token = cast.invited()
        actions.take_back(participant, by=cast.officer, at=NOW)
        with pytest.raises(PassRefused, match="sudah ditarik"):
            access.participant_for(token)
        with pytest.raises(WrongState, match="tidak punya tautan yang berlaku"):
            actions.take_back(participant, by=cast.officer, at=NOW)

    def test_is_refused_for_a_cancelled_meeting(self, cast):
        participant = cast.participant()
        actions.cancel(cast.planned, reason="Banjir.", by=cast.officer)
        with pytest.raises(WrongState, match="dibatalkan"):
            actions.invite(participant, by=cast.officer, at=NOW)

    def test_leaves_no_name_in_the_journal_nor_in_the_link(self, cast):
        cast.invited(person_name="Sulastri", email="sulastri@example.id")
        told = " ".join(f"{one.summary} {one.detail}" for one in JournalEntry.objects.all())
        assert "Nehes Liah Bing" in told
        assert "ulastri" not in told
        assert Pass.objects.get().holder == "peserta dari Perpustakaan Desa Nehes Liah Bing"


class TestAnswer:
    def test_may_be_changed_until_the_meeting_was_held(self, cast):
        participant, _ = cast.invited()
        assert actions.answer(participant, is_coming=True, at=NOW).answer == "coming"
        assert actions.answer(participant, is_coming=False, at=NOW).answer == "absent"
        cast.planned.state = "held"
        cast.planned.save()
        with pytest.raises(WrongState, match="tidak perlu dijawab lagi"):
            actions.answer(participant, is_coming=True, at=NOW)


class TestCorrect:
    def test_refuses_to_double_another(self, cast):
        cast.participant()
        other = cast.participant(person_name="Hartaty")
        with pytest.raises(BadInput, match="Hapus salah satunya"):
            actions.correct(other, Person("Hartati", cast.village), by=cast.officer)

    def test_of_the_same_person_may_change_the_part(self, cast):
        one = cast.participant()
        actions.correct(one, Person("Hartati", cast.village, part="drafter"), by=cast.officer)
        assert cast.planned.participants.get().part == "drafter"


class TestRemove:
    def test_wipes_the_name_and_takes_the_link_back(self, cast):
        participant, token = cast.invited(email="hartati@example.id")
        actions.remove(participant, reason="Salah undang.", by=cast.officer, at=NOW)
        participant.refresh_from_db()
        assert (participant.person_name, participant.position, participant.email) == ("", "", "")
        with pytest.raises(PassRefused):
            access.participant_for(token)

    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="Tulis alasannya"):
            actions.remove(cast.participant(), reason=" ", by=cast.officer, at=NOW)

    def test_lets_the_person_be_added_again(self, cast):
        actions.remove(cast.participant(), reason="Salah.", by=cast.officer, at=NOW)
        assert cast.participant().pk
