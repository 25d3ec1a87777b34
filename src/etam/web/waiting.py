"""What waits for a person, as every room tells it and the desk shows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """One thing to do: what, how much or by when, where, and the workbook to do it in; `status` names a chip."""

    title: str
    detail: str
    url: str
    status: str = ""
    due_on: date | None = None
    is_urgent: bool = False
    file_url: str = ""
