from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etam.accounts.models import User
from etam.assessments.tests.cast import NOW, AuditCast, make_audit_cast


@pytest.fixture
def cast(db: None) -> AuditCast:
    return make_audit_cast()


@pytest.fixture
def audit_day(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """It is the day on which the cast plays, and nobody is asked for a second factor."""
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def as_(sign_in: Callable[[User], Client]) -> Callable[[User], Client]:
    """A function that makes the client act as a person."""
    return sign_in
