"""docs/methods.md is the reference of the format: it explains every field, and its example works."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from etam.content.files import CONTENT_ROOT
from etam.indexmath.gatherers import GATHERERS
from etam.indexmath.method import check_method
from etam.indexmath.normalise import NORMALISERS
from etam.indexmath.treat import TREATMENTS

PAGE = (Path(__file__).parents[4] / "docs" / "methods.md").read_text(encoding="utf-8")


def properties(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for below in schema.values():
            yield from properties(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from properties(below)


def fields() -> list[str]:
    names = ("method", "category-scale", "publication")
    texts = [(CONTENT_ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8") for name in names]
    return sorted({field for text in texts for field in properties(json.loads(text))} - {"id", "en"})


@pytest.mark.parametrize("field", fields())
def test_every_field_is_explained(field):
    assert re.search(rf"`{field}`|`\{{?{field}:", PAGE)


@pytest.mark.parametrize("name", sorted({*GATHERERS, "series", "value", *NORMALISERS, *TREATMENTS}))
def test_every_choice_is_explained(name):
    assert f"`{name}`" in PAGE


def test_the_smallest_method_works(tmp_path):
    text = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1]
    (tmp_path / "method.yml").write_text(text, encoding="utf-8")
    assert check_method(tmp_path) == []


def test_the_fragments_fit_the_smallest_method(tmp_path):
    smallest, *fragments = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    method = yaml.safe_load(smallest)
    for fragment in map(yaml.safe_load, fragments):
        method["indicators"][0].update(fragment.pop("indicator", {}))
        method.update(fragment)
    (tmp_path / "method.yml").write_text(yaml.safe_dump(method, sort_keys=False), encoding="utf-8")
    assert fragments
    assert check_method(tmp_path) == []


def test_the_notebook_example_works(capsys, tmp_path, monkeypatch):
    golden = CONTENT_ROOT / "methods" / "iplm" / "2023.1" / "golden" / "input.csv"
    (tmp_path / "data.csv").write_bytes(golden.read_bytes())
    monkeypatch.chdir(tmp_path)
    exec(re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1], {})
    assert "Sulawesi Selatan 88.2" in capsys.readouterr().out
