"""Whether a regulation holds on a day, worked out from what the register knows. Pure: reads no clock and no database.

Often only the year is known. What happened "in 2020" happened on some day between 1 January and 31 December, and on the
days between nobody can say more than that; nothing is guessed. The rules:

- A regulation begins on the day it comes into force, else the day it was promulgated. Where only the day on which it
  was set is known, it begins then at the earliest, and by the end of that year at the latest.
- It ends on its own last day, or with the beginning of whatever revokes or replaces it as a whole, or on the day that
  the relation names. Revoked in part, it goes on. A revoker that ends later does not bring it back.
- An ending that nobody has verified makes it uncertain, unless the register itself calls it revoked.
- Where the register doubts whether it still holds, it is uncertain from its beginning on.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from etam.content.regulations import Register
from etam.content.relations import ENDING

REVOKED, DOUBTFUL, UNVERIFIED = "dicabut", "perlu verifikasi", "unverified"
AMENDS = "mengubah"


class Force(StrEnum):
    """Whether a regulation holds on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    ENDED = "ended"
    UNCERTAIN = "uncertain"


class Span(NamedTuple):
    """When something happened: on a day not before `earliest` and not after `latest`."""

    earliest: date
    latest: date


class Rule(NamedTuple):
    """What the register knows of one regulation in time; `status` is its own word for today."""

    id: str
    year: int
    status: str
    set_on: date | None = None
    promulgated_on: date | None = None
    in_force_on: date | None = None
    ended_on: date | None = None


class Effect(NamedTuple):
    """What one regulation does to another; no articles means the whole of it. `confidence` marks its source."""

    subject: str
    verb: str
    object: str
    articles: tuple[str, ...] = ()
    since: date | None = None
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a regulation stands on a day, why in a few words, and what ended or changed it by then.

    `partly_by` are those that have revoked a part of it, `amended_by` those that have changed it.
    """

    force: Force
    reason: str = ""
    ended_by: str = ""
    partly_by: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()


def begins(rule: Rule) -> Span:
    """From when a regulation holds, as exactly as the register knows."""
    if exact := rule.in_force_on or rule.promulgated_on:
        return Span(exact, exact)
    if rule.set_on:
        return Span(rule.set_on, date(rule.set_on.year, 12, 31))
    return _year(rule.year)


def takes_effect(effect: Effect, known: Mapping[str, Rule]) -> Span | None:
    """From when an effect holds: the day it names, else with its subject; None where the subject is not known."""
    subject = known.get(effect.subject)
    return _since(effect, begins(subject) if subject else None)


def standings(rules: Iterable[Rule], effects: Iterable[Effect], day: date) -> dict[str, Standing]:
    """How every regulation stands on `day`, by id. Effects of subjects that are not among `rules` need `since`."""
    known = {rule.id: rule for rule in rules}
    starts = {rule.id: begins(rule) for rule in known.values()}
    upon: dict[str, list[Effect]] = {}
    for effect in effects:
        upon.setdefault(effect.object, []).append(effect)
    return {rule.id: _standing(rule, upon.get(rule.id, ()), starts, day) for rule in known.values()}


def in_register(register: Register, day: date) -> dict[str, Standing]:
    """How every regulation of an edition of content stands on `day`, by id."""
    rules = [
        Rule(one.id, one.year, one.status, one.set_on, one.promulgated_on, one.in_force_on, one.ended_on)
        for one in register.regulations
    ]
    effects = [
        Effect(one.subject, one.verb, one.object, one.articles, one.since, one.confidence) for one in register.relations
    ]
    return standings(rules, effects, day)


def standing(rule: Rule, upon: Iterable[Effect], known: Mapping[str, Rule], day: date) -> Standing:
    """How one regulation stands on `day`; `upon` is what is done to it, `known` the rules that do it."""
    effects = list(upon)
    named = {one.subject: begins(known[one.subject]) for one in effects if one.subject in known}
    return _standing(rule, effects, {**named, rule.id: begins(rule)}, day)


def _standing(rule: Rule, upon: Collection[Effect], starts: Mapping[str, Span], day: date) -> Standing:
    start = starts[rule.id]
    if day < start.earliest:
        return Standing(Force.NOT_YET, f"mulai {_when(start)}")
    if rule.ended_on and day >= rule.ended_on:
        return Standing(Force.ENDED, f"berakhir {rule.ended_on.isoformat()}")
    begun = [(one, span) for one in upon if (span := _since(one, starts.get(one.subject))) and day >= span.earliest]
    partly = tuple(one.subject for one, _ in begun if one.verb in ENDING and one.articles)
    amended = tuple(one.subject for one, _ in begun if one.verb == AMENDS)
    endings = [(one, span) for one, span in begun if one.verb in ENDING and not one.articles]
    certain = (one for one, span in endings if day >= span.latest and _is_certain(rule, one))
    if ended := next(certain, None):
        return Standing(Force.ENDED, f"dicabut atau diganti {ended.subject}", ended.subject, partly, amended)
    doubts = [*_doubts(rule, upon), *(_doubt(rule, one, span) for one, span in endings)]
    if day < start.latest:
        doubts.append(f"mulai berlaku {_when(start)}")
    return Standing(Force.UNCERTAIN if doubts else Force.IN_FORCE, "; ".join(doubts), "", partly, amended)


def _since(effect: Effect, start: Span | None) -> Span | None:
    return Span(effect.since, effect.since) if effect.since else start


@cache
def _year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def _doubts(rule: Rule, upon: Iterable[Effect]) -> list[str]:
    if rule.status == DOUBTFUL:
        return ["statusnya belum diverifikasi"]
    if rule.status == REVOKED and not rule.ended_on and not any(effect.verb in ENDING for effect in upon):
        return ["dicabut, tetapi sejak kapan dan oleh apa belum dicatat"]
    return []


def _is_certain(rule: Rule, ending: Effect) -> bool:
    return ending.confidence != UNVERIFIED or rule.status == REVOKED


def _doubt(rule: Rule, ending: Effect, span: Span) -> str:
    told = f"{ending.subject} {ending.verb}nya {_when(span)}"
    return told if _is_certain(rule, ending) else f"{told}, belum diverifikasi"


def _when(span: Span) -> str:
    if span.earliest == span.latest:
        return span.earliest.isoformat()
    return f"tahun {span.earliest.year}, harinya belum dicatat"
