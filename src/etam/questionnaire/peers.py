"""Fences from peers: how far a ratio may lie from the median of institutions of the same kind and subtype."""

from collections.abc import Mapping

import polars as pl

from etam.expressions import to_polars
from etam.questionnaire.context import Fence
from etam.questionnaire.instrument import Instrument, PeerRule

MAD_TO_SD = 1.4826
"""Makes the median absolute deviation of normally distributed values equal to their standard deviation."""

GROUP = ["kind", "subtype"]


def peer_fences(instrument: Instrument, table: pl.DataFrame) -> pl.DataFrame:
    """The fences of every peers check, one row per (check, kind, subtype): low, high, median, peers.

    `table` is as for `run_table`, usually the accepted returns of the round before. A group with fewer peers than the
    check demands, or whose middle half is all the same value, gets no fence: there is no "usual" to leave.
    """
    rows = [_fences(rule, table) for rule in instrument.peer_rules]
    return pl.concat(rows) if rows else pl.DataFrame(schema=_SCHEMA)


def fences_for(fences: pl.DataFrame, kind: str, subtype: str) -> dict[str, Fence]:
    """The fences of one institution by id of the check, as a Context holds them."""
    mine = fences.filter((pl.col("kind") == kind) & (pl.col("subtype") == subtype))
    return {
        row["check"]: Fence(row["low"], row["high"], row["median"], row["peers"]) for row in mine.iter_rows(named=True)
    }


def fences_table(groups: Mapping[tuple[str, str], Mapping[str, Fence]]) -> pl.DataFrame:
    """The reverse of `fences_for`, for fences that were kept elsewhere."""
    rows = [
        (check, kind, subtype, fence.low, fence.high, fence.median, fence.peers)
        for (kind, subtype), fences in groups.items()
        for check, fence in fences.items()
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


_SCHEMA = {
    "check": pl.String,
    "kind": pl.String,
    "subtype": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "median": pl.Float64,
    "peers": pl.Int64,
}


def _fences(rule: PeerRule, table: pl.DataFrame) -> pl.DataFrame:
    value = to_polars(rule.value).fill_nan(None)
    value = pl.when(value > 0).then(value.log()) if rule.is_log else value
    values = table.lazy().select(*GROUP, value=value).drop_nulls("value")
    middle = values.group_by(GROUP).agg(
        median=pl.col("value").median(),
        mad=(pl.col("value") - pl.col("value").median()).abs().median(),
        peers=pl.len().cast(pl.Int64),
    )
    reach = rule.spread * MAD_TO_SD * pl.col("mad")
    bounds = {"low": pl.col("median") - reach, "high": pl.col("median") + reach, "median": pl.col("median")}
    fences = middle.filter((pl.col("peers") >= rule.at_least) & (pl.col("mad") > 0)).select(
        pl.lit(rule.check).alias("check"),
        *GROUP,
        *((bound.exp() if rule.is_log else bound).alias(name) for name, bound in bounds.items()),
        "peers",
    )
    return fences.sort(GROUP).collect()
