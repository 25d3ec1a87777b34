"""Which libraries are accredited, as everybody may know it. Certificates only: no assessment that is under way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from etam.assessments import validity
from etam.assessments.models import Certificate
from etam.assessments.queries import Accredited, YearCount, accreditation
from etam.institutions.models import Institution
from etam.institutions.queries import existing, of_libraries
from etam.web.formats import share as written_share

STANDING: Mapping[str, str] = {
    "terakreditasi": "Terakreditasi",
    "setahun": "Habis dalam 12 bulan",
    "lewat": "Sertifikatnya sudah lewat",
    "belum": "Belum ada sertifikat tercatat",
}
"""What the directory can be narrowed to: word of its address → label."""


@dataclass(frozen=True)
class Share:
    """Some libraries: how many there are, are accredited, and have any certificate recorded."""

    libraries: int
    accredited: int
    known: int

    @property
    def percent(self) -> float | None:
        return 100 * self.accredited / self.libraries if self.libraries else None

    @property
    def text(self) -> str:
        """The share as people write it; none and all are exact, a decimal would make them look rounded."""
        return written_share(self.accredited, self.libraries, 0 if self.accredited in (0, self.libraries) else 1)

    @property
    def unknown(self) -> int:
        return self.libraries - self.known


class Grid:
    """Accredited libraries by kab/kota and kind, with the sums of rows, columns and all."""

    def __init__(self, rows: Iterable[Accredited]):
        self._rows = list(rows)

    def of(self, regency: str = "", kind: str = "") -> Share:
        """The libraries of a kab/kota, of a kind, or of both; "" stands for all."""
        found = [one for one in self._rows if regency in ("", one.regency) and kind in ("", one.kind)]
        return Share(
            sum(one.libraries for one in found),
            sum(one.accredited for one in found),
            sum(one.known for one in found),
        )


@dataclass(frozen=True)
class Expiring:
    """Valid certificates of libraries that exist, and how many of them end within a year and within half a year."""

    valid: int
    within_year: int
    within_half: int
    first_end: date | None
    """The day on which the first of them ends; None when there is none."""


def libraries() -> QuerySet[Institution]:
    """Every library of the register, today's and former ones."""
    return Institution.objects.filter(of_libraries())


def grid(today: date, regency: str = "") -> Grid:
    """Libraries of today, of one kab/kota when it is given. Two questions to the database."""
    return Grid(one for one in accreditation.accredited_on(today) if regency in ("", one.regency))


def grades(today: date) -> list[accreditation.GradeLine]:
    """Valid certificates by generation and grade, the newest generation first."""
    found: dict[str, Counter[str]] = {}
    for held in accreditation.latest(accreditation.certificates_of(_existing(today)), today).values():
        if held.standing(today) in validity.HOLDING:
            found.setdefault(held.scheme_version, Counter())[held.grade] += 1
    return [accreditation.GradeLine(version, found[version]) for version in sorted(found, reverse=True)]


def course(today: date) -> Sequence[YearCount]:
    """Accredited libraries at the end of each year since the first certificate, today for the current year.

    [] before any certificate is recorded. Three questions to the database.
    """
    first = accreditation.first_year(libraries())
    if first is None or first > today.year:
        return []
    return accreditation.course(accreditation.years_shown(first, today), today=today)


def expiring(today: date) -> Expiring:
    """Certificates that must be renewed. One question to the database."""
    half = validity.within(today, validity.HALF)
    found = Certificate.objects.filter(
        validity.holding(today), institution__in=_existing(today).order_by().values("pk")
    ).aggregate(
        valid=Count("pk"),
        within_year=Count("pk", filter=validity.within(today, validity.YEAR)),
        within_half=Count("pk", filter=half),
        first_end=Min("valid_until", filter=half),
    )
    return Expiring(**found)


def narrowed(found: QuerySet[Institution], word: str, today: date) -> QuerySet[Institution]:
    """The libraries that stand so; `word` is one of `STANDING`, another finds all."""
    holding = Certificate.objects.filter(validity.holding(today)).order_by().values("institution")
    soon = Certificate.objects.filter(validity.within(today, validity.YEAR)).order_by().values("institution")
    if word == "terakreditasi":
        return found.filter(pk__in=holding)
    if word == "setahun":
        return found.filter(pk__in=soon)
    if word == "lewat":
        return accreditation.libraries_lapsed(found, today)
    return accreditation.libraries_without(found, today) if word == "belum" else found


def held_by(shown: Iterable[Institution], today: date) -> dict[int, Certificate]:
    """The certificate by which each library stands today: the one that holds, else the last one that has begun."""
    rows = Certificate.objects.filter(Q(valid_from__lte=today), institution__in=[one.pk for one in shown])
    found: dict[int, Certificate] = {}
    for one in rows.order_by("valid_until", "pk"):
        other = found.get(one.institution_id)
        if other is None or _holds(one, today) or not _holds(other, today):
            found[one.institution_id] = one
    return found


def _existing(today: date) -> QuerySet[Institution]:
    return libraries().filter(existing(today))


def _holds(one: Certificate, today: date) -> bool:
    return validity.standing_of(one, today).code in validity.HOLDING
