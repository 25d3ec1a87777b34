"""Fourth stage: reshape skewed indicators, and their goalposts with them."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from etam.indexmath.errors import DataError
from etam.indexmath.model import Goalposts, Indicator, Method
from etam.indexmath.numbers import number, shown
from etam.indexmath.table import Floats, Note, Stage, Table, settle

Reshape = Callable[[Floats], Floats]

LAMBDA_LOW, LAMBDA_HIGH = -5.0, 5.0


@dataclass(frozen=True)
class Treated:
    """Treated indicators; goalposts on the treated scale; the parameters that were fitted (rows: indicators)."""

    stage: Stage
    goalposts: dict[str, Goalposts]
    parameters: Table


def treat(method: Method, table: Table) -> Treated:
    """Apply each indicator's treatment. Raises DataError where a value cannot be treated."""
    values, notes = table.values.copy(), []
    posts: dict[str, Goalposts] = {}
    fitted: list[float] = []
    for index, indicator in enumerate(method.indicators):
        reshape, parameter, text = TREATMENTS[indicator.treatment.function](indicator, table.values[:, index])
        values[:, index] = settle(reshape(table.values[:, index]))
        if indicator.goalposts:
            low, high = settle(reshape(np.array([indicator.goalposts.low, indicator.goalposts.high])))
            posts[indicator.code] = Goalposts(float(low), float(high))
        if text:
            notes.append(Note("treated", f"{indicator.label['id']}: {text}", column=indicator.code))
        fitted.append(parameter)
    return Treated(Stage("treated", table.with_values(values), tuple(notes)), posts, _parameters(table, fitted))


def no_treatment(indicator: Indicator, column: Floats) -> tuple[Reshape, float, str]:
    """Leave the indicator as it is."""
    return (lambda values: values), math.nan, ""


def log(indicator: Indicator, column: Floats) -> tuple[Reshape, float, str]:
    """Natural logarithm; values below the low goalpost, 0 included, count as the goalpost, which scores 0 anyway.

    Raises DataError for a negative value, and for 0 where the indicator has no goalposts.
    """
    floor = indicator.goalposts.low if indicator.goalposts else 0.0
    lowest = np.nanmin(column) if not np.isnan(column).all() else 1.0
    if lowest < 0 or (lowest == 0 and not floor):
        told = f"nilai {shown(lowest)} tidak punya logaritma"
        raise DataError(f'Indikator "{indicator.code}": {told}. Periksa angkanya atau metodenya.')
    return (lambda values: np.log(np.maximum(values, floor))), math.nan, ""


def winsorise(indicator: Indicator, column: Floats) -> tuple[Reshape, float, str]:
    """Pull values beyond the lower and upper `share` of units in to those quantiles."""
    share = indicator.treatment.share
    if np.isnan(column).all():
        return no_treatment(indicator, column)
    low, high = (float(bound) for bound in np.nanquantile(column, [share, 1 - share]))
    moved = int(((column < low) | (column > high)).sum())
    text = f"{moved} nilai ditarik ke batas {number(low)}–{number(high)}." if moved else ""
    return (lambda values: np.clip(values, low, high)), math.nan, text


def yeo_johnson(indicator: Indicator, column: Floats) -> tuple[Reshape, float, str]:
    """Yeo–Johnson with lambda of greatest likelihood within [-5, 5] on the units present.

    The lambda is rounded to four decimals and used as it is stated. A constant indicator is left alone.
    """
    present = column[~np.isnan(column)]
    if present.size < 2 or present.min() == present.max():
        return no_treatment(indicator, column)
    fitted = optimize.minimize_scalar(
        lambda power: -likelihood(present, power),
        bounds=(LAMBDA_LOW, LAMBDA_HIGH),
        method="bounded",
        options={"xatol": 1e-8},
    )
    power = round(float(fitted.x), 4)
    text = f"Yeo–Johnson, λ = {number(power, 4)} dari n = {present.size} (sampel ini)."
    return (lambda values: reshaped(values, power)), power, text


def reshaped(values: Floats, power: float) -> Floats:
    """The Yeo–Johnson transform of `values` with lambda `power`; missing stays missing."""
    result = np.full(values.shape, np.nan)
    above, below = values >= 0, values < 0
    result[above] = _branch(values[above], power)
    result[below] = -_branch(-values[below], 2 - power)
    return result


def likelihood(values: Floats, power: float) -> float:
    """The profile log-likelihood of lambda `power`, up to a constant."""
    made = reshaped(values, power)
    # Far from the optimum large powers lose every digit of the variance; such a lambda is never the best one.
    variance = float(np.var(made))
    if not math.isfinite(variance) or variance <= 0:
        return -math.inf
    jacobian = float(np.sum(np.sign(values) * np.log1p(np.abs(values))))
    return -values.size / 2 * math.log(variance) + (power - 1) * jacobian


def _branch(values: Floats, power: float) -> Floats:
    # log1p and expm1 keep their digits where lambda is near 0.
    logs = np.log1p(values)
    return logs if power == 0 else np.expm1(power * logs) / power


def _parameters(table: Table, fitted: list[float]) -> Table:
    present = ~np.isnan(table.values)
    lowest = [
        float(np.nanmin(table.values[:, i])) if present[:, i].any() else math.nan for i in range(len(table.columns))
    ]
    highest = [
        float(np.nanmax(table.values[:, i])) if present[:, i].any() else math.nan for i in range(len(table.columns))
    ]
    values = np.column_stack([fitted, lowest, highest, present.sum(axis=0).astype(float)])
    return Table(table.columns, ("lambda", "minimum", "maximum", "n"), values, np.isnan(values))


TREATMENTS: dict[str, Callable[[Indicator, Floats], tuple[Reshape, float, str]]] = {
    "none": no_treatment,
    "log": log,
    "winsorise": winsorise,
    "yeo_johnson": yeo_johnson,
}
