"""Brings the table of regions to an edition of content."""

from pathlib import Path

from django.db import transaction

from etam.accounts.models import User
from etam.content import regions as content
from etam.content.files import CONTENT_ROOT, versions
from etam.editions.actions import loaded_version, record_version
from etam.editions.models import ContentVersion
from etam.institutions.models import Region

FIELDS = ["bps_code", "level", "type", "name", "parent", "latitude", "longitude", "ikn", "valid_from", "valid_to"]


def load_regions(*, folder: Path | None = None, by: User | None = None) -> ContentVersion:
    """Bring the table of regions to an edition of content, the newest unless `folder` names another.

    Former units are loaded too, with their last day. Loading the same edition again changes nothing, and a region
    that the edition no longer holds stays. Raises ContentError when the edition has a fault.
    """
    edition = folder or versions(CONTENT_ROOT / "regions")[-1]
    if (loaded := loaded_version("regions", "64", edition)) is not None:
        return loaded
    regions = content.load_regions(edition)
    with transaction.atomic():
        Region.objects.bulk_create(
            _rows(regions), update_conflicts=True, unique_fields=["code"], update_fields=FIELDS, batch_size=500
        )
        return record_version("regions", "64", regions.version, regions.checksum, by=by)


def _rows(regions: content.Regions) -> list[Region]:
    # By level: a parent must stand before its children.
    ordered = sorted(regions.by_code.values(), key=lambda region: (region.level, region.code))
    return [
        Region(
            code=region.code,
            bps_code=region.bps_code,
            level=region.level,
            type=region.type,
            name=region.name,
            parent_id=region.parent_code,
            latitude=region.lat,
            longitude=region.lon,
            ikn=regions.overlay_extent(region.code),
            valid_from=region.valid_from,
            valid_to=region.valid_to,
        )
        for region in ordered
    ]
