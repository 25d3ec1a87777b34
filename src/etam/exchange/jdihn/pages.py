"""A feed as its page shows it: first what is new, then what differs, then what is doubtful."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from etam.exchange.jdihn.actions import found, seal
from etam.exchange.jdihn.match import DIFFERS, DOUBTFUL, NEVER_TAKEN, NEW, SAME, Match
from etam.exchange.models import FeedUpload
from etam.exchange.pages import Look
from etam.regulations.models import Regulation
from etam.web.components import Stat
from etam.web.formats import day, listed, number

# A form carries so many ticks; the rest comes with the next upload, when these are the same.
SHOWN = 500
EMPTY = "belum diisi"


LOOKS = {
    NEW: Look("Baru", "info", "empty", 0),
    DIFFERS: Look("Berbeda", "info", "half", 1),
    DOUBTFUL: Look("Meragukan", "warn", "half", 2),
}


@dataclass(frozen=True)
class Line:
    """A field with what the register and the feed say of it, in words, and whether a tick takes it over."""

    label: str
    ours: str
    theirs: str
    is_taken: bool = True


@dataclass(frozen=True)
class Entry:
    """One match in words; `edited` says that a person has changed the regulation here."""

    match: Match
    look: Look
    lines: tuple[Line, ...]
    edited: bool
    known: Regulation | None

    @property
    def is_ticked(self) -> bool:
        """Only what is new is proposed; what stands in the register is changed by choice."""
        return self.match.kind == NEW and self.match.can_be_taken


class FeedPage:
    """Everything the page of a feed says."""

    def __init__(self, upload: FeedUpload):
        self.upload = upload

    @property
    def is_waiting(self) -> bool:
        return self.upload.state == FeedUpload.State.PREVIEWED

    @cached_property
    def matches(self) -> list[Match]:
        return found(self.upload) if self.is_waiting else []

    @property
    def seal(self) -> str:
        return seal(self.matches)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(one.kind for one in self.matches)

    @cached_property
    def open_matches(self) -> list[Match]:
        rows = [one for one in self.matches if one.kind != SAME]
        return sorted(rows, key=lambda one: (bool(one.problem), LOOKS[one.kind].order, one.row.position))

    @cached_property
    def entries(self) -> list[Entry]:
        shown = self.open_matches[:SHOWN]
        known = Regulation.objects.in_bulk([one.code for one in shown if one.code])
        return [_entry(one, known.get(one.code)) for one in shown]

    @property
    def takeable(self) -> bool:
        return any(one.match.can_be_taken for one in self.entries)

    @property
    def not_shown(self) -> int:
        return max(0, len(self.open_matches) - SHOWN)

    @cached_property
    def taken(self) -> list[Regulation]:
        return list(Regulation.objects.filter(code__in=self.upload.taken))

    @property
    def title(self) -> str:
        """What the person came to know, in one line."""
        if self.upload.state == FeedUpload.State.DISCARDED:
            return "Unggahan ini dibatalkan"
        if self.upload.state == FeedUpload.State.CONFIRMED:
            return f"{number(len(self.upload.taken))} peraturan diambil"
        if not self.open_matches:
            return "Umpan ini sama dengan daftar kita"
        kinds = ((NEW, "baru"), (DIFFERS, "berbeda"), (DOUBTFUL, "meragukan"))
        words = [f"{number(self.counts[kind])} {word}" for kind, word in kinds if self.counts[kind]]
        return f"Isi umpan: {listed(words)}"

    @property
    def stats(self) -> list[Stat]:
        words = ((NEW, "baru"), (DIFFERS, "berbeda"), (DOUBTFUL, "meragukan"), (SAME, "sama"))
        return [Stat(number(self.counts[kind]), word) for kind, word in words]


def _entry(one: Match, known: Regulation | None) -> Entry:
    lines = tuple(
        Line(_label(each.field), _words(each.ours), _words(each.theirs), each.field != NEVER_TAKEN)
        for each in one.differences
    )
    return Entry(one, LOOKS[one.kind], lines, bool(known and known.edited_at), known)


def _label(field: str) -> str:
    words = {one.name: one.verbose_name for one in Regulation._meta.concrete_fields}
    return str(words[field]).capitalize()


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(value) or EMPTY
    return day(value) if isinstance(value, date) else value or EMPTY
