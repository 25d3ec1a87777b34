"""The one shape in which every stage takes and gives numbers: units by columns, with both kinds of nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

DIGITS = 12


@dataclass(frozen=True)
class Table:
    """Units (rows) by columns.

    `values` is NaN where there is no value; there `not_applicable` says which kind of nothing it is, and False means
    missing. A stage never edits a table it was given.
    """

    units: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats
    not_applicable: Flags

    @classmethod
    def of(cls, units: Iterable[str], columns: Mapping[str, Sequence[float | None]]) -> "Table":
        """A table from plain lists in which None is missing and no value is not applicable."""
        names = tuple(units)
        values = np.array([[np.nan if v is None else v for v in column] for column in columns.values()], dtype=float)
        values = values.reshape(len(columns), len(names)).T
        return cls(names, tuple(columns), values, np.zeros(values.shape, dtype=bool))

    def column(self, code: str) -> Floats:
        return self.values[:, self.columns.index(code)]

    def cell(self, unit: str, code: str) -> float:
        """The value, NaN when there is none."""
        return float(self.values[self.units.index(unit), self.columns.index(code)])

    def keep(self, chosen: Flags) -> "Table":
        """The table of the chosen units only."""
        units = tuple(unit for unit, kept in zip(self.units, chosen, strict=True) if kept)
        return replace(self, units=units, values=self.values[chosen], not_applicable=self.not_applicable[chosen])

    def with_values(self, values: Floats, not_applicable: Flags | None = None) -> "Table":
        """The same units and columns with other values."""
        absent = self.not_applicable if not_applicable is None else not_applicable
        return replace(self, values=values, not_applicable=absent & np.isnan(values))

    def frame(self) -> pl.DataFrame:
        """As a Polars table of Float64: null is missing, NaN is not applicable."""
        columns = {}
        for index, code in enumerate(self.columns):
            absent = np.isnan(self.values[:, index]) & ~self.not_applicable[:, index]
            columns[code] = pl.Series(code, self.values[:, index], dtype=pl.Float64).set(pl.Series(absent), None)
        return pl.DataFrame({"unit": pl.Series("unit", self.units, dtype=pl.String), **columns})

    @classmethod
    def from_frame(cls, frame: pl.DataFrame, key: str = "unit") -> "Table":
        """The inverse of `frame`: the column `key` names the units, all others are Float64."""
        codes = [name for name in frame.columns if name != key]
        numbers = frame.select(pl.col(codes).cast(pl.Float64))
        values = numbers.to_numpy().reshape(frame.height, len(codes)).astype(float, copy=True)
        missing = numbers.select(pl.all().is_null()).to_numpy().reshape(values.shape)
        return cls(tuple(frame[key].to_list()), tuple(codes), values, np.isnan(values) & ~missing)


@dataclass(frozen=True)
class Note:
    """What a stage changed or left out, in Indonesian; an empty unit or column means all of them."""

    code: str
    text: str
    unit: str = ""
    column: str = ""


@dataclass(frozen=True)
class Stage:
    """What one stage made, under its name."""

    name: str
    table: Table
    notes: tuple[Note, ...] = ()


def settle(values: Floats) -> Floats:
    """`values` at 12 significant digits.

    Logarithms and powers differ in their last bits between processors; settled numbers do not, so that a release
    recomputed elsewhere has the same bytes.
    """
    settled = np.array([float(f"{value:.{DIGITS}g}") for value in values.ravel()], dtype=float)
    return settled.reshape(values.shape)
