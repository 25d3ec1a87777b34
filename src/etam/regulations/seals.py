"""What a row of the register says, in a form that can be compared, kept in the journal and shown."""

import json
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import models

from etam.regulations.models import Article, Regulation, RegulationRelation

# What people change, by what it is about; in the order in which a page shows it.
FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Regulation: (
        "type", "number", "year", "title", "issuer", "place", "set_on", "promulgated_on", "in_force_on", "ended_on",
        "gazette", "subjects", "abstract", "call_number", "note", "status", "confidence", "checked_on",
    ),
    RegulationRelation: ("articles", "by_article", "since", "confidence", "note", "withdrawn_reason"),
    Article: ("number", "subject", "text", "confidence", "note", "withdrawn_reason"),
}  # fmt: skip


def told(row: models.Model) -> dict[str, Any]:
    """What a row says, by field, as JSON can hold it; a day that is not known is ""."""
    return {name: _plain(getattr(row, name)) for name in FIELDS[type(row)]}


def seal(row: models.Model) -> str:
    """A short text that is another once anything of the row is."""
    return sha256(json.dumps(told(row), sort_keys=True).encode()).hexdigest()[:16]


def label_of(row: models.Model, name: str) -> str:
    """What people call a field of a row."""
    return str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else value
