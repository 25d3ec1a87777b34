"""Rules of workload analysis: formulas, effective working times, rounding, classes, and which volumes are measured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from etam.content.bases import Basis, read_basis
from etam.content.files import CONTENT_ROOT, Document, Fault, folder_checksum, versions
from etam.content.tables import check_version, document, refuse, repeated

FILE, KIND = "workload.yml", "workload"
LISTS = ("formulas", "effective_times", "classes", "offices", "measures")


@dataclass(frozen=True)
class Formula:
    """A formula in words, and how well it is known."""

    code: str
    label: dict[str, str]
    confidence: str
    source: str


@dataclass(frozen=True)
class EffectiveTime:
    """How many minutes one person works in a year; `basis` is empty where none was seen."""

    code: str
    label: dict[str, str]
    minutes: int
    basis: tuple[Basis, ...]
    confidence: str
    source: str
    note: dict[str, str] | None = None


@dataclass(frozen=True)
class Rounding:
    """How a need becomes whole persons; `rule` is a name in `etam.workforce.need.ROUNDERS`."""

    rule: str
    label: dict[str, str]
    confidence: str
    source: str


@dataclass(frozen=True)
class EffectivenessClass:
    """A class (PEJ) of the effectiveness of a post (EJ): above `ratio`, or from it on, as `bound` says."""

    code: str
    label: dict[str, str]
    bound: str
    ratio: Fraction
    confidence: str


@dataclass(frozen=True)
class OfficePosts:
    """The posts for which offices of one kind are expected to have an analysis."""

    code: str
    label: dict[str, str]
    kind: str
    subtypes: tuple[str, ...]
    positions: tuple[str, ...]
    confidence: str
    source: str


@dataclass(frozen=True)
class Measure:
    """An activity whose volume a year is measured by `element` of accepted returns or of assessments."""

    code: str
    taken_from: str
    element: str
    activity: dict[str, str]
    unit: dict[str, str]
    positions: tuple[str, ...]
    confidence: str
    source: str
    note: dict[str, str] | None = None


@dataclass(frozen=True)
class Workload:
    """One edition. Formulas, times and measures go by code in the order of the file, classes from the highest.

    Years before `from_year` have no rules here; None where an edition does not say it.
    """

    version: str
    checksum: str
    formulas: Mapping[str, Formula]
    effective_times: Mapping[str, EffectiveTime]
    default_time: EffectiveTime
    rounding: Rounding
    classes: tuple[EffectivenessClass, ...]
    from_year: int | None
    offices: tuple[OfficePosts, ...]
    measures: Mapping[str, Measure]


def check_workload(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, version, repeated codes, an unknown default, classes with gaps."""
    read, faults = document(folder / FILE, KIND)
    if read is None or faults:
        return faults
    twice = (fault for name in LISTS if name in read.data for fault in repeated(read, name))
    return sorted([*check_version(read, folder), *twice, *_default(read), *_classes(read)])


def load_workload(folder: Path) -> Workload:
    """Read an edition. Raises ContentError with every fault that `check_workload` finds."""
    refuse(check_workload(folder))
    read, _ = document(folder / FILE, KIND)
    data: dict[str, Any] = read.data if read else {}
    times = [EffectiveTime(**{**entry, "basis": read_basis(entry["basis"])}) for entry in data["effective_times"]]
    by_code = {time.code: time for time in times}
    return Workload(
        version=data["version"],
        checksum=folder_checksum(folder),
        formulas={entry["code"]: Formula(**entry) for entry in data["formulas"]},
        effective_times=by_code,
        default_time=by_code[data["default_time"]],
        rounding=Rounding(**data["rounding"]),
        # Through text, so that 0.9 is nine tenths and not its neighbour in binary.
        classes=tuple(
            EffectivenessClass(**{**entry, "ratio": Fraction(str(entry["ratio"]))}) for entry in data["classes"]
        ),
        from_year=data.get("from_year"),
        offices=tuple(
            OfficePosts(**{**one, "subtypes": tuple(one["subtypes"]), "positions": tuple(one["positions"])})
            for one in data.get("offices", [])
        ),
        measures={entry["code"]: _measure(entry) for entry in data.get("measures", [])},
    )


def latest_workload(root: Path = CONTENT_ROOT) -> Workload:
    """The newest edition below `root`."""
    return load_workload(versions(root / KIND)[-1])


def _measure(entry: Mapping[str, Any]) -> Measure:
    plain = {name: value for name, value in entry.items() if name != "from"}
    return Measure(**{**plain, "taken_from": entry["from"], "positions": tuple(entry["positions"])})


def _default(read: Document) -> Iterator[Fault]:
    known = [entry["code"] for entry in read.data["effective_times"]]
    if read.data["default_time"] not in known:
        yield read.fault(
            ("default_time",), f'default_time "{read.data["default_time"]}" is not one of {", ".join(known)}'
        )


def _classes(read: Document) -> Iterator[Fault]:
    ratios = [entry["ratio"] for entry in read.data["classes"]]
    for place, (higher, lower) in enumerate(pairwise(ratios), start=1):
        if lower >= higher:
            yield read.fault(
                ("classes", place), f"class with ratio {lower} stands below one with {higher}; go downwards"
            )
    if (read.data["classes"][-1]["bound"], ratios[-1]) != ("from", 0):
        yield read.fault(
            ("classes", len(ratios) - 1), "the last class has to begin from 0, so that every EJ has a class"
        )
