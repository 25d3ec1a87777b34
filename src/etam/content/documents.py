"""Official documents that the product sets, and the regulation that asks for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etam.content.bases import Basis, read_basis
from etam.content.files import Fault, folder_checksum
from etam.content.tables import check_version, document, refuse, repeated

FILE, KIND = "documents.yml", "documents"


@dataclass(frozen=True)
class OfficialDocument:
    """A kind of document; without a basis no regulation that asks for it was found."""

    code: str
    label: dict[str, str]
    basis: tuple[Basis, ...]
    confidence: str
    source: str
    note: dict[str, str] | None = None


@dataclass(frozen=True)
class OfficialDocuments:
    """One edition, by code in the order of the file."""

    version: str
    checksum: str
    documents: Mapping[str, OfficialDocument]


def check_documents(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, version, a code that stands twice."""
    read, faults = document(folder / FILE, KIND)
    if read is None or faults:
        return faults
    return sorted([*check_version(read, folder), *repeated(read, "documents")])


def load_documents(folder: Path) -> OfficialDocuments:
    """Read an edition. Raises ContentError with every fault that `check_documents` finds."""
    refuse(check_documents(folder))
    read, _ = document(folder / FILE, KIND)
    data: dict[str, Any] = read.data if read else {}
    found = [OfficialDocument(**{**entry, "basis": read_basis(entry["basis"])}) for entry in data["documents"]]
    return OfficialDocuments(data["version"], folder_checksum(folder), {one.code: one for one in found})
