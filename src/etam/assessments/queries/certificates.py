"""Certificates found by how they stand, by word, place, kind and generation."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from etam.assessments import validity
from etam.assessments.models import Certificate
from etam.institutions.models import Institution


def searched(
    rows: QuerySet[Certificate],
    day: date,
    *,
    text: str = "",
    validity_word: str = "",
    region: str = "",
    kind: str = "",
    version: str = "",
) -> QuerySet[Certificate]:
    """The certificates that fit all that is given; what ends first first, what is over last.

    `validity_word` is a word of `validity.FILTERS`; one that does not exist finds all.
    """
    for word in text.split():
        rows = rows.filter(
            Q(number__icontains=word)
            | Q(decree__icontains=word)
            | Q(institution__name__icontains=word)
            | Q(institution__code__iexact=word)
            | Q(institution__npp__icontains=word)
            | Q(institution__regency__name__icontains=word)
        )
    if validity_word in validity.FILTERS:
        wanted = Q(pk__in=[])
        for code in validity.FILTERS[validity_word][1]:
            wanted |= validity.stands(code, day)
        rows = rows.filter(wanted)
    if region:
        rows = rows.filter(institution__regency=region)
    if kind:
        rows = rows.filter(institution__kind=kind)
    if version:
        rows = rows.filter(scheme_version=version)
    return rows.order_by(
        "valid_until" if validity_word in ("berlaku", "setahun", "enam-bulan") else "-valid_until", "pk"
    )


def tally(rows: QuerySet[Certificate], day: date) -> Mapping[str, int]:
    """How many certificates stand how; one question."""
    counts = {code: Count("pk", filter=validity.stands(code, day)) for code in validity.STANDINGS}
    found: dict[str, int] = rows.order_by().aggregate(**counts)
    return found


def of_institution(institution: Institution) -> QuerySet[Certificate]:
    """All certificates of a library, the newest first."""
    return institution.certificates.order_by("-valid_from", "-pk")
