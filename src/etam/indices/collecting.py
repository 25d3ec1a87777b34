"""Brings together what a computation rests on: figures and frame from the returns, series and regions."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import polars as pl
from django.db.models import Count, Q, QuerySet, Sum

from etam.assessments import queries as assessments
from etam.content.series import SeriesEdition, latest_series
from etam.indexmath.gather import Inputs, figure_names
from etam.indexmath.model import Method
from etam.indices.exceptions import CannotCompute
from etam.indices.results import Quality, SeriesUsed
from etam.indices.shaping import Name
from etam.institutions import queries as institutions
from etam.submissions import queries as submissions
from etam.submissions.models import Submission

SENT = ("submitted", "verified", "accepted")
SERIES = {
    "series": pl.String,
    "region": pl.String,
    "period": pl.Int64,
    "value": pl.Float64,
    "source": pl.String,
    "trust": pl.String,
}


@cache
def editions() -> list[SeriesEdition]:
    """The newest edition of every series; content does not change while a program runs."""
    return latest_series()


def collect(method: Method, period: int) -> Inputs:
    """The tables of one period as they are now; units are the kab/kota that existed at the end of that year.

    Returns and assessments stand in one table; an institution that both look at is in it once, by its return.
    Raises CannotCompute when nothing that the method asks for was expected about that period.
    """
    frame, figures = _sources(method, period)
    if frame.is_empty():
        kind, part = ("putaran", "isian") if uses_returns(method) else ("program audit", "nilai")
        raise CannotCompute(f"Belum ada {kind} tentang tahun {period}, jadi tidak ada {part} yang dapat dihitung.")
    regions = pl.DataFrame(
        [(one.code, one.name) for one in institutions.regencies(date(period, 12, 31))],
        schema={"region": pl.String, "name": pl.String},
        orient="row",
    )
    return Inputs(figures, frame, _series(method, regions["region"].to_list()), regions, period)


def uses_assessments(method: Method) -> bool:
    """Whether official values of audits or certificates enter the method."""
    return bool(set(figure_names(method)) & set(assessments.ELEMENTS))


def uses_returns(method: Method) -> bool:
    """Whether figures of returns enter the method, or nothing but counts of institutions."""
    return not figure_names(method) or bool(set(figure_names(method)) - set(assessments.ELEMENTS))


def periods() -> list[int]:
    """The years that rounds or audits were about, the latest first."""
    return sorted({*submissions.periods(), *assessments.periods()}, reverse=True)


def names(period: int) -> dict[str, Name]:
    """The kab/kota as they were at the end of the period."""
    return {one.code: Name(one.short_name, one.name) for one in institutions.regencies(date(period, 12, 31))}


def returns(frame: pl.DataFrame, accepted_states: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Accepted and expected returns by kab/kota."""
    counted = frame.group_by("regency").agg(
        accepted=pl.col("state").is_in(list(accepted_states)).sum(), expected=pl.len()
    )
    return {regency: (accepted, expected) for regency, accepted, expected in counted.sort("regency").iter_rows()}


def quality(method: Method, inputs: Inputs) -> Quality | None:
    """How good the collected returns are; checks are counted over accepted ones. None for a method without returns."""
    if not uses_returns(method):
        return None
    frame = inputs.frame.filter(pl.col("kind").is_in(assessments.LIBRARY_KINDS))
    figures = inputs.figures
    accepted = frame.filter(pl.col("state") == "accepted").select("institution")
    cells = figures.join(accepted, on="institution", how="semi")["nothing"]
    checks = _returns(inputs.period).aggregate(
        must_fix=Sum("must_fix_count", filter=_accepted(), default=0),
        explained=Sum("explain_count", filter=_accepted(), default=0),
    )
    return {
        "expected": frame.height,
        "submitted": int(frame["state"].is_in(SENT).sum()),
        "accepted": accepted.height,
        "on_time": int(frame["submitted_on_time"].sum() or 0),
        "cells": cells.len(),
        "missing": int((cells == "missing").sum()),
        "not_applicable": int((cells == "not_applicable").sum()),
        "must_fix": checks["must_fix"],
        "explained": checks["explained"],
    }


