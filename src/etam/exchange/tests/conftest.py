"""The people and places of collection, for this room's database tests."""

import pytest

from etam.submissions.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
