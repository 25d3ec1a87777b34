"""Figures as tables: the door through which indices are gathered, as fast as the database hands out rows."""

from typing import Any

import polars as pl
from django.db import connection
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.timezone import localdate

from etam.questionnaire import Instrument
from etam.submissions.models import Figure, Submission
from etam.submissions.queries.asked import library_rounds, of_libraries

SENT = (Submission.State.SUBMITTED, Submission.State.VERIFIED, Submission.State.ACCEPTED, Submission.State.LOCKED)

FIGURES = {
    "institution": pl.String,
    "kind": pl.String,
    "subtype": pl.String,
    "regency": pl.String,
    "element": pl.String,
    "period": pl.Int64,
    "value": pl.Float64,
    "nothing": pl.String,
}
FRAME = {
    "institution": pl.String,
    "kind": pl.String,
    "subtype": pl.String,
    "regency": pl.String,
    "period": pl.Int64,
    "state": pl.String,
    "submitted_on_time": pl.Boolean,
}


def figures(period: int) -> pl.DataFrame:
    """Every figure that counts about `period`: one row per institution and element, columns as in FIGURES.

    `value` is null where `nothing` says "missing" or "not_applicable". Kind and regency are those of the round.
    Sorted by institution and element, so that equal databases give equal bytes.
    """
    who = _rows(_of_figures(period), {"submission": pl.Int64, **dict.fromkeys(WHO, pl.String)})
    numbers = Figure.objects.filter(period=period, replaced_at=None).values_list(
        "revision__submission_id", "element", "number", "nothing"
    )
    schema = {"submission": pl.Int64, "element": pl.String, "value": pl.Float64, "nothing": pl.String}
    return (
        _rows(numbers, schema)
        .lazy()
        .join(who.lazy(), on="submission")
        .with_columns(period=pl.lit(period, dtype=pl.Int64))
        .select(*FIGURES)
        .sort("institution", "element")
        .collect()
    )


def frame(period: int) -> pl.DataFrame:
    """Every institution that rounds of libraries about `period` expect, and how far its return came.

    Columns as in FRAME.
    A return whose figures count reads "accepted": when it is locked, and also when it was reopened, for its figures
    stand until new ones are accepted. `submitted_on_time` is null while nothing was sent.
    """
    rows = (
        Submission.objects.filter(of_libraries("round__"), round__period=period)
        .annotate(reads=Case(When(pk__in=_counting(period), then=Value("accepted")), default=F("state")))
        .values_list(
            "institution__code", "kind", "subtype", "regency_id", "reads", "first_submitted_at", "round__due_on"
        )
    )
    columns = [
        (code, kind, subtype, regency, period, state, _on_time(sent, due))
        for code, kind, subtype, regency, state, sent, due in rows.iterator()
    ]
    return pl.DataFrame(columns, schema=FRAME, orient="row").sort("institution")


def periods() -> list[int]:
    """The periods that rounds of libraries were about, the latest first."""
    return sorted(set(library_rounds().values_list("period", flat=True)), reverse=True)


def reopened(period: int) -> list[Submission]:
    """Returns about `period` whose figures count although they were given back for correction."""
    return list(
        Submission.objects.filter(pk__in=_counting(period), round__period=period)
        .exclude(state__in=[Submission.State.ACCEPTED, Submission.State.LOCKED])
        .select_related("institution", "round")
        .order_by("institution__code")
    )


def wide(period: int, edition: Instrument) -> pl.DataFrame:
    """The figures of `period` with one column per question of `edition`; null is missing, NaN not applicable."""
    pivoted = (
        figures(period)
        .with_columns(
            value=pl.when(pl.col("nothing") == "not_applicable").then(float("nan")).otherwise(pl.col("value"))
        )
        .pivot(on="element", index=["institution", "kind", "subtype", "regency"], values="value")
        .rename({"regency": "region"})
    )
    absent = [
        pl.lit(None, dtype=pl.Float64 if question.is_number else pl.String).alias(question.element)
        for question in edition.questions
        if question.element not in pivoted.columns
    ]
    return pivoted.with_columns(absent)


WHO = ("institution", "kind", "subtype", "regency")


def _counting(period: int) -> "QuerySet[Figure, Any]":
    """Ids of the returns whose figures count; asked once, where a correlated question would scan them for every row."""
    return Figure.objects.filter(period=period, replaced_at=None).order_by().values("revision__submission").distinct()


def _of_figures(period: int) -> "QuerySet[Submission, tuple[Any, ...]]":
    return Submission.objects.filter(round__period=period).values_list(
        "id", "institution__code", "kind", "subtype", "regency_id"
    )


def _rows(query: "QuerySet[Any, tuple[Any, ...]]", schema: dict[str, Any]) -> pl.DataFrame:
    """The rows of a query without a Python object for each: half a million come in about two seconds."""
    sql, parameters = query.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pl.DataFrame(dict(zip(schema, map(list, columns), strict=True)), schema=schema)


def _on_time(sent: Any, due: Any) -> bool | None:
    return None if sent is None else localdate(sent) <= due
