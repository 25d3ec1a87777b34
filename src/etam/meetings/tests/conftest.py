"""The cast, made anew for each test that asks for it, and the moment at which the tests play."""

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from etam.meetings.tests.cast import NOW, Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    """Nobody is asked for a second factor: these tests are about meetings."""
    settings.SECOND_FACTOR_ROLES = set()


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 17 February 2026, 10.42 WITA; nobody has knocked yet."""
    cache.clear()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
