"""Villages and schools: how many have a library, have none, or are not known; and which answer to a search."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from etam.institutions.models import BodyChange, Institution, ParentBody
from etam.institutions.queries.directory import existing

GROUPS = {"regency": "regency_id", "district": "district_id", "subtype": "subtype", "kind": "kind"}
# What `ParentBody.state` holds, written so that databases read it from an index of lists and never by `library` alone.
_STATE = Case(When(library__isnull=False, then=Value("has")), default=F("stated"))


@dataclass(frozen=True)
class Coverage:
    """Villages and schools of one group by what is known of their library; "unknown" is never "none".

    `key` is the code of the region or level; "" where a district is not known.
    """

    key: str
    has: int = 0
    none: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.has + self.none + self.unknown

    @property
    def known(self) -> int:
        return self.has + self.none

    @property
    def share_of_all(self) -> float | None:
        """Per cent of all that are known to have one: a lower bound while some are unknown. None without any."""
        return 100 * self.has / self.total if self.total else None

    @property
    def share_of_known(self) -> float | None:
        """Per cent of those whose state is known. None without any."""
        return 100 * self.has / self.known if self.known else None

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(self.key, self.has + other.has, self.none + other.none, self.unknown + other.unknown)


def coverage(
    by: str = "regency", *, bodies: QuerySet[ParentBody] | None = None, day: date | None = None
) -> list[Coverage]:
    """What is known of the libraries of villages and schools that exist on a day, in order of the key.

    `by` is one of GROUPS; `bodies` narrows to a part. One question.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = grouped(by, bodies, day).annotate(known=_STATE)
    for key, state, count in rows.values_list(GROUPS[by], "known").annotate(Count("pk")):
        found[key or ""][state] = count
    return [Coverage(key, **counts) for key, counts in sorted(found.items())]


def grouped(by: str, bodies: QuerySet[ParentBody] | None = None, day: date | None = None) -> QuerySet[ParentBody]:
    """The villages and schools that exist on a day, unsorted, to be counted by one of GROUPS."""
    if by not in GROUPS:
        raise ValueError(f'"{by}" is no group of villages and schools; use one of {", ".join(GROUPS)}')
    rows = ParentBody.objects.all() if bodies is None else bodies
    return rows.filter(existing(day)).order_by()


def total(rows: Iterable[Coverage], key: str = "") -> Coverage:
    """Some groups together."""
    return sum(rows, Coverage(key))


def found(
    bodies: QuerySet[ParentBody],
    *,
    kind: str,
    text: str = "",
    regency: str = "",
    district: str = "",
    subtype: str = "",
    state: str = "",
    ended: bool = False,
    day: date | None = None,
) -> QuerySet[ParentBody]:
    """The villages or schools that hold every word of `text` in their name, or whose code it is; unsorted."""
    rows = bodies.filter(kind=kind)
    rows = rows.filter(valid_to__isnull=False).exclude(existing(day)) if ended else rows.filter(existing(day))
    given = {"regency": regency, "district": district, "subtype": subtype}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    rows = rows.alias(known=_STATE).filter(known=state) if state else rows
    if _is_code(text):
        return rows.filter(code=text.strip()).order_by()
    for word in text.split():
        rows = rows.filter(name__icontains=word)
    return rows.order_by()


def history(body: ParentBody) -> list[BodyChange]:
    """What happened to a village or school, and what became part of it or came out of it, in order of day."""
    own = Q(body=body) | Q(successor=body)
    return list(BodyChange.objects.filter(own).select_related("body", "successor").order_by("on", "id"))


def other_libraries(body: ParentBody, day: date | None = None) -> list[Institution]:
    """Further libraries of the directory in this village, or with this school's number, beside the linked one."""
    same: dict[str, Any] = {"kind": "school", "npsn": body.code}
    if body.kind == ParentBody.Kind.VILLAGE:
        same = {"kind": "public", "subtype": "village", "region_id": body.code}
    return list(Institution.objects.filter(existing(day), **same).exclude(parent_body=body)[:5])


def _is_code(text: str) -> bool:
    bare = text.strip().replace(".", "")
    return bare.isdigit() and len(bare) >= 7
