"""Types of evidence: what a file is, in which media it may come, and how long it usually holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from etam.content.files import CONTENT_ROOT, Document, Fault, folder_checksum, versions
from etam.content.tables import check_version, document, refuse, repeated

FILE = "types.yml"


@dataclass(frozen=True)
class EvidenceType:
    """A type of evidence.

    `media` are the media types that are accepted ("application/pdf"); `media_label` says them in words.
    `months` is the usual validity; None when no source states one, and then only the file itself can.
    """

    code: str
    label: dict[str, str]
    media: tuple[str, ...]
    months: int | None
    help: dict[str, str]
    media_label: dict[str, str]
    confidence: str


@dataclass(frozen=True)
class EvidenceTypes:
    """One edition of the types, in the order in which people choose among them."""

    version: str
    checksum: str
    types: dict[str, EvidenceType]

    @property
    def media(self) -> frozenset[str]:
        """Every media type that some type of evidence accepts."""
        return frozenset(medium for one in self.types.values() for medium in one.media)


def check_evidence_types(folder: Path) -> list[Fault]:
    """Everything wrong with an edition of the types of evidence: form, repeated codes, unknown media."""
    read, faults = document(folder / FILE, "evidence-types")
    if read is None or faults:
        return faults
    return sorted([*check_version(read, folder), *repeated(read, "types"), *repeated(read, "media"), *_media(read)])


def load_evidence_types(folder: Path) -> EvidenceTypes:
    """Read an edition of the types of evidence.

    Raises ContentError with every fault that `check_evidence_types` finds.
    """
    refuse(check_evidence_types(folder))
    read, _ = document(folder / FILE, "evidence-types")
    data = read.data if read else {}
    return EvidenceTypes(
        version=data["version"],
        checksum=folder_checksum(folder),
        types={entry["code"]: _type(entry, data["media"]) for entry in data["types"]},
    )


@cache
def latest_types() -> EvidenceTypes:
    """The newest edition that the product ships with; read once per process."""
    return load_evidence_types(versions(CONTENT_ROOT / "evidence-types")[-1])


def evidence_types() -> MappingProxyType[str, EvidenceType]:
    """The types of the newest edition by code, in the order in which people choose among them."""
    return MappingProxyType(latest_types().types)


def _media(read: Document) -> Iterator[Fault]:
    known = [entry["code"] for entry in read.data["media"]]
    for index, entry in enumerate(read.data["types"]):
        for place, code in enumerate(entry["media"]):
            if code not in known:
                yield read.fault(("types", index, "media", place), f'medium "{code}" is not one of {", ".join(known)}')


def _type(entry: dict[str, Any], media: Sequence[dict[str, Any]]) -> EvidenceType:
    by_code = {medium["code"]: medium for medium in media}
    chosen = [by_code[code] for code in entry["media"]]
    return EvidenceType(
        code=entry["code"],
        label=entry["label"],
        media=tuple(medium for one in chosen for medium in one["types"]),
        months=entry["months"],
        help=entry["help"],
        media_label={language: ", ".join(one["label"][language] for one in chosen) for language in ("id", "en")},
        confidence=entry["confidence"],
    )
