"""What must hold in an edition of the regions."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from etam.content.files import Fault, Row
from etam.content.sources import check_source
from etam.content.tables import known, table, unique

TABLES = (
    "regions.csv", "regencies.csv", "areas.csv", "tiles.csv", "labels.csv",
    "former.csv", "history.csv", "overlay.csv", "names.csv",
)  # fmt: skip
VILLAGE_TAILS = {"1": "urban_village", "2": "village"}


def check_regions(folder: Path) -> list[Fault]:
    """Everything wrong with an edition of the regions: its form first, then what its tables say of one another."""
    faults: list[Fault] = []
    tables: dict[str, list[Row]] = {}
    for name in TABLES:
        tables[name], wrong = table(folder / name, "regions")
        faults += wrong
    faults += check_source(folder)
    if faults:
        return sorted(faults)
    return sorted(fault for rule in RULES for fault in rule(folder, tables))


Tables = dict[str, list[Row]]


def _codes_form_a_tree(folder: Path, tables: Tables) -> Iterator[Fault]:
    rows = tables["regions.csv"]
    yield from unique(rows, "code")
    levels = {row["code"]: int(row["level"]) for row in rows}
    for row in rows:
        code, parent, level = row["code"], row["parent_code"], int(row["level"])
        if code.count(".") + 1 != level:
            yield row.fault(f"code {code} has {code.count('.') + 1} parts but level is {level}")
        elif parent != code.rpartition(".")[0]:
            yield row.fault(f'parent_code "{parent}" does not begin code {code}')
        elif level > 1 and levels.get(parent) != level - 1:
            yield row.fault(f'parent_code "{parent}" is not a region of level {level - 1} in this file')


def _types_fit_the_codes(folder: Path, tables: Tables) -> Iterator[Fault]:
    for row in tables["regions.csv"]:
        expected = VILLAGE_TAILS.get(row["code"].rpartition(".")[2][:1]) if row["level"] == "4" else row["type"]
        if row["type"] != expected:
            yield row.fault(f"type {row['type']} does not fit code {row['code']}; its last part says {expected}")


def _bps_codes_stand_where_they_are_official(folder: Path, tables: Tables) -> Iterator[Fault]:
    official = [row for row in tables["regions.csv"] if row["bps_code"]]
    yield from unique(official, "bps_code")
    for row in tables["regions.csv"]:
        if bool(row["bps_code"]) != (int(row["level"]) <= 2):
            yield row.fault("bps_code belongs to province and kab/kota only; put the rest into bps_code_2017")


def _days_are_in_order(folder: Path, tables: Tables) -> Iterator[Fault]:
    for name in ("regions.csv", "former.csv", "overlay.csv"):
        for row in tables[name]:
            first, last = row["valid_from"], row["valid_to"]
            if first and last and date.fromisoformat(first) > date.fromisoformat(last):
                yield row.fault(f"valid_to {last} lies before valid_from {first}")


def _each_regency_has_its_row(folder: Path, tables: Tables) -> Iterator[Fault]:
    codes = [row["code"] for row in tables["regions.csv"] if row["level"] == "2"]
    for name in ("regencies.csv", "areas.csv", "tiles.csv", "labels.csv"):
        rows = tables[name]
        yield from unique(rows, "code")
        yield from known(rows, "code", codes, "level 2 of regions.csv")
        absent = sorted(set(codes) - {row["code"] for row in rows})
        if absent:
            yield Fault(folder / name, 0, f"has no row for {', '.join(absent)}")
    yield from unique(tables["tiles.csv"], "grid_row", "grid_col")


def _other_tables_name_known_codes(folder: Path, tables: Tables) -> Iterator[Fault]:
    today = [row["code"] for row in tables["regions.csv"]]
    former = [row["code"] for row in tables["former.csv"]]
    yield from known(tables["overlay.csv"], "code", today, "regions.csv")
    yield from known(tables["names.csv"], "code", today, "regions.csv")
    yield from known(tables["history.csv"], "from_code", [*today, *former], "regions.csv or former.csv")
    yield from unique(tables["names.csv"], "code", "variant")
    for row in tables["former.csv"]:
        if row["code"] in today:
            yield row.fault(f"{row['code']} is also one of today's regions; a code is not used twice")


def _outlines_are_complete(folder: Path, tables: Tables) -> Iterator[Fault]:
    path = folder / "outlines.geojson"
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        drawn = {feature["id"]: feature["geometry"]["type"] for feature in features}
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Fault(path, 0, f"is not a GeoJSON FeatureCollection with an id for each feature: {error!r}")
        return
    codes = {row["code"] for row in tables["regions.csv"] if row["level"] == "2"}
    if drawn.keys() != codes:
        yield Fault(
            path, 1, f"draws {', '.join(sorted(drawn))} where level 2 of regions.csv has {', '.join(sorted(codes))}"
        )


RULES: Sequence[Callable[[Path, Tables], Iterator[Fault]]] = (
    _codes_form_a_tree,
    _types_fit_the_codes,
    _bps_codes_stand_where_they_are_official,
    _days_are_in_order,
    _each_regency_has_its_row,
    _other_tables_name_known_codes,
    _outlines_are_complete,
)
