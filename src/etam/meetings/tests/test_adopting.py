"""The plenary: decisions, numbers, the words around the points, and the adoption that lets all of it stand still."""

from datetime import date, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.meetings import actions
from etam.meetings.actions import Signing
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import Meeting, Point, Signatory
from etam.meetings.tests.cast import DURING, FIRST_DAY, NOW
from etam.meetings.tests.table import REPRESENTATIVE, adopted, decided, drafted, proposed

WORDS = {"considerations": ["bahwa data belum lengkap;"], "resolution": "Segera.", "signed_at_place": "Sangatta"}


def numbers():
    return dict(Point.objects.values_list("text", "number"))


class TestDecide:
    def test_numbers_in_the_order_of_the_drafts(self, cast):
        first, second, third = (drafted(cast, f"{name}.") for name in ("Satu", "Dua", "Tiga"))
        actions.decide(third, adopts=True, by=cast.officer)
        actions.decide(first, adopts=True, by=cast.officer)
        actions.decide(second, adopts=False, note="Sudah dalam butir 1.", by=cast.officer)
        assert numbers() == {"Satu.": 1, "Dua.": None, "Tiga.": 2}
        assert (first.number, first.code) == (1, "R1")

    def test_asks_why_a_point_is_not_adopted(self, cast):
        with pytest.raises(BadInput, match="Tulis mengapa pleno tidak menetapkannya"):
            actions.decide(drafted(cast), adopts=False, by=cast.officer)

    def test_does_not_adopt_what_was_never_worded(self, cast):
        with pytest.raises(WrongState, match="belum dirumuskan"):
            actions.decide(proposed(cast), adopts=True, by=cast.officer)

    def test_is_taken_back_while_the_meeting_is_open(self, cast):
        first, second = drafted(cast, "Satu."), drafted(cast, "Dua.")
        for one in (first, second):
            actions.decide(one, adopts=True, by=cast.officer)
        actions.reconsider(first, by=cast.officer)
        assert (first.state, numbers()) == ("drafted", {"Satu.": None, "Dua.": 1})


class TestFrame:
    def test_keeps_one_consideration_a_line(self, cast):
        actions.frame(cast.planned, considerations=["bahwa a;", " ", "bahwa  b;"], resolution=" Segera. ",
                      signed_at_place="Sangatta", by=cast.officer)  # fmt: skip
        cast.planned.refresh_from_db()
        assert (cast.planned.considerations, cast.planned.resolution) == (["bahwa a;", "bahwa b;"], "Segera.")

    def test_is_refused_for_more_than_fits(self, cast):
        with pytest.raises(BadInput, match="paling banyak 20 butir"):
            actions.frame(cast.planned, **{**WORDS, "considerations": ["bahwa;"] * 21}, by=cast.officer)


class TestSign:
    def test_replaces_who_stood_there(self, cast):
        actions.sign(cast.planned, number="1", signatories=[REPRESENTATIVE], by=cast.officer)
        taker = Signing("acknowledges", "Budi", "Sekretaris Daerah")
        actions.sign(cast.planned, number="2", signatories=[taker], by=cast.officer)
        assert [one.person_name for one in Signatory.objects.all()] == ["Budi"]
        assert Meeting.objects.get().number == "2"

    def test_needs_name_and_office(self, cast):
        with pytest.raises(BadInput, match="Penanda tangan 1: nama dan jabatannya harus diisi"):
            actions.sign(cast.planned, number="", signatories=[Signing("representative", "Siti", "")], by=cast.officer)


class TestAdoptMeeting:
    def test_names_all_that_is_missing(self, cast):
        drafted(cast)
        with pytest.raises(WrongState) as refused:
            actions.adopt_meeting(cast.planned, adopted_on=FIRST_DAY, by=cast.officer, at=DURING)
        for part in ("1 butir belum diputuskan", "Belum ada butir", "Belum ada perwakilan", "Notula belum ditulis"):
            assert part in str(refused.value)

    def test_goes_without_minutes_for_a_reason_that_the_journal_keeps(self, cast):
        meeting = decided(cast)
        meeting.minutes.all().delete()
        actions.adopt_meeting(
            meeting, adopted_on=FIRST_DAY, without_minutes="Notulis sakit.", by=cast.officer, at=DURING
        )
        assert "Tanpa notula: Notulis sakit." in JournalEntry.objects.get(action="meeting_adopted").summary

    def test_waits_for_the_first_day(self, cast):
        with pytest.raises(WrongState, match="baru mulai 17 Maret 2026"):
            actions.adopt_meeting(decided(cast), adopted_on=NOW.date(), by=cast.officer, at=NOW)

    @pytest.mark.parametrize("days", [-1, 1])
    def test_refuses_a_day_before_the_meeting_or_to_come(self, cast, days):
        with pytest.raises(BadInput, match="Hari penetapan harus 17 Maret 2026"):
            actions.adopt_meeting(
                decided(cast), adopted_on=FIRST_DAY + timedelta(days=days), by=cast.officer, at=DURING
            )

    def test_lets_the_words_stand_still(self, cast):
        meeting = adopted(cast)
        point = meeting.points.first()
        steps = (
            lambda: actions.frame(meeting, **WORDS, by=cast.officer),
            lambda: actions.write_minutes(meeting, text="Lain.", base=1, by=cast.officer, at=DURING),
            lambda: actions.reconsider(point, by=cast.officer),
            lambda: actions.decide(point, adopts=True, by=cast.officer),
            lambda: actions.adopt_meeting(meeting, adopted_on=FIRST_DAY, by=cast.officer, at=DURING),
        )
        for step in steps:
            with pytest.raises(WrongState, match="isi rapat ini tidak berubah lagi"):
                step()
        meeting.refresh_from_db()
        assert (meeting.considerations, meeting.adopted_on) == ([], date(2026, 3, 17))
        assert meeting.minutes.get().text == "Pleno dibuka."

    def test_still_takes_a_number_and_signatories(self, cast):
        meeting = adopted(cast)
        actions.sign(meeting, number="045/13/DPK", signatories=[REPRESENTATIVE] * 2, by=cast.officer)
        assert (meeting.number, meeting.signatories.count()) == ("045/13/DPK", 2)
