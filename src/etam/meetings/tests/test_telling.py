"""Findings and steps in words."""

from datetime import date

import pytest

from etam.meetings import telling
from etam.meetings.models import Meeting
from etam.meetings.preparing import Facts, steps
from etam.meetings.queries.meetings import Turnout


def meeting(**changes):
    wanted = {"label": "Rakornis", "starts_on": date(2026, 3, 17), "ends_on": date(2026, 3, 18), **changes}
    return Meeting(**wanted)


class TestDays:
    @pytest.mark.parametrize(
        ("first", "last", "said"),
        [
            (date(2026, 3, 17), date(2026, 3, 17), "17 Maret 2026"),
            (date(2026, 3, 17), date(2026, 3, 18), "17–18 Maret 2026"),
            (date(2026, 3, 31), date(2026, 4, 1), "31 Maret sampai 1 April 2026"),
        ],
    )
    def test_are_written_as_people_do(self, first, last, said):
        assert telling.days(meeting(starts_on=first, ends_on=last)) == said


class TestFinding:
    @pytest.mark.parametrize(
        ("changes", "turnout", "today", "said"),
        [
            ({}, Turnout(), date(2026, 2, 17), "28 hari lagi; daftar peserta masih kosong"),
            ({}, Turnout(4), date(2026, 2, 17), "28 hari lagi; 4 peserta terdaftar, belum ada yang diundang"),
            ({}, Turnout(4, 3, 2), date(2026, 2, 17), "28 hari lagi; 2 dari 3 undangan menyatakan hadir"),
            ({}, Turnout(4, 3, 2, came=1), date(2026, 3, 17), "Sedang berlangsung; 1 dari 4 peserta sudah hadir"),
            ({}, Turnout(), date(2026, 3, 19), "Harinya lewat pada 18 Maret 2026: tandai terlaksana, atau batalkan"),
            (
                {"state": "held"},
                Turnout(came=9),
                date(2026, 4, 1),
                "Terlaksana, 9 orang hadir; rekomendasinya belum ditetapkan di sini",
            ),
            (
                {"state": "cancelled", "cancelled_reason": "Banjir."},
                Turnout(),
                date(2026, 2, 17),
                "Dibatalkan: Banjir.",
            ),
        ],
    )
    def test_says_where_a_meeting_stands(self, changes, turnout, today, said):
        assert telling.finding(meeting(**changes), turnout, 0, today) == said


class TestSteps:
    def test_name_what_is_missing(self):
        found = {one.label: one for one in steps(meeting(venue="Sangatta"), Facts(Turnout(4, 3, 2), 5, 0, 0))}
        assert (found["Data rapat"].lozenge, found["Data rapat"].note) == ("half", "Belum diisi: tema, tuan rumah.")
        assert found["Undangan"].note == "3 diundang, 2 menyatakan hadir, 1 belum menjawab."
        assert [one.lozenge for one in found.values()] == ["half", "full", "full", "half", "empty", "empty", "empty"]

    def test_ask_for_no_invitation_once_held_and_for_nothing_once_adopted(self):
        facts = Facts(Turnout(), 0, 0, 0)
        assert "Undangan" not in [one.label for one in steps(meeting(state="held"), facts)]
        assert steps(meeting(state="adopted"), facts) == []
