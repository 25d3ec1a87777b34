"""A proposal and those at whose desks it lies, for the tests of its way.

Hartati proposes for the public library of Kutai Timur, Yusran checks there; Bima sits at Biro Organisasi, Putri at
Perpusnas, Arif at ANRI, Bambang at BKD.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from etam.accounts.models import User
from etam.institutions.models import Membership
from etam.institutions.tests.cast import person
from etam.workforce.actions import passing, proposals
from etam.workforce.desks import desk_of, path_of
from etam.workforce.models import Proposal, ProposalLine, Workload
from etam.workforce.tests.analysed import NOW, World, analysis, make_world

YEAR = 2027
# Persons by level; the analysis asks for three, two and one.
NEEDED = {"ahli_pertama": 3, "ahli_muda": 2, "ahli_madya": 1, "ahli_utama": 0}
LETTER = "800/12/ORG, 20 November 2026"


@dataclass
class Desks:
    """The world of the analyses, and who sits at each desk of the default route."""

    world: World
    biro: User
    perpusnas: User
    anri: User
    second_operator: User

    @property
    def seats(self) -> dict[str, User]:
        """Who acts at a desk, by its code."""
        return {
            "unit": self.world.operator,
            "check": self.world.verifier,
            "biro_organisasi": self.biro,
            "perpusnas": self.perpusnas,
            "anri": self.anri,
            "bkd": self.world.personnel,
            "kemenpanrb": self.world.personnel,
        }


def make_desks() -> Desks:
    """Everybody of the analyses, and one person for each desk."""
    world = make_world()
    second = person("siti@example.id", "Siti", "operator", institution=world.library)
    return Desks(
        world,
        biro=person("bima@example.id", "Bima", "partner", agency="biro-organisasi"),
        perpusnas=person("putri@example.id", "Putri", "partner", agency="perpusnas"),
        anri=person("arif@example.id", "Arif", "partner", agency="anri"),
        second_operator=second,
    )


def settled(desks: Desks, **more: Any) -> Workload:
    """The analysis from which a proposal starts: three, two and one person, rounded from whole ones."""
    tasks = [(level, persons * 750, 100) for level, persons in NEEDED.items() if persons]
    return analysis(more.pop("office", desks.world.library), *tasks, **more)


def started(desks: Desks, **more: Any) -> Proposal:
    """A draft of the year of formation."""
    return proposals.start(settled(desks, **more), year=YEAR, by=desks.world.operator, at=NOW)


def sent(desks: Desks, proposal: Proposal | None = None, **changes: Any) -> Proposal:
    """One that lies at the check."""
    row = fresh(proposal or started(desks))
    options: dict[str, Any] = {"numbers": NEEDED, "explanation": "", "by": desks.world.operator, "at": NOW, **changes}
    return proposals.send(row, version=row.version, **options)


def passed(desks: Desks, proposal: Proposal, **changes: Any) -> Proposal:
    """One step further, by who sits there."""
    row = fresh(proposal)
    path = [desk.code for desk in path_of(row)]
    desk = desk_of(row)
    here = desk.code if desk else ""
    options: dict[str, Any] = {
        "to": path[path.index(here) + 1] if here != path[-1] else "",
        "numbers": NEEDED,
        "document": LETTER,
        "note": "",
        "version": row.version,
        "by": desks.seats[here],
        "at": NOW,
        **changes,
    }
    return passing.pass_on(row, **options)


def at_desk(desks: Desks, code: str, proposal: Proposal | None = None) -> Proposal:
    """One that came to a desk, passed by all before it."""
    row = proposal or sent(desks)
    while (desk := desk_of(row)) and desk.code != code:
        row = passed(desks, row)
    return fresh(row)


def decided(desks: Desks, proposal: Proposal | None = None, **changes: Any) -> Proposal:
    """One whose decision is written down."""
    row = at_desk(desks, "kemenpanrb", proposal)
    options: dict[str, Any] = {
        "numbers": {**NEEDED, "ahli_muda": 1},
        "document": "B/99/M.SM.01.00/2026",
        "decided_on": NOW.date(),
        "note": "",
        "version": row.version,
        "by": desks.world.personnel,
        "at": NOW,
        **changes,
    }
    return passing.decide(row, **options)


def fresh(proposal: Proposal) -> Proposal:
    """The proposal as the database has it now."""
    return Proposal.objects.select_related("office__regency", "office__region").get(pk=proposal.pk)


def column(proposal: Proposal, name: str) -> dict[str, int | None]:
    """One column of its lines, by level."""
    return dict(ProposalLine.objects.filter(proposal=proposal).values_list("level", name))


def later(days: int) -> datetime:
    """The same hour some days later."""
    return NOW + timedelta(days=days)


def also(user: User, **scope: Any) -> User:
    """The same person with one more role."""
    Membership.objects.create(user=user, valid_from=date(2020, 1, 1), **scope)
    # What was read in this request is kept with the person.
    return User.objects.get(pk=user.pk)
