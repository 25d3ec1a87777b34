"""Meetings that content knows come into the database, and what people did there stays."""

import pytest

from etam.accounts.models import JournalEntry
from etam.editions.models import ContentVersion
from etam.institutions.tests.cast import region
from etam.meetings import actions
from etam.meetings.models import Meeting, Point
from etam.meetings.tests.cast import NOW

pytestmark = pytest.mark.django_db


class TestLoadMeetings:
    def test_brings_the_meeting_of_2020_with_its_seven_points_word_for_word(self, cast):
        paser = region("64.01", "Kabupaten Paser", 2, cast.province)
        meeting = cast.adopted()
        assert (meeting.state, meeting.host, str(meeting.adopted_on)) == ("adopted", paser, "2020-03-18")
        points = list(meeting.points.all())
        assert [one.code for one in points] == ["R1", "R2", "R3", "R4", "R5", "R6", "R7"]
        assert points[6].text == (
            "Rapat Koordinasi Teknis Bidang Perpustakaan dan Kearsipan Tahun 2021 "
            "dilaksanakan di Kabupaten Kutai Timur."
        )
        assert all(one.texts.get().text == one.text for one in points)

    def test_brings_the_others_as_held(self, cast):
        actions.load_meetings(at=NOW)
        held = Meeting.objects.filter(state="held").values_list("code", "confidence")
        assert sorted(held) == [
            ("rakorda-2021", "official"),
            ("rakorda-2023", "secondary"),
            ("rakorda-2025", "secondary"),
            ("rakornas-kearsipan-2024", "secondary"),
        ]

    def test_twice_changes_nothing(self, cast):
        actions.load_meetings(at=NOW)
        before = (Meeting.objects.count(), Point.objects.count(), JournalEntry.objects.count())
        actions.load_meetings(at=NOW)
        assert (Meeting.objects.count(), Point.objects.count(), JournalEntry.objects.count()) == before

    def test_after_a_change_of_content_keeps_what_a_person_corrected(self, cast):
        actions.load_meetings(at=NOW)
        meeting = Meeting.objects.get(code="rakorda-2023")
        details = cast.details(starts_on=meeting.starts_on, ends_on=meeting.ends_on, venue="Hotel di Surabaya")
        actions.change(meeting, details, by=cast.officer, at=NOW)
        Meeting.objects.filter(code="rakorda-2025").update(venue="keliru")
        ContentVersion.objects.filter(kind="meetings").update(checksum="lain")
        actions.load_meetings(at=NOW)
        assert Meeting.objects.get(code="rakorda-2023").venue == "Hotel di Surabaya"
        assert Meeting.objects.get(code="rakorda-2025").venue == "Balikpapan"

    def test_is_remembered_as_an_edition(self, cast):
        assert actions.load_meetings(at=NOW).version == "2026.1"
