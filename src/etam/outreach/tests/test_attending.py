"""Who came: noted once, corrected, removed, forgotten in time."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from etam.accounts.models import JournalEntry
from etam.outreach import actions
from etam.outreach.actions import Entry
from etam.outreach.exceptions import BadInput, Closed, WrongState
from etam.outreach.models import Attendance
from etam.outreach.tests.cast import NOW, TODAY, WITA
from etam.outreach.tokens import as_token, new_token

Way = Attendance.Way
LAST_YEAR = TODAY - timedelta(days=365)


def standing(event):
    return event.attendances.filter(removed_at=None)


class TestOnAPhone:
    def test_notes_person_and_library(self, cast):
        made = cast.attend(cast.event())
        assert (made.institution, made.person_name, made.way, made.by) == (cast.village, "Hartati", "qr", None)

    def test_twice_is_noted_once(self, cast):
        event = cast.event()
        first = cast.attend(event)
        again, is_new = actions.attend(event, Entry(cast.village, person_name=" hartati "), way=Way.QR, by=None, at=NOW)
        assert (again, is_new, standing(event).count()) == (first, False, 1)

    def test_two_of_one_library_are_two_people(self, cast):
        event = cast.event()
        cast.attend(event)
        cast.attend(event, person_name="Yusran")
        assert standing(event).count() == 2

    def test_needs_a_name(self, cast):
        with pytest.raises(BadInput, match="Nama Anda belum diisi"):
            cast.attend(cast.event(), person_name=" ")

    def test_needs_a_library(self, cast):
        with pytest.raises(BadInput, match="Pilih perpustakaan Anda"):
            cast.attend(cast.event(), institution_name=" ")

    def test_takes_a_library_that_is_not_registered(self, cast):
        made = cast.attend(cast.event(), institution_name="Perpustakaan Baru", regency=cast.regency)
        assert (made.library_name, made.place) == ("Perpustakaan Baru", cast.regency)

    def test_takes_a_library_of_another_region_and_notes_it(self, cast):
        assert cast.attend(cast.event(), cast.elsewhere).is_from_elsewhere

    def test_is_closed_before_its_time(self, cast):
        early = datetime(2026, 2, 17, 7, 59, tzinfo=WITA)
        with pytest.raises(Closed, match=r"mulai 17 Februari 2026 pukul 08\.00 WITA"):
            actions.attend(cast.event(), Entry(cast.village, person_name="A"), way=Way.QR, by=None, at=early)

    def test_is_closed_after_its_time(self, cast):
        late = datetime(2026, 2, 17, 14, 1, tzinfo=WITA)
        with pytest.raises(Closed, match=r"sudah ditutup pada 17 Februari 2026 pukul 14\.00 WITA"):
            actions.attend(cast.event(), Entry(cast.village, person_name="A"), way=Way.QR, by=None, at=late)

    def test_is_closed_when_the_event_was_called_off(self, cast):
        event = actions.call_off(cast.event(), reason="Banjir.", by=cast.officer)
        with pytest.raises(Closed, match="Banjir"):
            cast.attend(event)

    def test_refuses_a_library_that_had_ended(self, cast):
        cast.village.valid_to = date(2025, 12, 31)
        with pytest.raises(BadInput, match="sudah berakhir pada 31 Desember 2025"):
            cast.attend(cast.event())

    def test_refuses_a_library_that_was_not_there_yet(self, cast):
        cast.village.valid_from = date(2026, 3, 1)
        with pytest.raises(BadInput, match="baru berdiri pada 1 Maret 2026"):
            cast.attend(cast.event())

    def test_keeps_the_name_out_of_the_journal(self, cast):
        cast.attend(cast.event(), person_name="Sulastri", position="Pustakawan Ahli")
        told = " ".join(f"{one.summary} {one.detail}" for one in JournalEntry.objects.all())
        assert "Nehes Liah Bing" in told
        assert "Sulastri" not in told
        assert "Ahli" not in told


class TestFromAList:
    def test_without_a_name_notes_the_library_alone(self, cast):
        event = cast.event(cast.village)
        assert standing(event).get().way == Way.COUNT

    def test_passes_over_who_is_noted_already(self, cast):
        event = cast.event()
        cast.attend(event)
        entries = [Entry(cast.village, person_name="HARTATI"), Entry(cast.school, person_name="Yusran")]
        made = actions.attend_many(event, entries, by=cast.officer, at=NOW)
        assert [one.institution for one in made] == [cast.school]

    def test_a_library_without_a_name_is_noted_once(self, cast):
        event = cast.event()
        cast.attend(event)
        assert actions.attend_many(event, [Entry(cast.village)], by=cast.officer, at=NOW) == []

    def test_is_all_or_none(self, cast):
        cast.school.valid_to = date(2025, 1, 1)
        event = cast.event()
        with pytest.raises(BadInput):
            actions.attend_many(event, [Entry(cast.village), Entry(cast.school)], by=cast.officer, at=NOW)
        assert not standing(event).exists()

    def test_waits_until_the_event(self, cast):
        event = cast.event(held_on=TODAY + timedelta(days=5))
        with pytest.raises(WrongState, match="baru berlangsung 22 Februari 2026"):
            actions.attend(event, Entry(cast.village), way=Way.LIST, by=cast.officer, at=NOW)

    def test_is_refused_when_the_event_was_called_off(self, cast):
        event = actions.call_off(cast.event(), reason="Banjir.", by=cast.officer)
        with pytest.raises(WrongState, match="Pulihkan dulu"):
            actions.attend_many(event, [Entry(cast.village)], by=cast.officer, at=NOW)

    def test_the_database_refuses_a_double(self, cast):
        made = cast.attend(cast.event())
        made.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save(force_insert=True)

    def test_leaves_one_entry_in_the_journal_for_all(self, cast):
        event = cast.event()
        before = JournalEntry.objects.count()
        actions.attend_many(event, [Entry(cast.village), Entry(cast.school)], by=cast.officer, at=NOW)
        assert JournalEntry.objects.count() == before + 1


class TestCorrect:
    def test_matches_a_library_that_was_not_registered(self, cast):
        made = cast.attend(cast.event(), institution_name="Nehes Liah Bing")
        actions.correct(made, Entry(cast.village, person_name="Hartati"), by=cast.officer)
        assert standing(made.event).get().institution == cast.village

    def test_refuses_to_double_another(self, cast):
        event = cast.event()
        cast.attend(event)
        other = cast.attend(event, person_name="Hartaty")
        with pytest.raises(BadInput, match="sudah ada di daftar"):
            actions.correct(other, Entry(cast.village, person_name="Hartati"), by=cast.officer)

    def test_of_the_same_person_may_change_the_position(self, cast):
        made = cast.attend(cast.event())
        actions.correct(made, Entry(cast.village, person_name="Hartati", position="Kepala"), by=cast.officer)
        assert standing(made.event).get().position == "Kepala"


class TestRemove:
    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="Tulis alasan"):
            actions.remove(cast.attend(cast.event()), reason=" ", by=cast.officer)

    def test_wipes_the_name_at_once_and_keeps_the_library(self, cast):
        made = actions.remove(cast.attend(cast.event()), reason="Salah pilih.", by=cast.officer, at=NOW)
        made.refresh_from_db()
        assert (made.person_name, made.position, made.institution) == ("", "", cast.village)
        assert "hartati" not in made.key

    def test_lets_the_person_be_noted_again(self, cast):
        event = cast.event()
        actions.remove(cast.attend(event), reason="Salah pilih.", by=cast.officer)
        assert cast.attend(event).removed_at is None

    def test_twice_is_refused(self, cast):
        made = actions.remove(cast.attend(cast.event()), reason="Salah.", by=cast.officer)
        with pytest.raises(WrongState, match="sudah dihapus"):
            actions.remove(made, reason="Salah.", by=cast.officer)


class TestWipeNames:
    def test_wipes_after_the_months_that_were_promised(self, cast):
        event = cast.event(keep_months=24)
        made = cast.attend(event)
        assert actions.wipe_names(date(2028, 2, 17)) == {}
        assert actions.wipe_names(date(2028, 2, 18)) == {event: 1}
        made.refresh_from_db()
        assert (made.person_name, made.position, made.institution) == ("", "", cast.village)
        assert "hartati" not in made.key

    def test_twice_wipes_nothing_more(self, cast):
        cast.attend(cast.event())
        actions.wipe_names(date(2030, 1, 1))
        assert actions.wipe_names(date(2030, 1, 1)) == {}

    def test_leaves_those_whose_time_is_not_over(self, cast):
        cast.attend(cast.event(keep_months=60))
        assert actions.wipe_names(date(2029, 1, 1)) == {}

    def test_of_two_people_of_one_library_keeps_both_entries(self, cast):
        event = cast.event()
        cast.attend(event)
        cast.attend(event, person_name="Yusran")
        actions.wipe_names(date(2030, 1, 1))
        assert standing(event).count() == 2

    def test_closes_the_entry_for_corrections(self, cast):
        made = cast.attend(cast.event())
        actions.wipe_names(date(2030, 1, 1))
        with pytest.raises(WrongState, match="masa simpannya lewat"):
            actions.correct(made, Entry(cast.village, person_name="A"), by=cast.officer)


class TestKey:
    @given(st.text(max_size=40), st.text(max_size=40))
    def test_is_the_same_however_a_name_is_spaced_and_cased(self, name, library):
        one = Entry(None, library, None, name)
        other = Entry(None, f"  {library.casefold()} ", None, f" {name.casefold()}  ")
        assert one.key == other.key

    def test_holds_the_longest_names(self, cast):
        made = cast.attend(cast.event(), institution_name="a" * 300, person_name="b" * 300, regency=cast.regency)
        assert len(made.key) <= Attendance._meta.get_field("key").max_length


class TestToken:
    def test_is_read_in_capitals_and_with_spaces_around(self):
        token = new_token()
        assert as_token(f" {token.upper()} ") == token

    @pytest.mark.parametrize(
        "written", ["", "abcd", "aaaa-bbbb-cccc", "aaaa-bbbb-cccc-ddd0", "aaaa-bbbb-cccc-dddd\n-x"]
    )
    def test_that_cannot_be_is_none(self, written):
        assert as_token(written) == ""

    def test_comes_once(self):
        assert len({new_token() for _ in range(500)}) == 500