def series_used(method: Method, inputs: Inputs) -> list[SeriesUsed]:
    """The series that the method divides by, with the year that was nearest; one row a series."""
    wanted = [element.gather.series for element in method.elements if element.gather and element.gather.series]
    used: list[SeriesUsed] = []
    for edition in editions():
        for code in dict.fromkeys(wanted):
            if code in edition.labels and (row := _used(code, edition, inputs)):
                used.append(row)
    return used


def is_sample(method: Method, period: int) -> bool:
    """Whether any round about the period, any return in it, or any assessment that the method uses is invented."""
    if uses_assessments(method) and assessments.is_sample(period):
        return True
    return _returns(period).filter(Q(is_sample=True) | Q(round__is_sample=True)).exists()


def flags_by_regency(period: int) -> dict[str, dict[str, int]]:
    """Returns with failed checks by kab/kota: `must_fix` and `explain` count returns, not checks."""
    rows = (
        _returns(period)
        .values("regency_id")
        .annotate(
            must_fix=Count("pk", filter=Q(must_fix_count__gt=0)), explain=Count("pk", filter=Q(explain_count__gt=0))
        )
    )
    return {row["regency_id"]: {"must_fix": row["must_fix"], "explain": row["explain"]} for row in rows}


def missing_by_regency(figures: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """Figures without data and all figures that apply, by kab/kota."""
    counted = (
        figures.filter(pl.col("nothing") != "not_applicable")
        .group_by("regency")
        .agg(missing=(pl.col("nothing") == "missing").sum(), cells=pl.len())
    )
    return {regency: (missing, cells) for regency, missing, cells in counted.sort("regency").iter_rows()}


def _sources(method: Method, period: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Frame and figures from the rooms below that the method asks."""
    asked = tuple(name for name in figure_names(method) if name in assessments.ELEMENTS)
    assessed = assessments.figures(period).filter(pl.col("element").is_in(asked)) if asked else None
    if assessed is not None and not uses_returns(method):
        return assessments.frame(period, asked), assessed
    frame, figures = submissions.frame(period), submissions.figures(period)
    # Offices answer rounds of their own about the same year; their figures are none of libraries.
    figures = figures.filter(pl.col("institution").is_in(frame["institution"].implode()))
    if assessed is None:
        return frame, figures
    others = assessments.frame(period, asked).join(frame, on="institution", how="anti")
    return pl.concat([frame, others]).sort("institution"), pl.concat([figures, assessed]).sort("institution", "element")


def _returns(period: int) -> QuerySet[Submission]:
    return Submission.objects.filter(submissions.of_libraries("round__"), round__period=period)


def _accepted() -> Q:
    return Q(state__in=[Submission.State.ACCEPTED, Submission.State.LOCKED])


def _series(method: Method, regions: list[str]) -> pl.DataFrame:
    wanted = {element.gather.series for element in method.elements if element.gather and element.gather.series}
    rows = [
        (one.series, one.region, one.period, one.value, one.source, one.trust)
        for edition in editions()
        for one in edition.values
        if one.series in wanted and one.region in regions
    ]
    return pl.DataFrame(rows, schema=SERIES, orient="row").sort("series", "region", "period")


def _used(code: str, edition: SeriesEdition, inputs: Inputs) -> SeriesUsed | None:
    own = inputs.series.filter(pl.col("series") == code)
    if own.is_empty():
        return None
    before = own.filter(pl.col("period") <= inputs.period)["period"]
    period = before.max() if len(before) else own["period"].min()
    source = own.filter(pl.col("period") == period)["source"][0]
    return {
        "code": code,
        "label": edition.labels[code]["id"],
        "unit": edition.units[code]["id"],
        "period": int(str(period)),
        "source": edition.sources[source],
    }
