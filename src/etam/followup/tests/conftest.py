"""The cast, made anew for each test that asks for it, and the day on which the tests play."""

import pytest
from django.utils import timezone

from etam.followup.tests.cast import NOW, Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 17 February 2026, 10.42 WITA."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
