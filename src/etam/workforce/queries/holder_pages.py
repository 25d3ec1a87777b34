"""What the pages about holders show: numbers for everybody let in, masked rows for who may open them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404

from etam.accounts.models import JournalEntry
from etam.content.positions import RetirementAge
from etam.institutions.models import Institution
from etam.web.components import Stat
from etam.web.formats import number
from etam.workforce.access import holders as access
from etam.workforce.models import CorrectionRequest, Holder, NoHolder
from etam.workforce.persons import Person
from etam.workforce.queries.held import staffing
from etam.workforce.queries.people import Masked, asked, masked
from etam.workforce.queries.personal_data import open_corrections, readings_of
from etam.workforce.queries.posts import retirement_age, retires_on
from etam.workforce.rules import level_name, level_order, position_name, positions


@dataclass(frozen=True)
class OfficeLine:
    """How many hold which post at one office; `numbers` stand in the order of the posts of content.

    None is *not recorded*: nobody was recorded at the office, and it does not say that the post has no holder.
    """

    office: Institution
    numbers: tuple[int | None, ...]

    @property
    def persons(self) -> int:
        return sum(one or 0 for one in self.numbers)


@dataclass(frozen=True)
class LevelLine:
    """How many hold one level at the chosen office; `rows` are masked and only for who may open them."""

    position: str
    level: str
    persons: int
    rows: tuple[Masked, ...]


@dataclass(frozen=True)
class Listing:
    """The page of all holders that somebody may count."""

    headline: str
    posts: tuple[str, ...]
    offices: tuple[OfficeLine, ...]
    chosen: Institution | None
    levels: tuple[LevelLine, ...]
    ended: tuple[Masked, ...]
    without: tuple[tuple[str, NoHolder], ...]
    opens: bool
    opens_chosen: bool
    late: int
    stats: tuple[Stat, ...]


def listing(user: Any, code: str, day: date) -> Listing:
    """The page for `user`; raises PermissionDenied for who may see no numbers, Http404 for another's office."""
    offices = access.offices_to_count(user)
    own = access.offices_to_open(user)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    staff = staffing(day)
    for (office, position, _), persons in staff.persons.items():
        counts[office][position] += persons
    mine = {one.pk for one in own} if own.count() <= 20 else set()
    shown = offices.filter(pk__in={*counts, *mine, *(office for office, _ in staff.empty)}).order_by(
        "regency_id", "name"
    )
    codes = tuple(positions().positions)
    lines = tuple(OfficeLine(one, _numbers(one, counts, staff.empty)) for one in shown)
    chosen = get_object_or_404(offices, code=code) if code else lines[0].office if len(lines) == 1 else None
    opens_chosen = chosen is not None and own.filter(pk=chosen.pk).exists()
    rows = list(Holder.objects.filter(office=chosen).select_related("office")) if chosen else []
    return Listing(
        headline=_headline(lines),
        posts=tuple(position_name(one) for one in codes),
        offices=lines,
        chosen=chosen,
        levels=_levels(rows, day, opens_chosen),
        ended=tuple(masked(one for one in rows if one.ended_on and one.ended_on <= day)) if opens_chosen else (),
        without=_without(chosen, staff.empty),
        opens=access.may_open_some(user),
        opens_chosen=opens_chosen,
        late=open_corrections(access.holders_to_open(user)).count(),
        stats=_stats(lines, codes),
    )


@dataclass(frozen=True)
class Correction:
    """A request for correction as its page shows it; what was asked stays sealed until somebody opens it."""

    request: CorrectionRequest
    is_late: bool


@dataclass(frozen=True)
class Detail:
    """The page of one holder."""

    masked: Masked
    position: str
    level: str
    certificate: str
    earlier: tuple[tuple[Holder, str], ...]
    readings: tuple[JournalEntry, ...]
    corrections: tuple[Correction, ...]
    is_wiped: bool


def detail(row: Holder, now: datetime) -> Detail:
    """One holder, masked."""
    (shown,) = masked([row])
    others = Holder.objects.filter(office=row.office, nip_digest=row.nip_digest).exclude(pk=row.pk)
    requests = row.corrections.select_related("noted_by", "settled_by").order_by("settled_at", "due_at")
    return Detail(
        masked=shown,
        position=position_name(row.position),
        level=level_name(row.level),
        certificate=row.certificate,
        earlier=tuple((one, level_name(one.level)) for one in others.order_by("-appointed_on"))
        if row.nip_digest
        else (),
        readings=tuple(readings_of(row)),
        corrections=tuple(Correction(one, (one.settled_at or now) > one.due_at) for one in requests),
        is_wiped=not row.nip_digest,
    )


@dataclass(frozen=True)
class Opened:
    """What one answer shows of a person."""

    person: Person
    retires_on: date | None
    age: RetirementAge | None
    requests: dict[int, str]


def opened(row: Holder, person: Person) -> Opened:
    """The person with what follows from the birth date, and what they asked to have corrected."""
    texts = {one.pk: asked(one) for one in row.corrections.exclude(sealed=b"")}
    return Opened(person, retires_on(person, row.level), retirement_age(row.level), texts)


def _numbers(
    office: Institution, counts: dict[int, Counter[str]], empty: frozenset[tuple[int, str]]
) -> tuple[int | None, ...]:
    here = counts.get(office.pk, Counter())
    return tuple(here[post] if here or (office.pk, post) in empty else None for post in positions().positions)


def _without(office: Institution | None, empty: frozenset[tuple[int, str]]) -> tuple[tuple[str, NoHolder], ...]:
    """What the office says of posts that nobody holds, each with its name."""
    rows = NoHolder.objects.filter(office=office).select_related("by") if office else []
    return tuple((position_name(one.position), one) for one in rows if (one.office_id, one.position) in empty)


def _levels(rows: Sequence[Holder], day: date, opens: bool) -> tuple[LevelLine, ...]:
    parts: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for one in rows:
        stands = one.ended_on is None or one.ended_on > day
        if one.appointed_on <= day and stands and one.end_reason != Holder.EndReason.MISTAKEN:
            parts[one.position, one.level].append(one)
    order = list(positions().positions)
    keys = sorted(parts, key=lambda key: (order.index(key[0]) if key[0] in order else 99, level_order(key[1])))
    return tuple(
        LevelLine(
            position_name(position),
            level_name(level),
            len(parts[position, level]),
            tuple(masked(parts[position, level])) if opens else (),
        )
        for position, level in keys
    )


def _headline(lines: Sequence[OfficeLine]) -> str:
    persons = sum(one.persons for one in lines)
    if not persons:
        return "Belum ada pemangku jabatan yang dicatat"
    offices = sum(bool(one.persons) for one in lines)
    return f"{number(persons)} pemangku jabatan tercatat di {number(offices)} kantor"


def _stats(lines: Sequence[OfficeLine], codes: Sequence[str]) -> tuple[Stat, ...]:
    return tuple(
        Stat(number(sum(one.numbers[place] or 0 for one in lines)), position_name(code).lower())
        for place, code in enumerate(codes)
    )
