"""From need to filled posts: what the work asks for, what was proposed, decided and filled, by kab/kota and post.

Everything is counted in persons. A number that nobody told is None and is left out of a sum.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import QuerySet

from etam.institutions.models import Institution, Region
from etam.workforce.models import Proposal, ProposalLine, ProposalStep
from etam.workforce.queries.held import Staffing, staffing
from etam.workforce.queries.need import needs
from etam.workforce.rules import positions

State = Proposal.State
# A withdrawn proposal was taken back, so it asks for nobody.
COUNTED = (State.AT_DESK, State.SENT_BACK, State.DECIDED, State.REFUSED)
WAITING = (State.AT_DESK, State.SENT_BACK)


@dataclass(frozen=True)
class Counts:
    """Persons. `proposed` is waiting + answered; `approved` what was decided; `filled` those who came.

    `needed` is None where no analysis is settled, `held` where nobody recorded a holder.
    """

    needed: int | None = None
    held: int | None = None
    proposed: int = 0
    waiting: int = 0
    approved: int = 0
    filled: int = 0

    @property
    def unfilled(self) -> int:
        return self.approved - self.filled

    @property
    def gap(self) -> int | None:
        """What is missing today: need without holders; None where one of them is not known."""
        return None if self.needed is None or self.held is None else max(self.needed - self.held, 0)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{one.name: _plus(getattr(self, one.name), getattr(other, one.name)) for one in fields(self)})


@dataclass(frozen=True)
class Row:
    """One post in one kab/kota; `place` is "64" for offices of the province."""

    place: str
    place_name: str
    position: str
    counts: Counts


@dataclass(frozen=True)
class Funnel:
    """One formation year: a row for each kab/kota and post about which anything is known."""

    year: int
    rows: tuple[Row, ...]

    @property
    def total(self) -> Counts:
        return added(row.counts for row in self.rows)

    def by_place(self) -> list[tuple[str, Counts]]:
        """Each kab/kota by name, over all posts."""
        return self._by("place_name")

    def by_position(self) -> list[tuple[str, Counts]]:
        """Each post by code, over all kab/kota."""
        return self._by("position")

    def _by(self, name: str) -> list[tuple[str, Counts]]:
        keys = dict.fromkeys(getattr(row, name) for row in self.rows)
        return [(key, added(row.counts for row in self.rows if getattr(row, name) == key)) for key in keys]


def added(many: Iterable[Counts]) -> Counts:
    """The sum of counts; what is None in all of them stays None."""
    total = Counts()
    for one in many:
        total += one
    return total


def funnel(day: date, year: int | None = None) -> Funnel:
    """What is known on a day about a formation year, the latest for which something was sent unless given.

    Holders, what was sent and what was decided are those of the day. The need, what was proposed and filled, what still
    waits and what was withdrawn are as they stand now: for a past day they may be later.
    """
    lines = _lines(day, year)
    chosen = year or (lines[0].proposal.year if lines else day.year)
    staff = staffing(day)
    counts: dict[tuple[int, str], Counts] = defaultdict(Counts)
    for office, position, one in (*_needed(chosen), *_held(staff), *_proposed(lines, day)):
        counts[office, position] += one
    return Funnel(chosen, tuple(_rows(counts, staff)))


def years(day: date) -> list[int]:
    """The formation years for which something was sent by a day, the latest first."""
    return sorted(set(_sent(day).order_by().values_list("year", flat=True)), reverse=True)


def is_sample(year: int) -> bool:
    """Whether any proposal of a year is invented."""
    return Proposal.objects.filter(year=year, state__in=COUNTED, is_sample=True).exists()


def _needed(year: int) -> Iterator[tuple[int, str, Counts]]:
    return ((one.office_id, one.position, Counts(needed=one.persons)) for one in needs(year))


def _held(staff: Staffing) -> Iterator[tuple[int, str, Counts]]:
    yield from ((office, position, Counts(held=count)) for (office, position, _), count in staff.persons.items())
    yield from ((office, position, Counts(held=0)) for office, position in staff.empty)


def _lines(day: date, year: int | None) -> list[ProposalLine]:
    """The lines of what was sent by a day for a year, the latest for which something was sent unless given."""
    sent = _sent(day)
    wanted = year or sent.order_by("-year").values("year")[:1]
    lines = ProposalLine.objects.filter(proposal__in=sent, proposal__year=wanted)
    return list(lines.select_related("proposal").order_by("pk"))


def _proposed(lines: Iterable[ProposalLine], day: date) -> Iterator[tuple[int, str, Counts]]:
    for line in lines:
        one = line.proposal
        is_decided = one.decided_on is not None and one.decided_on <= day
        yield (
            one.office_id,
            one.position,
            Counts(
                proposed=line.proposed,
                waiting=line.proposed if one.state in WAITING else 0,
                approved=(line.decided or 0) if is_decided else 0,
                filled=line.filled if is_decided else 0,
            ),
        )


def _sent(day: date) -> QuerySet[Proposal]:
    """Proposals that had been sent by a day and were not withdrawn."""
    sent = ProposalStep.objects.filter(kind=ProposalStep.Kind.SENT, at__date__lte=day).values("proposal")
    return Proposal.objects.filter(state__in=COUNTED, pk__in=sent)


def _rows(counts: dict[tuple[int, str], Counts], staff: Staffing) -> list[Row]:
    offices = Institution.objects.select_related("regency", "region").in_bulk({office for office, _ in counts})
    placed: dict[tuple[str, str, str], Counts] = defaultdict(Counts)
    for (office, position), one in counts.items():
        name, code = _place(offices[office])
        nobody = Counts(held=0) if one.held is None and staff.knows(office, position) else Counts()
        placed[name, code, position] += one + nobody
    order = list(positions().positions)
    known = [key for key in placed if key[2] in order]
    return [
        Row(code, name, position, placed[name, code, position])
        for name, code, position in sorted(known, key=lambda key: (key[1] == "64", key[0], order.index(key[2])))
    ]


def _place(office: Institution) -> tuple[str, str]:
    region = office.region if office.region.level == Region.Level.PROVINCE else office.regency
    return ("Provinsi" if region.level == Region.Level.PROVINCE else region.short_name), region.code


def _plus(left: int | None, right: int | None) -> Any:
    return right if left is None else left if right is None else left + right
