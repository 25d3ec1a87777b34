"""What was done to a regulation, from the journal, and what of it can be set back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etam.accounts import journal
from etam.accounts.models import JournalEntry
from etam.regulations import telling
from etam.regulations.models import Article, Regulation, RegulationRelation
from etam.regulations.seals import label_of

SHOWN = 100
# What only a verification may say.
VERIFIED = {"status", "confidence", "checked_on", "note"}
ROWS: dict[str, type[RegulationRelation] | type[Article]] = {"relation": RegulationRelation, "article": Article}
CODED = {str(key): str(word) for key, word in Regulation.Status.choices} | {
    "official": "naskah resmi",
    "secondary": "sumber kedua",
    "derived": "hasil turunan",
    "unverified": "belum diverifikasi",
    "not_found": "belum ditemukan",
}


@dataclass(frozen=True)
class Past:
    """One entry: what changed from what to what, in words.

    `form` names the form that can set it back, of "edit", "check", "relation" and "article"; "" when none can, because
    nothing was changed or what was changed is taken out by now. `key` is that of the relation or article.
    """

    entry: JournalEntry
    form: str
    key: int | None
    changes: list[tuple[str, str, str]]


def history(regulation: Regulation) -> list[Past]:
    """What was done to a regulation, its relations and its articles, the latest first."""
    entries = list(journal.of(regulation)[:SHOWN])
    keys = {kind: {entry.detail[kind] for entry in entries if kind in entry.detail} for kind in ROWS}
    standing = {
        kind: set(row.objects.standing().filter(pk__in=keys[kind]).values_list("pk", flat=True))
        for kind, row in ROWS.items()
    }
    return [_past(entry, standing) for entry in entries]


def before(regulation: Regulation, pk: str) -> dict[str, Any]:
    """What an entry of the regulation's history says that fields were before; nothing for an entry of another."""
    entry = journal.of(regulation).filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None
    return dict(entry.detail.get("before", {})) if entry else {}


def _past(entry: JournalEntry, standing: Mapping[str, set[int]]) -> Past:
    kind = next((one for one in ROWS if one in entry.detail), "")
    row = ROWS.get(kind, Regulation)()
    was, now = entry.detail.get("before", {}), entry.detail.get("after", {})
    changes = [
        (label_of(row, name), telling.shown(was.get(name), CODED), telling.shown(now.get(name), CODED))
        for name in (now or was)
        if was.get(name, "") != now.get(name, "")
    ]
    key = entry.detail.get(kind)
    form = kind if kind and key in standing[kind] else ""
    if not kind:
        form = "check" if VERIFIED.issuperset(was) else "edit"
    return Past(entry, form if was else "", key, changes)
