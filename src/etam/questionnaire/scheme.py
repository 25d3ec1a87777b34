"""A scheme: which instruments make one official value, how they are mixed, and the grades of that value.

A generation of library accreditation and an edition of archive supervision are schemes. Both are content: weights,
bounds and validity change by decree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from etam.content.files import (
    CONTENT_ROOT,
    ContentError,
    Document,
    Fault,
    Pointer,
    all_versions,
    check_schema,
    folder_checksum,
    read_yaml,
)
from etam.questionnaire import score_tree
from etam.questionnaire.building import Builder
from etam.questionnaire.instrument import CONTEXT_NAMES, Grade, Origin
from etam.questionnaire.load import FILE as INSTRUMENT_FILE
from etam.questionnaire.load import load_instrument, origin, words
from etam.questionnaire.scheme_model import Mix, Part, Range, Scheme

__all__ = [
    "Mix",
    "Part",
    "Range",
    "Scheme",
    "check_scheme",
    "load_scheme",
    "mean",
    "mixed",
    "office_value",
    "scheme_folder",
    "scheme_folders",
]

FILE = "scheme.yml"
ASKED = {name: CONTEXT_NAMES[name] for name in ("kind", "subtype")}
NOTHING_KNOWN = Range(0.0, 100.0)


def mean(ranges: Iterable[Range]) -> Range:
    """The mean of ranges. Raises ValueError for none."""
    return _weighted([(1.0, one) for one in ranges])


def office_value(scheme: Scheme, units: Mapping[str, Iterable[Range]]) -> Range:
    """The value of one office: the weighted mean over the parts that have a weight.

    `units` holds the values of the units by code of the part; several units of one part count by their mean, a part
    without any unit can still turn out anything. Raises KeyError for an unknown part, ValueError for a scheme whose
    parts have no weight.
    """
    for code in units:
        scheme.part(code)
    given = {code: list(ranges) for code, ranges in units.items()}
    weighted = [part for part in scheme.parts if part.weight]
    if not weighted:
        raise ValueError(f"{scheme.code}/{scheme.version} has no parts with a weight, so offices have no value")
    return _weighted(
        [(part.weight, mean(given[part.code]) if given.get(part.code) else NOTHING_KNOWN) for part in weighted]
    )


def mixed(scheme: Scheme, *, external: Range, internal: Range) -> Range:
    """The combined value of an external and an internal audit. Raises ValueError for a scheme without a mix."""
    if scheme.mix is None:
        raise ValueError(f"{scheme.code}/{scheme.version} does not mix an external with an internal value")
    return _weighted([(scheme.mix.external, external), (scheme.mix.internal, internal)])


def _weighted(pairs: list[tuple[float, Range]]) -> Range:
    total = sum(weight for weight, _ in pairs)
    if total == 0:
        raise ValueError("there is nothing to take a mean of")
    low = sum(weight * one.low for weight, one in pairs) / total
    high = sum(weight * one.high for weight, one in pairs) / total
    # An open range must not close, nor a closed one open, through the dust of adding fractions.
    return Range(low, low if all(one.is_certain for _, one in pairs) else high)


def load_scheme(folder: Path) -> Scheme:
    """The scheme in `folder`. Raises ContentError with every fault. Loaded once for each state of the file."""
    path = folder / FILE
    changed = path.stat().st_mtime_ns if path.is_file() else 0
    return _loaded(folder.resolve(), changed)


def check_scheme(folder: Path) -> list[Fault]:
    """Everything wrong with the scheme in `folder`, and with its ties to the instruments beside it."""
    try:
        document = read_yaml(folder / FILE)
        scheme = _built(document, folder)
    except ContentError as error:
        return error.faults
    faults = list(_ties(document, scheme, folder.resolve().parents[2] / "instruments"))
    if folder.name != scheme.version or folder.parent.name != scheme.code:
        faults.append(document.fault(("code",), f"says {scheme.code}/{scheme.version}, but lies in another folder"))
    return faults


def scheme_folder(code: str, version: str) -> Path:
    """Where the released edition of a scheme lies."""
    return CONTENT_ROOT / "schemes" / code / version


def scheme_folders() -> list[Path]:
    """The folder of every edition of every scheme, oldest edition first."""
    return all_versions(CONTENT_ROOT / "schemes")


@lru_cache(maxsize=32)
def _loaded(folder: Path, changed: int) -> Scheme:
    return _built(read_yaml(folder / FILE), folder)


def _built(document: Document, folder: Path) -> Scheme:
    faults = check_schema(document, "scheme")
    if faults:
        raise ContentError(faults)
    builder = _Builder(document)
    scheme = builder.scheme(folder_checksum(folder))
    if builder.faults:
        raise ContentError(builder.faults)
    return scheme


class _Builder(Builder):
    """Builds a scheme; its expressions ask about kind and subtype."""

    def __init__(self, document: Document):
        super().__init__(document)
        self.types = ASKED

    def scheme(self, checksum: str) -> Scheme:
        rounding, combining = self.data["rounding"], self.data.get("combining", {})
        validity, reminders = self.data.get("validity"), self.data.get("reminders")
        return Scheme(
            code=self.data["code"],
            version=self.data["version"],
            checksum=checksum,
            title=words(self.data["title"]),
            use=self.data["use"],
            origin=origin(self.data),
            parts=tuple(self._part(entry, ("parts", i)) for i, entry in enumerate(self.data["parts"])),
            grades=self._grades(),
            rounding_origin=origin(rounding),
            decimals=rounding.get("decimals"),
            shown_decimals=rounding["shown_decimals"],
            validity_years=validity["years"] if validity else None,
            validity_origin=_origin_or_none(validity),
            reminder_months=tuple(sorted(reminders["months"], reverse=True)) if reminders else (),
            reminder_origin=_origin_or_none(reminders),
            mix=self._mix(),
            units_origin=_origin_or_none(combining.get("units")),
            offices_origin=_origin_or_none(combining.get("offices")),
        )

    def _part(self, entry: Mapping[str, Any], at: Pointer) -> Part:
        codes = [part["code"] for part in self.data["parts"]]
        if codes.count(entry["code"]) > 1:
            self.fault((*at, "code"), f'part "{entry["code"]}" appears twice')
        applies_to = entry.get("applies_to")
        return Part(
            code=entry["code"],
            label=words(entry["label"]),
            instrument=entry["instrument"],
            version=entry["edition"],
            weight=float(entry.get("weight", 0)),
            applies_to=self.expression(applies_to, (*at, "applies_to"), condition=True) if applies_to else None,
            origin=origin({**self.inherited, **entry}),
        )

    def _grades(self) -> tuple[Grade, ...]:
        made = score_tree.grades(self, self.data["grades"], ("grades",))
        if not made[0].band.holds(0) or not made[-1].band.holds(100):
            self.fault(("grades",), "the grades do not reach from 0 to 100, both included")
        return made

    def _mix(self) -> Mix | None:
        entry = self.data.get("mix")
        if entry is None:
            return None
        if abs(entry["external"] + entry["internal"] - 1) > 1e-9:
            self.fault(("mix",), "external and internal do not make 1 together")
        return Mix(entry["external"], entry["internal"], origin(entry))


def _ties(document: Document, scheme: Scheme, instruments: Path) -> Iterator[Fault]:
    """What the parts say about instruments that these do not bear out. An instrument's own faults are told there."""
    for index, part in enumerate(scheme.parts):
        folder = instruments / part.instrument / part.version
        at: Pointer = ("parts", index, "instrument")
        if not (folder / INSTRUMENT_FILE).is_file():
            yield document.fault(at, f'part "{part.code}": there is no instrument {part.instrument}/{part.version}')
            continue
        try:
            instrument = load_instrument(folder)
        except ContentError:
            continue
        if instrument.scoring is None:
            yield document.fault(at, f'part "{part.code}": {part.instrument}/{part.version} does not score')
        elif instrument.scoring.grades and _bounds(instrument.scoring.grades) != _bounds(scheme.grades):
            yield document.fault(at, f'part "{part.code}": {part.instrument}/{part.version} has other grades')


def _bounds(grades: Sequence[Grade]) -> list[object]:
    return [(grade.code, grade.band) for grade in grades]


def _origin_or_none(entry: Mapping[str, Any] | None) -> Origin | None:
    return origin(entry) if entry else None
