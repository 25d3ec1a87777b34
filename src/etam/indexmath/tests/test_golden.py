"""Every released method version still gives its golden numbers; where they come from stands in its NOTES.md."""

import csv
import io
from pathlib import Path

import pytest

from etam.indexmath.method import METHODS, load_method
from etam.indexmath.pipeline import run
from etam.indexmath.reading import read_data
from etam.indexmath.writing import csv_bytes, results_header, results_row

INPUTS = sorted(METHODS.glob("*/*/golden/*input.csv"))


def name_of(path: Path) -> str:
    return path.relative_to(METHODS).as_posix().removesuffix("-input.csv").removesuffix("/input.csv")


def computed(path: Path) -> dict[str, dict[str, str]]:
    method = load_method(path.parents[1])
    result = run(method, read_data(method, path).data, draws=0)
    text = csv_bytes(results_header(result), map(results_row(result), result.ranking)).decode()
    return {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}


def expected(path: Path) -> list[dict[str, str]]:
    with path.with_name(path.name.replace("input", "expected")).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", INPUTS, ids=name_of)
def test_golden_numbers(path):
    rows = computed(path)
    for line in expected(path):
        tolerance = float(line.pop("tolerance", None) or 1e-9)
        unit = line.pop("unit")
        for column, wanted in line.items():
            found = rows[unit][column]
            if column == "category" or not wanted:
                assert found == wanted, (unit, column)
            else:
                assert float(found) == pytest.approx(float(wanted), abs=tolerance), (unit, column)


def test_every_method_version_has_golden_numbers():
    versions = {path.parent for path in METHODS.glob("*/*/method.yml")}
    assert versions == {path.parents[1] for path in INPUTS}


class TestIplm2024:
    """The 38 provinces as Perpusnas published them."""

    def test_all_38_provinces_are_there(self):
        assert len(expected(METHODS / "iplm/2023.1/golden/input.csv")) == 38

    def test_places_are_those_of_the_published_values(self):
        path = METHODS / "iplm/2023.1/golden/input.csv"
        printed = {row["unit"]: float(row["iplm"]) for row in expected(path)}
        ranks = {unit: int(row["rank"]) for unit, row in computed(path).items()}
        assert sorted(ranks, key=ranks.__getitem__) == sorted(printed, key=lambda unit: -printed[unit])
        assert ranks["Kalimantan Timur"] == 7
