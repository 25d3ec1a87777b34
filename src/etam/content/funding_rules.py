"""Rules on money for libraries: which share of which money is demanded, and what a fund may be spent on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etam.content.bases import Basis, read_basis
from etam.content.files import CONTENT_ROOT, ContentError, Document, Fault, folder_checksum, versions
from etam.content.tables import check_version, document, refuse, repeated

FILE, KIND = "rules.yml", "funding-rules"


@dataclass(frozen=True)
class FundingRule:
    """One rule. `kind` is "share" (`percent` of `of`, as `bound` says) or "use" (what the fund may be spent on).

    `names_libraries` is None for a share. Years are budget years, None where they have not been found.
    """

    code: str
    fund: str
    label: dict[str, str]
    kind: str
    basis: tuple[Basis, ...]
    confidence: str
    source: str
    from_year: int | None
    to_year: int | None
    bound: str = ""
    percent: float | None = None
    of: dict[str, str] | None = None
    names_libraries: bool | None = None
    uses: dict[str, str] | None = None
    note: dict[str, str] | None = None


@dataclass(frozen=True)
class FundingRules:
    """One edition of the rules, by code in the order of the file."""

    version: str
    checksum: str
    rules: Mapping[str, FundingRule]


def check_funding_rules(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, version, a code that stands twice, years in the wrong order."""
    read, faults = document(folder / FILE, KIND)
    if read is None or faults:
        return faults
    return sorted([*check_version(read, folder), *repeated(read, "rules"), *_years(read)])


def load_funding_rules(folder: Path) -> FundingRules:
    """Read an edition. Raises ContentError with every fault that `check_funding_rules` finds."""
    refuse(check_funding_rules(folder))
    read, _ = document(folder / FILE, KIND)
    data: dict[str, Any] = read.data if read else {}
    rules = [FundingRule(**{**entry, "basis": read_basis(entry["basis"])}) for entry in data["rules"]]
    return FundingRules(data["version"], folder_checksum(folder), {rule.code: rule for rule in rules})


@cache
def latest_funding_rules() -> FundingRules:
    """The newest edition that the product ships with."""
    folder = CONTENT_ROOT / "funding-rules"
    if not folder.is_dir():
        raise ContentError([Fault(folder, 0, "is absent")])
    return load_funding_rules(versions(folder)[-1])


def _years(read: Document) -> list[Fault]:
    return [
        read.fault(
            ("rules", place, "to_year"), f"to_year {entry['to_year']} lies before from_year {entry['from_year']}"
        )
        for place, entry in enumerate(read.data["rules"])
        if entry["from_year"] and entry["to_year"] and entry["to_year"] < entry["from_year"]
    ]
