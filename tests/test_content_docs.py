"""Every field of a content file has its word in the page about content files."""

import json
import re
from pathlib import Path

import pytest

from etam.content.files import CONTENT_ROOT

PAGE = (Path(__file__).parents[1] / "docs" / "content.md").read_text()
KINDS = (
    "regions",
    "series",
    "regulations",
    "regulation-types",
    "source",
    "institution-kinds",
    "meetings",
    "recommendations",
    "evidence-types",
    "gnsta",
    "followup",
    "definitions",
    "funding-rules",
    "obligations",
    "positions",
    "nomenclature",
    "documents",
    "workload",
    "formation-routes",
)


def properties(schema):
    """Names of all properties below a schema, file names included."""
    if isinstance(schema, list):
        return {name for item in schema for name in properties(item)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {}))
    return own.union(*(properties(value) for value in schema.values()))


class TestContentPage:
    @pytest.mark.parametrize("kind", KINDS)
    def test_names_every_field(self, kind):
        schema = json.loads((CONTENT_ROOT / "schemas" / f"{kind}.schema.json").read_text())
        named = set(re.findall(r"`([^`]+)`", PAGE))
        wanted = properties(schema) - {"id", "en"}
        assert wanted - named == set()
