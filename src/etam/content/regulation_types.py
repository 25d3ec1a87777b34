"""Types of regulation: how the register's short code is written out, abbreviated and headed in the JDIHN feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etam.content.files import CONTENT_ROOT, Fault, folder_checksum, versions
from etam.content.regions import plain_name
from etam.content.tables import check_version, document, refuse, repeated

FILE = "types.yml"


@dataclass(frozen=True)
class RegulationType:
    """One type; `code` is what the register writes. `heading` may hold {issuer} or {region}."""

    code: str
    name: str
    abbreviation: str
    issued_by: str
    heading: str
    confidence: str

    @property
    def is_regional(self) -> bool:
        return self.issued_by == "region"


@dataclass(frozen=True)
class RegulationTypes:
    """One edition, by code; the form of the headings carries a confidence of its own."""

    version: str
    checksum: str
    heading_confidence: str
    types: Mapping[str, RegulationType]

    def of(self, code: str) -> RegulationType:
        """The type with this code; one that the edition does not know is written as it stands, of the state."""
        unknown = RegulationType(code, code, code, "state", "Indonesia. {issuer}", "unverified")
        return self.types.get(code, unknown)

    def named(self, words: str, issuer: str = "") -> RegulationType | None:
        """The one type with this code, name or abbreviation in any letter case, None when none or several fit.

        A "Peraturan Daerah" is told apart by its issuer: the province, a kabupaten or a kota.
        """
        wanted = plain_name(words)
        exact = [one for one in self.types.values() if wanted in (plain_name(one.code), plain_name(one.name))]
        found = exact or [one for one in self.types.values() if wanted in _loose(one)]
        if len(found) > 1:
            said = plain_name(issuer).split()
            found = [one for one in found if plain_name(one.name).split()[-1] in said]
        return found[0] if len(found) == 1 else None


def check_regulation_types(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, version, a code or name that stands twice."""
    read, faults = document(folder / FILE, "regulation-types")
    if read is None or faults:
        return faults
    return sorted([*check_version(read, folder), *repeated(read, "types"), *repeated(read, "types", "name")])


def load_regulation_types(folder: Path) -> RegulationTypes:
    """Read an edition. Raises ContentError with every fault that `check_regulation_types` finds."""
    refuse(check_regulation_types(folder))
    read, _ = document(folder / FILE, "regulation-types")
    data = read.data if read else {}
    return RegulationTypes(
        version=data["version"],
        checksum=folder_checksum(folder),
        heading_confidence=data["heading_confidence"],
        types={entry["code"]: RegulationType(**entry) for entry in data["types"]},
    )


@cache
def latest_regulation_types() -> RegulationTypes:
    """The newest edition that the product ships with; read once per process."""
    return load_regulation_types(versions(CONTENT_ROOT / "regulation-types")[-1])


def _loose(one: RegulationType) -> tuple[str, ...]:
    """Names under which several types may go: the abbreviation, and the name without its last word."""
    name = plain_name(one.name)
    general = name.rsplit(" ", 1)[0] if name.startswith("peraturan daerah ") else name
    return plain_name(one.abbreviation), general
