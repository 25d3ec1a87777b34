"""Coordination meetings that are known, the topics of what they adopted, and later meetings that they agreed on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, ContentError, Fault, Row, folder_checksum, versions
from etam.content.recommendations import Recommendations, load_recommendations
from etam.content.sources import check_source
from etam.content.tables import known, refuse, table, unique

TABLES = ("meetings", "points", "agreed")
ADOPTED = "adopted"


@dataclass(frozen=True)
class Meeting:
    """A meeting that took place. `host` is a region, or "" where `host_name` names a place outside the province.

    `recommendations` is the edition that holds the text of what it adopted; "" where no text is known.
    """

    code: str
    label: str
    name: str
    theme: str
    starts_on: date
    ends_on: date
    host: str
    host_name: str
    venue: str
    state: str
    recommendations: str
    source: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Agreed:
    """A later meeting that a point agrees on. `found` is the code of that meeting, "" where none was found."""

    meeting: str
    number: int
    year: int
    host: str
    found: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Meetings:
    """One edition. `topics` are ours, by meeting and number of the point."""

    version: str
    checksum: str
    meetings: tuple[Meeting, ...]
    topics: dict[tuple[str, int], str]
    agreed: tuple[Agreed, ...]


def check_meetings(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, days, unknown meetings, points that the recommendations do not hold."""
    (meetings, *wrong), (points, *more), (agreed, *most) = (table(folder / f"{one}.csv", "meetings") for one in TABLES)
    faults = [fault for found in (*wrong, *more, *most) for fault in found] + check_source(folder)
    if faults:
        return sorted(faults)
    codes = [row["code"] for row in meetings]
    faults += unique(meetings, "code")
    faults += unique(points, "meeting", "number")
    faults += known([*points, *agreed], "meeting", codes, "meetings.csv")
    faults += known((row for row in agreed if row["found"]), "found", codes, "meetings.csv")
    faults += _days(meetings)
    for row in meetings:
        faults += _adopted(row, folder, [one for one in points if one["meeting"] == row["code"]])
    return sorted(faults)


def load_meetings(folder: Path) -> Meetings:
    """Read an edition. Raises ContentError with every fault that `check_meetings` finds."""
    refuse(check_meetings(folder))
    meetings, points, agreed = (table(folder / f"{one}.csv", "meetings")[0] for one in TABLES)
    return Meetings(
        version=folder.name,
        checksum=folder_checksum(folder),
        meetings=tuple(_meeting(row) for row in meetings),
        topics={(row["meeting"], int(row["number"])): row["topic"] for row in points},
        agreed=tuple(_agreed(row) for row in agreed),
    )


@cache
def latest_meetings() -> Meetings:
    """The latest edition that the product ships with."""
    return load_meetings(versions(CONTENT_ROOT / "meetings")[-1])


def recommendations_of(version: str, folder: Path) -> Recommendations:
    """The recommendations that a meeting adopted, beside the edition in `folder`. Raises ContentError."""
    return load_recommendations(folder.parents[1] / "recommendations" / version)


def _days(rows: Iterable[Row]) -> Iterator[Fault]:
    for row in rows:
        if row["ends_on"] < row["starts_on"]:
            yield row.fault(f"ends on {row['ends_on']}, before it starts on {row['starts_on']}")


def _adopted(row: Row, folder: Path, points: Sequence[Row]) -> Iterator[Fault]:
    """What does not fit between a meeting and the recommendations that it names."""
    if (row["state"] == ADOPTED) != bool(row["recommendations"]):
        yield row.fault("a meeting that adopted names its recommendations, and no other does")
    if not row["recommendations"]:
        if points:
            yield points[0].fault(f"{row['code']} has no recommendations, so it has no points")
        return
    try:
        adopted = recommendations_of(row["recommendations"], folder)
    except ContentError as error:
        yield row.fault(f"its recommendations {row['recommendations']} cannot be read: {error.faults[0].message}")
        return
    for column, key in (("starts_on", "from"), ("ends_on", "to"), ("host", "region"), ("venue", "venue")):
        if row[column] != adopted.meeting[key]:
            yield row.fault(f'{column} "{row[column]}" is "{adopted.meeting[key]}" in its recommendations')
    wanted, given = {str(one.number) for one in adopted.points}, {one["number"] for one in points}
    if wanted != given:
        yield row.fault(f"points {', '.join(sorted(wanted ^ given))} stand on one side only")


def _meeting(row: Row) -> Meeting:
    values: dict[str, Any] = dict(row.values)
    return Meeting(**{**values, **{name: date.fromisoformat(row[name]) for name in ("starts_on", "ends_on")}})


def _agreed(row: Row) -> Agreed:
    values: dict[str, Any] = dict(row.values)
    return Agreed(**{**values, "number": int(row["number"]), "year": int(row["year"])})
