"""Findings about meetings in words. Pure: reads no database and no clock."""

from datetime import date

from django.utils.timezone import localtime

from etam.meetings.models import Meeting
from etam.meetings.queries.meetings import Turnout
from etam.web.formats import day as written_day
from etam.web.formats import days as written_days
from etam.web.formats import days_left, moment, number

State = Meeting.State
LABELS = ("Rakornis", "Rakorda", "Rakor", "Rakortek", "Rakornas")
"""What meetings are often called; any other word will do."""


def count_line(coming: int, past: int, unmarked: int) -> str:
    """How many meetings there are, as the title of their list."""
    if not coming and not past:
        return "Belum ada rapat"
    begins = f"{number(coming)} rapat akan datang" if coming else "Tidak ada rapat yang akan datang"
    return f"{begins}; {number(unmarked)} menunggu ditandai" if unmarked else begins


def finding(meeting: Meeting, found: Turnout, adopted_points: int, today: date) -> str:
    """Where a meeting stands, in one sentence."""
    if meeting.state == State.CANCELLED:
        return f"Dibatalkan: {meeting.cancelled_reason}"
    if meeting.is_adopted and meeting.adopted_on:
        return f"{number(adopted_points)} rekomendasi ditetapkan pada {written_day(meeting.adopted_on)}"
    if meeting.state == State.HELD:
        came = f", {number(found.came)} orang hadir" if found.came else ""
        return f"Terlaksana{came}; rekomendasinya belum ditetapkan di sini"
    if meeting.ends_on < today:
        return f"Harinya lewat pada {written_day(meeting.ends_on)}: tandai terlaksana, atau batalkan"
    if meeting.starts_on <= today:
        return f"Sedang berlangsung; {number(found.came)} dari {number(found.listed)} peserta sudah hadir"
    return f"{days_left(meeting.starts_on, today).capitalize()}; {people(found)}"


def people(found: Turnout) -> str:
    """Who is invited, in half a sentence."""
    if not found.listed:
        return "daftar peserta masih kosong"
    if not found.invited:
        return f"{number(found.listed)} peserta terdaftar, belum ada yang diundang"
    return f"{number(found.coming)} dari {number(found.invited)} undangan menyatakan hadir"


def days(meeting: Meeting) -> str:
    """When it is: "17–18 Maret 2020", "31 Maret sampai 1 April 2027"."""
    return written_days(meeting.starts_on, meeting.ends_on)


def hours_line(meeting: Meeting) -> str:
    """When the attendance page is open; "" where it never was."""
    if meeting.opens_at is None or meeting.closes_at is None:
        return ""
    opens, closes = localtime(meeting.opens_at), localtime(meeting.closes_at)
    if opens.date() == closes.date():
        return f"{written_day(opens)}, {opens:%H.%M} sampai {closes:%H.%M} WITA"
    return f"{moment(opens)} sampai {moment(closes)}"
