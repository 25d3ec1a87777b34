"""What waits on the way of a meeting, and for whom."""

from etam.meetings import actions
from etam.meetings.queries.waiting import waiting_for
from etam.meetings.tests.cast import TODAY
from etam.meetings.tests.table import decided, drafted, proposed


def titles(user):
    return [one.title for one in waiting_for(user, TODAY)]


class TestWaiting:
    def test_proposals_wait_for_the_drafting_team(self, cast):
        cast.participant(person_name="Sari", user=cast.assessor, part="drafter")
        cast.participant(person_name="Tono", user=cast.partner)
        proposed(cast)
        drafted(cast)
        expected = ["Rakornis 2026: 1 usulan butir menunggu dirumuskan"]
        assert titles(cast.assessor) == titles(cast.officer) == expected
        assert titles(cast.partner) == []

    def test_a_meeting_that_was_held_waits_for_its_adoption(self, cast):
        meeting = decided(cast, meeting=cast.meeting("held", starts_on=TODAY, ends_on=TODAY, label="Rakor"))
        assert titles(cast.officer) == ["Rakor 2026: rekomendasi belum ditetapkan"]
        actions.adopt_meeting(meeting, adopted_on=TODAY, by=cast.officer)
        assert titles(cast.officer) == ["Rakor 2026: 2 butir belum punya rencana aksi"]
