"""Before the first stage: from figures of institutions to one row of elements per unit."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from etam.expressions import parse, to_polars
from etam.indexmath.errors import DataError
from etam.indexmath.formulas import element_names
from etam.indexmath.gatherers import GATHERERS, MISSING, Found, Members
from etam.indexmath.model import Element, Gather, Method
from etam.indexmath.numbers import shown
from etam.indexmath.pipeline import Data
from etam.indexmath.table import Flags, Floats, Note, Table

FIGURES = ("institution", "element", "period", "value", "nothing")
FRAME = ("institution", "kind", "subtype", "regency", "period", "state")
SERIES = ("series", "region", "period", "value")


@dataclass(frozen=True)
class Inputs:
    """What a run is gathered from; the columns are those of `FIGURES`, `FRAME` and `SERIES`.

    `regions` has the columns `region` and `name`: the units that are ranked.
    """

    figures: pl.DataFrame
    frame: pl.DataFrame
    series: pl.DataFrame
    regions: pl.DataFrame
    period: int


@dataclass(frozen=True)
class Gathered:
    """The wide table, and what each cell rests on (unit, element, expected, accepted, answered)."""

    data: Data
    support: pl.DataFrame


def gather(method: Method, inputs: Inputs) -> Gathered:
    """The element table of `method` for one period.

    Raises DataError when a table lacks a column, an institution stands in it twice, or a series contradicts itself.
    """
    _check_columns(inputs)
    members = _members(method, inputs)
    if method.unit == "library":
        return _libraries(method, inputs, members)
    units = sorted(inputs.regions["region"].to_list())
    columns: dict[str, list[Found]] = {}
    support, notes = [], []
    for element in method.elements:
        rule = element.gather
        if rule is None:
            continue
        if rule.function == "series":
            columns[element.code], told = _from_series(element, rule, inputs, units)
            notes += told
            continue
        found, counts = _from_institutions(rule, members, units)
        columns[element.code] = found
        support += [{"unit": unit, "element": element.code, **row} for unit, row in zip(units, counts, strict=True)]
    data = Data(_table(units, columns), notes=tuple(notes))
    return Gathered(data, pl.DataFrame(support, schema=_SUPPORT))


_SUPPORT = {"unit": pl.String, "element": pl.String, "expected": pl.Int64, "accepted": pl.Int64, "answered": pl.Int64}


def _check_columns(inputs: Inputs) -> None:
    tables = {
        "figures": (inputs.figures, FIGURES),
        "frame": (inputs.frame, FRAME),
        "series": (inputs.series, SERIES),
        "regions": (inputs.regions, ("region", "name")),
    }
    for name, (table, columns) in tables.items():
        absent = [column for column in columns if column not in table.columns]
        if absent:
            raise DataError(f"Tabel {name} tidak punya kolom {', '.join(absent)}.")


def _members(method: Method, inputs: Inputs) -> pl.DataFrame:
    """Every expected institution, with its figures where its return is accepted."""
    subtypes = pl.col("subtype").is_in(method.subtypes) if method.subtypes else pl.lit(True)
    frame = inputs.frame.filter((pl.col("period") == inputs.period) & subtypes).select(FRAME)
    twice = frame.filter(frame["institution"].is_duplicated())["institution"]
    if len(twice):
        raise DataError(f'Lembaga "{twice[0]}" tercatat dua kali dalam kerangka periode {inputs.period}.')
    frame = frame.with_columns(is_accepted=pl.col("state").is_in(method.accepted_states))
    chosen = frame.filter("is_accepted").select("institution")
    figures = inputs.figures.filter(pl.col("period") == inputs.period).join(chosen, on="institution", how="semi")
    answers = _wide(figures, figure_names(method))
    return frame.join(answers, on="institution", how="left").sort("regency", "institution")


def figure_names(method: Method) -> list[str]:
    """The figures of institutions that a method is gathered from, in alphabetical order."""
    texts = [text for element in method.elements if element.gather for text in (element.gather.of, element.gather.per)]
    return sorted({name for text in texts if text for name in element_names(text)})


def _wide(figures: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """One row per institution, one column per figure: null is missing, NaN is not applicable."""
    wanted = figures.filter(pl.col("element").is_in(names))
    if wanted.select(pl.struct("institution", "element").is_duplicated().any()).item():
        raise DataError("Sebuah elemen tercatat dua kali untuk lembaga yang sama pada satu periode.")
    absent = pl.col("nothing") == "not_applicable"
    value = pl.when(absent).then(pl.lit(math.nan)).when(pl.col("nothing") == "").then(pl.col("value").cast(pl.Float64))
    wide = wanted.with_columns(value=value).pivot("element", index="institution", values="value")
    lacking = [pl.lit(None, dtype=pl.Float64).alias(name) for name in names if name not in wide.columns]
    return wide.select("institution", *(pl.col(name) for name in names if name in wide.columns), *lacking)


def _computed(members: pl.DataFrame, text: str) -> tuple[Floats, Flags]:
    """Values (NaN: none) and not-applicable flags of an expression for each institution."""
    if not text:
        return np.full(members.height, np.nan), np.zeros(members.height, dtype=bool)
    made = members.select(unit="institution", made=to_polars(parse(text)))
    table = Table.from_frame(made)
    return table.column("made"), table.not_applicable[:, 0]


def _from_institutions(
    rule: Gather, members: pl.DataFrame, units: list[str]
) -> tuple[list[Found], list[dict[str, int]]]:
    subtypes = rule.subtypes or tuple(subtype for stratum in rule.strata for subtype in stratum)
    if subtypes:
        members = members.filter(pl.col("subtype").is_in(subtypes))
    if rule.kinds:
        members = members.filter(pl.col("kind").is_in(rule.kinds))
    of, absent = _computed(members, rule.of)
    per, _ = _computed(members, rule.per)
    stratum_of = {subtype: index for index, stratum in enumerate(rule.strata) for subtype in stratum}
    stratum = np.array([stratum_of.get(subtype, -1) for subtype in members["subtype"]], dtype=float)
    everyone = Members(stratum, members["is_accepted"].to_numpy(), of, absent, per)
    regency = members["regency"].to_numpy()
    found, counts = [], []
    for unit in units:
        own = everyone.keep(np.asarray(regency == unit, dtype=bool))
        found.append(GATHERERS[rule.function](rule, own))
        answered = own.answered.sum() if rule.of else own.is_accepted.sum()
        counts.append({"expected": own.stratum.size, "accepted": int(own.is_accepted.sum()), "answered": int(answered)})
    return found, counts


def _from_series(element: Element, rule: Gather, inputs: Inputs, units: list[str]) -> tuple[list[Found], list[Note]]:
    """The value of the latest period not after the run's, or else of the earliest after it, with a note."""
    wanted = inputs.series.filter(pl.col("series") == rule.series).select("region", "period", "value")
    known: dict[str, dict[int, set[float]]] = {}
    for region, period, value in wanted.iter_rows():
        known.setdefault(region, {}).setdefault(int(period), set()).add(float(value))
    found: list[Found] = []
    years: dict[str, int] = {}
    for unit in units:
        if unit not in known:
            found.append(MISSING)
            continue
        years[unit] = period = _nearest(list(known[unit]), inputs.period)
        values = sorted(known[unit][period])
        if len(values) > 1:
            told = f"{shown(values[0])} dan {shown(values[1])}"
            raise DataError(f'Deret "{rule.series}" wilayah {unit} tahun {period} punya dua nilai: {told}. Pilih satu.')
        found.append((values[0], False))
    return found, _year_notes(element, years, inputs.period)


