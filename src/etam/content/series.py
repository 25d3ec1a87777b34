"""Series by region and year: population, schools, published counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etam.content.files import CONTENT_ROOT, Fault, Row, folder_checksum, versions
from etam.content.sources import check_source
from etam.content.tables import document, known, refuse, table, unique


@dataclass(frozen=True)
class SeriesValue:
    """One figure; `region` is a Kemendagri code, `period` a year, `trust` one of high, good, low, computed, own."""

    series: str
    region: str
    period: int
    value: float
    source: str
    trust: str
    note: str = ""


@dataclass(frozen=True)
class SeriesEdition:
    """A dated folder of series, with the labels of what it holds."""

    code: str
    version: str
    checksum: str
    values: tuple[SeriesValue, ...]
    labels: dict[str, dict[str, str]]
    units: dict[str, dict[str, str]]
    sources: dict[str, str]


def check_series(folder: Path) -> list[Fault]:
    """Everything wrong with an edition of series: form, repeated values, series and sources that are not described."""
    rows, faults = table(folder / "values.csv", "series")
    faults = [*faults, *check_source(folder)]
    if faults:
        return sorted(faults)
    source, _ = document(folder / "source.yml", "source")
    described = source.data if source else {}
    faults += unique(rows, "series", "region", "period")
    faults += known(
        rows, "series", [entry["code"] for entry in described.get("series", [])], "the series of source.yml"
    )
    faults += known(rows, "source", [entry["id"] for entry in described["sources"]], "the sources of source.yml")
    return sorted([*faults, *_sums(rows)])


def load_series(folder: Path) -> SeriesEdition:
    """Read an edition of series.

    Raises ContentError with every fault that `check_series` finds.
    """
    refuse(check_series(folder))
    rows, _ = table(folder / "values.csv", "series")
    source, _ = document(folder / "source.yml", "source")
    described = source.data if source else {}
    return SeriesEdition(
        code=folder.parent.name,
        version=folder.name,
        checksum=folder_checksum(folder),
        values=tuple(_value(row) for row in rows),
        labels={entry["code"]: entry["label"] for entry in described["series"]},
        units={entry["code"]: entry["unit"] for entry in described["series"]},
        sources={entry["id"]: entry["publisher"] for entry in described["sources"]},
    )


def latest_series(root: Path = CONTENT_ROOT) -> list[SeriesEdition]:
    """The newest edition of each folder below `content/series`."""
    return [load_series(versions(folder)[-1]) for folder in sorted((root / "series").iterdir()) if folder.is_dir()]


def _value(row: Row) -> SeriesValue:
    return SeriesValue(
        series=row["series"],
        region=row["region"],
        period=int(row["period"]),
        value=float(row["value"]),
        source=row["source"],
        trust=row["trust"],
        note=row["note"],
    )


def _sums(rows: Iterable[Row]) -> Iterator[Fault]:
    # One kab/kota beside its province is a figure of its own; several are meant to be all of them.
    groups: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        groups.setdefault((row["series"], row["period"]), {})[row["region"]] = row
    for (series, period), by_region in groups.items():
        for code, whole in by_region.items():
            parts = [float(row["value"]) for region, row in by_region.items() if region.rpartition(".")[0] == code]
            if len(parts) > 1 and sum(parts) != float(whole["value"]):
                yield whole.fault(
                    f"{series} {period}: the parts of {code} sum to {sum(parts):.12g}, not to {whole['value']}"
                )
