"""The first places of a list as points on the outlines of the kab/kota; the list beside it says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from etam.content.regions import latest_regions
from etam.programmes.queries.priority import Place
from etam.web import outlines

WIDTH, EDGE = 560, 2
STEPS = 5


@dataclass(frozen=True)
class Point:
    """A place on the map; `step` 1 to 5 is its colour by score."""

    x: int
    y: int
    step: int
    title: str
    anchor: str


@dataclass(frozen=True)
class PointMap:
    width: int
    height: int
    areas: tuple[str, ...]
    points: tuple[Point, ...]
    left_out: int


def point_map(places: Sequence[Place]) -> PointMap:
    """Places with a point, the first drawn last so that they lie on top; `left_out` counts those without a point."""
    drawn = outlines.load(latest_regions().folder / "outlines.geojson", WIDTH)
    there = [one for one in places if one.body.latitude is not None and one.body.longitude is not None]
    points = tuple(_point(one, drawn.frame) for one in reversed(there))
    areas = tuple(shape.d for shape in drawn.shapes.values())
    return PointMap(drawn.frame.width, drawn.frame.height, areas, points, len(places) - len(there))


def _point(one: Place, frame: outlines.Frame) -> Point:
    x, y = frame.place(one.body.longitude or 0.0, one.body.latitude or 0.0)
    x, y = min(max(x, EDGE), frame.width - EDGE), min(max(y, EDGE), frame.height - EDGE)
    step = min(STEPS, 1 + int((one.score or 0) // (100 / STEPS)))
    return Point(round(x), round(y), step, f"{one.position}. {one.body.name}", f"tempat-{one.body.pk}")
