"""What is short of the need, by office, post and level."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate

from etam.institutions.models import Institution
from etam.workforce.models import Holder, Proposal, ProposalLine
from etam.workforce.queries.held import OfficePostLevel, staffing
from etam.workforce.queries.need import needs
from etam.workforce.queries.projection import leavers, retiring_by
from etam.workforce.rules import level_order

State = Proposal.State


@dataclass(frozen=True)
class Gap:
    """The parts of one gap, in persons. None is *not known*: no settled workload analysis, or no holder ever recorded.

    `retiring` are holders who retire by the end of the year; `decided` was granted and is not filled yet; `under_way`
    is proposed and lies at a desk, so that nobody may count on it.
    """

    office_id: int
    office: str
    regency_code: str
    position: str
    level: str
    need: int | None
    held: int | None
    retiring: int | None
    decided: int
    under_way: int

    @property
    def gap(self) -> int | None:
        """need − (held − retiring + decided): above 0 persons are missing, below 0 there are more than needed."""
        if self.need is None or self.held is None or self.retiring is None:
            return None
        return self.need - (self.held - self.retiring + self.decided)

    @property
    def surplus(self) -> int | None:
        """How many more than needed there are; None where not known, 0 where there are none."""
        return None if self.gap is None else max(-self.gap, 0)

    @property
    def gap_if_granted(self) -> int | None:
        """What would be left if everything that is under way were granted in full."""
        return None if self.gap is None else self.gap - self.under_way


def gaps(year: int, today: date | None = None, offices: Collection[int] | None = None) -> list[Gap]:
    """Every office, post and level about which anything is known, by office, post and level.

    Holders are those of today, of a past year those of its last day; retirements count until 31 December of the year.
    """
    last = date(year, 12, 31)
    day = min(today or localdate(), last)
    need = {(one.office_id, one.position, one.level): one.persons for one in needs(year)}
    staff, retiring = staffing(day), retiring_by(leavers(Holder.objects.all(), day), last)
    decided, under_way = _proposed(year)
    keys = {*need, *staff.persons, *decided, *under_way}
    names = Institution.objects.in_bulk({key[0] for key in keys if offices is None or key[0] in offices})
    rows = [
        Gap(
            key[0],
            names[key[0]].name,
            names[key[0]].regency_id,
            key[1],
            key[2],
            need.get(key),
            staff.persons.get(key, 0) if staff.knows(*key[:2]) else None,
            retiring.get(key, 0) if staff.knows(*key[:2]) else None,
            decided.get(key, 0),
            under_way.get(key, 0),
        )
        for key in keys
        if key[0] in names
    ]
    return sorted(rows, key=lambda one: (one.regency_code, one.office, one.position, level_order(one.level)))


def without_small(rows: Iterable[Gap], smallest: int) -> list[Gap]:
    """The same without what would tell that one of a few people retires: the number, and the gap that follows."""
    return [replace(one, retiring=None) if one.held is not None and 0 < one.held < smallest else one for one in rows]


def _proposed(year: int) -> tuple[dict[OfficePostLevel, int], dict[OfficePostLevel, int]]:
    """What was granted up to a year and is not filled, and what is still on its way."""
    decided: dict[OfficePostLevel, int] = defaultdict(int)
    under_way: dict[OfficePostLevel, int] = defaultdict(int)
    states = [State.DECIDED, State.AT_DESK, State.SENT_BACK]
    lines = ProposalLine.objects.filter(proposal__state__in=states, proposal__year__lte=year)
    for line in lines.select_related("proposal"):
        key = (line.proposal.office_id, line.proposal.position, line.level)
        if line.proposal.state == State.DECIDED:
            decided[key] += (line.decided or 0) - line.filled
        else:
            under_way[key] += line.proposed if line.recommended is None else line.recommended
    return {key: count for key, count in decided.items() if count}, {key: n for key, n in under_way.items() if n}
