from pathlib import Path

import pytest

from etam.questionnaire import Instrument, instrument_folder, load_instrument


@pytest.fixture(scope="session")
def library_return() -> Instrument:
    return load_instrument(instrument_folder("library-return", "2026.1"))


@pytest.fixture
def write_instrument(tmp_path: Path):
    """Write an instrument file and return its folder."""

    def write(text: str) -> Path:
        folder = tmp_path / "small" / "2026.1"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "instrument.yml").write_text(text, encoding="utf-8")
        (folder / "CHANGES.md").write_text("# small 2026.1\n", encoding="utf-8")
        return folder

    return write
