from datetime import date

import pytest
from django.conf import settings as django_settings

from etam.config.loading import load_content
from etam.demonstration.load import load
from etam.indices.models import Release
from etam.institutions.models import Institution
from etam.submissions.models import Submission


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small demonstration, loaded once for the tests below."""
    from django.db import transaction

    releases, django_settings.RELEASES = django_settings.RELEASES, tmp_path_factory.mktemp("releases")
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        load_content()
        load(today=date(2026, 11, 23), share=0.12, draws=200)
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
    django_settings.RELEASES = releases


@pytest.mark.usefixtures("loaded")
class TestDemonstration:
    def test_marks_every_institution_as_a_sample(self):
        assert not Institution.objects.filter(is_sample=False).exists()

    def test_leaves_the_operator_one_return_of_each_kind_of_work(self):
        mine = Submission.objects.filter(
            institution__memberships__user__email="petugas@contoh.etam", round__period=2025
        )
        assert sorted(mine.values_list("state", flat=True)) == ["draft", "none", "sent_back"]

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
