"""The invented events, drawn for libraries that a test made."""

from datetime import date

import numpy as np
import pytest

from etam.demonstration.outreach import PLANS, OutreachDraw
from etam.demonstration.people import make_people
from etam.institutions.actions import load_regions
from etam.institutions.models import Institution, Region
from etam.outreach.models import Attendance, Event

TODAY = date(2026, 11, 23)


@pytest.fixture
def own(db):
    load_regions()
    for regency in Region.objects.filter(level=2, valid_to=None):
        for number in range(12):
            Institution.objects.create(
                code=f"{regency.code}-{number}",
                name=f"Perpustakaan {number}",
                kind="school" if number % 2 else "public",
                subtype="sd_mi" if number % 2 else "village",
                regency=regency,
                region=regency,
                is_sample=True,
            )
    own = Institution.objects.get(code="64.08-0")
    cast = make_people([own], date(2021, 1, 1))
    list(OutreachDraw(cast, list(Institution.objects.all()), np.random.default_rng(1), TODAY).run(own))
    return own


def test_marks_every_event_as_a_sample(own):
    assert Event.objects.count() == len(PLANS) + 3
    assert not Event.objects.filter(is_sample=False).exists()


def test_has_events_in_every_state(own):
    assert set(Event.objects.values_list("state", flat=True)) == {"planned", "held", "cancelled"}


def test_never_reaches_mahakam_ulu(own):
    assert Attendance.objects.exists()
    assert not Attendance.objects.filter(institution__regency="64.11").exists()


def test_reaches_the_operators_library(own):
    assert own.attendances.exists()
