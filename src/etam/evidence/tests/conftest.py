"""People, places and a folder for files."""

from pathlib import Path

import pytest

from etam.evidence.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None, var: Path) -> Cast:
    return make_cast()
