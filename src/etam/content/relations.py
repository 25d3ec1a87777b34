"""What relations between regulations cannot be, whoever writes them down. Pure."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import NamedTuple

# Of these the object comes to an end, so the subject cannot be the older one.
ENDING = ("mencabut", "menggantikan")
# These touch the text of the object, so what is touched stands before what touches it, and no chain leads back.
TOUCHING = (*ENDING, "mengubah", "memutakhirkan")

# From some regulations to those that they touch, as (subject, object).
Ahead = Callable[[Collection[str]], Iterable[tuple[str, str]]]


class Set(NamedTuple):
    """When a regulation was set, as far as it is known: the year of its number, and days where they were seen."""

    year: int
    set_on: date | None = None
    promulgated_on: date | None = None


def is_older(one: Set, other: Set) -> bool:
    """Whether `one` was certainly set before `other`; what may have been the same day is not older."""
    latest = one.set_on or min(one.promulgated_on or date.max, date(one.year, 12, 31))
    return latest < (other.set_on or date(other.year, 1, 1))


def verbs_beside(verb: str) -> tuple[str, ...]:
    """The verbs that make a circle together with `verb`. What carries out a law may be older than the law."""
    return TOUCHING if verb in TOUCHING else (verb,)


def along(edges: Iterable[tuple[str, str]]) -> Ahead:
    """The way ahead along edges that are all at hand."""
    known = list(edges)
    return lambda frontier: [edge for edge in known if edge[0] in frontier]


def circle(subject: str, target: str, ahead: Ahead) -> list[str]:
    """The regulations of the circle that subject → target would close, from subject to subject; empty when none."""
    came_from: dict[str, str] = {target: subject}
    frontier = {target}
    while frontier and subject not in frontier:
        found = [(before, after) for before, after in ahead(frontier) if after not in came_from]
        came_from |= {after: before for before, after in found}
        frontier = {after for _, after in found}
    if subject not in frontier:
        return []
    way = [subject]
    while way[-1] != target:
        way.append(came_from[way[-1]])
    return [subject, *reversed(way)]
