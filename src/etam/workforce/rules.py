"""The editions of content that posts and workload rest on, each read once."""

from functools import cache
from pathlib import Path

from etam.content.files import CONTENT_ROOT, versions
from etam.content.positions import Position, Positions, load_positions
from etam.content.workload import Workload as Rules
from etam.content.workload import load_workload


@cache
def positions() -> Positions:
    """The newest edition of posts and their levels."""
    return load_positions(versions(CONTENT_ROOT / "positions")[-1])


@cache
def workload_rules(edition: str = "") -> Rules:
    """The rules on workload of an edition, the newest unless given."""
    return load_workload(CONTENT_ROOT / "workload" / edition if edition else _newest())


def position(code: str) -> Position | None:
    """A post by its code; None for one that content does not know."""
    return positions().positions.get(code)


def position_name(code: str) -> str:
    """A post as people call it; a code that content no longer knows stays as it is."""
    known = position(code)
    return known.label["id"] if known else code


def level_name(code: str) -> str:
    """A level as people call it."""
    known = positions().levels.get(code)
    return known.name if known else code


def level_order(code: str) -> int:
    """Where a level stands, from the lowest; unknown ones last."""
    order = list(positions().levels)
    return order.index(code) if code in order else len(order)


def _newest() -> Path:
    return versions(CONTENT_ROOT / "workload")[-1]
