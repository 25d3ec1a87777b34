"""Kinds of institution, their subtypes and the identifiers they carry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etam.content.bases import regulations_of
from etam.content.files import CONTENT_ROOT, Document, Fault, Pointer, folder_checksum, versions
from etam.content.tables import check_version, document, refuse

LIBRARY = "library"
NO_FORM: dict[str, Any] = {"value": None, "confidence": ""}


@dataclass(frozen=True)
class Identifier:
    """A number that an institution carries elsewhere. Its pattern is soft: a mismatch is a warning, never an error."""

    code: str
    label: dict[str, str]
    pattern: str
    none_value: str
    confidence: str


@dataclass(frozen=True)
class Subtype:
    """A subtype; `form_value` is its value in column B of the national form, None when that has not been seen.

    `form_confidence` is "" where the national form does not ask this kind.
    """

    code: str
    label: dict[str, str]
    region_level: int | None
    form_value: str | None
    form_confidence: str
    basis: tuple[str, ...]
    local_label: str
    local_regencies: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of institution; `form_value` is its value in column A of the national form, None when not seen.

    `family` is "library" or "archive": figures, rankings and lists of libraries count only the first.
    """

    code: str
    family: str
    label: dict[str, str]
    serves: dict[str, str]
    form_value: str | None
    form_confidence: str
    basis: tuple[str, ...]
    identifiers: tuple[str, ...]
    subtypes: tuple[Subtype, ...]

    def subtype(self, code: str) -> Subtype:
        """The subtype called `code`; raises KeyError when there is none."""
        for subtype in self.subtypes:
            if subtype.code == code:
                return subtype
        raise KeyError(
            f'kind "{self.code}" has no subtype "{code}"; it has {", ".join(one.code for one in self.subtypes)}'
        )


@dataclass(frozen=True)
class Kinds:
    """One edition of the kinds of institution, in the order in which people list them."""

    version: str
    checksum: str
    kinds: dict[str, Kind]
    identifiers: dict[str, Identifier]

    def of_family(self, family: str) -> tuple[str, ...]:
        """The codes of the kinds of one family, in the order of the file."""
        return tuple(kind.code for kind in self.kinds.values() if kind.family == family)

    def label(self, kind: str, subtype: str = "", regency: str = "", language: str = "id") -> str:
        """What people call it; a village library is "Perpustakaan kampung" where villages are called so."""
        if not subtype:
            return self.kinds[kind].label[language]
        found = self.kinds[kind].subtype(subtype)
        if language == "id" and regency in found.local_regencies:
            return found.local_label
        return found.label[language]


def check_kinds(folder: Path) -> list[Fault]:
    """Everything wrong with an edition of the kinds: form, repeated codes, unknown identifiers, bad patterns."""
    read, faults = document(folder / "kinds.yml", "institution-kinds")
    if read is None or faults:
        return faults
    return sorted([*check_version(read, folder), *_repeated(read), *_identifiers(read), *_forms(read)])


def load_kinds(folder: Path) -> Kinds:
    """Read an edition of the kinds of institution.

    Raises ContentError with every fault that `check_kinds` finds.
    """
    refuse(check_kinds(folder))
    read, _ = document(folder / "kinds.yml", "institution-kinds")
    data = read.data if read else {}
    return Kinds(
        version=data["version"],
        checksum=folder_checksum(folder),
        kinds={entry["code"]: _kind(entry) for entry in data["kinds"]},
        identifiers={entry["code"]: _identifier(entry) for entry in data["identifiers"]},
    )


def latest_kinds() -> Kinds:
    """The newest edition of the kinds that the product ships with."""
    return load_kinds(versions(CONTENT_ROOT / "institution-kinds")[-1])


def _repeated(read: Document) -> Iterator[Fault]:
    kinds = read.data["kinds"]
    codes = [kind["code"] for kind in kinds]
    for index, kind in enumerate(kinds):
        if kind["code"] in codes[:index]:
            yield read.fault(("kinds", index, "code"), f'kind "{kind["code"]}" stands twice')
        subtypes = [subtype["code"] for subtype in kind["subtypes"]]
        for place, code in enumerate(subtypes):
            if code in subtypes[:place]:
                yield read.fault(("kinds", index, "subtypes", place, "code"), f'subtype "{code}" stands twice')


def _identifiers(read: Document) -> Iterator[Fault]:
    known = [entry["code"] for entry in read.data["identifiers"]]
    for index, entry in enumerate(read.data["identifiers"]):
        try:
            re.compile(entry["pattern"])
        except re.error as error:
            yield read.fault(
                ("identifiers", index, "pattern"), f"pattern of {entry['code']} is not a regular expression: {error}"
            )
    for index, kind in enumerate(read.data["kinds"]):
        for place, code in enumerate(kind["identifiers"]):
            if code not in known:
                yield read.fault(
                    ("kinds", index, "identifiers", place), f'identifier "{code}" is not one of {", ".join(known)}'
                )


def _forms(read: Document) -> Iterator[Fault]:
    for index, kind in enumerate(read.data["kinds"]):
        asked = _family(kind) == LIBRARY
        places: list[tuple[Pointer, dict[str, Any]]] = [(("kinds", index), kind)]
        places += [(("kinds", index, "subtypes", i), one) for i, one in enumerate(kind["subtypes"])]
        for pointer, entry in places:
            if asked != ("form" in entry):
                what = "has no form" if asked else "has a form, but the national form asks libraries only"
                yield read.fault(pointer, f'"{entry["code"]}" {what}')


def _family(kind: dict[str, Any]) -> str:
    return str(kind.get("family", LIBRARY))


def _kind(entry: dict[str, Any]) -> Kind:
    form = entry.get("form", NO_FORM)
    return Kind(
        code=entry["code"],
        family=_family(entry),
        label=entry["label"],
        serves=entry["serves"],
        form_value=form["value"],
        form_confidence=form["confidence"],
        basis=regulations_of(entry["basis"]),
        identifiers=tuple(entry["identifiers"]),
        subtypes=tuple(_subtype(subtype) for subtype in entry["subtypes"]),
    )


def _subtype(entry: dict[str, Any]) -> Subtype:
    local, form = entry.get("local_label", {}), entry.get("form", NO_FORM)
    return Subtype(
        code=entry["code"],
        label=entry["label"],
        region_level=entry.get("region_level"),
        form_value=form["value"],
        form_confidence=form["confidence"],
        basis=regulations_of(entry.get("basis", ())),
        local_label=local.get("id", ""),
        local_regencies=tuple(local.get("regencies", [])),
    )


def _identifier(entry: dict[str, Any]) -> Identifier:
    return Identifier(
        code=entry["code"],
        label=entry["label"],
        pattern=entry["pattern"],
        none_value=entry.get("none_value", ""),
        confidence=entry["confidence"],
    )
