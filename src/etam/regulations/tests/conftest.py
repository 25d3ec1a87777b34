"""What the tests of pages share."""

from typing import Any

import pytest

from etam.regulations.actions import load_regulations


@pytest.fixture
def register(db: None, settings: Any) -> None:
    """The shipped register, and officers who need no second factor."""
    settings.SECOND_FACTOR_ROLES = set()
    load_regulations()
