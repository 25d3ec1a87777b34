"""Third stage: what is put where an indicator is missing. What is not applicable is never filled."""

import math
from collections.abc import Callable

import numpy as np

from etam.indexmath.errors import DataError
from etam.indexmath.model import Method
from etam.indexmath.numbers import number
from etam.indexmath.table import Floats, Note, Stage, Table


def leave_missing(column: Floats) -> float:
    """Fill nothing."""
    return math.nan


def zero(column: Floats) -> float:
    """Fill 0: the method says that who reports nothing has nothing."""
    return 0.0


def median(column: Floats) -> float:
    """Fill the median of the units that have a value."""
    present = column[~np.isnan(column)]
    if not present.size:
        raise DataError("Tidak ada satu pun nilai untuk diambil mediannya.")
    return float(np.median(present))


IMPUTERS: dict[str, Callable[[Floats], float]] = {"none": leave_missing, "zero": zero, "median": median}


def impute(method: Method, table: Table) -> Stage:
    """The table with missing indicators filled by the method's rule; each filled cell is noted."""
    fill = IMPUTERS[method.impute]
    values, notes = table.values.copy(), []
    missing = np.isnan(table.values) & ~table.not_applicable
    for index, indicator in enumerate(method.indicators):
        if not missing[:, index].any() or math.isnan(value := fill(table.values[:, index])):
            continue
        values[missing[:, index], index] = value
        for row in np.flatnonzero(missing[:, index]):
            text = f"{indicator.label['id']}: tidak ada data, diisi {number(value)} menurut aturan metode."
            notes.append(Note("imputed", text, table.units[row], indicator.code))
    return Stage("imputed", table.with_values(values), tuple(notes))
