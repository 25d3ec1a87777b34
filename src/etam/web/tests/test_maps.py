import json
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest

from etam.content.files import CONTENT_ROOT
from etam.web import maps, outlines, samples
from etam.web.components import legend
from etam.web.maps import Mark, Place

PLACES = [Place("west", "Hulu", 0.5, 0.5, 0, 0), Place("east", "Muara", 1.5, 0.5, 0, 1)]
MARKS = {"west": Mark(5, "1", "73,6", "Hulu: peringkat 1", "/hulu/"), "east": Mark(0, "–", "belum", "Muara: belum")}
# A wavy common border: both sides must thin it alike.
BORDER = [(1.0, 0.0), (1.02, 0.2), (0.99, 0.4), (1.03, 0.6), (0.98, 0.8), (1.0, 1.0)]


def feature(code, ring):
    return {"type": "Feature", "id": code, "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}}


@pytest.fixture
def geojson(tmp_path):
    west = feature("west", [(0, 0), *BORDER, (0, 1)])
    east = feature("east", [(2, 1), *reversed(BORDER), (2, 0)])
    path = tmp_path / "outlines.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [west, east]}))
    return path


class TestOutlines:
    def test_neighbours_keep_a_common_border_without_gap(self, geojson):
        shapes = outlines.load(geojson, width=400, detail_px=60).shapes
        west, east = (set(shapes[code].rings[0]) for code in ("west", "east"))
        assert len(west & east) == len(west) - 2 == len(east) - 2

    def test_straightens_small_bends(self, geojson):
        fine, coarse = (outlines.load(geojson, 400, detail) for detail in (0, 1000))
        assert len(coarse.shapes["west"].rings[0]) < len(fine.shapes["west"].rings[0])

    def test_north_is_up(self, geojson):
        frame = outlines.load(geojson, 400).frame
        assert frame.place(0, 1)[1] < frame.place(0, 0)[1]

    def test_the_smallest_region_does_not_vanish(self, tmp_path):
        islet = feature("islet", [(3, 0), (3.01, 0), (3.01, 0.01)])
        path = tmp_path / "one.geojson"
        path.write_text(json.dumps({"features": [feature("land", [(0, 0), (2, 0), (2, 2), (0, 2)]), islet]}))
        assert outlines.load(path, 400, islet_px=1000).shapes["islet"].d

    def test_a_changed_file_is_read_again(self, geojson):
        before = outlines.load(geojson, 400)
        geojson.write_text(json.dumps({"features": [feature("west", [(0, 0), (5, 0), (5, 1), (0, 1)])]}))
        assert outlines.load(geojson, 400).shapes.keys() != before.shapes.keys()

    @pytest.mark.parametrize("path", sorted(CONTENT_ROOT.glob("regions/*/outlines.geojson")), ids=str)
    def test_no_ring_of_the_province_crosses_itself(self, path):
        shapes = outlines.load(path).shapes
        assert len(shapes) == 10
        assert [code for code, shape in shapes.items() if any(map(crosses_itself, shape.rings))] == []


class TestThin:
    def test_keeps_both_ends(self):
        line = [(0, 0), (1, 0.1), (2, 0), (3, 0.1), (4, 0)]
        assert outlines.thin(line, 100) == [(0, 0), (4, 0)]

    def test_keeps_a_bend_that_encloses_more_than_the_limit(self):
        # The triangle (0,0) (2,2) (4,0) has area 4.
        assert outlines.thin([(0, 0), (2, 2), (4, 0)], 3.9) == [(0, 0), (2, 2), (4, 0)]

    def test_a_closed_border_stays_a_ring(self):
        assert len(outlines.thin([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], 100)) == 4


class TestRoom:
    SQUARE = [((0, 0), (100, 0), (100, 100), (0, 100))]

    def test_stays_where_the_name_fits(self):
        x, _ = outlines.room(self.SQUARE, 40, 20, near=(50, 50))
        assert x == 50

    def test_takes_the_widest_place_when_it_fits_nowhere(self):
        triangle = [((0, 0), (100, 0), (50, 100))]
        _, y = outlines.room(triangle, 500, 10, near=(50, 90))
        assert y < 20


class TestBuild:
    def test_joins_outline_and_mark_by_code(self, geojson):
        figure = maps.build(geojson, PLACES, MARKS, "Peta")
        assert {area.code: area.mark.number for area in figure.areas} == {"west": "1", "east": "–"}

    def test_a_region_without_mark_is_refused(self, geojson):
        with pytest.raises(KeyError):
            maps.build(geojson, PLACES, {"west": MARKS["west"]}, "Peta")

    def test_a_name_without_room_stands_in_the_sea_tied_by_a_line(self):
        label = next(label for label in samples.sample_map().labels if label.spot.dot)
        assert label.spot.place.name == "Muara"
        assert label.spot.number_at[0] > label.spot.dot[0]

    def test_tiles_count_their_cells_from_one(self, geojson):
        assert [tile.cell for tile in maps.build(geojson, PLACES, MARKS, "Peta").tiles] == ["1/1", "1/2"]


class TestStandalone:
    def test_is_xml_that_needs_no_stylesheet(self, geojson):
        svg = maps.standalone_svg(maps.build(geojson, PLACES, MARKS, "Peta <1>"), legend(samples.BANDS))
        assert ET.fromstring(svg).tag.endswith("svg")
        assert "var(" not in svg
        assert "class=" not in svg

    def test_hatches_what_is_not_ranked(self, geojson):
        svg = maps.standalone_svg(maps.build(geojson, PLACES, MARKS, "Peta"))
        assert svg.count('fill="url(#hatch)"') == 1

    def test_names_its_source(self, geojson):
        assert maps.CREDIT in maps.standalone_svg(maps.build(geojson, PLACES, MARKS, "Peta"))


def crosses_itself(ring):
    sides = list(pairwise([*ring, ring[0]]))
    return any(cross(a, b) for a, b in combinations(sides, 2))


def cross(one, other):
    (a, b), (c, d) = one, other
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
