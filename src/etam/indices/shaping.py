"""From an index result to what pages say about it. Pure: no Django, no clock, no files."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etam.indexmath.errors import MethodError
from etam.indexmath.explain import Explanation
from etam.indexmath.explain import explain as explain_scores
from etam.indexmath.result import IndexResult, UnitResult
from etam.indices import describing, finding
from etam.indices.explaining import explain
from etam.indices.results import (
    Band,
    Change,
    Contribution,
    FrameChanges,
    Lever,
    Number,
    Quality,
    Results,
    Robustness,
    SeriesUsed,
    Unit,
)

SCHEMA = 1


@dataclass(frozen=True)
class Name:
    """A region as people say it and in full."""

    short: str
    full: str


@dataclass(frozen=True)
class Before:
    """The release of an earlier period by the same edition of the method."""

    code: str
    results: Results


@dataclass(frozen=True)
class Circumstances:
    """What a result does not know about itself.

    `names` and `returns` (accepted, expected) are by unit; `regulations` maps an id to title and confidence; `printed`
    is what a publisher printed, by unit.
    """

    period: int
    table_title: str
    names: Mapping[str, Name]
    level: str = "regency"
    sample: bool = False
    decimals: int = 1
    regulations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    returns: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    quality: Quality | None = None
    frame: FrameChanges | None = None
    series: Sequence[SeriesUsed] = ()
    before: Before | None = None
    printed: Mapping[str, Mapping[str, Number | str | None]] = field(default_factory=dict)
    source: str = ""
    defects: Sequence[str] = ()
    notes_path: str = ""


def shape(result: IndexResult, about: Circumstances) -> Results:
    """Everything that pages, the workbook and the report say about `result`."""
    method = result.method
    ranking = result.ranking
    scores = [unit.score for unit in ranking if unit.is_ranked and unit.score is not None]
    mean = sum(scores) / len(scores) if scores else None
    bands = describing.band_rows(method)
    units = [_unit(one, result, about, bands, mean) for one in ranking]
    groups = [list(group) for group in result.robustness.groups] if result.robustness else []
    _explain(units, groups, mean, about)
    pairs = _uncertain_pairs(result)
    minimum = method.coverage[0].minimum if method.coverage else None
    nodes = describing.node_rows(method)
    return {
        "schema": SCHEMA,
        "finding": finding.title(
            places(units),
            groups if result.robustness else None,
            pairs=pairs,
            level=about.level,
            coverage_minimum=minimum,
        ),
        "table_title": about.table_title,
        "period": about.period,
        "level": about.level,
        "sample": about.sample,
        "method": describing.summary(method, about.regulations, about.notes_path),
        "bands": bands,
        "nodes": nodes,
        "dimensions": [node["code"] for node in nodes if node["depth"] == 1],
        "indicators": describing.indicator_rows(method),
        "units": units,
        "groups": groups,
        "blocks": _blocks(units, groups, pairs),
        "mean": mean,
        "coverage_minimum": minimum,
        "robustness": _robustness(result),
        "quality": about.quality,
        "frame": about.frame,
        "series": list(about.series),
        "notes": list(dict.fromkeys(note.text for note in result.notes)),
        "defects": list(about.defects),
        "source": about.source,
    }


def places(units: Sequence[Unit]) -> list[finding.Place]:
    """The units as the title needs them."""
    return [finding.Place(unit["code"], unit["name"], unit["rank"], unit["coverage"]) for unit in units]


def _blocks(units: Sequence[Unit], groups: Sequence[Sequence[str]], pairs: Sequence[Sequence[str]]) -> list[list[str]]:
    ranked = [place for place in places(units) if place.rank is not None]
    parts = finding.blocks(ranked, [*groups, *pairs]) if ranked and groups else []
    return [[place.code for place in part] for part in parts]


def _unit(
    one: UnitResult, result: IndexResult, about: Circumstances, bands: Sequence[Band], mean: float | None
) -> Unit:
    explanation = _explanation(result, one)
    name = about.names.get(one.unit, Name(one.unit, one.unit))
    shared = Counter(unit.rank for unit in result.units)
    accepted, expected = about.returns.get(one.unit, (None, None))
    band = next((band for band in bands if one.category and band["code"] == one.category.code), None)
    on_scale = _row(result, "normalised", one.unit)
    labels = {node["code"]: node["label"] for node in describing.node_rows(result.method)}
    return {
        "code": one.unit,
        "name": name.short,
        "full_name": name.full,
        "score": one.score if one.is_ranked else None,
        "rank": _whole(one.rank),
        "is_tied": one.is_ranked and shared[one.rank] > 1,
        "category": band["code"] if band and one.is_ranked else "",
        "category_label": band["label"] if band and one.is_ranked else "",
        "step": band["step"] if band and one.is_ranked else 0,
        "interval": [one.rank_low, one.rank_high] if one.rank_low and one.rank_high else None,
        "median_rank": one.rank_median,
        "groups": one.groups.split(),
        "coverage": one.main_coverage,
        "accepted": accepted,
        "expected": expected,
        "why_not": one.reason,
        "nodes": {code: one.scores.get(code, on_scale.get(code)) for code in labels},
        "indicators": _row(result, "indicators", one.unit),
        "difference": one.score - mean if one.is_ranked and one.score is not None and mean is not None else None,
        "contributions": _contributions(explanation, labels),
        "lever": _lever(explanation, labels),
        "explanation": [],
        "change": _change(one, about.before),
        "printed": dict(about.printed.get(one.unit, {})),
        "notes": [note.text for note in one.notes],
    }


def _explain(units: Sequence[Unit], groups: Sequence[Sequence[str]], mean: float | None, about: Circumstances) -> None:
    names = {unit["code"]: unit["name"] for unit in units}
    ranked = sum(unit["rank"] is not None for unit in units)
    for unit in units:
        near = dict.fromkeys(code for group in groups if unit["code"] in group for code in group)
        alike = [names[code] for code in near if code != unit["code"]]
        unit["explanation"] = explain(
            unit, mean=mean, ranked=ranked, alike=alike, level=about.level, decimals=about.decimals
        )


def _explanation(result: IndexResult, unit: UnitResult) -> Explanation | None:
    """Contributions and lever; nothing where the index is no sum of its parts, or the unit has no rank."""
    if not unit.is_ranked:
        return None
    try:
        return explain_scores(result, unit.unit)
    except MethodError:
        return None


def _whole(rank: float | None) -> Number | None:
    return int(rank) if rank is not None and rank == int(rank) else rank


def _row(result: IndexResult, stage: str, unit: str) -> dict[str, float | None]:
    """What a stage holds of a unit; nothing where the unit was left out before, or the stage is about libraries."""
    table = result.stage(stage).table
    if unit not in table.units:
        return {}
    return {code: None if math.isnan(value := table.cell(unit, code)) else value for code in table.columns}


def _contributions(explanation: Explanation | None, labels: Mapping[str, str]) -> list[Contribution]:
    if explanation is None:
        return []
    return [
        {"node": part.node, "label": labels.get(part.node, part.node), "points": part.points}
        for part in explanation.contributions
    ]


def _lever(explanation: Explanation | None, labels: Mapping[str, str]) -> Lever | None:
    lever = explanation.lever if explanation else None
    if lever is None:
        return None
    return {
        "node": lever.node,
        "label": labels.get(lever.node, lever.node),
        "median": lever.median,
        "score": lever.score,
        "rank": _whole(lever.rank),
        "interval": [lever.low, lever.high] if lever.low and lever.high else None,
    }


def _change(now: UnitResult, before: Before | None) -> Change | None:
    if before is None:
        return None
    then = next((unit for unit in before.results["units"] if unit["code"] == now.unit), None)
    if then is None:
        return None
    score, rank = then["score"], then["rank"]
    both = now.is_ranked and score is not None and rank is not None
    return {
        "release": before.code,
        "period": before.results["period"],
        "score": score,
        "rank": rank,
        "points": now.score - score if both and now.score is not None and score is not None else None,
        "places": _whole(rank - now.rank) if both and now.rank is not None and rank is not None else None,
    }


def _uncertain_pairs(result: IndexResult) -> list[list[str]]:
    """Units far apart whose order is not certain either: a group only holds neighbours, a title speaks of all."""
    found, plan = result.robustness, result.method.robustness
    if found is None or plan is None:
        return []
    rank = {unit.unit: unit.rank or 0 for unit in result.units}
    return [
        [better, worse]
        for row, better in enumerate(found.units)
        for column, worse in enumerate(found.units)
        if rank[better] < rank[worse] and found.above[row, column] < plan.certain
    ]


def _robustness(result: IndexResult) -> Robustness | None:
    found, plan = result.robustness, result.method.robustness
    if found is None or plan is None:
        return None
    low, high = plan.interval
    shares = (found.frequency / found.draws).tolist()
    return {
        "draws": found.draws,
        "seed": found.seed,
        "share": round(high - low, 9),
        "certain": plan.certain,
        "varied": list(describing.varied(result.method)),
        "mean_shift": found.mean_shift,
        "frequency": dict(zip(found.units, shares, strict=True)),
        "pairwise": {
            unit: {other: share for other, share in zip(found.units, row, strict=True) if other != unit}
            for unit, row in zip(found.units, found.above.tolist(), strict=True)
        },
    }
