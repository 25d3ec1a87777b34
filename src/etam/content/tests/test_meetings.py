"""Meetings as content: what is shipped, and which faults are told."""

import shutil

import pytest

from etam.content.files import CONTENT_ROOT
from etam.content.followup_rules import load_followup_rules
from etam.content.meetings import check_meetings, latest_meetings, recommendations_of

EDITION = CONTENT_ROOT / "meetings" / "2026.1"


@pytest.fixture
def broken(tmp_path):
    """A function that changes one table of a copy and returns what is then wrong."""
    shutil.copytree(CONTENT_ROOT / "recommendations", tmp_path / "recommendations")
    folder = shutil.copytree(EDITION, tmp_path / "meetings" / "2026.1")

    def change(file, before, after):
        path = folder / file
        assert before in path.read_text()
        path.write_text(path.read_text().replace(before, after, 1))
        return [one.message for one in check_meetings(folder)]

    return change


class TestMeetings:
    def test_are_those_that_the_facts_know(self):
        found = [(one.code, str(one.starts_on), one.confidence) for one in latest_meetings().meetings]
        assert found == [
            ("rakornis-2020", "2020-03-17", "official"),
            ("rakorda-2021", "2021-03-16", "official"),
            ("rakorda-2023", "2023-03-14", "secondary"),
            ("rakornas-kearsipan-2024", "2024-05-26", "secondary"),
            ("rakorda-2025", "2025-07-03", "secondary"),
        ]

    def test_give_every_point_of_2020_a_topic_that_follow_up_knows(self):
        topics = set(load_followup_rules(max((CONTENT_ROOT / "followup").iterdir())).topics)
        points = recommendations_of("2020", EDITION).points
        given = latest_meetings().topics
        assert {given["rakornis-2020", one.number] for one in points} <= topics

    def test_say_that_the_meeting_agreed_for_kutai_timur_was_not_found(self):
        (one,) = latest_meetings().agreed
        assert (one.number, one.year, one.host, one.found, one.confidence) == (7, 2021, "64.08", "", "not_found")

    @pytest.mark.parametrize(
        ("file", "before", "after", "said"),
        [
            ("meetings.csv", "2024-05-26,2024-05-30", "2024-05-26,2024-05-25", "ends on 2024-05-25, before it starts"),
            ("meetings.csv", "2020-03-17", "2020-03-16", 'starts_on "2020-03-16" is "2020-03-17" in its'),
            ("meetings.csv", "adopted,2020", "held,2020", "a meeting that adopted names its recommendations"),
            ("meetings.csv", "2023-03-14,2023", "2023-02-30,2023", 'starts_on "2023-02-30" is not a day'),
            ("points.csv", "rakornis-2020,7", "rakornis-2020,8", "points 7, 8 stand on one side only"),
            ("points.csv", "rakornis-2020,2", "rakornis-2020,1", "rakornis-2020 1 stands already in line 2"),
            ("agreed.csv", "rakornis-2020", "rakornis-2019", 'meeting "rakornis-2019" is not in meetings.csv'),
        ],
    )
    def test_refuse_what_cannot_be(self, broken, file, before, after, said):
        assert any(one.startswith(said) for one in broken(file, before, after))
