"""The register of regulations for everybody: what held on a day, one regulation, and those like it."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from etam.publishing.caching import kept
from etam.regulations import queries
from etam.regulations.force import Force, Standing
from etam.regulations.models import Flag, Regulation
from etam.regulations.queries import listing, searching
from etam.regulations.queries.register import standings_of, standings_on

ALIKE_SHOWN = 8
# So many are asked for one by one; for more it is quicker to work out the whole register, which is then kept.
FEW = 500


@dataclass(frozen=True)
class Asked:
    """What a visitor wants to see of the register; "" is everything."""

    words: str = ""
    type: str = ""
    issuer: str = ""
    subject: str = ""
    force: str = ""


@dataclass(frozen=True)
class Choices:
    """What the filters of the list offer."""

    types: list[str]
    issuers: list[str]
    subjects: list[str]


def codes(asked: Asked) -> list[str]:
    """The regulations that answer, whatever their force, newest first, by code."""
    return list(_narrowed(asked).values_list("code", flat=True))


def in_order(wanted: Iterable[str]) -> list[Regulation]:
    """The regulations with these codes, in the same order."""
    order = list(wanted)
    held = queries.by_codes(order)
    return [held[code] for code in order if code in held]


def standings_among(wanted: Collection[str], day: date) -> Mapping[str, Standing]:
    """How each wanted regulation stands on `day`, by code."""
    return standings_of(wanted, day) if len(wanted) <= FEW else standings_on(day)


def forces_of(wanted: Collection[str], day: date) -> Mapping[str, Force]:
    """The force of each wanted regulation on `day`, by code; that of the whole register is kept for other pages."""

    def read() -> dict[str, Force]:
        return {code: one.force for code, one in standings_among(wanted, day).items()}

    whole = read() if len(wanted) <= FEW else kept(f"forces {day.isoformat()}", read)
    return {code: whole[code] for code in wanted if code in whole}


def count_by_force(forces: Mapping[str, Force]) -> dict[Force, int]:
    """How many regulations have each force; one that none has is 0."""
    counted = Counter(forces.values())
    return {force: counted[force] for force in Force}


def known() -> int:
    """How many regulations the register holds."""
    return Regulation.objects.count()


def choices() -> Choices:
    """The types, issuers and subjects that occur in the register."""

    def read() -> Choices:
        types, subjects, _ = listing.choices()
        return Choices(types, listing.issuers(), subjects)

    return kept("choices of regulations", read)


def same_but_case(code: str) -> Regulation | None:
    """The only regulation whose code differs from `code` in nothing but capitals; None when there is none."""
    found = list(Regulation.objects.filter(code__iexact=code)[:2])
    return found[0] if len(found) == 1 else None


def alike(code: str) -> list[Regulation]:
    """A few regulations that somebody may have meant who asked for an unknown code: all its numbers occur in them."""
    numbers = re.findall(r"\d+", code)[:6]
    if not numbers:
        return []
    rows = Regulation.objects.all()
    for number in numbers:
        rows = rows.filter(code__contains=number)
    return list(rows[:ALIKE_SHOWN])


def flags_on(regulation: Regulation) -> list[Flag]:
    """What rests on a regulation and waits for a decision, or had one, because the regulation changed."""
    return list(regulation.flags.filter(cleared_at=None).select_related("regulation", "by_regulation"))


def cited(wanted: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Code to (how people cite it with its title, confidence); codes that the register does not hold are left out."""
    return {code: (f"{one} {one.title}".strip(), one.confidence) for code, one in queries.by_codes(wanted).items()}


def _narrowed(asked: Asked) -> QuerySet[Regulation]:
    rows = searching.matching(asked.words)
    if asked.type:
        rows = rows.filter(type=asked.type)
    if asked.issuer:
        rows = rows.filter(issuer=asked.issuer)
    if asked.subject:
        # The search lays subjects out as text: SQLite escapes what is not ASCII, PostgreSQL does not.
        written = {json.dumps(asked.subject), json.dumps(asked.subject, ensure_ascii=False)}
        rows = rows.filter(Q.create([("told_subjects__contains", one) for one in written], Q.OR))
    return rows
