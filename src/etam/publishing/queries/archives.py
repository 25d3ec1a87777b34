"""What archive audits determined of each kab/kota, year by year. Official values only: no finding, no assessor."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum

from etam.assessments import editions
from etam.assessments.models import Assessment
from etam.publishing.queries.days import day_after
from etam.questionnaire.instrument import Grade
from etam.questionnaire.scheme import Range, Scheme, mean, mixed, office_value

State, Kind = Assessment.State, Assessment.Kind
SchemeKey = tuple[str, str]
"""Code and version of a scheme."""


@dataclass(frozen=True)
class Audited:
    """One kab/kota in one year.

    `internal` is the mean of its offices once all of them are determined, `external` the audit by the province, `total`
    both together; None while something of it is open. `scheme` is what the year was measured by, None where it was
    measured by several at once.
    """

    internal: float | None
    external: float | None
    total: float | None
    grade: Grade | None
    offices: int
    complete: int
    scheme: Scheme | None

    @property
    def is_begun(self) -> bool:
        return self.external is not None or self.complete > 0


@dataclass(frozen=True)
class Year:
    """The external audits of one year: how many kab/kota were planned and have a result, and whether more may come."""

    year: int
    planned: int
    determined: int
    is_open: bool
    ends_on: date | None


def audited(regency: str = "") -> dict[tuple[str, int], Audited]:
    """By code of the kab/kota and year, whatever was planned there; only one kab/kota when it is given.

    Two questions to the database.
    """
    offices, external = _offices(regency), _external(regency)
    return {key: _audited(offices.get(key, {}), external.get(key, [])) for key in sorted(offices.keys() | external)}


def years(today: date) -> list[Year]:
    """The years for which external audits were planned, the earliest first, as they stood at the end of `today`.

    One question to the database.
    """
    after = day_after(today)
    is_open = Q(programme__isnull=False) & (Q(programme__closed_at=None) | Q(programme__closed_at__gte=after))
    is_determined = Q(final_score__isnull=False, determined_at__lt=after)
    rows = (
        _standing(Kind.EXTERNAL)
        .filter(institution_subtype="regency", year__lte=today.year)
        .values_list("year")
        .annotate(
            planned=Count("regency", distinct=True),
            determined=Count("regency", distinct=True, filter=is_determined),
            open=Count("pk", filter=is_open),
            ends_on=Max("programme__ends_on", filter=is_open),
        )
        .order_by("year")
    )
    return [Year(year, planned, determined, bool(count), ends_on) for year, planned, determined, count, ends_on in rows]


def _standing(kind: str) -> QuerySet[Assessment]:
    return Assessment.objects.filter(kind=kind).exclude(state=State.WITHDRAWN)


@dataclass(frozen=True)
class _Part:
    """The units of one part of an office: the sum of what is determined, of how many."""

    units: int
    determined: int
    points: float

    @property
    def value(self) -> Range:
        # A unit without a result may still get anything from 0 to 100.
        open_points = 100.0 * (self.units - self.determined)
        return Range(self.points / self.units, (self.points + open_points) / self.units)


Offices = dict[tuple[int, SchemeKey], dict[str, _Part]]


def _offices(regency: str) -> Mapping[tuple[str, int], Offices]:
    """Parts by office and scheme, by kab/kota and year. Summed by the database: there may be thousands of units."""
    # As the method counts them: the archival institution's own audit is not one of an office.
    rows = (
        _standing(Kind.INTERNAL)
        .filter(Q(programme__region=regency) if regency else Q(), institution_kind="office", programme__region__level=2)
        .order_by()
        .values_list("programme__region", "year", "institution", "scheme_code", "scheme_version", "part")
        .annotate(Count("pk"), Count("final_score"), Sum("final_score"))
    )
    found: dict[tuple[str, int], Offices] = defaultdict(dict)
    for region, year, institution, code, version, part, units, determined, points in rows:
        parts = found[region, year].setdefault((institution, (code, version)), {})
        parts[part] = _Part(units, determined, points or 0.0)
    return found


def _external(regency: str) -> Mapping[tuple[str, int], list[tuple[SchemeKey, float | None]]]:
    place = Q(regency=regency) if regency else Q()
    rows = _standing(Kind.EXTERNAL).filter(place, institution_subtype="regency").order_by("pk")
    found: dict[tuple[str, int], list[tuple[SchemeKey, float | None]]] = defaultdict(list)
    for region, year, code, version, score in rows.values_list(
        "regency", "year", "scheme_code", "scheme_version", "final_score"
    ):
        found[region, year].append(((code, version), score))
    return found


def _audited(offices: Offices, external: list[tuple[SchemeKey, float | None]]) -> Audited:
    values = [
        office_value(editions.scheme(*key), {part: [one.value] for part, one in parts.items()})
        for (_, key), parts in offices.items()
    ]
    complete = [one for one in values if one.is_certain]
    scores = [score for _, score in external if score is not None]
    internal = mean(complete).low if values and len(complete) == len(values) else None
    outside = sum(scores) / len(scores) if scores and len(scores) == len(external) else None
    scheme = _only({key for _, key in offices} | {key for key, _ in external})
    total = _total(scheme, internal, outside)
    grade = scheme.grade(total) if scheme and total is not None else None
    return Audited(internal, outside, total, grade, len(values), len(complete), scheme)


def _only(keys: set[SchemeKey]) -> Scheme | None:
    return editions.scheme(*next(iter(keys))) if len(keys) == 1 else None


def _total(scheme: Scheme | None, internal: float | None, external: float | None) -> float | None:
    if scheme is None or scheme.mix is None or internal is None or external is None:
        return None
    return mixed(scheme, external=Range(external, external), internal=Range(internal, internal)).low
