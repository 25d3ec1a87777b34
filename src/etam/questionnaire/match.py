"""This round's list of institutions beside the last one's: who is missing, new, merged, renamed, or there twice."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Listed:
    """An institution as a round's list knows it. `merged_into` is the code of the one that took it over."""

    code: str
    name: str
    kind: str
    subtype: str
    region: str
    npp: str = ""
    npsn: str = ""
    merged_into: str = ""


class Change(StrEnum):
    MISSING = "missing"
    NEW = "new"
    MERGED = "merged"
    RENAMED = "renamed"
    SUSPECTED_SAME = "suspected_same"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class Match:
    """One finding: the institutions of the last and of this round it is about, and why."""

    change: Change
    before: tuple[Listed, ...]
    now: tuple[Listed, ...]
    reason: str = ""


def match_lists(before: Sequence[Listed], now: Sequence[Listed]) -> list[Match]:
    """Every difference between two lists, and every number (NPP, NPSN) that two institutions of `now` share.

    An institution is recognised by its code. One that went and one that came with the same number, or with the same
    name in the same region, are suspected to be the same; a person decides.
    """
    current, previous = {one.code: one for one in now}, {one.code: one for one in before}
    gone = [one for one in before if one.code not in current]
    came = [one for one in now if one.code not in previous]
    renamed = [
        Match(Change.RENAMED, (previous[one.code],), (one,))
        for one in now
        if one.code in previous and plain_name(one.name) != plain_name(previous[one.code].name)
    ]
    merged = [Match(Change.MERGED, (one,), (current[one.merged_into],)) for one in gone if one.merged_into in current]
    accounted = {match.before[0].code for match in merged}
    suspected = _suspected([one for one in gone if one.code not in accounted], came)
    accounted |= {one.code for match in suspected for one in (*match.before, *match.now)}
    missing = [Match(Change.MISSING, (one,), ()) for one in gone if one.code not in accounted]
    new = [Match(Change.NEW, (), (one,)) for one in came if one.code not in accounted]
    return [*duplicates(now), *merged, *suspected, *renamed, *missing, *new]


def duplicates(listed: Iterable[Listed]) -> list[Match]:
    """Institutions that share an NPP or an NPSN; "0" and empty are no numbers."""
    entries = list(listed)
    found = []
    for reason in ("npp", "npsn"):
        groups: dict[str, list[Listed]] = defaultdict(list)
        for one in entries:
            if _number(getattr(one, reason)):
                groups[_number(getattr(one, reason))].append(one)
        found += [Match(Change.DUPLICATE, (), tuple(group), reason) for group in groups.values() if len(group) > 1]
    return found


def plain_name(name: str) -> str:
    """A name for comparison: without case, accents, signs and double spaces; "perpustakaan" says nothing here."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", " ", letters).split()
    return " ".join(word for word in words if word != "perpustakaan")


_KEYS: dict[str, Callable[[Listed], str]] = {
    "npp": lambda one: _number(one.npp),
    "npsn": lambda one: _number(one.npsn),
    "name": lambda one: f"{one.region}|{one.kind}|{plain_name(one.name)}",
}


def _suspected(gone: Sequence[Listed], came: Sequence[Listed]) -> list[Match]:
    found: list[Match] = []
    taken: set[str] = set()
    for reason, key in _KEYS.items():
        arrivals = {key(one): one for one in reversed(came) if key(one) and one.code not in taken}
        for one in gone:
            other = arrivals.get(key(one))
            if key(one) and other and not {one.code, other.code} & taken:
                found.append(Match(Change.SUSPECTED_SAME, (one,), (other,), reason))
                taken |= {one.code, other.code}
    return found


def _number(text: str) -> str:
    return "" if text.strip() in ("", "0") else text.strip().upper()
