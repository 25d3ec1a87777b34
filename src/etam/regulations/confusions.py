"""Where sources confuse: rules that look for it in what the sources say of one term. Pure: no clock, no database.

A definition holds on a day when its regulation is in force, or may be, or when another document says it; and when the
day lies within its own days. What nobody is known to say never holds.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etam.content.definitions import Definition, Term
from etam.regulations.force import Force, Standing

HOLDING = (Force.IN_FORCE, Force.UNCERTAIN)
Definitions = tuple[Definition, ...]


@dataclass(frozen=True)
class Scene:
    """A day, and how regulations stand on it, by id; one that is not among them is in doubt."""

    day: date
    standings: Mapping[str, Standing]

    def force(self, regulation: str) -> Force:
        standing = self.standings.get(regulation)
        return standing.force if standing else Force.UNCERTAIN

    def holds(self, one: Definition) -> bool:
        """Whether a source says this on the day."""
        if (one.since and self.day < one.since) or self._is_over(one) or not one.has_source:
            return False
        return not one.regulation or self.force(one.regulation) in HOLDING

    def has_ended(self, one: Definition) -> bool:
        """Whether its regulation or its own days have ended."""
        return self._is_over(one) or (bool(one.regulation) and self.force(one.regulation) == Force.ENDED)

    def is_still_used(self, one: Definition) -> bool:
        """Whether Etam works with it, a regulation that may hold leans on it, or it goes on elsewhere."""
        cited = any(self.force(code) in HOLDING for code in one.cited_by)
        return bool(one.uses or one.still_seen or cited)

    def _is_over(self, one: Definition) -> bool:
        return one.until is not None and one.until < self.day


def differs(definitions: Sequence[Definition], scene: Scene) -> Definitions:
    """Two sources, or two readings of one, hold on the day or may, and do not say the same."""
    holding = [one for one in definitions if scene.holds(one)]
    return tuple(holding) if len({one.measure for one in holding}) > 1 else ()


def succession(definitions: Sequence[Definition], scene: Scene) -> Definitions:
    """A source has ended and is still used, while one that says something else holds or may hold."""
    holding = [one for one in definitions if scene.holds(one)]
    current = {one.measure for one in holding}
    former = [one for one in _left_over(definitions, scene) if one.measure not in current]
    return (*former, *holding) if former and holding else ()


def no_source(definitions: Sequence[Definition], scene: Scene) -> Definitions:
    """Etam works with a value that neither a regulation nor another document is known to state."""
    return tuple(one for one in definitions if one.uses and not one.has_source)


def orphan(definitions: Sequence[Definition], scene: Scene) -> Definitions:
    """A source has ended and is still used, and nothing holds in its place."""
    return () if any(scene.holds(one) for one in definitions) else _left_over(definitions, scene)


def _left_over(definitions: Iterable[Definition], scene: Scene) -> Definitions:
    return tuple(one for one in definitions if scene.has_ended(one) and scene.is_still_used(one))


# In the order in which pages tell them.
RULES: Mapping[str, Callable[[Sequence[Definition], Scene], Definitions]] = {
    "differs": differs,
    "succession": succession,
    "no_source": no_source,
    "orphan": orphan,
}


@dataclass(frozen=True)
class Confusion:
    """One term over which sources confuse, by which rules it was found, and the definitions that these look at."""

    term: Term
    rules: tuple[str, ...]
    definitions: Definitions

    @property
    def key(self) -> str:
        """Its name for as long as the term has its code."""
        return self.term.code

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the rules and of what every definition says on which ground."""
        told = [
            (one.code, one.regulation, one.article, one.document, one.says, one.measure, one.since, one.until)
            for one in self.definitions
        ]
        return hashlib.sha256(repr((self.rules, told)).encode()).hexdigest()


def detect(terms: Iterable[Term], scene: Scene) -> list[Confusion]:
    """Every confusion on a day: those in which sources differ first, then in the order of the terms."""
    found = [confusion for term in terms if (confusion := _look_at(term, scene))]
    order = list(RULES)
    return sorted(found, key=lambda one: order.index(one.rules[0]))


def _look_at(term: Term, scene: Scene) -> Confusion | None:
    found = {name: rule(term.definitions, scene) for name, rule in RULES.items()}
    rules = tuple(name for name, definitions in found.items() if definitions)
    named = {one for definitions in found.values() for one in map(id, definitions)}
    return Confusion(term, rules, tuple(one for one in term.definitions if id(one) in named)) if rules else None
