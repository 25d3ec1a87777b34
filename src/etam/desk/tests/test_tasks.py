from datetime import date

import pytest
from django.test import TestCase

from etam.accounts.models import User
from etam.assessments.tests.cast import make_audit_cast
from etam.desk.queries import tasks
from etam.indices.tests.tiny import compute, published
from etam.institutions.models import Membership
from etam.submissions import actions
from etam.submissions.models import Submission
from etam.submissions.tests.cast import NOW, make_cast

TODAY = NOW.date()


class TestTasks(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()

    def titles(self, user, today=TODAY):
        return [task.title for task in tasks(user, today)]

    def test_an_operator_sees_each_return_that_is_due(self):
        assert self.titles(self.cast.operator) == [self.cast.village.name, self.cast.school.name]

    def test_a_return_that_is_due_brings_its_workbook(self):
        assert tasks(self.cast.operator, TODAY)[0].file_url.endswith("/templat/2025/L-1.xlsx")

    def test_an_operator_sees_nothing_before_the_round_opens(self):
        assert self.titles(self.cast.operator, date(2026, 1, 4)) == []

    def test_what_was_sent_is_no_task_of_the_operator(self):
        self.cast.submitted()
        assert self.titles(self.cast.operator) == [self.cast.school.name]

    def test_what_was_sent_back_is_urgent_and_names_the_remarks(self):
        actions.send_back(
            self.cast.submitted(), reason="", remarks={"users_total": "Periksa."}, by=self.cast.verifier, at=NOW
        )
        task = tasks(self.cast.operator, TODAY)[0]
        assert task.is_urgent
        assert "1 catatan" in task.detail

    def test_what_was_sent_back_stays_a_task_after_the_round_closed(self):
        actions.send_back(
            self.cast.submitted(), reason="", remarks={"users_total": "Periksa."}, by=self.cast.verifier, at=NOW
        )
        assert self.titles(self.cast.operator, date(2026, 6, 1)) == [self.cast.village.name]

    def test_a_verifier_sees_how_many_wait(self):
        self.cast.submitted()
        assert "1 isian menunggu verifikasi" in self.titles(self.cast.verifier)

    def test_a_verifier_of_another_region_does_not(self):
        self.cast.submitted()
        assert not any("menunggu verifikasi" in title for title in self.titles(self.cast.outsider))

    def test_an_officer_sees_what_was_verified(self):
        self.cast.verified()
        assert self.titles(self.cast.officer) == ["1 isian terverifikasi menunggu penerimaan"]

    def test_an_officer_is_told_when_no_round_is_open(self):
        assert self.titles(self.cast.officer, date(2026, 8, 1)) == ["Tidak ada putaran yang terbuka"]

    def test_an_observer_has_none(self):
        assert self.titles(self.cast.observer) == []

    def test_a_person_without_membership_has_none(self):
        assert self.titles(User.objects.create_user("baru@example.id", name="Baru")) == []


class TestAssessments:
    @pytest.fixture
    def audit(self, db):
        return make_audit_cast()

    def test_wait_for_who_is_in_the_team(self, audit):
        one = audit.scoring()
        assert [task.url for task in tasks(audit.sari, TODAY)] == [one.get_absolute_url()]

    def test_are_no_task_of_an_assessor_elsewhere(self, audit):
        audit.scoring(members=())
        assert tasks(audit.tono, TODAY) == []

    def test_wait_once_for_who_holds_two_roles(self, audit):
        one = audit.answering()
        Membership.objects.create(user=audit.auditee, role="assessor", valid_from=date(2020, 1, 1))
        assert [task.url for task in tasks(audit.auditee, TODAY)] == [one.get_absolute_url()]


@pytest.mark.usefixtures("tiny")
class TestShakenRelease:
    @pytest.fixture
    def cast(self, db):
        return make_cast()

    @pytest.fixture
    def release(self, cast):
        return published(cast, compute(cast, at=NOW))

    def test_tells_the_officer_when_a_return_it_rests_on_was_reopened(self, cast, release):
        accepted = Submission.objects.get(round=cast.last_round, institution=cast.village)
        actions.reopen(accepted, reason="Kunjungan tertulis dua kali.", by=cast.officer)
        assert release.title in [task.title for task in tasks(cast.officer, TODAY)]

    def test_is_no_task_while_its_returns_stand(self, cast, release):
        assert release.title not in [task.title for task in tasks(cast.officer, TODAY)]
