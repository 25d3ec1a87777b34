"""From libraries to areas: the mean over responding libraries, lowered where too few responded."""

import math
from dataclasses import dataclass

import numpy as np

from etam.indexmath.errors import DataError
from etam.indexmath.model import AreaRule
from etam.indexmath.numbers import number, shown
from etam.indexmath.table import Floats, Note, Stage, Table, settle

COLUMNS = ("libraries_in_population", "responding", "needed", "factor")


@dataclass(frozen=True)
class Areas:
    """Scores of areas, how they were adjusted, and the matrix (libraries x areas) that makes one from the other."""

    nodes: Stage
    adjustment: Stage
    matrix: Floats


def responding_matrix(areas: tuple[str, ...], membership: tuple[str, ...], factors: Floats) -> Floats:
    """Multiplying library scores by this matrix gives adjusted area scores."""
    member = np.array([[name == area for area in areas] for name in membership], dtype=float)
    counts = member.sum(axis=0)
    return member / np.where(counts > 0, counts, 1.0) * factors


def to_areas(rule: AreaRule, libraries: Table, membership: dict[str, str], populations: dict[str, float]) -> Areas:
    """Area scores from the node scores of complete libraries.

    `membership` names the area of each library and `populations` the number of libraries each area has.
    An area whose population is unknown or smaller than its respondents has no adjusted score.
    """
    areas = tuple(sorted(populations))
    owners = tuple(membership[unit] for unit in libraries.units)
    responding = np.array([owners.count(area) for area in areas], dtype=float)
    population = np.array([populations[area] for area in areas])
    needed = np.array([math.nan if math.isnan(size) else needed_responses(size, rule.minimum) for size in population])
    usable = (population >= responding) & (responding > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        factor = np.where(usable, np.minimum(1.0, responding / needed), np.nan)
    matrix = responding_matrix(areas, owners, factor)
    values = np.full((len(areas), len(libraries.columns)), np.nan)
    for index in np.flatnonzero(usable):
        rows = np.array([owner == areas[index] for owner in owners])
        values[index] = [math.fsum(column) / rows.sum() * factor[index] for column in libraries.values[rows].T]
    notes = tuple(_note(area, *row) for area, *row in zip(areas, population, responding, needed, factor, strict=True))
    adjustment = np.column_stack([population, responding, needed, factor])
    return Areas(
        Stage("nodes", Table(areas, libraries.columns, settle(values), np.zeros(values.shape, dtype=bool)), notes),
        Stage("adjustment", Table(areas, COLUMNS, settle(adjustment), np.zeros(adjustment.shape, dtype=bool))),
        matrix,
    )


def needed_responses(population: float, minimum: float) -> int:
    """The smallest whole number of libraries that reaches the share `minimum`."""
    # 0.68 x 25 is 17.000000000000004 in binary; a library too many would be asked for.
    return math.ceil(round(minimum * population, 9))


def one_population(area: str, values: Floats) -> float:
    """The one value that all libraries of `area` give for its number of libraries.

    Raises DataError when they disagree.
    """
    present = sorted(set(values[~np.isnan(values)].tolist()))
    if len(present) > 1:
        told = f"{shown(present[0])} dan {shown(present[1])}"
        raise DataError(f'Wilayah "{area}" punya beberapa jumlah perpustakaan: {told}. Samakan.')
    return present[0] if present else math.nan


def _note(area: str, population: float, responding: float, needed: float, factor: float) -> Note:
    if math.isnan(population):
        return Note("population_unknown", "Jumlah perpustakaan tidak diketahui; nilai wilayah tidak disesuaikan.", area)
    if responding == 0:
        return Note("no_response", "Tidak ada perpustakaan dengan isian lengkap. Nilai tidak dihitung.", area)
    if population < responding:
        fewer = f"({shown(population)}) kurang dari yang mengisi ({shown(responding)})"
        text = f"Jumlah perpustakaan {fewer}; nilai tidak disesuaikan."
        return Note("population_too_small", text, area)
    complete = f"{shown(responding)} dari {shown(population)} perpustakaan lengkap"
    text = f"{complete}; batas {shown(needed)}; faktor {number(factor, 4)}."
    return Note("adjusted", text, area)
