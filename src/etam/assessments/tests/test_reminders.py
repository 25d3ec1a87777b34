"""Reminders: the right people, once for each certificate and step."""

from datetime import date, timedelta

import pytest
from django.core import mail

from etam.assessments import actions
from etam.assessments.models import Reminder
from etam.assessments.queries import reminders_due
from etam.assessments.tests.accreditation_cast import make_accreditation_cast
from etam.institutions.models import Membership

ENDS = date(2027, 2, 28)
YEAR_BEFORE, HALF_BEFORE = date(2026, 2, 28), date(2026, 8, 28)


@pytest.fixture
def cast(db):
    return make_accreditation_cast()


def steps(day):
    return [(one.certificate.number, one.months, [str(person) for person in one.people]) for one in reminders_due(day)]


class TestRemindersDue:
    def test_begin_twelve_months_before(self, cast):
        cast.certificate(number="A")
        assert steps(YEAR_BEFORE - timedelta(days=1)) == []
        assert steps(YEAR_BEFORE) == [("A", 12, ["Hartati", "Yusran"])]

    def test_skip_a_step_that_was_missed(self, cast):
        cast.certificate(number="A")
        assert steps(HALF_BEFORE) == [("A", 6, ["Hartati", "Yusran"])]

    def test_end_with_the_certificate(self, cast):
        cast.certificate()
        assert steps(ENDS + timedelta(days=1)) == []

    def test_leave_a_revoked_certificate_alone(self, cast):
        actions.revoke_certificate(cast.certificate(), on=date(2025, 1, 1), reason="Tutup.", by=cast.officer)
        assert steps(HALF_BEFORE) == []

    def test_leave_a_library_with_a_later_certificate_alone(self, cast):
        cast.certificate()
        cast.certificate(valid_from=date(2027, 3, 1), valid_until=date(2030, 2, 28))
        assert steps(HALF_BEFORE) == []

    def test_leave_a_library_that_has_ended_alone(self, cast):
        cast.certificate()
        cast.village.valid_to = date(2026, 1, 1)
        cast.village.save()
        assert steps(HALF_BEFORE) == []

    def test_go_to_nobody_whose_task_has_ended(self, cast):
        cast.certificate(number="A")
        Membership.objects.filter(user=cast.operator).update(valid_to=date(2025, 12, 31))
        assert steps(HALF_BEFORE) == [("A", 6, ["Yusran"])]

    def test_ask_the_database_as_often_for_many_certificates(self, cast, django_assert_max_num_queries):
        cast.certificate()
        cast.certificate(cast.school)
        cast.certificate(cast.elsewhere)
        with django_assert_max_num_queries(4):
            assert len(reminders_due(HALF_BEFORE)) == 3


class TestSendReminders:
    def test_sends_once_a_step(self, cast):
        cast.certificate()
        assert actions.send_reminders(YEAR_BEFORE).letters == 2
        assert actions.send_reminders(YEAR_BEFORE + timedelta(days=1)).letters == 0
        assert actions.send_reminders(HALF_BEFORE).letters == 2
        assert [one.months for one in Reminder.objects.all()] == [12, 6]

    def test_gathers_what_one_person_should_know(self, cast):
        cast.certificate()
        cast.certificate(cast.school)
        actions.send_reminders(HALF_BEFORE)
        subjects = {letter.to[0]: letter.subject for letter in mail.outbox}
        assert subjects == {
            "hartati@example.id": "Sertifikat akreditasi Perpustakaan Desa Nehes Liah Bing habis 28 Februari 2027",
            "yusran@example.id": "2 sertifikat akreditasi segera habis",
        }

    def test_says_when_and_what_next(self, cast):
        cast.certificate(number="A-1")
        actions.send_reminders(HALF_BEFORE)
        text = mail.outbox[0].body
        assert "nomor A-1, berlaku sampai 28 Februari 2027 (184 hari lagi)" in text
        assert "Mulai perpanjangan" in text

    def test_tries_again_when_nobody_could_be_told(self, cast, monkeypatch):
        cast.certificate()

        def broken(*arguments):
            raise OSError("no way out")

        with monkeypatch.context() as patched:
            patched.setattr("etam.assessments.actions.reminding.send_mail", broken)
            assert len(actions.send_reminders(HALF_BEFORE).untold) == 1
        assert actions.send_reminders(HALF_BEFORE).letters == 2
