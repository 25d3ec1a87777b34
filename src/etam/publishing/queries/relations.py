"""How regulations hang together: what one does and undergoes, what changed it over time, and whom it stands among."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from etam.content.regulations import INVERSES
from etam.content.relations import ENDING
from etam.regulations.force import Rule, Span, begins
from etam.regulations.models import Regulation, RegulationRelation
from etam.regulations.queries.register import KNOWN_OF_A_RULE

# A law may be implemented by thousands: the page of one shows that many lines in each direction.
SHOWN = 100
DRAWN_AROUND, DRAWN = 24, 150
CHANGING = ("mengubah", "memutakhirkan", *ENDING)
# An amendment of an amendment of an amendment: further back nobody reads.
STEPS = 3


@dataclass(frozen=True)
class Line:
    """One relation as the page of one regulation tells it: "dicabut oleh" and the other one."""

    verb: str
    other: Regulation
    relation: RegulationRelation
    when: Span


@dataclass(frozen=True)
class Lines:
    """What a regulation does, or undergoes; `total` may be more than are shown."""

    lines: list[Line]
    total: int


@dataclass(frozen=True)
class Change:
    """One step of what was done to a regulation: by what, from when; `through` is the amendment that it changes."""

    relation: RegulationRelation
    when: Span
    through: Regulation | None = None

    @property
    def by(self) -> Regulation:
        return self.relation.subject

    @property
    def articles(self) -> list[str]:
        return list(self.relation.articles)


def does(regulation: Regulation) -> Lines:
    """What `regulation` does to others."""
    rows = _relations().filter(subject=regulation).order_by("object__year", "id")
    return _bounded(rows, lambda row: Line(row.verb, row.object, row, when(row)))


def undergoes(regulation: Regulation) -> Lines:
    """What others do to `regulation`."""
    rows = _relations().filter(object=regulation).order_by("subject__year", "id")
    return _bounded(rows, lambda row: Line(INVERSES[row.verb], row.subject, row, when(row)))


def changes(regulation: Regulation) -> list[Change]:
    """What amended, updated, replaced or revoked it, wholly or in part, and what changed those; oldest first."""
    found: dict[int, Change] = {}
    reached: dict[str, Regulation | None] = {regulation.code: None}
    for _ in range(STEPS):
        rows = _relations().filter(object__in=reached, verb__in=CHANGING).exclude(pk__in=found)[:SHOWN]
        new = [Change(row, when(row), reached[row.object_id]) for row in rows]
        if not new:
            break
        found |= {one.relation.pk: one for one in new}
        # Whatever revoked it is no amendment: what happens to that one later is not about this regulation.
        reached = {one.by.code: one.by for one in new if one.relation.verb not in ENDING}
    return sorted(found.values(), key=lambda one: (one.when.earliest, one.relation.pk))


def of_articles(found: Iterable[Change]) -> dict[str, list[Change]]:
    """The changes that name an article, by article."""
    named: dict[str, list[Change]] = {}
    for change in found:
        for article in change.articles if change.through is None else ():
            named.setdefault(article, []).append(change)
    return named


def when(relation: RegulationRelation) -> Span:
    """From when a relation holds: the day that it names, else with its subject."""
    if relation.since:
        return Span(relation.since, relation.since)
    return begins(rule_of(relation.subject))


def rule_of(one: Regulation) -> Rule:
    """What the register knows of a regulation in time."""
    return Rule._make(getattr(one, name) for name in KNOWN_OF_A_RULE)


def around(regulation: Regulation) -> list[str]:
    """A regulation and its nearest neighbours, by code; those that change it before those that carry it out."""
    rows = RegulationRelation.objects.standing().filter(Q(subject=regulation) | Q(object=regulation))
    near = rows.values_list("verb", "subject_id", "object_id")[: 4 * DRAWN_AROUND]
    ordered = sorted(near, key=lambda row: row[0] not in CHANGING)
    met = dict.fromkeys(code for _, *ends in ordered for code in ends)
    return list(dict.fromkeys([regulation.code, *met]))[: DRAWN_AROUND + 1]


def most_related(among: Collection[str]) -> list[str]:
    """At most as many codes of `among` as one picture holds: those with the most relations first."""
    counted: dict[str, int] = dict.fromkeys(among, 0)
    for end in ("subject_id", "object_id"):
        rows = RegulationRelation.objects.standing().order_by().values_list(end).annotate(count=Count("id"))
        for code, count in rows:
            if code in counted:
                counted[code] += count
    return sorted(counted, key=lambda code: -counted[code])[:DRAWN]


def between(among: Iterable[str]) -> list[RegulationRelation]:
    """The relations of which both ends are among these codes."""
    codes = list(among)
    return list(_relations().filter(subject__in=codes, object__in=codes).order_by("id"))


def _relations() -> QuerySet[RegulationRelation]:
    return RegulationRelation.objects.standing().select_related("subject", "object")


def _bounded(rows: QuerySet[RegulationRelation], told: Callable[[RegulationRelation], Line]) -> Lines:
    shown = list(rows[: SHOWN + 1])
    total = len(shown) if len(shown) <= SHOWN else rows.count()
    return Lines([told(row) for row in shown[:SHOWN]], total)
