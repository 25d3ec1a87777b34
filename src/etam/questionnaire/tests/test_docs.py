"""docs/instruments.md is the reference of the format: it explains what a file may hold, and its example works."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etam.content.files import CONTENT_ROOT
from etam.questionnaire import Context, check_instrument, failed, load_instrument, run_checks
from etam.questionnaire.instrument import QUESTION_TYPES
from etam.questionnaire.rules import KINDS

PAGE = (Path(__file__).parents[4] / "docs" / "instruments.md").read_text(encoding="utf-8")
SCHEMA, SCHEME_SCHEMA = (
    json.loads((CONTENT_ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("instrument", "scheme")
)


def properties(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for value in node.values():
            yield from properties(value)
    elif isinstance(node, list):
        for value in node:
            yield from properties(value)


class TestReference:
    def test_names_every_property_of_the_schema(self):
        texts = {"id", "en"}
        assert [name for name in sorted(set(properties(SCHEMA)) - texts) if f"`{name}`" not in PAGE] == []

    def test_names_every_property_of_a_scheme(self):
        page = PAGE[PAGE.index("## Schemes") :]
        assert [name for name in sorted(set(properties(SCHEME_SCHEMA)) - {"id", "en"}) if f"`{name}`" not in page] == []

    def test_names_every_type_of_question(self):
        assert [name for name in QUESTION_TYPES if f"`{name}`" not in PAGE] == []

    def test_names_every_kind_of_check(self):
        assert [name for name in KINDS if f"\n`{name}`\n:" not in PAGE] == []


class TestSchema:
    def test_knows_the_same_types_as_the_software(self):
        assert SCHEMA["$defs"]["question"]["properties"]["type"]["enum"] == list(QUESTION_TYPES)


class TestWorkedExample:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        block = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
        folder = tmp_path / "reading-garden-visit" / "2026.1"
        folder.mkdir(parents=True)
        (folder / "instrument.yml").write_text(re.sub("(?m)^   ", "", block[1]), encoding="utf-8")
        (folder / "CHANGES.md").write_text("# Versi pertama\n", encoding="utf-8")
        return folder

    def test_has_no_fault(self, folder: Path):
        assert check_instrument(folder) == []

    def test_says_what_the_page_promises(self, folder: Path):
        outcomes = run_checks(load_instrument(folder), {"titles": 12, "copies": 9}, Context(kind="tbm", subtype="tbm"))
        assert f"# must_fix {failed(outcomes)[0].message.id}" in PAGE
