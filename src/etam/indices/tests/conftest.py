"""The cast of the room below, a method small enough to compute by hand, and a folder of its own for releases."""

from pathlib import Path

import pytest

from etam.indices import methods
from etam.indices.models import IndexRun
from etam.indices.tests.tiny import METHOD, TINY, compute
from etam.submissions.tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def tiny(tmp_path: Path, var: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only method there is: print items of all libraries of a kab/kota, between 0 and 4,696."""
    folder = tmp_path / "methods" / TINY / "2026.1"
    folder.mkdir(parents=True)
    (folder / "method.yml").write_text(METHOD, encoding="utf-8")
    monkeypatch.setattr(methods, "METHODS", tmp_path / "methods")
    return folder


@pytest.fixture
def done(cast: Cast, tiny: Path) -> IndexRun:
    """The run over 2024, finished."""
    return compute(cast)
