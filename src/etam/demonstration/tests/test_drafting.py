"""The invented points on the table of the invented meeting."""

from datetime import date

import pytest

from etam.demonstration.drafting import POINTS, WORDED, draft_points
from etam.demonstration.meetings import make_meeting
from etam.demonstration.offices import register_offices
from etam.demonstration.people import make_people
from etam.institutions.actions import load_regions
from etam.institutions.queries import regencies
from etam.meetings.models import Point

TODAY = date(2026, 11, 23)


@pytest.fixture
def points(db):
    load_regions()
    offices = [rows[0] for rows in register_offices(list(regencies())).values()]
    cast = make_people([], date(2021, 1, 1))
    make_meeting(cast, offices, TODAY)
    draft_points(cast)
    return Point.objects.filter(meeting__is_sample=True)


def test_stand_on_the_table_in_both_states(points):
    assert points.count() == len(POINTS)
    assert set(points.values_list("state", flat=True)) == {"proposed", "drafted"}


def test_show_a_wording_that_changed_and_a_comment(points):
    one = points.get(text=WORDED)
    assert (one.texts.count(), one.comments.count()) == (2, 1)
