"""Functional posts of librarians and archivists: levels, retirement ages, and the credit they ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etam.content.bases import Basis, read_basis
from etam.content.files import Document, Fault, folder_checksum
from etam.content.tables import check_version, document, refuse, repeated

FILE, KIND = "positions.yml", "positions"
LISTS = ("levels", "positions", "retirement_ages", "credits")


@dataclass(frozen=True)
class Level:
    """A level such as "Ahli Muda"; its `category` is "skill" or "expert"."""

    code: str
    name: str
    category: str
    confidence: str


@dataclass(frozen=True)
class Position:
    """A post and the codes of its levels from the lowest; `levels_confidence` is about those."""

    code: str
    label: dict[str, str]
    levels: tuple[str, ...]
    levels_confidence: str
    basis: tuple[Basis, ...]
    confidence: str
    source: str
    note: dict[str, str] | None = None


@dataclass(frozen=True)
class RetirementAge:
    """The age in years at which the holders of some levels retire."""

    code: str
    label: dict[str, str]
    levels: tuple[str, ...]
    years: int
    basis: tuple[Basis, ...]
    confidence: str
    source: str
    note: dict[str, str] | None = None


@dataclass(frozen=True)
class Credit:
    """Credit points that a level, its `code`, asks for the next rank and the next level; None where not seen."""

    code: str
    label: dict[str, str]
    ranks: str
    to_next_rank: float | None
    to_next_level: float | None
    basis: tuple[Basis, ...]
    confidence: str
    source: str
    note: dict[str, str] | None = None


@dataclass(frozen=True)
class Positions:
    """One edition, each list by code in the order of the file."""

    version: str
    checksum: str
    levels: Mapping[str, Level]
    positions: Mapping[str, Position]
    retirement_ages: Mapping[str, RetirementAge]
    credits: Mapping[str, Credit]


def check_positions(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, version, repeated codes, unknown levels, a level without one age."""
    read, faults = document(folder / FILE, KIND)
    if read is None or faults:
        return faults
    twice = (fault for name in LISTS for fault in repeated(read, name))
    return sorted([*check_version(read, folder), *twice, *_unknown_levels(read), *_ages(read)])


def load_positions(folder: Path) -> Positions:
    """Read an edition. Raises ContentError with every fault that `check_positions` finds."""
    refuse(check_positions(folder))
    read, _ = document(folder / FILE, KIND)
    data: dict[str, Any] = read.data if read else {}
    return Positions(
        version=data["version"],
        checksum=folder_checksum(folder),
        levels={entry["code"]: Level(**entry) for entry in data["levels"]},
        positions={entry["code"]: Position(**_read(entry)) for entry in data["positions"]},
        retirement_ages={entry["code"]: RetirementAge(**_read(entry)) for entry in data["retirement_ages"]},
        credits={entry["code"]: Credit(**_read(entry)) for entry in data["credits"]},
    )


def _read(entry: Mapping[str, Any]) -> dict[str, Any]:
    levels = {"levels": tuple(entry["levels"])} if "levels" in entry else {}
    return {**entry, **levels, "basis": read_basis(entry["basis"])}


def _unknown_levels(read: Document) -> Iterator[Fault]:
    known = [entry["code"] for entry in read.data["levels"]]
    for name in ("positions", "retirement_ages"):
        for index, entry in enumerate(read.data[name]):
            for place, level in enumerate(entry["levels"]):
                if level not in known:
                    yield read.fault(
                        (name, index, "levels", place), f'level "{level}" is not one of {", ".join(known)}'
                    )
    for index, entry in enumerate(read.data["credits"]):
        if entry["code"] not in known:
            yield read.fault(("credits", index, "code"), f'level "{entry["code"]}" is not one of {", ".join(known)}')


def _ages(read: Document) -> Iterator[Fault]:
    told = [level for entry in read.data["retirement_ages"] for level in entry["levels"]]
    for index, entry in enumerate(read.data["levels"]):
        if told.count(entry["code"]) != 1:
            yield read.fault(
                ("levels", index),
                f'level "{entry["code"]}" has {told.count(entry["code"])} retirement ages; give it one',
            )
