"""One expression, written once, with the same meaning on one row, over a table and inside a spreadsheet.

docs/decisions/expression-language.md holds the language and the table of cases.
"""

from etam.expressions.evaluate import evaluate, verdict
from etam.expressions.excel_target import MISSING_PHRASE, NOT_APPLICABLE_PHRASE, FormulaTooLong, to_excel
from etam.expressions.parse import FUNCTIONS, ExpressionError, parse
from etam.expressions.polars_target import VERDICTS, prepare, to_polars
from etam.expressions.targets import TARGETS
from etam.expressions.tree import Expression, names
from etam.expressions.values import (
    MISSING,
    NOT_APPLICABLE,
    NOT_APPLICABLE_TEXT,
    Nothing,
    Result,
    Type,
    Value,
    Verdict,
)

__all__ = [
    "FUNCTIONS",
    "MISSING",
    "MISSING_PHRASE",
    "NOT_APPLICABLE",
    "NOT_APPLICABLE_PHRASE",
    "NOT_APPLICABLE_TEXT",
    "TARGETS",
    "VERDICTS",
    "Expression",
    "ExpressionError",
    "FormulaTooLong",
    "Nothing",
    "Result",
    "Type",
    "Value",
    "Verdict",
    "evaluate",
    "names",
    "parse",
    "prepare",
    "to_excel",
    "to_polars",
    "verdict",
]
