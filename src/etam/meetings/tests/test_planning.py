"""Meetings are planned, changed, held, cancelled; what has adopted stands still."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import localtime

from etam.meetings import actions
from etam.meetings.actions import AgendaPart
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.tests.cast import DURING, FIRST_DAY, LAST_DAY, NOW, TODAY, WITA


class TestPlan:
    def test_names_the_address_after_label_and_year(self, cast):
        assert cast.planned.code == "rakornis-2026"
        assert cast.meeting().code == "rakornis-2026-2"
        assert cast.meeting(label="Rakorda").code == "rakorda-2026"

    def test_opens_the_attendance_page_on_the_days_of_the_meeting(self, cast):
        assert localtime(cast.planned.opens_at) == datetime(2026, 3, 17, 7, 0, tzinfo=WITA)
        assert localtime(cast.planned.closes_at) == datetime(2026, 3, 18, 18, 0, tzinfo=WITA)

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"label": " "}, "label", "Sebutan rapat belum diisi"),
            ({"label": "–"}, "label", "harus memuat huruf"),
            ({"name": ""}, "name", "Nama lengkap rapat belum diisi"),
            ({"ends_on": FIRST_DAY - timedelta(days=1)}, "ends_on", "sebelum mulai"),
            ({"ends_on": FIRST_DAY + timedelta(days=30)}, "ends_on", "paling lama 14 hari"),
            ({"starts_on": date(2025, 3, 1), "ends_on": date(2025, 3, 2)}, "starts_on", "sudah lewat"),
            ({"starts_on": date(2062, 3, 1), "ends_on": date(2062, 3, 1)}, "starts_on", "Tahun 2062 tidak mungkin"),
            ({"keep_months": 61}, "keep_months", "1 sampai 60 bulan"),
            ({"closes_at": datetime(2026, 3, 17, 6, 0, tzinfo=WITA)}, "closes_at", "ditutup sebelum dibuka"),
            ({"closes_at": datetime(2026, 4, 17, 6, 0, tzinfo=WITA)}, "closes_at", "paling akhir 7 hari sesudah"),
        ],
    )
    def test_refuses_what_cannot_be(self, cast, changes, field, sentence):
        with pytest.raises(BadInput, match=sentence) as refused:
            cast.meeting(**changes)
        assert refused.value.field == field

    def test_of_one_that_is_to_come_cannot_be_held(self, cast):
        with pytest.raises(BadInput, match="belum tiba"):
            cast.meeting("held")


class TestChange:
    def test_keeps_the_code_and_tells_the_journal_what_differed(self, cast):
        actions.change(cast.planned, cast.details(theme="Literasi"), by=cast.officer, at=NOW)
        cast.planned.refresh_from_db()
        assert (cast.planned.code, cast.planned.theme) == ("rakornis-2026", "Literasi")

    def test_is_refused_once_adopted(self, cast):
        with pytest.raises(WrongState, match="sudah ditetapkan pada 18 Maret 2020, jadi isi rapat ini tidak berubah"):
            actions.change(cast.adopted(), cast.details(), by=cast.officer, at=NOW)


class TestHold:
    def test_waits_for_the_first_day(self, cast):
        with pytest.raises(WrongState, match="baru mulai 17 Maret 2026"):
            actions.hold(cast.planned, by=cast.officer, at=NOW)
        assert actions.hold(cast.planned, by=cast.officer, at=DURING).state == "held"


class TestCancel:
    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="Tulis alasannya"):
            actions.cancel(cast.planned, reason=" ", by=cast.officer)

    def test_keeps_everything_still_until_taken_up_again(self, cast):
        actions.cancel(cast.planned, reason="Banjir.", by=cast.officer)
        with pytest.raises(WrongState, match=r"dibatalkan: Banjir\. Pulihkan dulu"):
            actions.change(cast.planned, cast.details(), by=cast.officer, at=NOW)
        assert actions.resume(cast.planned, by=cast.officer).state == "planned"

    def test_is_refused_once_held(self, cast):
        held = cast.meeting("held", starts_on=TODAY, ends_on=TODAY)
        with pytest.raises(WrongState, match="sudah terlaksana"):
            actions.cancel(held, reason="Banjir.", by=cast.officer)


class TestAgenda:
    def test_is_ordered_by_day_and_hour_whatever_was_entered_first(self, cast):
        for day, hour, title in ((LAST_DAY, 9, "Pleno"), (FIRST_DAY, 13, "Perumusan"), (FIRST_DAY, 8, "Pembukaan")):
            part = AgendaPart(day, title, time(hour), time(hour + 1))
            actions.add_part(cast.planned, part, by=cast.officer)
        assert [one.title for one in cast.planned.agenda.all()] == ["Pembukaan", "Perumusan", "Pleno"]

    @pytest.mark.parametrize(
        ("part", "field", "sentence"),
        [
            (AgendaPart(date(2026, 3, 19), "Pleno"), "day", "19 Maret 2026 di luar hari rapat"),
            (AgendaPart(FIRST_DAY, " "), "title", "Nama acara belum diisi"),
            (AgendaPart(FIRST_DAY, "Pleno", None, time(9)), "starts_at", "Jam mulai belum diisi"),
            (AgendaPart(FIRST_DAY, "Pleno", time(9), time(9)), "ends_at", r"\(09\.00\) tidak sesudah jam mulai"),
        ],
    )
    def test_refuses_what_cannot_be(self, cast, part, field, sentence):
        with pytest.raises(BadInput, match=sentence) as refused:
            actions.add_part(cast.planned, part, by=cast.officer)
        assert refused.value.field == field

    def test_stands_still_once_adopted(self, cast):
        with pytest.raises(WrongState, match="sudah ditetapkan"):
            actions.add_part(cast.adopted(), AgendaPart(date(2020, 3, 17), "Pleno"), by=cast.officer)
