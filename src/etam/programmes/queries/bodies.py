"""Villages and schools with what rooms below know of their libraries: accreditation and the last return."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from etam.assessments import validity
from etam.assessments.models import Certificate
from etam.content.kinds import LIBRARY
from etam.institutions.models import Institution, ParentBody
from etam.institutions.queries.bodies import GROUPS, Coverage, coverage, grouped
from etam.institutions.reference import kinds
from etam.submissions.models import Round, Submission

PAGE_SIZE = 50
COUNT_LIMIT = 10_000


@dataclass(frozen=True)
class Standing:
    """One group: what is known of libraries, and how many of those linked are accredited and sent the last return."""

    coverage: Coverage
    accredited: int = 0
    returned: int = 0


@dataclass(frozen=True)
class LibraryFacts:
    """What the rooms below know of the library of one village or school."""

    certificate: Certificate | None
    last_certificate: Certificate | None
    last_return: Submission | None


def standing(
    by: str = "regency", *, bodies: QuerySet[ParentBody] | None = None, day: date, last: Round | None = None
) -> list[Standing]:
    """Coverage by one of GROUPS, with the accredited and those whose library sent the round `last`. Three questions."""
    rows = coverage(by, bodies=bodies, day=day)
    accredited = _counted(by, bodies, day, Certificate.objects.filter(validity.holding(day)))
    returned = _counted(by, bodies, day, _sent(last)) if last else {}
    return [Standing(one, accredited.get(one.key, 0), returned.get(one.key, 0)) for one in rows]


def total(rows: Iterable[Standing]) -> Standing:
    """Some groups together."""
    kept = list(rows)
    whole = sum((one.coverage for one in kept), Coverage(""))
    return Standing(whole, sum(one.accredited for one in kept), sum(one.returned for one in kept))


def last_round(day: date) -> Round | None:
    """The round of libraries whose returns are told: the last one that has closed, else the one that runs."""
    asked = Submission.objects.filter(round=OuterRef("pk"), kind__in=kinds().of_family(LIBRARY))
    begun = Round.objects.filter(Exists(asked), opens_on__lte=day).order_by("-period", "-opens_on")
    return begun.filter(closes_on__lt=day).first() or begun.first()


def facts(library: Institution, day: date) -> LibraryFacts:
    """Certificate and last return of a library."""
    certificates = Certificate.objects.filter(institution=library, valid_from__lte=day).order_by("-valid_until")
    sent = Submission.objects.filter(institution=library, first_submitted_at__isnull=False).select_related("round")
    return LibraryFacts(
        certificates.filter(validity.holding(day)).first(),
        certificates.first(),
        sent.order_by("-round__period", "-round__opens_on").first(),
    )


@dataclass(frozen=True)
class Cursor:
    """A place in a list sorted by name: after it, or with `is_back` before it."""

    name: str
    pk: int
    is_back: bool = False


@dataclass(frozen=True)
class Page:
    """One page of a long list. `count` stops at COUNT_LIMIT; `before` and `after` lead on."""

    rows: list[ParentBody]
    count: int
    before: Cursor | None
    after: Cursor | None

    @property
    def is_capped(self) -> bool:
        return self.count > COUNT_LIMIT


def page(rows: QuerySet[ParentBody], cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Page:
    """The page of a list that begins after (or ends before) a place, by name.

    Pages are found by the name they begin with, never by counting what stands before them: a deep page costs as much
    as the first, and a row that enters meanwhile shifts nothing. At most three questions.
    """
    if cursor is None:
        return _first_page(rows, size)
    is_back = cursor.is_back
    order = ("-name", "-pk") if is_back else ("name", "pk")
    keys = list(_beyond(rows, cursor).order_by(*order).values_list("pk", flat=True)[: size + 1])
    has_more, keys = len(keys) > size, keys[:size]
    shown = _shown(keys[::-1] if is_back else keys)
    first, last = (
        (Cursor(shown[0].name, shown[0].pk, True), Cursor(shown[-1].name, shown[-1].pk)) if shown else (None,) * 2
    )
    has_before, has_after = (has_more, True) if is_back else (True, has_more)
    return Page(shown, capped_count(rows), first if has_before else None, last if has_after else None)


def _first_page(rows: QuerySet[ParentBody], size: int) -> Page:
    """The beginning of a list, counted by the keys that the same reading gives."""
    keys = list(rows.order_by("name", "pk").values_list("pk", flat=True)[: COUNT_LIMIT + 1])
    shown = _shown(keys[:size])
    last = Cursor(shown[-1].name, shown[-1].pk) if len(keys) > size else None
    return Page(shown, len(keys), None, last)


def _shown(keys: list[int]) -> list[ParentBody]:
    """The rows of these keys, in their order."""
    found = ParentBody.objects.select_related("regency", "district", "region", "library").in_bulk(keys)
    return [found[key] for key in keys]


def capped_count(rows: QuerySet[Any], limit: int = COUNT_LIMIT) -> int:
    """How many rows there are, counted no further than one beyond `limit`."""
    return rows.order_by().values("pk")[: limit + 1].count()


def _beyond(rows: QuerySet[ParentBody], cursor: Cursor) -> QuerySet[ParentBody]:
    if cursor.is_back:
        return rows.filter(Q(name__lte=cursor.name), Q(name__lt=cursor.name) | Q(pk__lt=cursor.pk))
    return rows.filter(Q(name__gte=cursor.name), Q(name__gt=cursor.name) | Q(pk__gt=cursor.pk))


def _counted(by: str, bodies: QuerySet[ParentBody] | None, day: date, of: QuerySet[Any]) -> dict[str, int]:
    """By key, how many villages or schools have a library among the institutions of some rows."""
    rows = grouped(by, bodies, day).filter(library__in=of.order_by().values("institution"))
    return {key or "": count for key, count in rows.values_list(GROUPS[by]).annotate(Count("pk"))}


def _sent(last: Round) -> QuerySet[Submission]:
    return Submission.objects.filter(round=last, first_submitted_at__isnull=False)
