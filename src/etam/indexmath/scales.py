"""Category scales: bands that say at each end whether the bound belongs to them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, ContentError, Document, Fault, check_schema, read_yaml

SCALES = CONTENT_ROOT / "category-scales"


@dataclass(frozen=True)
class Band:
    """One category: the scores between `low` and `high`, each end in or out."""

    code: str
    label: Mapping[str, str]
    low: float
    high: float
    low_in: bool
    high_in: bool
    confidence: str = ""

    def holds(self, score: float) -> bool:
        """Whether `score` lies in this band."""
        above = score >= self.low if self.low_in else score > self.low
        below = score <= self.high if self.high_in else score < self.high
        return above and below

    def __str__(self) -> str:
        return f"{'[' if self.low_in else '('}{self.low:g}, {self.high:g}{']' if self.high_in else ')'}"


@dataclass(frozen=True)
class CategoryScale:
    """Bands from the lowest to the highest, without gap or overlap."""

    code: str
    title: Mapping[str, str]
    status: str
    bands: tuple[Band, ...]
    source: str = ""
    confidence: str = ""
    path: Path = Path()

    def classify(self, score: float) -> Band | None:
        """The band of `score`; None for no score and for a score outside the scale (its notes say so)."""
        if math.isnan(score):
            return None
        return next((band for band in self.bands if band.holds(score)), None)


def load_scale(path: Path) -> CategoryScale:
    """Read a category scale.

    Raises ContentError with file and line when the file breaks the schema or its bands leave a gap or overlap.
    """
    document = read_yaml(path)
    faults = check_scale_document(document)
    if faults:
        raise ContentError(faults)
    return _scale(document.data, path)


def scale_beside(method_path: Path, code: str) -> CategoryScale:
    """The scale that a method names. Raises ContentError like `load_scale`.

    A scale beside the method file wins, so that a release folder is complete in itself.
    """
    beside = method_path.parent / f"{code}.yml"
    return load_scale(beside if beside.is_file() else SCALES / f"{code}.yml")


def check_scale(path: Path) -> list[Fault]:
    """Everything wrong with the category scale at `path`."""
    try:
        return check_scale_document(read_yaml(path))
    except ContentError as error:
        return error.faults


def check_scale_document(document: Document) -> list[Fault]:
    faults = check_schema(document, "category-scale")
    if faults:
        return faults
    bands = document.data["bands"]
    faults = [
        document.fault(
            ("bands", index, "from"), f'band "{upper["code"]}" starts at {upper["from"]} but {_ending(lower)}'
        )
        for index, (lower, upper) in enumerate(pairwise(bands), start=1)
        if upper["from"] != lower["to"] or upper["from_included"] == lower["to_included"]
    ]
    return faults + [
        document.fault(("bands", index), f'band "{band["code"]}" ends before it starts')
        for index, band in enumerate(bands)
        if band["to"] < band["from"]
    ]


def _ending(band: Mapping[str, Any]) -> str:
    included = "with" if band["to_included"] else "without"
    return f'"{band["code"]}" ends at {band["to"]} {included} that value; every score needs exactly one band'


def _scale(data: Mapping[str, Any], path: Path) -> CategoryScale:
    bands = tuple(
        Band(
            code=band["code"],
            label=band["label"],
            low=float(band["from"]),
            high=float(band["to"]),
            low_in=band["from_included"],
            high_in=band["to_included"],
            confidence=band.get("confidence", data["confidence"]),
        )
        for band in data["bands"]
    )
    return CategoryScale(data["code"], data["title"], data["status"], bands, data["source"], data["confidence"], path)
