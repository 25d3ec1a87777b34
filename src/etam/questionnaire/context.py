"""What is known about a return besides its answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Answer = float | int | str | dict[str, str]
Answers = Mapping[str, Answer]
"""{element: value}: a number, a text or {"nothing": "missing" | "not_applicable"}. No key: not answered yet."""


@dataclass(frozen=True)
class Fence:
    """The stretch in which a ratio of peers usually lies, and how many peers it was drawn from."""

    low: float
    high: float
    median: float
    peers: int


@dataclass(frozen=True)
class Context:
    """The institution, its answers of the round before (None: it has none) and its peer fences by id of the check."""

    kind: str = ""
    subtype: str = ""
    region: str = ""
    last_year: Answers | None = None
    fences: Mapping[str, Fence] = field(default_factory=dict)
