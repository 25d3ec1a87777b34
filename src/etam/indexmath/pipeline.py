"""The whole index, read like a recipe."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from etam.indexmath import aggregate, area, denominate, impute, normalise, rank, robustness, screen, treat, weight
from etam.indexmath.errors import DataError
from etam.indexmath.model import AreaRule, Method
from etam.indexmath.result import IndexResult, UnitResult
from etam.indexmath.robustness import Robustness, Sample
from etam.indexmath.table import Flags, Floats, Note, Stage, Table


@dataclass(frozen=True)
class Data:
    """The input of a run: one column per element, for libraries the area each belongs to, and what gathering noted."""

    table: Table
    areas: Mapping[str, str] | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class _Computed:
    """Everything up to the scores of what is ranked."""

    screened: screen.Screened
    treated: treat.Treated
    stages: tuple[Stage, ...]
    nodes: Stage
    adjusted: area.Areas | None


def run(method: Method, data: Data, draws: int | None = None, seed: int | None = None, threads: int = 2) -> IndexResult:
    """Compute `method` over `data`, with every intermediate table.

    `draws` and `seed` default to what the method says; 0 draws leave robustness out.
    Raises DataError when the data do not fit the method.
    """
    if (method.unit == "library") != (data.areas is not None):
        raise DataError(f"Metode {method.name} menghitung {_subject(method)}; periksa kolom area pada data.")
    done = _compute(method, data)
    scores = done.nodes.table.column(method.tree.code)
    places = rank.rank(scores, method.rank)
    sample = _sample(method, done, scores, places)
    plan = method.robustness
    found = None
    if plan and draws != 0 and len(sample.units) > 1:
        draws = plan.draws if draws is None else draws
        found = robustness.analyse(method, sample, draws, plan.seed if seed is None else seed, threads)
    units = _units(method, data, done, places, found)
    return IndexResult(method, done.stages, units, _general_notes(done.stages), found, sample)


def _subject(method: Method) -> str:
    return "perpustakaan di dalam wilayah" if method.unit == "library" else "wilayah, bukan perpustakaan"


def _compute(method: Method, data: Data) -> _Computed:
    screened = screen.screen(method, data.table)
    everyone = replace(screened.everyone, notes=(*data.notes, *screened.everyone.notes))
    indicators = denominate.denominate(method, screened.entering.table)
    imputed = impute.impute(method, indicators.table)
    treated = treat.treat(method, imputed.table)
    normalised = normalise.normalise(method, treated.stage.table, treated.goalposts)
    scored = aggregate.aggregate(method, normalised.table)
    stages: tuple[Stage, ...] = (
        everyone,
        screened.entering,
        indicators,
        imputed,
        *_treatment_stages(method, treated),
        normalised,
        weight.weight(method),
    )
    if method.area is None or data.areas is None:
        nodes = _with_scale_notes(method, scored)
        return _Computed(screened, treated, (*stages, nodes), nodes, None)
    adjusted = _areas(method, method.area, data.areas, screened, scored)
    nodes = _with_scale_notes(method, adjusted.nodes)
    stages = (*stages, Stage("libraries", scored.table, scored.notes), adjusted.adjustment, nodes)
    return _Computed(screened, treated, stages, nodes, adjusted)


def _treatment_stages(method: Method, treated: treat.Treated) -> tuple[Stage, ...]:
    """The treated table, and what was fitted where something is."""
    is_plain = all(indicator.treatment.function == "none" for indicator in method.indicators)
    return (treated.stage,) if is_plain else (treated.stage, Stage("parameters", treated.parameters))


def _areas(
    method: Method, rule: AreaRule, areas: Mapping[str, str], screened: screen.Screened, scored: Stage
) -> area.Areas:
    everyone = screened.everyone.table
    sizes = everyone.column(rule.population)
    owners = np.array([areas[unit] for unit in everyone.units])
    populations = {name: area.one_population(name, sizes[owners == name]) for name in sorted(set(owners.tolist()))}
    complete = ~np.isnan(scored.table.column(method.tree.code))
    return area.to_areas(rule, scored.table.keep(complete), dict(areas), populations)


def _sample(method: Method, done: _Computed, scores: Floats, places: Floats) -> Sample:
    ranked = ~np.isnan(places)
    units = tuple(unit for unit, there in zip(done.nodes.table.units, ranked, strict=True) if there)
    treated = done.treated.stage.table
    matrix = None
    if done.adjusted is not None:
        library_scores = next(stage for stage in done.stages if stage.name == "libraries").table
        treated = treated.keep(~np.isnan(library_scores.column(method.tree.code)))
        matrix = done.adjusted.matrix[:, ranked]
    else:
        treated = treated.keep(ranked)
    return Sample(units, treated, done.treated.goalposts, places[ranked], scores[ranked], matrix)


def _units(
    method: Method, data: Data, done: _Computed, places: Floats, found: Robustness | None
) -> tuple[UnitResult, ...]:
    table = done.nodes.table
    row_of = {unit: row for row, unit in enumerate(table.units)}
    names = table.units if done.adjusted else data.table.units
    notes = _notes_by_unit(done)
    filled = _filled(done)
    results = []
    for name in names:
        row = row_of.get(name)
        place = math.nan if row is None else float(places[row])
        scores = {} if row is None else _present(table, row)
        unit = UnitResult(
            unit=name,
            score=scores.get(method.tree.code),
            scores=scores,
            rank=None if math.isnan(place) else place,
            category=method.scale.classify(scores.get(method.tree.code, math.nan)) if method.scale else None,
            coverage=_coverage(done, name),
            filled=filled.get(name),
            notes=tuple(notes.get(name, ())),
            reason=_reason(done, name, place),
        )
        results.append(_with_interval(unit, found))
    return tuple(results)


def _present(table: Table, row: int) -> dict[str, float]:
    return {
        code: float(value)
        for code, value in zip(table.columns, table.values[row], strict=True)
        if not math.isnan(value)
    }


def _notes_by_unit(done: _Computed) -> dict[str, list[Note]]:
    notes: dict[str, list[Note]] = {}
    for stage in done.stages:
        for note in stage.notes:
            if note.unit:
                notes.setdefault(note.unit, []).append(note)
    return notes


def _filled(done: _Computed) -> dict[str, float]:
    if done.adjusted is not None:
        return {}
    table = next(stage for stage in done.stages if stage.name == "indicators").table
    applicable: Flags = ~table.not_applicable
    there = ~np.isnan(table.values)
    return {
        unit: float(there[row].sum() / applicable[row].sum())
        for row, unit in enumerate(table.units)
        if applicable[row].any()
    }


def _coverage(done: _Computed, unit: str) -> dict[str, float | None]:
    if done.adjusted is not None:
        table = done.adjusted.adjustment.table
        population, responding = table.cell(unit, "libraries_in_population"), table.cell(unit, "responding")
        return {"libraries": responding / population if population > 0 else None}
    table = done.screened.coverage
    return {code: None if math.isnan(share := table.cell(unit, code)) else share for code in table.columns}


def _reason(done: _Computed, unit: str, place: float) -> str:
    if not math.isnan(place):
        return ""
    stages = (done.nodes, done.screened.entering)
    told = [note.text for stage in stages for note in stage.notes if note.unit == unit]
    if told:
        return told[0]
    nodes = done.nodes.table
    if unit in nodes.units and nodes.not_applicable[nodes.units.index(unit), 0]:
        return "Semua komponen tidak berlaku, jadi tidak ada yang dapat dihitung."
    return "Ada komponen tanpa data, dan metode ini tidak menghitung indeks tanpanya."


def _with_interval(unit: UnitResult, found: Robustness | None) -> UnitResult:
    if found is None or unit.unit not in found.units:
        return unit
    place = found.units.index(unit.unit)
    return replace(
        unit,
        rank_low=int(found.low[place]),
        rank_median=int(found.median[place]),
        rank_high=int(found.high[place]),
        groups=found.letters[place],
    )


def _general_notes(stages: tuple[Stage, ...]) -> tuple[Note, ...]:
    return tuple(note for stage in stages for note in stage.notes if not note.unit)


def _with_scale_notes(method: Method, stage: Stage) -> Stage:
    """The node scores with a note on each index that no band of the category scale holds."""
    scores = zip(stage.table.units, stage.table.column(method.tree.code).tolist(), strict=True)
    scale = method.scale
    outside = [unit for unit, score in scores if scale and not math.isnan(score) and scale.classify(score) is None]
    told = (Note("outside_scale", "Nilai di luar pita kategori; tidak diberi kategori.", unit) for unit in outside)
    return replace(stage, notes=(*stage.notes, *told))
