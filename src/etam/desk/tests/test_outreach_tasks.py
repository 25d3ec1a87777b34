"""Events on accreditation stand among the tasks of who organises them, once their day is over."""

from datetime import timedelta

from django.test import TestCase

from etam.desk.queries import tasks
from etam.outreach.tests.cast import make_cast


class TestOutreachTasks(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()
        cls.event = cls.cast.event()
        cls.after = cls.event.held_on + timedelta(days=1)

    def titles(self, user, day):
        return [task.title for task in tasks(user, day) if task.title == self.event.title]

    def test_wait_to_be_marked_once_their_day_is_over(self):
        assert self.titles(self.cast.officer, self.after) == [self.event.title]
        assert self.titles(self.cast.officer, self.event.held_on) == []

    def test_wait_for_nobody_who_does_not_organise_them(self):
        assert self.titles(self.cast.operator, self.after) == []
