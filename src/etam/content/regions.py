"""Regions of the province in time: codes, names, outlines, overlays, and how a written name finds its region."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, folder_checksum, versions
from etam.content.region_checks import check_regions
from etam.content.tables import document, iso_day, number, refuse, table

PREFIX_LEVELS = {
    "provinsi": 1, "prov": 1, "kabupaten": 2, "kab": 2, "kecamatan": 3, "kec": 3,
    "desa": 4, "kelurahan": 4, "kel": 4, "kampung": 4,
}  # fmt: skip


@dataclass(frozen=True)
class Region:
    """One administrative area. `valid_to` is its last day; None means that the day is not known, or still to come."""

    code: str
    level: int
    parent_code: str | None
    name: str
    type: str
    bps_code: str = ""
    bps_code_2017: str = ""
    postal_code: str = ""
    lat: float | None = None
    lon: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    confidence: str = "official"

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class RegionChange:
    """A split or a move to another province; `date` is the first day of the new state, None when not found."""

    date: date | None
    change: str
    from_code: str
    to_code: str
    law: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Overlay:
    """A tag on a region that is no region itself, such as IKN; `extent` is "full" or "partial"."""

    overlay: str
    code: str
    extent: str
    valid_from: date | None
    valid_to: date | None
    law: str
    confidence: str
    date_confidence: str
    note: str


@dataclass(frozen=True)
class Regions:
    """One edition of the regions of the province."""

    folder: Path
    version: str
    checksum: str
    current: tuple[Region, ...]
    former: tuple[Region, ...]
    history: tuple[RegionChange, ...]
    overlays: tuple[Overlay, ...]
    variants: Mapping[str, tuple[str, ...]] = field(repr=False)
    tiles: Mapping[str, tuple[int, int]] = field(repr=False)
    labels: Mapping[str, tuple[float, float]] = field(repr=False)
    areas_km2: Mapping[str, float] = field(repr=False)
    capitals: Mapping[str, str] = field(repr=False)
    dapodik_codes: Mapping[str, str] = field(repr=False)
    source: Mapping[str, Any] = field(repr=False)

    @property
    def credit(self) -> str:
        """The line that stands under every map."""
        return str(self.source["credit"])

    @cached_property
    def by_code(self) -> dict[str, Region]:
        return {region.code: region for region in (*self.former, *self.current)}

    def at_level(self, level: int, day: date | None = None) -> list[Region]:
        """The regions of a level (1 province … 4 village); today's, or those that existed on `day`."""
        pool = self.current if day is None else self.by_code.values()
        return [region for region in pool if region.level == level and (day is None or region.exists_on(day))]

    def children(self, code: str) -> list[Region]:
        return [region for region in self.current if region.parent_code == code]

    def overlay_extent(self, code: str, overlay: str = "ikn", day: date | None = None) -> str:
        """ "full", "partial", or "" when nothing is known; what lies in a fully covered region is fully covered.

        A village of a partly covered district gets "": which villages are meant has not been settled.
        """
        for tag in self.overlays:
            if tag.overlay != overlay or (day and tag.valid_from and day < tag.valid_from):
                continue
            if code == tag.code or (tag.extent == "full" and code.startswith(tag.code + ".")):
                return tag.extent
            if tag.code.startswith(code + "."):
                return "partial"
        return ""

    def find(self, name: str, level: int | None = None, within: str | None = None) -> list[Region]:
        """Today's regions that a person may mean by `name`: its official name, or a variant accepted on import.

        `level` and `within` (a code) narrow the search. More than one result means: ask.
        """
        wanted = plain_name(name)
        first, _, rest = wanted.partition(" ")
        codes = self._index.get(wanted, frozenset())
        if not codes and rest and first in PREFIX_LEVELS:
            codes, level = self._index.get(rest, frozenset()), level or PREFIX_LEVELS[first]
        return [
            self.by_code[code]
            for code in sorted(codes)
            if (level is None or self.by_code[code].level == level)
            and (within is None or code == within or code.startswith(within + "."))
        ]

    @cached_property
    def _index(self) -> dict[str, frozenset[str]]:
        index: dict[str, set[str]] = {}
        for region in self.current:
            for name in self._names_of(region):
                index.setdefault(plain_name(name), set()).add(region.code)
        return {name: frozenset(codes) for name, codes in index.items()}

    def _names_of(self, region: Region) -> Iterator[str]:
        yield region.name
        yield from self.variants.get(region.code, ())
        yield spoken_name(region.name, region.level)


def spoken_name(name: str, level: int) -> str:
    """The name of a region as people say it: "Kutai Timur", "Samarinda"."""
    # Only of kab/kota: "Kota Bangun" is a district, and "Bangun" is not its name.
    return name.removeprefix("Kabupaten ").removeprefix("Kota ") if level == 2 else name


def plain_name(name: str) -> str:
    """A name as it is compared: lower case, letters and digits only, single spaces."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def latest_regions() -> Regions:
    """The newest edition of the regions that the product ships with."""
    return load_regions(versions(CONTENT_ROOT / "regions")[-1])


def load_regions(folder: Path) -> Regions:
    """Read an edition of the regions.

    Raises ContentError with every fault that `check_regions` finds.
    """
    refuse(check_regions(folder))
    source, _ = document(folder / "source.yml", "source")
    extra = {name: _rows(folder, f"{name}.csv") for name in ("regencies", "areas", "tiles", "labels")}
    return Regions(
        folder=folder,
        version=folder.name,
        checksum=folder_checksum(folder),
        current=tuple(_region(row) for row in _rows(folder, "regions.csv")),
        former=tuple(_region(row) for row in _rows(folder, "former.csv")),
        history=tuple(RegionChange(**{**row, "date": iso_day(row["date"])}) for row in _rows(folder, "history.csv")),
        overlays=tuple(_overlay(row) for row in _rows(folder, "overlay.csv")),
        variants=_variants(_rows(folder, "names.csv")),
        tiles={row["code"]: (int(row["grid_row"]), int(row["grid_col"])) for row in extra["tiles"]},
        labels={row["code"]: (float(row["label_lat"]), float(row["label_lon"])) for row in extra["labels"]},
        areas_km2={row["code"]: float(row["area_km2_kepmendagri_2025"]) for row in extra["areas"]},
        capitals={row["code"]: row["capital"] for row in extra["regencies"]},
        dapodik_codes={row["code"]: row["dapodik_code"] for row in extra["regencies"]},
        source=source.data if source else {},
    )


def outlines(folder: Path) -> dict[str, Any]:
    """The GeoJSON FeatureCollection of the kab/kota; a feature's id is its Kemendagri code, coordinates are WGS84."""
    data: dict[str, Any] = json.loads((folder / "outlines.geojson").read_text(encoding="utf-8"))
    return data


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [dict(row.values) for row in table(folder / name, "regions")[0]]


def _region(row: dict[str, Any]) -> Region:
    fields = {key: value for key, value in row.items() if key != "note"}
    fields |= {key: number(row[key]) for key in ("lat", "lon") if key in row}
    fields |= {"level": int(row["level"]), "parent_code": row["parent_code"] or None}
    return Region(**fields | {key: iso_day(row[key]) for key in ("valid_from", "valid_to")})


def _overlay(row: dict[str, Any]) -> Overlay:
    return Overlay(**row | {key: iso_day(row[key]) for key in ("valid_from", "valid_to")})


def _variants(rows: list[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    variants: dict[str, tuple[str, ...]] = {}
    for row in rows:
        variants[row["code"]] = (*variants.get(row["code"], ()), row["variant"])
    return variants