def _year_notes(element: Element, years: Mapping[str, int], period: int) -> list[Note]:
    """Which year stands in for the period; one note for all units where they share it."""
    others = {unit: year for unit, year in years.items() if year != period}
    shared = set(others.values()) if len(others) == len(years) else set()
    told = {"": shared.pop()} if len(shared) == 1 else others
    return [
        Note(
            "series_period",
            f"{element.label['id']}: dipakai angka tahun {year} untuk periode {period}.",
            unit,
            element.code,
        )
        for unit, year in told.items()
    ]


def _nearest(periods: list[int], period: int) -> int:
    before = [known for known in periods if known <= period]
    return max(before) if before else min(periods)


def _libraries(method: Method, inputs: Inputs, members: pl.DataFrame) -> Gathered:
    """One row per library with an accepted return; elements of level area are the same throughout an area."""
    units = sorted(inputs.regions["region"].to_list())
    inside = members.filter(pl.col("is_accepted") & pl.col("regency").is_in(units))
    names = inside["institution"].to_list()
    owner = dict(zip(names, inside["regency"].to_list(), strict=True))
    columns: dict[str, list[Found]] = {}
    for element in method.elements:
        rule = element.gather
        if rule is None:
            continue
        if rule.function == "value":
            values, absent = _computed(inside, rule.of)
            columns[element.code] = list(zip(values.tolist(), absent.tolist(), strict=True))
        else:
            by_unit = dict(zip(units, _from_institutions(rule, members, units)[0], strict=True))
            columns[element.code] = [by_unit[owner[name]] for name in names]
    return Gathered(Data(_table(names, columns), owner), pl.DataFrame(schema=_SUPPORT))


def _table(units: list[str], columns: Mapping[str, list[Found]]) -> Table:
    values = np.array([[value for value, _ in column] for column in columns.values()], dtype=float)
    absent = np.array([[is_absent for _, is_absent in column] for column in columns.values()], dtype=bool)
    shape = (len(columns), len(units))
    return Table(tuple(units), tuple(columns), values.reshape(shape).T, absent.reshape(shape).T)
