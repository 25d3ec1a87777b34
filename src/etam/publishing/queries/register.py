"""Libraries of the register: how many, where, and one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from etam.institutions.models import Institution, ParentBody
from etam.institutions.queries import existing, of_libraries
from etam.institutions.queries.bodies import coverage, total


@dataclass(frozen=True)
class Known:
    """Libraries in the register of some place. Villages "without" are those of which somebody stated it, no others."""

    villages: int
    villages_with_library: int
    villages_without: int
    schools: int
    libraries: int

    @property
    def villages_unknown(self) -> int:
        return self.villages - self.villages_with_library - self.villages_without


def valid(today: date) -> QuerySet[Institution]:
    """Libraries that exist on `today`."""
    return Institution.objects.filter(existing(today), of_libraries())


def known(today: date, regency: str = "") -> Known:
    """What the register knows of school and village libraries."""
    place = Q(regency_id=regency) if regency else Q()
    counted = valid(today).filter(place).aggregate(schools=Count("id", filter=Q(kind="school")), libraries=Count("id"))
    villages = total(coverage("kind", bodies=ParentBody.objects.filter(place, kind="village"), day=today))
    return Known(villages.total, villages.has, villages.none, counted["schools"], counted["libraries"])


def by_regency(today: date) -> Mapping[str, int]:
    """Libraries in the register by kab/kota."""
    rows = valid(today).values_list("regency_id").annotate(count=Count("id")).order_by()
    return dict(rows)


def by_subtype(today: date, regency: str) -> list[tuple[str, str, int]]:
    """(kind, subtype, libraries) of one kab/kota, in the order of the codes."""
    rows = valid(today).filter(regency_id=regency).values_list("kind", "subtype").annotate(count=Count("id"))
    return [(kind, subtype, count) for kind, subtype, count in rows.order_by("kind", "subtype")]


def by_district(today: date, regency: str) -> Mapping[str, int]:
    """Libraries by kecamatan, as far as the register knows it; the code of a village begins with its kecamatan's."""
    counts: dict[str, int] = {}
    rows = valid(today).filter(regency_id=regency).values_list("region_id").annotate(count=Count("id")).order_by()
    for region, count in rows:
        district = ".".join(region.split(".")[:3])
        counts[district] = counts.get(district, 0) + count
    return counts
