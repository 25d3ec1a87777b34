"""Scores over a table: what `score` says of one return, for ten thousand at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from etam.expressions import NOT_APPLICABLE_TEXT, Expression, Verdict, to_polars
from etam.questionnaire.instrument import Instrument, Question, ScoreNode, Scoring
from etam.questionnaire.numbers import round_for_grading
from etam.questionnaire.table import complete

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


def score_table(instrument: Instrument, table: pl.DataFrame) -> pl.DataFrame:
    """Score every return of `table`, a table as `run_table` reads it.

    Yields `institution`; `low` and `high` of the total on 0–100; `<code>.low` and `<code>.high` of every node of the
    tree, both 0 where nothing below it applies; and `grade`, null while both ends do not lie in one band. Raises
    ValueError for an instrument that does not score.
    """
    if instrument.scoring is None:
        raise ValueError(f"{instrument.code}/{instrument.version} has no scoring")
    root = instrument.scoring.root
    returns = _Returns.of(instrument, table)
    found: dict[str, _Node] = {}
    total = _scored(returns, root, _Gate.open(returns.height), found)
    columns = {"low": total.low, "high": total.high}
    for node in root.walk():
        columns |= {f"{node.code}.low": found[node.code].low, f"{node.code}.high": found[node.code].high}
    grades = pl.Series("grade", _grades(instrument.scoring, total), dtype=pl.String)
    return pl.DataFrame({"institution": returns.institutions, **columns}).with_columns(grades)


@dataclass(frozen=True)
class _Gate:
    """Where points may be earned at the low and at the high end of the range."""

    low: Flags
    high: Flags

    @classmethod
    def open(cls, height: int) -> "_Gate":
        everywhere = np.ones(height, dtype=bool)
        return cls(everywhere, everywhere)

    def through(self, needs: "_Verdicts | None") -> "_Gate":
        if needs is None:
            return self
        return _Gate(self.low & needs.is_pass, self.high & (needs.is_pass | needs.is_unknown))


@dataclass(frozen=True)
class _Verdicts:
    is_pass: Flags
    is_unknown: Flags


@dataclass(frozen=True)
class _Points:
    low: Numbers
    high: Numbers
    most: Numbers


@dataclass(frozen=True)
class _Node:
    low: Numbers
    high: Numbers
    weight: Numbers


@dataclass(frozen=True)
class _Returns:
    """The table, settled, with every condition that decides about points already judged."""

    instrument: Instrument
    institutions: pl.Series
    height: int
    settled: pl.DataFrame
    verdicts: Mapping[str, _Verdicts]

    @classmethod
    def of(cls, instrument: Instrument, table: pl.DataFrame) -> "_Returns":
        settled = complete(instrument, table)
        return cls(instrument, table["institution"], table.height, settled, _judged(instrument, settled))

    def verdict(self, condition: Expression | None) -> _Verdicts | None:
        return None if condition is None else self.verdicts[condition.text]


def _judged(instrument: Instrument, settled: pl.DataFrame) -> Mapping[str, _Verdicts]:
    conditions = {condition.text: condition for condition in _conditions(instrument)}
    said = settled.lazy().select(
        to_polars(condition).cast(pl.String).alias(text) for text, condition in conditions.items()
    )
    columns = said.collect() if conditions else pl.DataFrame()
    return {
        text: _Verdicts(
            (columns[text] == Verdict.PASS.value).to_numpy(), (columns[text] == Verdict.UNKNOWN.value).to_numpy()
        )
        for text in conditions
    }


def _conditions(instrument: Instrument) -> Iterator[Expression]:
    if instrument.scoring is None:
        return
    for node in instrument.scoring.root.walk():
        if node.needs is not None:
            yield node.needs
        for element in node.questions:
            question = instrument.question(element)
            yield from (condition for condition in (question.applies_to, question.needs) if condition is not None)


def _scored(returns: _Returns, node: ScoreNode, gate: _Gate, found: dict[str, _Node]) -> _Node:
    gate = gate.through(returns.verdict(node.needs))
    if node.parts:
        made = _mean(node, [_scored(returns, part, gate, found) for part in node.parts])
    else:
        made = _share(
            node, [_points(returns, returns.instrument.question(element), gate) for element in node.questions]
        )
    found[node.code] = made
    return made


def _share(node: ScoreNode, points: list[_Points]) -> _Node:
    most = _sum([point.most for point in points])
    low, high = (_ratio(100 * _sum(ends), most) for ends in ([p.low for p in points], [p.high for p in points]))
    return _Node(low, high, np.where(most > 0, node.weight, 0.0))


def _mean(node: ScoreNode, parts: list[_Node]) -> _Node:
    total = _sum([part.weight for part in parts])
    low = _ratio(_sum([part.weight * part.low for part in parts]), total)
    high = _ratio(_sum([part.weight * part.high for part in parts]), total)
    return _Node(low, high, np.where(total > 0, node.weight, 0.0))


def _points(returns: _Returns, question: Question, gate: _Gate) -> _Points:
    column = returns.settled[question.element]
    applies = returns.verdict(question.applies_to)
    is_sure = applies.is_pass if applies else np.ones(returns.height, dtype=bool)
    is_asked = is_sure | applies.is_unknown if applies else is_sure
    counts = is_asked & ~_is_not_applicable(question, column)
    low, high = _ladder(question, column)
    gate = gate.through(returns.verdict(question.needs))
    # Where it is not even known whether the question applies, the worst is full weight without points.
    return _Points(
        np.where(counts & gate.low & is_sure, low, 0.0),
        np.where(counts & gate.high, high, 0.0),
        np.where(counts, question.most_points or 0.0, 0.0),
    )


def _is_not_applicable(question: Question, column: pl.Series) -> Flags:
    said = column.is_nan() if question.is_number else column == NOT_APPLICABLE_TEXT
    return said.fill_null(False).to_numpy().astype(bool)


def _ladder(question: Question, column: pl.Series) -> tuple[Numbers, Numbers]:
    """The fewest and the most points each answer can mean."""
    worst, best = question.least_points or 0.0, question.most_points or 0.0
    earned = _earned_by_number(question, column) if question.is_number else _earned_by_option(question, column)
    is_missing = column.is_null().to_numpy()
    return np.where(is_missing, worst, earned), np.where(is_missing, best, earned)


def _earned_by_option(question: Question, column: pl.Series) -> Numbers:
    steps = {option.value: float(option.points) for option in question.options if option.points is not None}
    earned = column.cast(pl.String).replace_strict(
        list(steps), list(steps.values()), default=0.0, return_dtype=pl.Float64
    )
    return earned.fill_null(0.0).to_numpy()


def _earned_by_number(question: Question, column: pl.Series) -> Numbers:
    values = column.fill_null(float("nan")).to_numpy()
    if question.value_is_points:
        low = -np.inf if question.minimum is None else question.minimum
        high = np.inf if question.maximum is None else question.maximum
        return np.where((values >= low) & (values <= high), values, 0.0)
    earned = np.zeros(len(values))
    for step in question.point_bands:
        earned = np.where(step.band.holds_each(values), step.points, earned)
    return earned


def _grades(scoring: Scoring, total: _Node) -> list[str | None]:
    ends = [_bands(scoring, values) for values in (total.low, total.high)]
    codes = [grade.code for grade in scoring.grades]
    return [codes[low] if low == high and low >= 0 else None for low, high in zip(*ends, strict=True)]


def _bands(scoring: Scoring, values: Numbers) -> NDArray[np.int64]:
    """For each value the place of its grade; −1 outside every band."""
    rounded = np.array([round_for_grading(value, scoring.decimals) for value in values.tolist()])
    places = np.full(len(values), -1, dtype=np.int64)
    for place, grade in enumerate(scoring.grades):
        places = np.where(grade.band.holds_each(rounded), place, places)
    return places


def _sum(columns: list[Numbers]) -> Numbers:
    return np.asarray(np.sum(columns, axis=0), dtype=np.float64)


def _ratio(numerator: Numbers, denominator: Numbers) -> Numbers:
    return np.divide(numerator, denominator, out=np.zeros_like(numerator), where=denominator > 0)
