"""The kecamatan of a kab/kota."""

from django.db.models import Count
from django.utils import timezone

from etam.institutions.models import Region
from etam.publishing import reference
from etam.publishing.queries import register
from etam.publishing.regencies import District


def districts(regency: str) -> list[District]:
    """The kecamatan of a kab/kota with villages and known libraries."""
    libraries = register.by_district(timezone.localdate(), regency)
    found = (
        Region.objects.filter(level=Region.Level.DISTRICT, parent_id=regency, valid_to__isnull=True)
        .annotate(villages=Count("children"))
        .order_by("name")
    )
    overlay = reference.regions().overlay_extent
    return [District(one.code, one.name, one.villages, libraries.get(one.code, 0), overlay(one.code)) for one in found]
