"""The invented formation proposals: every desk has one to act on, and the board has something to show."""

from datetime import date

import numpy as np
import pytest

from etam.demonstration.formation import make_formation
from etam.demonstration.offices import register_offices
from etam.demonstration.people import VERIFIER_REGION, make_people
from etam.demonstration.workloads import make_workloads
from etam.institutions.actions import load_regions
from etam.institutions.queries import regencies
from etam.workforce.models import Proposal
from etam.workforce.queries.funnel import funnel
from etam.workforce.queries.proposals import to_act_on

TODAY = date(2026, 11, 23)


@pytest.fixture
def cast(db):
    load_regions()
    register_offices(list(regencies()))
    cast = make_people([], date(2021, 1, 1))
    list(make_workloads(cast, np.random.default_rng(1), TODAY))
    list(make_formation(cast, np.random.default_rng(2), TODAY))
    return cast


def test_wait_at_the_desks_and_have_ends(cast):
    assert {"at_desk", "sent_back", "decided"} <= set(Proposal.objects.values_list("state", flat=True))
    for agency in ("biro-organisasi", "anri", "bkd"):
        assert to_act_on(cast.partners[agency], TODAY), agency


def test_let_the_unit_of_the_verifiers_region_mend_one(cast):
    assert Proposal.objects.get(office__regency=VERIFIER_REGION).state == "sent_back"


def test_fill_the_board(cast):
    total = funnel(TODAY).total
    assert total.proposed > total.approved > total.filled > 0


def test_are_all_marked_as_invented(cast):
    assert not Proposal.objects.filter(is_sample=False).exists()
