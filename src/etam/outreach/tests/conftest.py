"""The cast, made anew for each test that asks for it, and the moment at which the tests play."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from etam.outreach.tests.cast import NOW, Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 17 February 2026, 10.42 WITA; nobody has knocked yet."""
    cache.clear()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
