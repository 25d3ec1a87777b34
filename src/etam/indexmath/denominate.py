"""Second stage: elements become indicators, each over its own denominator."""

from collections.abc import Iterator

import numpy as np

from etam.indexmath.formulas import compute
from etam.indexmath.model import Method
from etam.indexmath.table import Flags, Note, Stage, Table, settle


def denominate(method: Method, table: Table) -> Stage:
    """One column per indicator; what an indicator lacks stays missing or not applicable and is noted."""
    made = compute({indicator.code: indicator.expression for indicator in method.indicators}, table)
    made = made.with_values(settle(made.values))
    return Stage("indicators", made, tuple(_notes(method, made)))


def _notes(method: Method, table: Table) -> Iterator[Note]:
    missing = np.isnan(table.values) & ~table.not_applicable
    for row, unit in enumerate(table.units):
        if missing[row].any():
            yield Note("missing", f"Tidak ada data: {_labels(method, missing[row])}.", unit)
        if table.not_applicable[row].any():
            yield Note("not_applicable", f"Tidak berlaku: {_labels(method, table.not_applicable[row])}.", unit)


def _labels(method: Method, flags: Flags) -> str:
    return ", ".join(method.indicators[index].label["id"] for index in np.flatnonzero(flags))
