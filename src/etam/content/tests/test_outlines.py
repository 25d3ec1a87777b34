"""The outlines against the points and the tile grid: what lies where, and who touches whom."""

from itertools import combinations, pairwise

import pytest

from etam.content.regions import latest_regions, outlines


@pytest.fixture(scope="module")
def regions():
    return latest_regions()


@pytest.fixture(scope="module")
def rings(regions):
    """The rings of each kab/kota; inner and outer alike."""
    found = {}
    for feature in outlines(regions.folder)["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found[feature["id"]] = [ring for polygon in polygons for ring in polygon]
    return found


@pytest.fixture(scope="module")
def borders(rings):
    """Pairs of kab/kota whose outlines share a point."""
    points = {code: {tuple(point) for ring in parts for point in ring} for code, parts in rings.items()}
    return [pair for pair in combinations(sorted(points), 2) if points[pair[0]] & points[pair[1]]]


def inside(lat, lon, rings):
    """Even-odd rule: a point is inside when a ray to the east crosses the outline an odd number of times."""
    crossings = 0
    for ring in rings:
        for (x, y), (next_x, next_y) in pairwise(ring):
            if (y > lat) != (next_y > lat) and lon < (next_x - x) * (lat - y) / (next_y - y) + x:
                crossings += 1
    return crossings % 2 == 1


def own_outline(region, rings):
    return inside(region.lat, region.lon, rings[region.code[:5]])


class TestOutlines:
    def test_close_every_ring(self, rings):
        assert all(ring[0] == ring[-1] for parts in rings.values() for ring in parts)

    def test_hold_the_label_of_each_regency(self, regions, rings):
        assert all(inside(lat, lon, rings[code]) for code, (lat, lon) in regions.labels.items())

    def test_hold_1023_of_1038_village_points(self, regions, rings):
        assert sum(own_outline(village, rings) for village in regions.at_level(4)) == 1023

    def test_hold_all_district_points_but_two_off_the_simplified_coast(self, regions, rings):
        outside = [district.name for district in regions.at_level(3) if not own_outline(district, rings)]
        assert outside == ["Maratua", "Bontang Utara"]


class TestTileGrid:
    def test_keeps_all_fourteen_borders_ten_by_edge_and_four_by_corner(self, regions, borders):
        steps = [
            sorted(abs(a - b) for a, b in zip(regions.tiles[one], regions.tiles[other], strict=True))
            for one, other in borders
        ]
        assert (len(steps), steps.count([0, 1]), steps.count([1, 1])) == (14, 10, 4)
