"""The cast, made anew for each test that asks for it."""

import pytest

from etam.submissions.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
