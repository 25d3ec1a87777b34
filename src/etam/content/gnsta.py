"""The six tertib of the national movement for orderly archives (GNSTA), and which questions and scores tell of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, ContentError, Document, Fault, folder_checksum, read_yaml, versions
from etam.content.tables import check_version, document, refuse

FILE = "gnsta.yml"


@dataclass(frozen=True)
class Source:
    """A question (`element`) or a node of the tree of weights (`node`) of an instrument; the other is "".

    `is_wider` says that it speaks of other things too, so it is shown and never taken for the tertib alone.
    """

    instrument: str
    element: str
    node: str
    is_wider: bool
    confidence: str


@dataclass(frozen=True)
class Tertib:
    """One of the six. `not_yet` says what of it nothing in Etam tells; None when nothing is wanting."""

    code: str
    number: int
    title: dict[str, str]
    text: dict[str, str]
    confidence: str
    sources: tuple[Source, ...]
    not_yet: dict[str, str] | None


@dataclass(frozen=True)
class Gnsta:
    """One edition; `basis` holds the confidence of each regulation, `targets` says why there are no targets."""

    version: str
    checksum: str
    title: dict[str, str]
    short: str
    confidence: str
    source: str
    basis: Mapping[str, str]
    targets: dict[str, str]
    targets_confidence: str
    tertib: tuple[Tertib, ...]


def check_gnsta(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, numbering, and sources that no instrument beside it has."""
    read, faults = document(folder / FILE, "gnsta")
    if read is None or faults:
        return faults
    return sorted([*check_version(read, folder), *_numbers(read), *_sources(read, folder.parents[1] / "instruments")])


def load_gnsta(folder: Path) -> Gnsta:
    """Read an edition. Raises ContentError with every fault that `check_gnsta` finds."""
    refuse(check_gnsta(folder))
    read, _ = document(folder / FILE, "gnsta")
    data = read.data if read else {}
    return Gnsta(
        version=data["version"],
        checksum=folder_checksum(folder),
        title=data["title"],
        short=data["short"],
        confidence=data["confidence"],
        source=data["source"],
        basis={entry["regulation"]: entry["confidence"] for entry in data["basis"]},
        targets=data["targets"]["text"],
        targets_confidence=data["targets"]["confidence"],
        tertib=tuple(_tertib(entry) for entry in data["tertib"]),
    )


@cache
def latest_gnsta() -> Gnsta:
    """The newest edition that the product ships with; read once per process."""
    return load_gnsta(versions(CONTENT_ROOT / "gnsta")[-1])


def _numbers(read: Document) -> Iterator[Fault]:
    codes = [entry["code"] for entry in read.data["tertib"]]
    for index, entry in enumerate(read.data["tertib"]):
        if entry["number"] != index + 1:
            yield read.fault(("tertib", index, "number"), f"tertib {index + 1} carries the number {entry['number']}")
        if entry["code"] in codes[:index]:
            yield read.fault(("tertib", index, "code"), f'tertib "{entry["code"]}" stands twice')


def _sources(read: Document, instruments: Path) -> Iterator[Fault]:
    if not instruments.is_dir():
        return  # A part of the content, as in a release, is checked without what it does not hold.
    for index, entry in enumerate(read.data["tertib"]):
        for place, source in enumerate(entry["sources"]):
            key = "element" if "element" in source else "node"
            known = _names(instruments / source["instrument"])
            if known is None:
                message = f"there is no instrument {source['instrument']}"
            elif source[key] not in known[key]:
                message = f'{source["instrument"]} has no {key} "{source[key]}"'
            else:
                continue
            yield read.fault(("tertib", index, "sources", place), message)


def _names(folder: Path) -> dict[str, set[str]] | None:
    """The elements and the nodes of the newest edition of an instrument; None where there is none to read."""
    editions = versions(folder) if folder.is_dir() else []
    try:
        data = read_yaml(editions[-1] / "instrument.yml").data if editions else None
    except ContentError:
        return None
    if data is None:
        return None
    elements = {question["element"] for section in data["sections"] for question in section["questions"]}
    return {"element": elements, "node": set(_nodes(data["scoring"]["tree"])) if "scoring" in data else set()}


def _nodes(tree: Mapping[str, Any]) -> Iterator[str]:
    yield tree["code"]
    for part in tree.get("parts", []):
        yield from _nodes(part)


def _tertib(entry: dict[str, Any]) -> Tertib:
    return Tertib(
        code=entry["code"],
        number=entry["number"],
        title=entry["title"],
        text=entry["text"],
        confidence=entry["confidence"],
        sources=tuple(
            Source(
                instrument=source["instrument"],
                element=source.get("element", ""),
                node=source.get("node", ""),
                is_wider=source.get("is_wider", False),
                confidence=source["confidence"],
            )
            for source in entry["sources"]
        ),
        not_yet=entry.get("not_yet"),
    )
