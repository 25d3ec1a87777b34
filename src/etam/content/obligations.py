"""What national bodies ask of the office: on which basis, by when where that is known, and which export answers."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, ContentError, Document, Fault, folder_checksum, read_yaml, versions
from etam.content.tables import document, refuse, table, unique

FILE, EVIDENCE = "obligations.yml", "pemdi.csv"


@dataclass(frozen=True)
class Basis:
    """The regulation, and the article where one is known, that asks."""

    regulation: str
    confidence: str
    article: str = ""


@dataclass(frozen=True)
class Due:
    """The day of the year until which it is asked, so many years after the year it speaks about."""

    month: int
    day: int
    years_later: int
    confidence: str

    def of(self, year: int) -> date:
        """The due date of what speaks about `year`."""
        return date(year + self.years_later, self.month, self.day)


@dataclass(frozen=True)
class Obligation:
    """One thing that is asked every year. `export` names what answers it; "" where Etam holds no answer.

    `due` is None where no source names a day; then a letter of the year does.
    """

    code: str
    asked_by: str
    title: dict[str, str]
    asks: dict[str, str]
    basis: tuple[Basis, ...]
    export: str
    due: Due | None
    not_answered: dict[str, str] | None
    note: dict[str, str] | None
    confidence: str
    source: str


@dataclass(frozen=True)
class Indicator:
    """One indicator of the digital government index; `shows` is what in Etam is evidence of it, "" where nothing is."""

    number: int
    aspect: str
    title: str
    weight_percent: int
    shows: str
    address: str
    confidence: str


@dataclass(frozen=True)
class Obligations:
    """One edition, in the order of the file."""

    version: str
    checksum: str
    bodies: Mapping[str, str]
    all: tuple[Obligation, ...]
    indicators: tuple[Indicator, ...]

    def find(self, code: str) -> Obligation | None:
        return next((one for one in self.all if one.code == code), None)


def check_obligations(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, codes twice or unknown, days that no calendar has, weights that are no
    whole.
    """
    read, faults = document(folder / FILE, "obligations")
    rows, wrong = table(folder / EVIDENCE, "obligations")
    if read is None or faults or wrong:
        return sorted([*faults, *wrong])
    found = [*_version(read, folder), *_repeated(read), *_unknown(read), *_days(read), *unique(rows, "indicator")]
    if (total := sum(int(row["weight_percent"]) for row in rows)) != 100:
        found.append(Fault(folder / EVIDENCE, 1, f"weight_percent sums to {total}, not to 100"))
    return sorted(found)


def load_obligations(folder: Path) -> Obligations:
    """Read an edition.

    Raises ContentError with every fault that `check_obligations` finds.
    """
    refuse(check_obligations(folder))
    data = read_yaml(folder / FILE).data
    rows, _ = table(folder / EVIDENCE, "obligations")
    return Obligations(
        version=data["version"],
        checksum=folder_checksum(folder),
        bodies={one["code"]: one["label"]["id"] for one in data["bodies"]},
        all=tuple(_obligation(entry) for entry in data["obligations"]),
        indicators=tuple(
            Indicator(
                number=int(row["indicator"]),
                aspect=row["aspect"],
                title=row["title"],
                weight_percent=int(row["weight_percent"]),
                shows=row["shows"],
                address=row["address"],
                confidence=row["confidence"],
            )
            for row in rows
        ),
    )


@cache
def latest_obligations() -> Obligations:
    """The newest edition that the product ships with."""
    folder = CONTENT_ROOT / "obligations"
    if not folder.is_dir():
        raise ContentError([Fault(folder, 0, "is absent")])
    return load_obligations(versions(folder)[-1])


def _obligation(entry: dict[str, Any]) -> Obligation:
    return Obligation(
        code=entry["code"],
        asked_by=entry["asked_by"],
        title=entry["title"],
        asks=entry["asks"],
        basis=tuple(Basis(**one) for one in entry["basis"]),
        export=entry["export"] or "",
        due=Due(**entry["due"]) if "due" in entry else None,
        not_answered=entry.get("not_answered"),
        note=entry.get("note"),
        confidence=entry["confidence"],
        source=entry["source"],
    )


def _version(read: Document, folder: Path) -> Iterator[Fault]:
    if read.data["version"] != folder.name:
        yield read.fault(("version",), f'version "{read.data["version"]}" stands in the folder {folder.name}')


def _repeated(read: Document) -> Iterator[Fault]:
    for name in ("bodies", "obligations"):
        codes = [entry["code"] for entry in read.data[name]]
        for index, code in enumerate(codes):
            if code in codes[:index]:
                yield read.fault((name, index, "code"), f'{name}: "{code}" stands twice')


def _unknown(read: Document) -> Iterator[Fault]:
    bodies = {entry["code"] for entry in read.data["bodies"]}
    for index, entry in enumerate(read.data["obligations"]):
        if entry["asked_by"] not in bodies:
            yield read.fault(("obligations", index, "asked_by"), f'"{entry["asked_by"]}" is not among bodies')
        if entry["export"] is None and "not_answered" not in entry:
            yield read.fault(("obligations", index), f"{entry['code']} has no export and does not say why")


def _days(read: Document) -> Iterator[Fault]:
    for index, entry in enumerate(read.data["obligations"]):
        due = entry.get("due")
        # 2025 is no leap year, so a day that it has exists in every year.
        if due and due["day"] > calendar.monthrange(2025, due["month"])[1]:
            yield read.fault(("obligations", index, "due"), f"there is no day {due['day']} in month {due['month']}")
