"""One row of another list's feed, as it is kept between preview and confirmation. Pure."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

DAYS = ("set_on", "promulgated_on")


@dataclass(frozen=True)
class FeedRow:
    """What a feed tells of one regulation; empty where it tells nothing.

    `position` counts from 1. `type` is the register's code where the feed's words fit one, else these words. `status`
    is one of the register's, or "". `notes` say in words what could not be read and was left aside.
    """

    position: int
    type: str
    number: str
    year: int
    title: str = ""
    issuer: str = ""
    place: str = ""
    set_on: date | None = None
    promulgated_on: date | None = None
    gazette: str = ""
    subjects: tuple[str, ...] = ()
    status: str = ""
    abstract: str = ""
    call_number: str = ""
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.type} {self.number}/{self.year}"

    def to_json(self) -> dict[str, Any]:
        values = asdict(self)
        return {**values, **{field: values[field] and values[field].isoformat() for field in DAYS}}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "FeedRow":
        values = {one.name: stored[one.name] for one in fields(cls)}
        days = {field: values[field] and date.fromisoformat(values[field]) for field in DAYS}
        return cls(**{**values, **days, "subjects": tuple(values["subjects"]), "notes": tuple(values["notes"])})
