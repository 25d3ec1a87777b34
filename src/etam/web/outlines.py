"""Outlines of regions as SVG paths: projected, simplified along shared borders so that no gap opens, cached."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

# An islet far out would shrink the land to a corner: only rings above this size, in square degrees, set the frame.
FRAME_RING = 0.002
MARGIN_PX = 4
ROOM_STEP_PX = 4


@dataclass(frozen=True)
class Frame:
    """Maps longitude and latitude to pixels, equirectangular: near the equator both degrees are equally long."""

    west: float
    north: float
    scale: float
    width: int
    height: int

    def place(self, lon: float, lat: float) -> Point:
        return MARGIN_PX + (lon - self.west) * self.scale, MARGIN_PX + (self.north - lat) * self.scale


@dataclass(frozen=True)
class Shape:
    """One region: its path, its area in square pixels, and its rings in whole pixels."""

    d: str
    area_px: float
    rings: tuple[tuple[Point, ...], ...] = field(repr=False)


@dataclass(frozen=True)
class Outlines:
    frame: Frame
    shapes: dict[str, Shape]

    def east_edge(self, top: float, bottom: float) -> float:
        """How far east, in pixels, land reaches between two heights; 0 where there is only sea."""
        points = (point for shape in self.shapes.values() for ring in shape.rings for point in ring)
        return max((x for x, y in points if top <= y <= bottom), default=0)


def load(path: Path, width: int = 560, detail_px: float = 2.5, islet_px: float = 5) -> Outlines:
    """Read a GeoJSON file whose features carry the region's code as `id`.

    Bends that enclose less than `detail_px` square pixels are straightened, islands below `islet_px` left out.
    The result is kept until the file changes.
    """
    return _load(path, path.stat().st_mtime_ns, width, detail_px, islet_px)


@lru_cache(maxsize=8)
def _load(path: Path, _changed: int, width: int, detail_px: float, islet_px: float) -> Outlines:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    regions = {str(feature["id"]): list(_rings(feature["geometry"])) for feature in features}
    frame = _frame([ring for rings in regions.values() for ring in rings], width)
    nodes = _nodes(ring for rings in regions.values() for ring in rings)
    shapes = {}
    for code, rings in regions.items():
        drawn = [_draw(ring, nodes, frame, detail_px) for ring in rings]
        largest = max(drawn, key=area)
        # The largest ring stays whatever its size: no region may vanish from the map.
        shapes[code] = _shape([ring for ring in drawn if ring is largest or area(ring) >= islet_px])
    return Outlines(frame, shapes)


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """Every ring of a (multi)polygon without its repeated last point."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            yield [(lon, lat) for lon, lat, *_ in ring[:-1]]


def _frame(rings: Sequence[Ring], width: int) -> Frame:
    large = [ring for ring in rings if area(ring) > FRAME_RING] or rings
    lons = [lon for ring in large for lon, _ in ring]
    lats = [lat for ring in large for _, lat in ring]
    scale = (width - 2 * MARGIN_PX) / (max(lons) - min(lons))
    return Frame(min(lons), max(lats), scale, width, round((max(lats) - min(lats)) * scale + 2 * MARGIN_PX))


def _nodes(rings: Iterable[Ring]) -> set[Point]:
    """Points where borders meet or part: they have other than two neighbours over all rings."""
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for before, point in pairwise([ring[-1], *ring]):
            neighbours[before].add(point)
            neighbours[point].add(before)
    return {point for point, near in neighbours.items() if len(near) != 2}


def _draw(ring: Ring, nodes: set[Point], frame: Frame, detail_px: float) -> tuple[Point, ...]:
    """A ring in whole pixels: cut at the nodes, each border thinned on its own, put together again."""
    drawn: Ring = []
    for border in _borders(ring, nodes):
        # The same direction from both sides, so that two neighbours thin their common border alike.
        turned = (
            border[::-1] if border[0] > border[-1] or (border[0] == border[-1] and border[1] > border[-2]) else border
        )
        kept = thin([frame.place(*point) for point in turned], detail_px)
        drawn += (kept if turned is border else kept[::-1])[:-1]
    whole = [(round(x), round(y)) for x, y in drawn]
    return tuple(point for before, point in pairwise([whole[-1], *whole]) if point != before)


def _borders(ring: Ring, nodes: set[Point]) -> Iterator[Ring]:
    """Cut a ring into borders from node to node; an island without nodes is one border from its first point round."""
    starts = [position for position, point in enumerate(ring) if point in nodes] or [ring.index(min(ring))]
    first = starts[0]
    turned = ring[first:] + ring[:first]
    cuts = [position - first for position in starts] + [len(ring)]
    closed = [*turned, turned[0]]
    for start, end in pairwise(cuts):
        yield closed[start : end + 1]


def thin(points: Sequence[Point], limit: float) -> Ring:
    """Drop the bends that enclose the smallest triangles until all enclose `limit` or more (Visvalingam); ends stay."""
    kept = list(points)
    bends = [float("inf"), *(triangle(*kept[at - 1 : at + 2]) for at in range(1, len(kept) - 1)), float("inf")]
    # A closed border keeps four points, or it would be no ring.
    fewest = 4 if kept[0] == kept[-1] else 2
    while len(kept) > fewest:
        least = min(range(len(kept)), key=bends.__getitem__)
        if bends[least] >= limit:
            break
        del kept[least], bends[least]
        for at in (least - 1, least):
            if 0 < at < len(kept) - 1:
                bends[at] = triangle(*kept[at - 1 : at + 2])
    return kept


def room(rings: Sequence[Sequence[Point]], width: float, height: float, near: Point) -> Point:
    """Middle of the place on land, closest to `near`, where a text of this size fits; of the widest if none does."""
    ys = [y for ring in rings for _, y in ring]
    found = [
        ((left + right) / 2, middle, right - left)
        for middle in range(int(min(ys) + height / 2), int(max(ys) - height / 2) + 1, ROOM_STEP_PX)
        for left, right in _common([_inside(rings, middle + part * height) for part in (-0.5, 0, 0.5)])
    ]
    fitting = [(x, y) for x, y, span in found if span >= width]
    if fitting:
        return min(fitting, key=lambda at: (at[0] - near[0]) ** 2 + (at[1] - near[1]) ** 2)
    return max(found, key=lambda at: at[2])[:2] if found else near


def _inside(rings: Sequence[Sequence[Point]], y: float) -> list[Point]:
    """Pieces of the level line at `y` that lie inside the rings, from west to east."""
    level = y + 0.5  # between whole pixels, where no corner lies
    crossings = sorted(
        a[0] + (level - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for ring in rings
        for a, b in pairwise([*ring, ring[0]])
        if (a[1] > level) != (b[1] > level)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _common(levels: Sequence[list[Point]]) -> list[Point]:
    """Pieces that all levels share."""
    shared = levels[0]
    for pieces in levels[1:]:
        shared = [
            (max(a[0], b[0]), min(a[1], b[1])) for a in shared for b in pieces if max(a[0], b[0]) < min(a[1], b[1])
        ]
    return shared


def triangle(a: Point, b: Point, c: Point) -> float:
    """Area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def area(ring: Sequence[Point]) -> float:
    """Area that a ring encloses."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2 if ring else 0.0


def _shape(rings: Sequence[tuple[Point, ...]]) -> Shape:
    return Shape("".join(_path(ring) for ring in rings), sum(area(ring) for ring in rings), tuple(rings))


def _path(ring: Sequence[Point]) -> str:
    """A ring as a short relative path: `M10 10l5-3 2 8z`."""
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{steps.replace(' -', '-')}z"
