"""Every form an expression can take, by name."""

from collections.abc import Callable
from typing import Any

from etam.expressions.evaluate import evaluate
from etam.expressions.excel_target import to_excel
from etam.expressions.polars_target import to_polars

TARGETS: dict[str, Callable[..., Any]] = {"value": evaluate, "polars": to_polars, "excel": to_excel}
"""Name → function(expression, names …). A fourth, the constraint of an XForm, is one more `fold.Algebra`."""
