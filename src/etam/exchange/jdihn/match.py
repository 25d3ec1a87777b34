"""Holds rows of another list's feed against the register. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from etam.content.regions import plain_name
from etam.content.regulation_types import RegulationTypes
from etam.exchange.jdihn.rows import FeedRow
from etam.regulations.issuers import place_of

SAME, DIFFERS, DOUBTFUL, NEW = "same", "differs", "doubtful", "new"
# In the order in which a page shows them.
COMPARED = (
    "title", "place", "set_on", "promulgated_on", "gazette", "subjects", "status", "abstract", "call_number",
)  # fmt: skip
# An officer verifies what another list says of a status; nobody takes it over.
NEVER_TAKEN = "status"


class Known(Protocol):
    """A regulation of the register, as far as it is compared."""

    code: str
    type: str
    number: str
    year: int
    issuer: str
    title: str
    set_on: date | None
    promulgated_on: date | None


@dataclass(frozen=True)
class Difference:
    """What the register says of a field, and what the feed says."""

    field: str
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class Match:
    """What a row is to the register; `code` names the regulation that it is held to be, "" when there is not one.

    `problem` says in words why the row cannot be taken over; "" when it can.
    """

    row: FeedRow
    kind: str
    code: str = ""
    differences: tuple[Difference, ...] = ()
    problem: str = ""

    @property
    def can_be_taken(self) -> bool:
        return self.kind != SAME and not self.problem


def same_number(type_: str, number: str, year: int, issuer: str = "") -> tuple[str, ...]:
    """What two spellings of one regulation have in common: "Nomor 08 " is 8, "Bupati Paser" is of Paser."""
    bare = re.sub(r"^(nomor|no\.?)\s*", "", number.casefold().strip())
    digits = re.sub(r"\s+", "", bare)
    return plain_name(type_), digits.lstrip("0") or digits, str(year), place_of(issuer)


def matches(rows: Iterable[FeedRow], register: Iterable[Known], types: RegulationTypes) -> list[Match]:
    """A match for each row, in their order."""
    by_number: dict[tuple[str, ...], list[Known]] = defaultdict(list)
    for one in register:
        by_number[same_number(one.type, one.number, one.year)[:3]].append(one)
    return [
        _match(row, by_number.get(same_number(row.type, row.number, row.year)[:3], ()), types.of(row.type).is_regional)
        for row in rows
    ]


def _match(row: FeedRow, numbered: Sequence[Known], is_regional: bool) -> Match:
    place = place_of(row.issuer)
    here = [one for one in numbered if place_of(one.issuer) == place]
    if not numbered or (is_regional and place and not here):
        return Match(row, NEW, problem="" if row.issuer else "Penetapnya tidak disebut, jadi tidak dapat dicatat.")
    candidates = here or list(numbered)
    if len(candidates) > 1 or (is_regional and not place):
        problem = "Penetapnya tidak jelas, jadi tidak diketahui peraturan mana yang dimaksud."
        return Match(row, DOUBTFUL, problem=problem)
    return _compared(row, candidates[0])


def _compared(row: FeedRow, known: Known) -> Match:
    differences = tuple(_differences(row, known))
    if not differences:
        return Match(row, SAME, known.code)
    titles = plain_name(row.title), plain_name(known.title)
    kind = DOUBTFUL if all(titles) and titles[0] != titles[1] else DIFFERS
    set_on, promulgated_on = row.set_on or known.set_on, row.promulgated_on or known.promulgated_on
    problem = ""
    if set_on and promulgated_on and promulgated_on < set_on:
        problem = "Tanggal pengundangannya akan mendahului tanggal penetapan."
    elif all(one.field == NEVER_TAKEN for one in differences):
        problem = "Hanya statusnya yang berbeda. Status berubah lewat verifikasi petugas dalam daftar peraturan."
    return Match(row, kind, known.code, differences, problem)


def _differences(row: FeedRow, known: Known) -> Iterator[Difference]:
    """Fields of which the feed says something else; what it does not say is no difference."""
    for field in COMPARED:
        ours, theirs = getattr(known, field), getattr(row, field)
        if theirs and _plain(ours) != _plain(theirs):
            yield Difference(field, ours, theirs)


def _plain(value: Any) -> Any:
    """Spelling, order and commas between subjects are no difference."""
    if isinstance(value, list | tuple):
        return frozenset(plain_name(" ".join(value)).split())
    return plain_name(value) if isinstance(value, str) else value
