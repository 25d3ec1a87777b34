"""Values above the single assessment: an office made of its units, a government made of its offices and
its external audit.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from etam.assessments import editions
from etam.assessments.models import Assessment, Programme
from etam.institutions.models import Institution
from etam.questionnaire.instrument import Grade
from etam.questionnaire.scheme import Range, Scheme, mean, mixed, office_value

State = Assessment.State


@dataclass(frozen=True)
class UnitResult:
    """One assessment in its programme; `value` is a range until it is determined."""

    assessment: Assessment
    value: Range

    @property
    def is_determined(self) -> bool:
        return self.assessment.final_score is not None


@dataclass(frozen=True)
class OfficeResult:
    """An office: its units by part, the value made of them and the grade it falls in (None while that is open)."""

    institution: Institution
    units: dict[str, list[UnitResult]]
    value: Range
    grade: Grade | None

    @property
    def is_complete(self) -> bool:
        return self.value.low == self.value.high

    @property
    def all_units(self) -> list[UnitResult]:
        return [unit for units in self.units.values() for unit in units]


@dataclass(frozen=True)
class GovernmentResult:
    """A government in one year: the internal value of its offices, the external one, and both together.

    A value is None where nothing was audited. `total` needs both; the mix is a parameter of the scheme.
    """

    internal: Range | None
    external: Range | None
    total: Range | None
    grade_internal: Grade | None
    grade_external: Grade | None
    grade_total: Grade | None
    offices: int
    complete_offices: int


def units(programme: Programme) -> QuerySet[Assessment]:
    """The assessments of a programme that were not given up."""
    return _units(programme.assessments.all())


def offices(programme: Programme) -> list[OfficeResult]:
    """The offices of a programme with their values, by kab/kota and name."""
    return offices_of([programme])[programme.pk]


def offices_of(programmes: Iterable[Programme]) -> dict[int, list[OfficeResult]]:
    """The offices of several programmes by the programme's key, in one query."""
    known = {one.pk: one for one in programmes}
    grouped: dict[int, dict[Institution, dict[str, list[UnitResult]]]] = {key: {} for key in known}
    for one in _units(Assessment.objects.filter(programme__in=known)):
        found = grouped[one.programme_id or 0].setdefault(one.institution, defaultdict(list))
        found[one.part].append(UnitResult(one, value_of(one)))
    return {
        key: [_office(_scheme(known[key]), institution, dict(parts)) for institution, parts in found.items()]
        for key, found in grouped.items()
    }


def value_of(assessment: Assessment) -> Range:
    """The official value, or 0 to 100 while there is none: other people's drafts are nobody's result."""
    if assessment.final_score is None:
        return Range(0.0, 100.0)
    return Range(assessment.final_score, assessment.final_score)


def government(scheme: Scheme, internal: Iterable[OfficeResult], external: Iterable[Assessment]) -> GovernmentResult:
    """One government's result. Offices count alike; several external audits of a year count by their mean."""
    found = list(internal)
    audited = [value_of(one) for one in external]
    inside = mean([one.value for one in found]) if found else None
    outside = mean(audited) if audited else None
    total = mixed(scheme, external=outside, internal=inside) if inside and outside and scheme.mix else None
    return GovernmentResult(
        inside,
        outside,
        total,
        grade(scheme, inside),
        grade(scheme, outside),
        grade(scheme, total),
        len(found),
        sum(one.is_complete for one in found),
    )


def grade(scheme: Scheme, value: Range | None) -> Grade | None:
    """The grade that both ends fall in, if there is one."""
    if value is None:
        return None
    low, high = scheme.grade(value.low), scheme.grade(value.high)
    return low if low is not None and high is not None and low.code == high.code else None


def reopened(year: int) -> list[Assessment]:
    """Assessments of a year whose result still counts although they were opened again."""
    return list(
        Assessment.objects.filter(year=year, final_score__isnull=False)
        .exclude(state__in=(State.DETERMINED, State.WITHDRAWN))
        .select_related("institution")
    )


def _units(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    return (
        rows.exclude(state=State.WITHDRAWN)
        .select_related("institution", "institution__regency", "regency", "programme")
        .order_by("institution__regency_id", "institution__name", "part", "unit_name")
    )


def _scheme(programme: Programme) -> Scheme:
    return editions.scheme(programme.scheme_code, programme.scheme_version)


def _office(scheme: Scheme, institution: Institution, parts: dict[str, list[UnitResult]]) -> OfficeResult:
    value = office_value(scheme, {part: [unit.value for unit in found] for part, found in parts.items()})
    return OfficeResult(institution, parts, value, grade(scheme, value))
