"""What assessments give to an index: official values only, one row per institution, element and year."""

from datetime import date

import polars as pl
from django.db.models import Q

from etam.assessments.models import Assessment, Certificate, Programme
from etam.assessments.queries.results import offices
from etam.institutions.models import Institution
from etam.institutions.queries import existing
from etam.submissions.queries.tables import FIGURES, FRAME

State, Kind = Assessment.State, Assessment.Kind

ELEMENTS = ("archive_internal_score", "archive_external_score", "library_accredited")
"""Value of an office in the internal audit (0–100), of a government in the external one (0–100); 1 or 0
for a library.
"""
LIBRARY_KINDS = ("public", "school", "university", "special", "tbm")


def figures(year: int) -> pl.DataFrame:
    """Every official value of a year, columns as in `submissions.queries.tables.FIGURES`, sorted.

    An office whose units are not all determined has no value yet. A library counts as accredited when a certificate was
    valid on the last day of the year; one that the register of certificates does not name has none.
    """
    rows = [*_internal(year), *_external(year), *_accredited(year)]
    return pl.DataFrame(rows, schema=FIGURES, orient="row").sort("institution", "element")


def frame(year: int, elements: tuple[str, ...] = ELEMENTS) -> pl.DataFrame:
    """The institutions that assessments of a year look at for these elements; columns as in FRAME.

    An institution whose value is official reads "accepted", one still under way "draft".
    """
    known = set(figures(year).filter(pl.col("element").is_in(elements))["institution"])
    wanted = Q(pk__in=[])
    audits = Assessment.objects.filter(year=year).exclude(state=State.WITHDRAWN)
    if "archive_internal_score" in elements:
        wanted |= Q(pk__in=audits.filter(kind=Kind.INTERNAL).values("institution"))
    if "archive_external_score" in elements:
        wanted |= Q(pk__in=audits.filter(kind=Kind.EXTERNAL).values("institution"))
    if "library_accredited" in elements:
        wanted |= Q(kind__in=LIBRARY_KINDS) & existing(date(year, 12, 31))
    rows = [
        (code, kind, subtype, regency, year, "accepted" if code in known else "draft", None)
        for code, kind, subtype, regency in Institution.objects.filter(wanted).values_list(
            "code", "kind", "subtype", "regency_id"
        )
    ]
    return pl.DataFrame(rows, schema=FRAME, orient="row").sort("institution")


def periods() -> list[int]:
    """The years for which an audit has an official value, the latest first."""
    found = Assessment.objects.filter(kind__in=(Kind.INTERNAL, Kind.EXTERNAL), final_score__isnull=False)
    return sorted(set(found.values_list("year", flat=True)), reverse=True)


def is_sample(year: int) -> bool:
    """Whether any assessment of the year is invented."""
    return Assessment.objects.filter(year=year, is_sample=True).exists()


def _internal(year: int) -> list[tuple[object, ...]]:
    rows = []
    for programme in Programme.objects.filter(year=year, kind=Kind.INTERNAL):
        for office in offices(programme):
            if office.is_complete:
                rows.append(_row(office.institution, "archive_internal_score", year, office.value.low))
    return rows


def _external(year: int) -> list[tuple[object, ...]]:
    found = Assessment.objects.filter(year=year, kind=Kind.EXTERNAL, final_score__isnull=False)
    return [
        _row(one.institution, "archive_external_score", year, one.final_score)
        for one in found.exclude(state=State.WITHDRAWN).select_related("institution")
    ]


def _accredited(year: int) -> list[tuple[object, ...]]:
    day = date(year, 12, 31)
    held = set(
        Certificate.objects.filter(valid_from__lte=day, valid_until__gte=day)
        .exclude(revoked_on__lte=day)
        .values_list("institution_id", flat=True)
    )
    if not held:
        return []
    libraries = Institution.objects.filter(existing(day), kind__in=LIBRARY_KINDS)
    return [_row(one, "library_accredited", year, float(one.pk in held)) for one in libraries]


def _row(institution: Institution, element: str, year: int, value: float | None) -> tuple[object, ...]:
    one = institution
    return (one.code, one.kind, one.subtype, one.regency_id, element, year, value, "")
