"""Results as bytes: the same result always gives the same bytes, and every number reads back as it was."""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from etam.indexmath.model import TRAILING
from etam.indexmath.reading import MARK, MARK_COLUMN, NOT_APPLICABLE
from etam.indexmath.result import IndexResult, UnitResult
from etam.indexmath.robustness import Robustness
from etam.indexmath.table import Stage, Table

Cell = str | float | int | None


def result_files(result: IndexResult, is_sample: bool = False) -> dict[str, bytes]:
    """Every file that is computed: results.csv, results.json and one CSV per stage, by path in the folder."""
    files = {
        "results.csv": csv_bytes(results_header(result), map(results_row(result), result.ranking), is_sample),
        "results.json": json_bytes(results_document(result, is_sample)),
    }
    for number, stage in enumerate(result.stages, start=1):
        files[f"stages/{number:02d}-{stage.name}.csv"] = table_bytes(stage.table, is_sample)
    files["stages/notes.csv"] = csv_bytes(
        ("stage", "unit", "column", "code", "note"), _note_rows(result.stages), is_sample
    )
    if result.robustness is not None:
        files.update(_robustness_files(result, result.robustness, is_sample))
    return files


def table_bytes(table: Table, is_sample: bool = False, areas: Mapping[str, str] | None = None) -> bytes:
    """A table as CSV: empty is missing, NA is not applicable; with `areas` there is a column for them."""
    rows = ([unit, *([areas[unit]] if areas else []), *_cells(table, row)] for row, unit in enumerate(table.units))
    return csv_bytes(("unit", *(["area"] if areas else []), *table.columns), rows, is_sample)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], is_sample: bool = False) -> bytes:
    """UTF-8, comma, LF; floats with as many digits as they need; the mark in a last column when it is sample data."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*header, MARK_COLUMN] if is_sample else header)
    for row in rows:
        shown = [_shown(cell) for cell in row]
        writer.writerow([*shown, MARK] if is_sample else shown)
    return text.getvalue().encode("utf-8")


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """UTF-8, two spaces, keys as given, a newline at the end."""
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def results_header(result: IndexResult) -> tuple[str, ...]:
    """unit, every inner node of the tree, every indicator's own score, then what follows from the scores."""
    return ("unit", *(node.code for node in result.method.tree.nodes()), *_leaves(result).columns, *TRAILING)


def results_row(result: IndexResult) -> Any:
    """A function that writes one unit as a row of results.csv."""
    nodes, leaves = [node.code for node in result.method.tree.nodes()], _leaves(result)
    places = {unit: number for number, unit in enumerate(leaves.units)}

    def row(unit: UnitResult) -> list[Cell]:
        category = unit.category.label["id"] if unit.category else None
        interval = (unit.rank_low, unit.rank_median, unit.rank_high)
        notes = " ".join(dict.fromkeys([*([unit.reason] if unit.reason else []), *(note.text for note in unit.notes)]))
        return [
            unit.unit,
            *(unit.scores.get(code) for code in nodes),
            *_cells(leaves, places[unit.unit]),
            _whole(unit.rank),
            category,
            *interval,
            unit.groups,
            unit.main_coverage,
            unit.filled,
            notes,
        ]

    return row


def _leaves(result: IndexResult) -> Table:
    """Scores of the indicators; without columns where they belong to libraries and the results to their areas."""
    scores = result.stage("normalised").table
    ranked = [unit.unit for unit in result.units]
    return scores if set(ranked) <= set(scores.units) else Table.of(ranked, {})


def results_document(result: IndexResult, is_sample: bool = False) -> dict[str, Any]:
    """results.csv as JSON, with the method and what was varied."""
    method, found = result.method, result.robustness
    return {
        **({"mark": MARK} if is_sample else {}),
        "method": {
            "code": method.code,
            "version": method.version,
            "title": dict(method.title),
            "status": method.status,
            "checksum": method.checksum,
        },
        "units": [_unit_document(unit) for unit in result.ranking],
        "notes": [note.text for note in result.notes],
        "robustness": None
        if found is None
        else {
            "draws": found.draws,
            "seed": found.seed,
            "mean_shift": found.mean_shift,
            "groups": [list(group) for group in found.groups],
        },
    }


def _unit_document(unit: UnitResult) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "score": unit.score,
        "scores": dict(unit.scores),
        "rank": _whole(unit.rank),
        "category": unit.category.code if unit.category else None,
        "rank_interval": None if unit.rank_low is None else [unit.rank_low, unit.rank_high],
        "rank_median": unit.rank_median,
        "groups": unit.groups.split(),
        "coverage": dict(unit.coverage),
        "filled": unit.filled,
        "reason": unit.reason,
        "notes": [note.text for note in unit.notes],
    }


def _robustness_files(result: IndexResult, found: Robustness, is_sample: bool) -> dict[str, bytes]:
    places = [f"rank_{place}" for place in range(1, len(found.units) + 1)]
    files = {
        "robustness/frequency.csv": _matrix(found.units, places, found.frequency.tolist(), is_sample),
        "robustness/above.csv": _matrix(found.units, found.units, found.above.tolist(), is_sample),
        "robustness/shift.csv": _matrix(found.units, ["mean_shift"], [[s] for s in found.shift.tolist()], is_sample),
    }
    if found.categories is not None and result.method.scale is not None:
        bands = [band.code for band in result.method.scale.bands]
        files["robustness/categories.csv"] = _matrix(found.units, bands, found.categories.tolist(), is_sample)
    return files


def _matrix(units: Sequence[str], columns: Sequence[str], rows: Sequence[Sequence[float]], is_sample: bool) -> bytes:
    return csv_bytes(("unit", *columns), ([unit, *row] for unit, row in zip(units, rows, strict=True)), is_sample)


def _note_rows(stages: Sequence[Stage]) -> Iterable[Sequence[Cell]]:
    for stage in stages:
        for note in stage.notes:
            yield stage.name, note.unit, note.column, note.code, note.text


def _cells(table: Table, row: int) -> Iterable[Cell]:
    return map(_cell, table.values[row].tolist(), table.not_applicable[row].tolist())


def _cell(value: float, is_absent: bool) -> Cell:
    if math.isnan(value):
        return NOT_APPLICABLE if is_absent else None
    return float(value)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float | np.floating):
        return repr(int(cell)) if cell == int(cell) and abs(cell) < 2**53 else repr(float(cell))
    return str(cell)


def _whole(rank: float | None) -> float | int | None:
    return int(rank) if rank is not None and rank == int(rank) else rank
