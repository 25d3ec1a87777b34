"""What was done to a regulation, from the journal, and what of it can be set back."""

from dataclasses import dataclass
from typing import Any

from etam.accounts import journal
from etam.accounts.models import JournalEntry
from etam.regulations import telling
from etam.regulations.models import Article, Regulation, RegulationRelation
from etam.regulations.seals import label_of

SHOWN = 100
CODED = {str(key): str(word) for key, word in Regulation.Status.choices} | {
    "official": "naskah resmi",
    "secondary": "sumber kedua",
    "derived": "hasil turunan",
    "unverified": "belum diverifikasi",
    "not_found": "belum ditemukan",
}


@dataclass(frozen=True)
class Past:
    """One entry: what changed from what to what, in words. `kind` is "regulation", "relation" or "article"."""

    entry: JournalEntry
    kind: str
    key: int | None
    changes: list[tuple[str, str, str]]

    @property
    def can_be_set_back(self) -> bool:
        """Whether a form can be filled with what it was before."""
        return bool(self.changes) and "before" in self.entry.detail


def history(regulation: Regulation) -> list[Past]:
    """What was done to a regulation, its relations and its articles, the latest first."""
    return [_past(entry) for entry in journal.of(regulation)[:SHOWN]]


def before(regulation: Regulation, pk: str) -> dict[str, Any]:
    """What an entry of the regulation's history says that fields were before; nothing for an entry of another."""
    entry = journal.of(regulation).filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None
    return dict(entry.detail.get("before", {})) if entry else {}


def _past(entry: JournalEntry) -> Past:
    kind = next((one for one in ("relation", "article") if one in entry.detail), "regulation")
    row = {"relation": RegulationRelation, "article": Article, "regulation": Regulation}[kind]()
    was, now = entry.detail.get("before", {}), entry.detail.get("after", {})
    changes = [
        (label_of(row, name), telling.shown(was.get(name), CODED), telling.shown(now.get(name), CODED))
        for name in (now or was)
        if was.get(name, "") != now.get(name, "")
    ]
    return Past(entry, kind, entry.detail.get(kind), changes)
