from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import TestCase, override_settings

from etam.config.loading import load_content
from etam.demonstration.load import load
from etam.indices.models import Release
from etam.institutions.models import Institution
from etam.meetings.models import Meeting
from etam.submissions.models import Submission
from etam.workforce.models import Workload, WorkloadTask


@pytest.mark.xdist_group("demonstration")  # one worker makes it, once
class TestDemonstration(TestCase):
    @classmethod
    def setUpTestData(cls):
        folder = cls.enterClassContext(TemporaryDirectory())
        cls.enterClassContext(override_settings(RELEASES=Path(folder), VAR=Path(folder)))
        load_content()
        load(today=date(2026, 11, 23), share=0.12, draws=200)

    def test_marks_every_institution_as_a_sample(self):
        assert not Institution.objects.filter(is_sample=False).exists()

    def test_leaves_the_operator_one_return_of_each_kind_of_work(self):
        mine = Submission.objects.filter(
            institution__memberships__user__email="petugas@contoh.etam", round__period=2025
        )
        assert sorted(mine.values_list("state", flat=True)) == ["draft", "none", "sent_back"]

    def test_settles_most_workload_analyses_and_leaves_some_to_do(self):
        states = set(Workload.objects.values_list("state", "is_sample"))
        assert states == {("settled", True), ("draft", True)}
        measured = WorkloadTask.objects.filter(source="return")
        assert measured.exists()
        assert not measured.filter(volume=None).exists()

    def test_plans_a_meeting_marked_as_a_sample_whose_invited_have_begun_to_answer(self):
        (meeting,) = Meeting.objects.filter(is_sample=True)
        assert meeting.state == "planned"
        assert meeting.participants.exclude(answer="").count() == 5

    def test_has_work_for_every_desk_in_the_open_round(self):
        states = set(Submission.objects.filter(round__period=2025).values_list("state", flat=True))
        assert states >= {"none", "draft", "submitted", "sent_back", "verified", "accepted"}

    def test_plants_returns_that_must_be_mended(self):
        assert Submission.objects.filter(round__period=2025, must_fix_count__gt=0).exists()

    def test_gives_a_reason_for_every_jump_that_was_accepted(self):
        accepted = Submission.objects.filter(state__in=["accepted", "locked"], explain_count__gt=0)
        unexplained = [
            row.pk for row in accepted.select_related("latest") if not set(row.failed_checks) <= set(row.latest.reasons)
        ]
        assert accepted.exists()
        assert unexplained == []

    def test_publishes_rankings_marked_as_samples(self):
        computed = Release.objects.filter(kind="computed", state="published")
        assert computed.count() >= 2
        assert all(release.is_sample for release in computed)

    def test_publishes_the_printed_values_of_38_provinces_as_no_sample(self):
        external = Release.objects.get(kind="external", method_code="iplm", period=2024)
        assert not external.is_sample
        assert len(external.results["units"]) == 38
