"""Returns as a table: one row per institution, one column per element."""

from collections.abc import Iterable, Mapping

import polars as pl

from etam.expressions import NOT_APPLICABLE, NOT_APPLICABLE_TEXT, Nothing, Value, Verdict, to_polars
from etam.questionnaire.applicability import NOT_APPLICABLE_ANSWER, value_of
from etam.questionnaire.context import Answers, Context
from etam.questionnaire.instrument import Instrument, Question
from etam.questionnaire.peers import GROUP


def to_table(instrument: Instrument, returns: Iterable[tuple[str, Answers, Context]]) -> pl.DataFrame:
    """Documents of answers as a table that `run_table` reads; each return is (institution, answers, context)."""
    columns: dict[str, list[Value | bool | None]] = {name: [] for name in _schema(instrument)}
    for institution, answers, context in returns:
        columns["institution"].append(institution)
        for name in GROUP:
            columns[name].append(getattr(context, name))
        columns["region"].append(context.region)
        for question in instrument.questions:
            answer = answers.get(question.element)
            columns[question.element].append(_cell(question, value_of(question, answer)))
            columns[f"unanswered.{question.element}"].append(answer is None)
            last = NOT_APPLICABLE_ANSWER if context.last_year is None else context.last_year.get(question.element)
            columns[f"last_year.{question.element}"].append(_cell(question, value_of(question, last)))
    return pl.DataFrame(columns, schema=_schema(instrument))


def complete(instrument: Instrument, table: pl.DataFrame, fences: pl.DataFrame | None = None) -> pl.DataFrame:
    """`table` with every column that a check can read, and *not applicable* where a question is not put.

    An absent element column is missing throughout; absent `last_year.` columns and fences do not apply.
    """
    filled = _with_fences(instrument, _with_columns(instrument, table), fences)
    settled = []
    for question in instrument.questions:
        column = pl.col(question.element)
        is_open = pl.col(f"unanswered.{question.element}")
        if question.applies_to is not None:
            is_put = to_polars(question.applies_to).is_in([Verdict.PASS.value, Verdict.UNKNOWN.value])
            column = pl.when(is_put).then(column).otherwise(pl.lit(_nothing(question)))
            is_open = is_open & is_put
        settled += [column.alias(question.element), is_open.alias(f"unanswered.{question.element}")]
    return filled.with_columns(settled)


def _with_columns(instrument: Instrument, table: pl.DataFrame) -> pl.DataFrame:
    absent: list[pl.Expr] = []
    for question in instrument.questions:
        dtype = _dtype(question)
        for name, blank in (
            (question.element, pl.lit(None, dtype=dtype)),
            (f"last_year.{question.element}", pl.lit(_nothing(question))),
            (f"unanswered.{question.element}", pl.lit(False)),
        ):
            absent += [blank.alias(name)] if name not in table.columns else []
    numbers = [
        pl.col(name).cast(pl.Float64)
        for question in instrument.questions
        if question.is_number
        for name in (question.element, f"last_year.{question.element}")
        if name in table.columns and table.schema[name] != pl.Float64
    ]
    return table.with_columns(*absent, *numbers)


def _with_fences(instrument: Instrument, table: pl.DataFrame, fences: pl.DataFrame | None) -> pl.DataFrame:
    for rule in instrument.peer_rules:
        low, high = f"peers.{rule.check}.low", f"peers.{rule.check}.high"
        if fences is None:
            table = table.with_columns(pl.lit(float("nan")).alias(low), pl.lit(float("nan")).alias(high))
            continue
        mine = fences.filter(pl.col("check") == rule.check).select(
            *GROUP, pl.col("low").alias(low), pl.col("high").alias(high)
        )
        table = table.join(mine, on=GROUP, how="left", maintain_order="left").with_columns(
            pl.col(low, high).fill_null(float("nan"))
        )
    return table


def _schema(instrument: Instrument) -> Mapping[str, type[pl.DataType] | pl.DataType]:
    schema: dict[str, type[pl.DataType] | pl.DataType] = dict.fromkeys(("institution", *GROUP, "region"), pl.String)
    for question in instrument.questions:
        schema[question.element] = schema[f"last_year.{question.element}"] = _dtype(question)
        schema[f"unanswered.{question.element}"] = pl.Boolean
    return schema


def _dtype(question: Question) -> type[pl.DataType]:
    return pl.Float64 if question.is_number else pl.String


def _nothing(question: Question) -> float | str:
    return float("nan") if question.is_number else NOT_APPLICABLE_TEXT


def _cell(question: Question, value: Value) -> Value | None:
    if isinstance(value, Nothing):
        return _nothing(question) if value is NOT_APPLICABLE else None
    return value if not question.is_number else float(value)
