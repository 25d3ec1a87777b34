"""The recommendations of a coordination meeting, word for word, and what can be measured of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, Document, Fault, folder_checksum, versions
from etam.content.tables import check_version, document, refuse


@dataclass(frozen=True)
class Target:
    """A value that a source names as the one to reach, in the unit of its measure."""

    value: float
    source: dict[str, str]
    confidence: str


@dataclass(frozen=True)
class Measure:
    """A figure about a recommendation; `unit` is "percent", "count" or "score".

    `direction` says which way it goes when the recommendation is carried out: "more", "less", or "none" when it tells
    neither. `target` is None where no source names one.
    """

    code: str
    unit: str
    direction: str
    target: Target | None
    label: dict[str, str]


@dataclass(frozen=True)
class Recommendation:
    """One adopted point. `not_yet` says what cannot be measured yet; None when everything can."""

    code: str
    number: int
    title: dict[str, str]
    text: str
    measured_by: tuple[Measure, ...]
    not_yet: dict[str, str] | None

    @property
    def is_measured(self) -> bool:
        return bool(self.measured_by)


@dataclass(frozen=True)
class Recommendations:
    """The recommendations of one meeting."""

    version: str
    checksum: str
    meeting: dict[str, Any]
    points: tuple[Recommendation, ...]

    @property
    def adopted_on(self) -> date:
        return date.fromisoformat(self.meeting["adopted_on"])


def check_recommendations(folder: Path) -> list[Fault]:
    """Everything wrong with a meeting's recommendations: form, numbering, unknown measures, silence about gaps."""
    read, faults = document(folder / "recommendations.yml", "recommendations")
    if read is None or faults:
        return faults
    return sorted([*check_version(read, folder), *_days(read), *_points(read)])


def load_recommendations(folder: Path) -> Recommendations:
    """Read the recommendations of a meeting.

    Raises ContentError with every fault that `check_recommendations` finds.
    """
    refuse(check_recommendations(folder))
    read, _ = document(folder / "recommendations.yml", "recommendations")
    data = read.data if read else {}
    measures = {entry["code"]: _measure(entry) for entry in data["measures"]}
    return Recommendations(
        version=data["version"],
        checksum=folder_checksum(folder),
        meeting=data["meeting"],
        points=tuple(
            Recommendation(**entry | {"measured_by": tuple(measures[code] for code in entry["measured_by"])})
            for entry in data["recommendations"]
        ),
    )


def latest_recommendations() -> Recommendations:
    """The recommendations of the latest meeting that the product ships with."""
    return load_recommendations(versions(CONTENT_ROOT / "recommendations")[-1])


def _measure(entry: dict[str, Any]) -> Measure:
    target = entry["target"]
    return Measure(**entry | {"target": Target(**target) if target else None})


def _days(read: Document) -> Iterator[Fault]:
    meeting = read.data["meeting"]
    try:
        first, last, adopted = (date.fromisoformat(meeting[key]) for key in ("from", "to", "adopted_on"))
    except ValueError as error:
        yield read.fault(("meeting",), f"a day is not in the calendar: {error}")
        return
    if not first <= adopted <= last:
        yield read.fault(("meeting", "adopted_on"), f"{adopted} does not lie between {first} and {last}")


def _points(read: Document) -> Iterator[Fault]:
    measures = [entry["code"] for entry in read.data["measures"]]
    for index, point in enumerate(read.data["recommendations"]):
        where = ("recommendations", index)
        if point["number"] != index + 1 or point["code"] != f"R{index + 1}":
            yield read.fault(
                (*where, "number"), f"point {index + 1} is called {point['code']}, number {point['number']}"
            )
        for code in point["measured_by"]:
            if code not in measures:
                yield read.fault((*where, "measured_by"), f'measure "{code}" is not described under measures')
        if not point["measured_by"] and point["not_yet"] is None:
            yield read.fault(
                (*where, "not_yet"), f"{point['code']} has no measure and does not say what is not yet measured"
            )
