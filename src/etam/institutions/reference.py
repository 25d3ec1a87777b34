"""Kinds and regions as the product ships them, read once."""

from functools import cache

from etam.content.kinds import Kinds, latest_kinds
from etam.content.regions import Regions, latest_regions, spoken_name
from etam.web.maps import Place

REGENCY = 2


@cache
def kinds() -> Kinds:
    return latest_kinds()


@cache
def regions() -> Regions:
    return latest_regions()


@cache
def map_places() -> tuple[Place, ...]:
    """Where each kab/kota stands on the map and on the tile map."""
    content = regions()
    return tuple(_place(content, region.code) for region in content.at_level(REGENCY))


def _place(content: Regions, code: str) -> Place:
    latitude, longitude = content.labels[code]
    row, column = content.tiles[code]
    name = spoken_name(content.by_code[code].name, REGENCY)
    return Place(code, name, lon=longitude, lat=latitude, grid_row=row, grid_col=column)
