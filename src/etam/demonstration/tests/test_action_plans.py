"""The invented action plans, made for the offices of a test."""

from datetime import date

import pytest

from etam.demonstration.action_plans import PLANS, make_action_plans
from etam.demonstration.offices import register_offices
from etam.demonstration.people import VERIFIER_REGION, make_people
from etam.followup.models import Recommendation
from etam.institutions.actions import load_regions
from etam.institutions.queries import regencies
from etam.meetings.actions import load_meetings
from etam.meetings.models import Meeting

TODAY = date(2026, 11, 23)


@pytest.fixture
def plans(db, var):
    load_regions()
    load_meetings()
    offices = register_offices(list(regencies()))
    cast = make_people([], date(2021, 1, 1), offices[VERIFIER_REGION][:1])
    list(make_action_plans(cast, offices, TODAY))
    return Recommendation.objects.filter(source="meeting")


def test_marks_every_plan_as_a_sample_and_the_meeting_as_none(plans):
    assert plans.filter(is_sample=True).count() == len(PLANS)
    assert Meeting.objects.get(code="rakornis-2020", documents__edition=1).is_sample is False


def test_has_plans_in_every_turn(plans):
    found = {(one.status, one.pending_id is not None, one.due_on < TODAY) for one in plans}
    assert {("open", False, True), ("open", True, False), ("partly", False, False)} <= found
    assert "done" in {status for status, _, _ in found}
