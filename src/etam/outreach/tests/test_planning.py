"""Events are planned, changed, held, called off and taken up again."""

from datetime import date, datetime, time, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.outreach import actions
from etam.outreach.exceptions import BadInput, WrongState
from etam.outreach.models import Event
from etam.outreach.tests.cast import NOW, TODAY, WITA

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


class TestPlan:
    def test_gives_a_code_with_the_year(self, cast):
        assert cast.event().code.startswith("S-2026-")

    def test_opens_the_list_an_hour_before_and_closes_it_two_hours_after(self, cast):
        event = cast.event()
        assert event.opens_at == datetime(2026, 2, 17, 8, tzinfo=WITA)
        assert event.closes_at == datetime(2026, 2, 17, 14, tzinfo=WITA)

    def test_opens_the_list_for_the_day_where_no_hours_are_known(self, cast):
        event = cast.event(starts_at=None, ends_at=None)
        assert (event.opens_at.astimezone(WITA).hour, event.closes_at.astimezone(WITA).hour) == (7, 18)

    def test_keeps_the_list_open_for_an_evening_without_an_end(self, cast):
        event = cast.event(starts_at=time(19), ends_at=None)
        assert event.closes_at == datetime(2026, 2, 17, 23, 59, tzinfo=WITA)

    def test_refuses_a_day_that_is_over(self, cast):
        with pytest.raises(BadInput, match="16 Februari 2026 sudah lewat") as refused:
            cast.event(held_on=YESTERDAY, state="planned")
        assert refused.value.field == "held_on"

    def test_takes_a_day_that_is_over_when_it_was_held(self, cast):
        assert cast.event(held_on=YESTERDAY, head_count=40).head_count == 40

    def test_refuses_to_be_held_on_a_day_to_come(self, cast):
        with pytest.raises(BadInput, match="18 Februari 2026 belum tiba"):
            cast.event(held_on=TOMORROW, state="held")

    def test_refuses_a_year_that_cannot_be(self, cast):
        with pytest.raises(BadInput, match="Tahun 2206 tidak mungkin"):
            cast.event(held_on=date(2206, 2, 17))

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"title": " "}, "Judul kegiatan belum diisi"),
            ({"place": ""}, "Tempat belum diisi"),
            ({"organiser": ""}, "Penyelenggara belum diisi"),
            ({"kinds": ["office"]}, "“office” tidak dikenal"),
            ({"generation": "1999.1"}, "Generasi instrumen “1999.1” tidak dikenal"),
            ({"keep_months": 0}, "Nama disimpan 1 sampai 60 bulan"),
            ({"ends_at": time(9)}, "Jam selesai \\(09.00\\) tidak sesudah jam mulai \\(09.00\\)"),
            ({"starts_at": None}, "Jam mulai belum diisi"),
            ({"opens_at": NOW, "closes_at": NOW}, "ditutup sebelum dibuka"),
            ({"opens_at": NOW - timedelta(days=3)}, "paling awal 1 hari sebelum"),
            ({"closes_at": NOW + timedelta(days=9)}, "paling akhir 7 hari sesudah"),
        ],
    )
    def test_says_what_does_not_fit(self, cast, changes, sentence):
        with pytest.raises(BadInput, match=sentence):
            cast.event(**changes)
        assert not Event.objects.exists()

    def test_needs_no_place_when_it_is_online(self, cast):
        assert cast.event(place="", is_online=True).is_online

    def test_refuses_a_count_before_it_was_held(self, cast):
        with pytest.raises(BadInput, match="setelah kegiatan terlaksana"):
            cast.event(head_count=5)

    def test_leaves_one_entry_in_the_journal(self, cast):
        cast.event()
        assert JournalEntry.objects.get().action == "event_planned"


class TestChange:
    def test_tells_the_journal_what_changed(self, cast):
        event = cast.event()
        actions.change(event, cast.details(place="Hotel Royal"), by=cast.verifier, at=NOW)
        entry = JournalEntry.objects.filter(action="event_changed").get()
        assert entry.detail["after"] == {"place": "Hotel Royal"}

    def test_leaves_a_plan_whose_day_went_by_a_plan(self, cast):
        event = cast.event()
        later = NOW + timedelta(days=3)
        assert actions.change(event, cast.details(notes="x"), by=cast.officer, at=later).state == "planned"

    def test_refuses_a_count_below_the_list(self, cast):
        event = cast.event(cast.village, cast.school, held_on=YESTERDAY)
        with pytest.raises(BadInput, match="Jumlah hadir \\(1\\) lebih kecil dari daftar hadir \\(2 orang\\)"):
            actions.change(event, cast.details(held_on=YESTERDAY), head_count=1, by=cast.officer, at=NOW)

    def test_refuses_an_event_that_was_called_off(self, cast):
        event = actions.call_off(cast.event(), reason="Banjir.", by=cast.officer)
        with pytest.raises(WrongState, match="Banjir"):
            actions.change(event, cast.details(), by=cast.officer, at=NOW)


class TestHold:
    def test_keeps_the_count(self, cast):
        assert actions.hold(cast.event(), head_count=60, by=cast.officer, at=NOW).head_count == 60

    def test_refuses_a_day_to_come(self, cast):
        with pytest.raises(BadInput, match="belum tiba"):
            actions.hold(cast.event(held_on=TOMORROW), by=cast.officer, at=NOW)

    def test_refuses_a_count_below_the_list(self, cast):
        with pytest.raises(BadInput, match="lebih kecil dari daftar hadir"):
            actions.hold(cast.event(cast.village), head_count=0, by=cast.officer, at=NOW)


class TestCallOff:
    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="Tulis alasannya"):
            actions.call_off(cast.event(), reason="  ", by=cast.officer)

    def test_is_refused_once_somebody_came(self, cast):
        with pytest.raises(WrongState, match="Sudah ada peserta"):
            actions.call_off(cast.event(cast.village), reason="Banjir.", by=cast.officer)

    def test_can_be_undone(self, cast):
        event = actions.call_off(cast.event(), reason="Banjir.", by=cast.officer)
        assert actions.resume(event, by=cast.officer, at=NOW).state == "planned"
        assert event.cancelled_reason == ""

    def test_undone_after_its_day_it_was_held(self, cast):
        event = actions.call_off(cast.event(), reason="Banjir.", by=cast.officer)
        assert actions.resume(event, by=cast.officer, at=NOW + timedelta(days=1)).state == "held"

    def test_of_an_event_that_stands_cannot_be_undone(self, cast):
        with pytest.raises(WrongState, match="tidak dibatalkan"):
            actions.resume(cast.event(), by=cast.officer, at=NOW)


class TestRenewToken:
    def test_ends_the_old_address(self, cast):
        event = cast.event()
        before = event.token
        assert actions.renew_token(event, by=cast.officer).token != before
