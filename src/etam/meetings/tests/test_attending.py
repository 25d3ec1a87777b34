"""Who came: on a phone, by invitation, from the list; and how names are forgotten."""

from datetime import date, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.meetings import actions
from etam.meetings.actions import Person
from etam.meetings.exceptions import BadInput, Closed, WrongState
from etam.meetings.models import Meeting
from etam.meetings.tests.cast import DURING, NOW


def sign(cast, name="Hartati", institution=None, written="", at=DURING):
    return actions.check_in(cast.planned, Person(name, institution, written), at=at)


class TestSign:
    def test_finds_who_is_on_the_list(self, cast):
        listed = cast.participant()
        found, is_new = sign(cast, " hartati ", cast.village)
        assert (found.pk, is_new, found.attended_way) == (listed.pk, True, "qr")

    def test_finds_the_only_one_of_that_name_when_the_institution_is_written_in_other_words(self, cast):
        listed = cast.participant()
        assert sign(cast, written="Perpus Nehes")[0].pk == listed.pk

    def test_does_not_take_one_namesake_for_another_of_a_registered_institution(self, cast):
        listed = cast.participant()
        assert sign(cast, institution=cast.school)[0].pk != listed.pk

    def test_adds_who_is_not_on_the_list(self, cast):
        found, _ = sign(cast, "Surya", written="Bappeda")
        assert (found.institution_name, found.added_by, found.part) == ("Bappeda", None, "participant")

    def test_twice_keeps_the_first_and_says_so(self, cast):
        first, _ = sign(cast, institution=cast.village)
        again, is_new = sign(cast, institution=cast.village, at=DURING + timedelta(hours=1))
        assert (again.pk, again.attended_at, is_new) == (first.pk, DURING, False)
        assert cast.planned.participants.count() == 1

    def test_before_the_window_says_when(self, cast):
        with pytest.raises(Closed, match=r"belum dibuka\. Buka lagi halaman ini mulai 17 Maret 2026 pukul 07\.00 WITA"):
            sign(cast, institution=cast.village, at=NOW)

    def test_after_the_window_says_whom_to_ask(self, cast):
        with pytest.raises(Closed, match=r"sudah ditutup pada 18 Maret 2026 pukul 18\.00 WITA\. Minta panitia"):
            sign(cast, institution=cast.village, at=DURING + timedelta(days=2))

    def test_of_a_cancelled_meeting_says_why(self, cast):
        actions.cancel(cast.planned, reason="Banjir.", by=cast.officer)
        with pytest.raises(Closed, match="Banjir"):
            sign(cast, institution=cast.village)

    def test_goes_on_until_the_last_day_of_a_meeting_that_has_adopted(self, cast):
        Meeting.objects.filter(pk=cast.planned.pk).update(state="adopted", adopted_on=date(2026, 3, 17))
        assert sign(cast, institution=cast.village)[1]
        with pytest.raises(Closed, match="sudah ditetapkan"):
            sign(cast, institution=cast.village, at=DURING + timedelta(days=2))

    def test_needs_a_name(self, cast):
        with pytest.raises(BadInput, match="Nama peserta belum diisi"):
            sign(cast, " ", cast.village)

    def test_keeps_the_name_out_of_the_journal(self, cast):
        sign(cast, "Sulastri", written="Bappeda")
        assert "Sulastri" not in " ".join(f"{one.summary} {one.detail}" for one in JournalEntry.objects.all())

    def test_by_invitation_needs_no_words(self, cast):
        participant, _ = cast.invited()
        assert actions.check_in_invited(participant, at=DURING)[1]
        assert not actions.check_in_invited(participant, at=DURING)[1]


class TestNote:
    def test_waits_for_the_first_day(self, cast):
        one = cast.participant()
        with pytest.raises(WrongState, match="baru mulai 17 Maret 2026"):
            actions.note(cast.planned, [one.pk], by=cast.officer, at=NOW)

    def test_passes_over_who_is_noted_already(self, cast):
        first, second = cast.participant(), cast.participant(person_name="Yusran")
        actions.check_in(cast.planned, Person("Hartati", cast.village), at=DURING)
        assert actions.note(cast.planned, [first.pk, second.pk], by=cast.officer, at=DURING) == [second]
        first.refresh_from_db()
        assert first.attended_way == "qr"

    def test_goes_on_until_the_last_day_of_a_meeting_that_has_adopted(self, cast):
        one = cast.participant()
        Meeting.objects.filter(pk=cast.planned.pk).update(state="adopted", adopted_on=date(2026, 3, 17))
        with pytest.raises(WrongState, match="sudah ditetapkan"):
            actions.note(cast.planned, [one.pk], by=cast.officer, at=DURING + timedelta(days=2))
        assert actions.note(cast.planned, [one.pk], by=cast.officer, at=DURING) == [one]

    def test_of_another_meeting_is_refused(self, cast):
        stranger = cast.participant(cast.meeting())
        with pytest.raises(BadInput, match="Tandai sedikitnya satu"):
            actions.note(cast.planned, [stranger.pk], by=cast.officer, at=DURING)

    def test_can_be_taken_back(self, cast):
        one = cast.participant()
        actions.note(cast.planned, [one.pk], by=cast.officer, at=DURING)
        assert actions.take_attendance_back(one, by=cast.officer).attended_at is None
        with pytest.raises(WrongState, match="belum tercatat hadir"):
            actions.take_attendance_back(one, by=cast.officer)


class TestWipeNames:
    def test_wipes_after_the_months_that_were_promised(self, cast):
        one = cast.participant(email="hartati@example.id", user=cast.operator)
        assert actions.wipe_names(date(2028, 3, 18)) == {}
        assert actions.wipe_names(date(2028, 3, 19)) == {cast.planned: 1}
        one.refresh_from_db()
        assert (one.person_name, one.position, one.email, one.user, one.institution) == ("", "", "", None, cast.village)

    def test_twice_wipes_nothing_more(self, cast):
        cast.participant()
        actions.wipe_names(date(2030, 1, 1))
        assert actions.wipe_names(date(2030, 1, 1)) == {}

    def test_closes_the_row_for_corrections_and_invitations(self, cast):
        one = cast.participant()
        actions.wipe_names(date(2030, 1, 1))
        with pytest.raises(WrongState, match="masa simpannya lewat"):
            actions.correct(one, Person("A", cast.village), by=cast.officer)
        with pytest.raises(WrongState, match="masa simpannya lewat"):
            actions.invite(one, by=cast.officer, at=NOW)
