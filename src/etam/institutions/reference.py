"""Kinds and regions as the product ships them, read once."""

from functools import cache

from etam.content.kinds import Kinds, latest_kinds
from etam.content.regions import Regions, latest_regions


@cache
def kinds() -> Kinds:
    return latest_kinds()


@cache
def regions() -> Regions:
    return latest_regions()
