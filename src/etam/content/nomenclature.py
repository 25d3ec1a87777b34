"""Programmes, activities and sub-activities as budgets name them, by list: a code means nothing without its list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etam.content.bases import Basis, read_basis
from etam.content.files import Document, Fault, folder_checksum
from etam.content.tables import check_version, document, refuse, repeated

FILE, KIND = "nomenclature.yml", "nomenclature"
# How many numbers a code of each kind has, and which digit stands after the programme at each level.
PARTS = {"programme": 3, "activity": 5, "sub_activity": 6}
DIGITS = {"province": "1", "regency": "2"}


@dataclass(frozen=True)
class BudgetName:
    """One row; `level` is "province" or "regency", `kind` "programme", "activity" or "sub_activity"."""

    level: str
    code: str
    kind: str
    name: str


@dataclass(frozen=True)
class NameList:
    """What one regulation names; without a basis the decree behind the list was not found."""

    code: str
    label: dict[str, str]
    basis: tuple[Basis, ...]
    confidence: str
    source: str
    rows: Mapping[tuple[str, str], BudgetName]
    note: dict[str, str] | None = None


@dataclass(frozen=True)
class Nomenclature:
    """One edition: its lists by code, the oldest first."""

    version: str
    checksum: str
    lists: Mapping[str, NameList]


def check_nomenclature(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, version, repeated codes, codes that are not of their kind or level."""
    read, faults = document(folder / FILE, KIND)
    if read is None or faults:
        return faults
    return sorted([*check_version(read, folder), *repeated(read, "lists"), *_rows(read)])


def load_nomenclature(folder: Path) -> Nomenclature:
    """Read an edition. Raises ContentError with every fault that `check_nomenclature` finds."""
    refuse(check_nomenclature(folder))
    read, _ = document(folder / FILE, KIND)
    data: dict[str, Any] = read.data if read else {}
    lists = [
        NameList(**{**entry, "basis": read_basis(entry["basis"]), "rows": _by_code(entry["rows"])})
        for entry in data["lists"]
    ]
    return Nomenclature(data["version"], folder_checksum(folder), {one.code: one for one in lists})


def _by_code(rows: list[dict[str, str]]) -> dict[tuple[str, str], BudgetName]:
    return {(row["level"], row["code"]): BudgetName(**row) for row in rows}


def _rows(read: Document) -> Iterator[Fault]:
    for place, entry in enumerate(read.data["lists"]):
        seen: set[tuple[str, str]] = set()
        for index, row in enumerate(entry["rows"]):
            where, name = ("lists", place, "rows", index), (row["level"], row["code"])
            if name in seen:
                yield read.fault(where, f"{row['level']} {row['code']} stands twice; keep one of the two")
            seen.add(name)
            parts = row["code"].split(".")
            if len(parts) != PARTS[row["kind"]]:
                yield read.fault(
                    where, f"code {row['code']} has {len(parts)} numbers, a {row['kind']} has {PARTS[row['kind']]}"
                )
            elif len(parts) > 3 and parts[3] != DIGITS[row["level"]]:
                yield read.fault(where, f"code {row['code']} is not of level {row['level']}")
