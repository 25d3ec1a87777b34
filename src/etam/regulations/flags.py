"""What happened to a basis, and which things that rest on it wait for a decision. Pure: no clock and no database.

Whatever happened before an edition of content was made counts as well: what rests today on a revoked basis is to be
found. Only the beginning of a regulation asks when content named it, for a thing may rest on a rule that is to come.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from etam.content.bases import KINDS, WORDS, Rest
from etam.content.relations import ENDING
from etam.regulations.force import AMENDS, Effect, Rule, Span, begins, takes_effect
from etam.regulations.force import REVOKED as REVOKED_STATUS

REVOKED, PARTLY_REVOKED, AMENDED, UPDATED, ENDED, BEGAN = (
    "revoked", "partly_revoked", "amended", "updated", "ended", "began",
)  # fmt: skip
CHANGING = {AMENDS: AMENDED, "memutakhirkan": UPDATED}
UNVERIFIED = "unverified"

OFFICERS = "Petugas provinsi"
# Who must decide, by the edition that a thing belongs to; whatever is not named is for the officers.
DECIDERS = {
    "funding-rules": "Petugas provinsi bersama Disdikbud (dana sekolah) atau DPMPD (dana desa)",
    "positions": "BKD dan Biro Organisasi, bersama petugas provinsi",
    "workload": "BKD dan Biro Organisasi, bersama petugas provinsi",
    "nomenclature": "Bappeda, bersama petugas provinsi",
}


class Change(NamedTuple):
    """What one regulation does to another, and how that is known."""

    effect: Effect
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a regulation; `by` is "" when it ended or began by itself, or nobody knows by what.

    No articles means the whole of it. `span` is when it happened, None where nobody knows. An event that may lie in the
    future still, or whose relation was not seen, is unverified.
    """

    what: str
    regulation: str
    by: str = ""
    articles: tuple[str, ...] = ()
    span: Span | None = None
    confidence: str = ""

    @property
    def on(self) -> date | None:
        """The day, where it is known exactly."""
        return self.span.earliest if self.span and self.span.earliest == self.span.latest else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing that should be flagged, why, and the articles that it names ("" for none)."""

    key: str
    event: Event
    rest: Rest
    article: str
    decider: str


def edition_of(kind: str) -> str:
    """The kind of the edition that a thing belongs to: a question is part of an instrument."""
    return next((whole for whole, inner in KINDS.values() if kind in inner.values()), kind)


def word_of(kind: str) -> str:
    """What people call one thing of a kind; a kind that content no longer has keeps its code."""
    return WORDS.get(kind, kind)


def decider_of(kind: str) -> str:
    """Who must decide about a thing of this kind."""
    return DECIDERS.get(edition_of(kind), OFFICERS)


def events(rules: Iterable[Rule], changes: Iterable[Change], day: date) -> Iterator[Event]:
    """What has happened to each regulation until `day`; a change by a regulation not among `rules` needs `since`."""
    known = {rule.id: rule for rule in rules}
    upon: dict[str, list[Change]] = {}
    for change in changes:
        upon.setdefault(change.effect.object, []).append(change)
    for rule in known.values():
        yield from _by_itself(rule, upon.get(rule.id, ()), day)
        for change in upon.get(rule.id, ()):
            yield from _by_another(change, known, day)


def wanted(
    happened: Iterable[Event], rests: Iterable[Rest], named_on: Callable[[Rest], date | None] = lambda rest: None
) -> dict[str, Wanted]:
    """Every flag that should stand, by its key; `named_on` tells from which day content names what it rests on.

    Only the newest editions count. A thing that names one regulation several times is flagged once, with all articles
    that an event touches. One that names the amending regulation beside the amended one knows of the change.
    """
    upon: dict[str, list[Event]] = {}
    for event in happened:
        upon.setdefault(event.regulation, []).append(event)
    latest = [rest for rest in rests if rest.is_latest]
    named = {(_thing(rest), rest.regulation) for rest in latest}
    found: dict[str, Wanted] = {}
    for rest in latest:
        for event in upon.get(rest.regulation, ()):
            is_known = event.what in CHANGING.values() and (_thing(rest), event.by) in named
            if not is_known and _concerns(event, rest, named_on):
                key = key_of(event, rest)
                before = found[key].article.split("; ") if key in found else []
                articles = "; ".join(dict.fromkeys(one for one in (*before, rest.article) if one))
                found[key] = Wanted(key, event, rest, articles, decider_of(rest.kind))
    return found


def key_of(event: Event, rest: Rest) -> str:
    """The same for ever for one event upon one edition of a thing, and another for any other."""
    parts = (event.what, event.regulation, event.by, *_thing(rest))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def touches(articles: Iterable[str], named: str) -> bool:
    """Whether one of `articles` is `named`, a part of it, or what it is a part of: "23" and "23(6)" touch."""
    own = _steps(named)
    return any(all(a == b for a, b in zip(_steps(one), own, strict=False)) for one in articles)


def _thing(rest: Rest) -> tuple[str, str, str, str]:
    return rest.kind, rest.code, rest.version, rest.item


def _by_itself(rule: Rule, upon: Iterable[Change], day: date) -> Iterator[Event]:
    start = begins(rule)
    if start.latest <= day:
        yield Event(BEGAN, rule.id, span=start)
    if rule.ended_on and rule.ended_on <= day:
        yield Event(ENDED, rule.id, span=Span(rule.ended_on, rule.ended_on))
    elif rule.status == REVOKED_STATUS and not any(_ends(change.effect) for change in upon):
        yield Event(REVOKED, rule.id, confidence=UNVERIFIED)


def _by_another(change: Change, known: Mapping[str, Rule], day: date) -> Iterator[Event]:
    effect, span = change.effect, takes_effect(change.effect, known)
    what = (PARTLY_REVOKED if effect.articles else REVOKED) if effect.verb in ENDING else CHANGING.get(effect.verb)
    if what and span and span.earliest <= day:
        confidence = change.confidence if span.latest <= day else UNVERIFIED
        yield Event(what, effect.object, effect.subject, effect.articles, span, confidence)


def _ends(effect: Effect) -> bool:
    return effect.verb in ENDING and not effect.articles


def _concerns(event: Event, rest: Rest, named_on: Callable[[Rest], date | None]) -> bool:
    if event.what == BEGAN:
        named = named_on(rest)
        return named is not None and event.span is not None and event.span.earliest > named
    # What names no article may rest on any of them.
    return not event.articles or not rest.article or touches(event.articles, rest.article)


def _steps(article: str) -> list[str]:
    """ "Pasal 23 ayat (6)" and "23(6)" are the same way: 23, then 6."""
    words = re.findall(r"\w+", article.casefold())
    return [word for word in words if word not in ("pasal", "ayat", "huruf", "angka")]
