"""The confusions of a day, who settles them, and how each is read; what waits for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from etam.content.definitions import Term, latest_definitions, united
from etam.content.implied import implied_terms
from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.regulations.confusions import Confusion, Scene, detect
from etam.regulations.models import Settlement
from etam.regulations.queries.register import standings_of
from etam.web.waiting import Waiting

SHOWN_TASKS = 8


class State(StrEnum):
    """How far the settling of a confusion is."""

    REREAD = "reread"
    OPEN = "open"
    ASSIGNED = "assigned"
    SETTLED = "settled"


@dataclass(frozen=True)
class Case:
    """A confusion and the latest word on it, seen on a day."""

    confusion: Confusion
    latest: Settlement | None
    day: date

    @property
    def key(self) -> str:
        return self.confusion.key

    @property
    def label(self) -> str:
        return self.confusion.term.label["id"]

    @property
    def state(self) -> State:
        """Open without or with an owner, settled, or to be read again since a text changed after that."""
        if self.latest is None or not (self.latest.reading or self.latest.owner):
            return State.OPEN
        if not self.latest.reading:
            return State.ASSIGNED
        return State.SETTLED if self.latest.fingerprint == self.confusion.fingerprint else State.REREAD

    @property
    def is_open(self) -> bool:
        return self.state != State.SETTLED

    @property
    def is_late(self) -> bool:
        """Whether its owner should have settled it before this day."""
        due_on = self.latest.due_on if self.latest else None
        return self.state == State.ASSIGNED and due_on is not None and due_on < self.day

    @property
    def seen(self) -> str:
        """What a form carries along, so that it is noticed when the texts or the latest word change meanwhile."""
        return f"{self.confusion.fingerprint}.{self.latest.pk if self.latest else 0}"

    def get_absolute_url(self) -> str:
        return reverse("regulations:confusion", args=[self.key])


def cases(today: date) -> list[Case]:
    """Every confusion of a day: to be read again, without owner, late, with owner, settled."""
    return _in_order(_confusions(today), today)


def cases_about(regulation: str, today: date) -> list[Case]:
    """The confusions of a day in which a regulation has a part, in the same order."""
    terms = [term for term in _terms() if regulation in _named([term])]
    return _in_order(_confusions(today, terms), today) if terms else []


def case(key: str, today: date) -> Case | None:
    """The confusion with this key; None when no rule finds it on that day."""
    found = [one for one in _confusions(today) if one.key == key]
    return next((Case(one, latest, today) for one, latest in _with_latest(found)), None)


def open_count(today: date) -> int:
    """How many confusions have no settled reading on a day, or one that must be read again."""
    return sum(one.is_open for one in cases(today))


def history(key: str) -> list[Settlement]:
    """Everything that was said of a confusion, the latest first."""
    return list(Settlement.objects.filter(key=key).select_related("by").order_by("-pk"))


def waiting_for(user: Any, day: date | None = None) -> list[Waiting]:
    """For officers: what its owner should have settled by now, and what must be read again."""
    on = day or localdate()
    # Without a word on any of them none can be late, and nothing needs to be compared.
    if not institutions.has_role(user, Membership.Role.OFFICER, on=on) or not Settlement.objects.exists():
        return []
    return [_task(one) for one in cases(on) if one.is_late or one.state == State.REREAD][:SHOWN_TASKS]


def _task(found: Case) -> Waiting:
    title, url, latest = f"Kerancuan: {found.label}", found.get_absolute_url(), found.latest
    if found.is_late and latest:
        detail = f"{latest.owner} belum menyelesaikannya. Tetapkan bacaannya, atau beri batas baru."
        return Waiting(title, detail, url, due_on=latest.due_on, is_urgent=True)
    detail = "Salah satu teksnya berubah sejak bacaannya ditetapkan. Baca ulang, lalu tetapkan lagi."
    return Waiting(title, detail, url, is_urgent=True)


def _in_order(found: list[Confusion], day: date) -> list[Case]:
    cases = [Case(one, latest, day) for one, latest in _with_latest(found)]
    order = list(State)
    return sorted(cases, key=lambda one: (order.index(one.state), not one.is_late))


def _terms() -> Sequence[Term]:
    return united(latest_definitions(), implied_terms())


def _named(terms: Iterable[Term]) -> set[str]:
    """The regulations that define these terms or are cited for them."""
    return {code for term in terms for one in term.definitions for code in (one.regulation, *one.cited_by) if code}


def _confusions(day: date, terms: Sequence[Term] | None = None) -> list[Confusion]:
    wanted = _terms() if terms is None else terms
    return detect(wanted, Scene(day, standings_of(_named(wanted), day)))


def _with_latest(found: list[Confusion]) -> list[tuple[Confusion, Settlement | None]]:
    rows = Settlement.objects.filter(key__in=[one.key for one in found]).order_by("pk")
    latest: Mapping[str, Settlement] = {row.key: row for row in rows.select_related("by")}
    return [(one, latest.get(one.key)) for one in found]
