"""What holds for any input."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etam.content.files import CONTENT_ROOT
from etam.indexmath.denominate import denominate
from etam.indexmath.explain import explain
from etam.indexmath.model import Goalposts, Normaliser, Treatment
from etam.indexmath.normalise import NORMALISERS, Ends
from etam.indexmath.pipeline import run
from etam.indexmath.scales import load_scale
from etam.indexmath.table import Table
from etam.indexmath.tests.cast import data, indicator, method
from etam.indexmath.treat import treat

SCALES = [load_scale(path) for path in sorted((CONTENT_ROOT / "category-scales").glob("*.yml"))]
NUMBERS = st.integers(0, 40).map(lambda number: number / 4)
CELLS = st.one_of(NUMBERS, st.none())


def columns(cells=NUMBERS, size=4):
    return st.fixed_dictionaries({code: st.lists(cells, min_size=size, max_size=size) for code in "abcd"})


def scores(small, table, draws=0):
    return {unit.unit: unit.score for unit in run(small, table, draws=draws).units}


@settings(max_examples=60)
@given(columns(CELLS), st.integers(0, 3), st.sampled_from("abcd"), NUMBERS)
def test_raising_a_positive_indicator_never_lowers_the_index(values, row, code, rise):
    assume(values[code][row] is not None)
    raised = {**values, code: [*values[code]]}
    raised[code][row] += rise
    before, after = scores(method(), data(values)), scores(method(), data(raised))
    name = f"unit {row + 1}"
    assume(before[name] is not None)
    assert after[name] >= before[name] - 1e-9


@settings(max_examples=60)
@given(columns(), st.integers(0, 3), st.sampled_from("abcd"), NUMBERS)
def test_raising_a_negative_indicator_never_lifts_the_index(values, row, code, rise):
    turned = method(*(indicator(letter, direction="down") for letter in "abcd"))
    raised = {**values, code: [*values[code]]}
    raised[code][row] += rise
    name = f"unit {row + 1}"
    assert scores(turned, data(raised))[name] <= scores(turned, data(values))[name] + 1e-9


@given(st.lists(NUMBERS, min_size=2, max_size=8), st.sampled_from([0.001, 7.0, 1000.0]), st.sampled_from([0.0, -32.0]))
def test_a_change_of_unit_never_changes_minmax_zscore_or_rank(values, factor, offset):
    assume(len(set(values)) > 1)
    column, ends = np.array(values), Ends("x", None, is_down=False)
    for name in ("minmax", "zscore", "rank"):
        scaled = NORMALISERS[name](column * factor + offset, ends)
        assert scaled == pytest.approx(NORMALISERS[name](column, ends), abs=1e-9)


@settings(max_examples=40)
@given(columns(CELLS), st.permutations(range(4)))
def test_permuting_units_permutes_the_results(values, order):
    units = [f"unit {number + 1}" for number in order]
    shuffled = {code: [column[place] for place in order] for code, column in values.items()}
    assume(any(value is not None for column in values.values() for value in column))
    first, second = run(method(), data(values), draws=60), run(method(), data(shuffled, units), draws=60)
    for unit in first.units:
        assert second.unit(unit.unit) == unit


@settings(max_examples=60)
@given(columns(CELLS))
def test_missing_never_becomes_zero(values):
    """A unit with gaps scores the mean of what it has, so it lies between its own lowest and highest indicator."""
    assume(any(value is not None for column in values.values() for value in column))
    for place, unit in enumerate(run(method(), data(values), draws=0).units):
        own = [values[code][place] * 10 for code in "abcd" if values[code][place] is not None]
        if unit.score is not None:
            assert min(min(own), 100) - 1e-9 <= unit.score <= min(max(own), 100) + 1e-9


@settings(max_examples=30)
@given(columns())
def test_contributions_sum_to_the_difference_from_the_mean(values):
    result = run(method(), data(values), draws=0)
    for unit in result.sample.units:
        told = explain(result, unit)
        assert sum(part.points for part in told.contributions) == pytest.approx(told.difference, abs=1e-8)


@settings(max_examples=30)
@given(columns())
def test_the_median_rank_lies_in_the_rank_interval(values):
    for unit in run(method(), data(values), draws=120).units:
        assert 1 <= unit.rank_low <= unit.rank_median <= unit.rank_high <= 4


@given(st.floats(0, 100))
def test_every_score_has_exactly_one_band(score):
    for scale in SCALES:
        assert sum(band.holds(score) for band in scale.bands) == 1


@settings(max_examples=40)
@given(st.lists(st.floats(0, 1e6), min_size=3, max_size=9))
def test_treatment_keeps_the_order(values):
    for treatment in (Treatment("log"), Treatment("yeo_johnson"), Treatment("winsorise", 0.1)):
        small = method(
            indicator("a", treatment=treatment, goalposts=Goalposts(0.01, 1e6)),
            indicator("b"),
            normaliser=Normaliser("goalposts"),
        )
        table = Table.of([str(place) for place in range(len(values))], {"a_raw": values, "b_raw": [1.0] * len(values)})
        made = treat(small, denominate(small, table).table).stage.table.column("a")
        order = np.argsort(values, kind="stable")
        assert (np.diff(made[order]) >= -1e-9 * np.abs(made).max()).all()
