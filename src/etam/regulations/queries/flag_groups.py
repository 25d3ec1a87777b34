"""Flags in groups that are decided in one go, and what was decided before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from etam.accounts.models import JournalEntry
from etam.regulations import flag_words as words
from etam.regulations.flags import OFFICERS, edition_of, word_of
from etam.regulations.models import Flag, RegulationRelation
from etam.regulations.queries.flags import DECIDED, OPEN, STATES
from etam.web.formats import listed, number

Event = Flag.Event
# What weighs most stands first.
ORDER = (Event.REVOKED, Event.ENDED, Event.PARTLY_REVOKED, Event.AMENDED, Event.UPDATED, Event.BEGAN)
VERBS = {
    Event.REVOKED: ("mencabut", "menggantikan"),
    Event.PARTLY_REVOKED: ("mencabut", "menggantikan"),
    Event.AMENDED: ("mengubah",),
    Event.UPDATED: ("memutakhirkan",),
}


@dataclass(frozen=True)
class Verdict:
    """Flags that one person decided alike at one time."""

    flags: tuple[Flag, ...]

    @property
    def first(self) -> Flag:
        return self.flags[0]

    @property
    def words(self) -> str:
        """What was decided about how many: "tetap dipakai: 3"."""
        return f"{self.first.get_decision_display().lower()}: {number(len(self.flags))}"


@dataclass(frozen=True)
class Group:
    """Flags of one event upon one edition of content, at least one: first the edition itself, then its parts."""

    flags: tuple[Flag, ...]

    @property
    def first(self) -> Flag:
        return self.flags[0]

    @cached_property
    def waiting(self) -> tuple[Flag, ...]:
        return tuple(one for one in self.flags if one.is_waiting)

    @property
    def waiting_words(self) -> str:
        return f"{number(len(self.waiting))} menunggu"

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """What was decided, the latest first."""
        decided = sorted((one for one in self.flags if one.decision), key=_verdict, reverse=True)
        return [Verdict(tuple(flags)) for _, flags in groupby(decided, key=_verdict)]

    @property
    def cleared(self) -> list[Flag]:
        """What no longer needs a decision: the event is gone, or a newer edition took its place."""
        return [one for one in self.flags if one.cleared_at and not one.decision]

    @property
    def is_for_others(self) -> bool:
        """An agency decides, and an officer writes down what it decided."""
        return self.first.decider != OFFICERS

    @property
    def sentence(self) -> str:
        return words.event_sentence(self.first)

    @property
    def day(self) -> str:
        return words.event_day(self.first)

    @cached_property
    def edition(self) -> str:
        return words.edition_name(self.first)

    @property
    def public_url(self) -> str:
        """Where everybody reads the first of the flagged things; "" for what has no page of its own."""
        return words.public_url(self.first)

    @property
    def parts(self) -> str:
        """How many of which kind: "1 instrumen dan 3 pertanyaan"."""
        kinds = dict.fromkeys(one.kind for one in self.flags)
        counted = [(sum(one.kind == kind for one in self.flags), word_of(kind)) for kind in kinds]
        return listed([f"{number(count)} {word}" for count, word in counted])

    def get_absolute_url(self) -> str:
        return self.first.get_absolute_url()


@dataclass(frozen=True)
class Happening:
    """One event with every edition that it has hit, at least one."""

    groups: tuple[Group, ...]

    @property
    def first(self) -> Group:
        return self.groups[0]


def happenings(flags: Iterable[Flag]) -> list[Happening]:
    """Flags by event: one that anything waits for before settled ones, and of these the gravest first."""
    found: dict[tuple[Any, ...], list[Group]] = {}
    for group in grouped(flags):
        found.setdefault(_event(group.first), []).append(group)
    return [Happening(tuple(groups)) for groups in found.values()]


def grouped(flags: Iterable[Flag]) -> list[Group]:
    """Flags by event and edition: what waits before what is settled, and of these the gravest event first."""
    found: dict[tuple[Any, ...], list[Flag]] = {}
    for flag in flags:
        found.setdefault(_event_and_edition(flag), []).append(flag)
    groups = [Group(tuple(sorted(rows, key=_place))) for rows in found.values()]
    return sorted(groups, key=lambda one: (not one.waiting, ORDER.index(Event(one.first.event)), one.edition))


def group_of(flag: Flag, flags: QuerySet[Flag]) -> Group:
    """The group that `flag` belongs to, with what was cleared."""
    rows = _of_event(flag, flags).filter(code=flag.code, version=flag.version)
    return Group(tuple(sorted((one for one in rows if edition_of(one.kind) == edition_of(flag.kind)), key=_place)))


def others_of_event(group: Group, flags: QuerySet[Flag]) -> list[Group]:
    """What else the event has hit: other editions."""
    rows = _of_event(group.first, flags).filter(STATES[OPEN] | STATES[DECIDED])
    return [one for one in grouped(rows) if _event_and_edition(one.first) != _event_and_edition(group.first)]


def decided_before(group: Group, flags: QuerySet[Flag]) -> list[Verdict]:
    """What was decided about the same things and the same event in other editions, the latest first."""
    rows = _of_event(group.first, flags).filter(STATES[DECIDED], code=group.first.code)
    things = {(one.kind, one.item) for one in group.flags}
    earlier = [one for one in rows.exclude(version=group.first.version) if (one.kind, one.item) in things]
    earlier.sort(key=_verdict, reverse=True)
    return [Verdict(tuple(alike)) for _, alike in groupby(earlier, key=_verdict)]


def history(group: Group) -> list[tuple[JournalEntry, int]]:
    """What was decided and taken back, the latest first, each with how many things it was about."""
    keys = [str(flag.pk) for flag in group.flags]
    rows = JournalEntry.objects.filter(
        subject_kind=Flag._meta.label_lower, subject_id__in=keys, action__in=["flag.decide", "flag.reopen"]
    )
    entries = rows.select_related("by").order_by("-pk")
    alike = (list(same) for _, same in groupby(entries, key=lambda one: (one.summary, one.detail.get("at"), one.by_id)))
    return [(same[0], len(same)) for same in alike]


def relation_of(flag: Flag) -> RegulationRelation | None:
    """What the register says of the event; None where it happened by itself, or the relation no longer stands."""
    rows = RegulationRelation.objects.standing().filter(subject=flag.by_regulation_id, object=flag.regulation_id)
    found = rows.filter(verb__in=VERBS.get(Event(flag.event), ())).order_by("id")
    return next((one for one in found if _tells(one, Event(flag.event))), None)


def _tells(relation: RegulationRelation, event: Flag.Event) -> bool:
    """Whether a revocation is of the whole or of a part is told by its articles; others may name some or none."""
    if event not in (Event.REVOKED, Event.PARTLY_REVOKED):
        return True
    return bool(relation.articles) == (event == Event.PARTLY_REVOKED)


def _of_event(flag: Flag, flags: QuerySet[Flag]) -> QuerySet[Flag]:
    return flags.filter(event=flag.event, regulation=flag.regulation_id, by_regulation=flag.by_regulation_id)


def _event_and_edition(flag: Flag) -> tuple[Any, ...]:
    return *_event(flag), edition_of(flag.kind), flag.code, flag.version


def _event(flag: Flag) -> tuple[Any, ...]:
    return flag.event, flag.regulation_id, flag.by_regulation_id


def _place(flag: Flag) -> tuple[bool, str, str, int]:
    return bool(flag.item), flag.kind, flag.label, flag.pk


def _verdict(flag: Flag) -> tuple[datetime | None, str, str, int | None]:
    return flag.decided_at, flag.decision, flag.reason, flag.decided_by_id
