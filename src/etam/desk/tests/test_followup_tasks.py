"""What waits in the follow-up of recommendations stands among the tasks of the desk."""

from datetime import timedelta

from django.test import TestCase

from etam.desk.queries import tasks
from etam.followup.tests.cast import DUE, NOW, make_cast

TODAY = NOW.date()
ASKED = "Susun jadwal retensi arsip 1."
ANSWERED = "1 jawaban tindak lanjut menunggu penilaian"


class TestFollowupTasks(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()

    def titles(self, user, day=TODAY):
        return [task.title for task in tasks(user, day)]

    def test_an_operator_sees_what_to_answer_and_by_when(self):
        self.cast.issued()
        (task,) = [task for task in tasks(self.cast.operator, TODAY) if task.title == ASKED]
        assert (task.due_on, task.is_urgent, task.status) == (DUE, False, "not_begun")

    def test_what_is_late_is_urgent(self):
        self.cast.issued()
        (task,) = [one for one in tasks(self.cast.operator, DUE + timedelta(days=1)) if one.title == ASKED]
        assert task.is_urgent

    def test_what_was_answered_is_a_task_of_the_judges(self):
        self.cast.answered()
        assert ASKED not in self.titles(self.cast.operator)
        assert ANSWERED in self.titles(self.cast.verifier)
        assert ANSWERED in self.titles(self.cast.officer)

    def test_what_others_follow_up_is_no_task(self):
        self.cast.answered()
        assert ANSWERED not in self.titles(self.cast.outsider)
        assert self.titles(self.cast.observer) == []
