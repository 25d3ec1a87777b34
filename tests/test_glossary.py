"""Every thing that is stored, and every state that people see, has its word in the glossary."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from etam.assessments.models import Assessment
from etam.institutions.models import Membership
from etam.submissions.models import Submission

GLOSSARY = Path(__file__).parents[1] / "docs" / "glossary.md"


@pytest.fixture(scope="module")
def rows():
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in GLOSSARY.read_text().splitlines()]
    return [row for row in cells if len(row) > 2 and not set(row[0]) <= {"-"} and row[0] != "Code"]


@pytest.fixture(scope="module")
def words(rows):
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row[0])]


class TestGlossary:
    def test_has_every_model(self, words):
        models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("etam.")}
        assert models - set(words) == set()

    def test_has_every_role_and_every_state(self, words):
        known = {*Membership.Role.values, *Submission.State.values, *Assessment.State.values}
        assert known - set(words) == set()

    def test_explains_each_word_once(self, words):
        assert sorted(words) == sorted(set(words))

    def test_leaves_no_cell_empty(self, rows):
        assert [row for row in rows if not all(row)] == []

    def test_says_for_states_what_the_pages_say(self, rows):
        shown = {row[0].strip("`"): row[1] for row in rows}
        for states in (Submission.State, Assessment.State):
            assert {state.value: shown[state.value] for state in states} == dict(states.choices)
