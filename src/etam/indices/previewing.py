"""The results of a run laid out for the officer's eyes. Pure: it reads nothing but its argument."""

from dataclasses import dataclass

from etam.indices.finding import reach
from etam.indices.results import Results, Unit, missing_share, ranked
from etam.indices.shaping import places
from etam.web import formats
from etam.web.components import GroupRow, Stat, group_rows


@dataclass(frozen=True)
class PreviewRow:
    """One unit beside its pieces of the group lines."""

    unit: Unit
    groups: GroupRow


@dataclass(frozen=True)
class Preview:
    """What the preview of a ranking shows."""

    rows: list[PreviewRow]
    ranked: int
    groups: int
    has_intervals: bool
    decimals: int
    reach: str
    stats: list[Stat]


def preview(results: Results) -> Preview:
    """Lay out the units in order of rank, and the figures that say how good the input is."""
    order = [unit["code"] for unit in ranked(results)]
    lines = group_rows(order, results["groups"])
    return Preview(
        rows=[PreviewRow(unit, lines.get(unit["code"], GroupRow())) for unit in results["units"]],
        ranked=len(order),
        groups=len(results["groups"]),
        has_intervals=results["robustness"] is not None,
        decimals=1 if results["level"] == "regency" else 2,
        reach=reach(places(results["units"]), results["level"]),
        stats=_stats(results),
    )


def _stats(results: Results) -> list[Stat]:
    quality = results["quality"]
    if quality is None:
        return []
    accepted, expected = quality["accepted"], quality["expected"]
    counted = f"isian diterima: {formats.number(accepted)} dari {formats.number(expected)} lembaga"
    return [
        Stat(formats.share(accepted, expected), counted),
        Stat(formats.share(quality["on_time"], expected), "dikirim sebelum batas waktu"),
        Stat(missing_share(quality), "angka tanpa data pada isian yang diterima"),
        Stat(formats.number(quality["explained"]), "pemeriksaan gagal yang diberi penjelasan"),
    ]
