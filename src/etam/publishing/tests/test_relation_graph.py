"""The picture of relations, held by its geometry: 150 regulations and 200 relations made by a fixed seed."""

import random
import re
from itertools import combinations

import pytest

from etam.publishing.relation_graph import FIRST_X, VERBS, Edge, Node, draw

LANES = ("Undang-undang", "Menteri", "Lembaga", "Daerah")


@pytest.fixture(scope="module")
def crowd():
    chance = random.Random(2020)
    names = ("UU", "Permendagri", "Perka Perpusnas", "Kepmendagri 050-")
    nodes = [
        Node(
            f"n{place}", f"{chance.choice(names)} {place}/{2000 + place % 27}", 2000 + place % 27, chance.choice(LANES)
        )
        for place in range(150)
    ]
    pairs = chance.sample(list(combinations(range(150), 2)), 200)
    return nodes, [Edge(f"n{later}", chance.choice(VERBS), f"n{earlier}") for earlier, later in pairs]


@pytest.fixture(scope="module")
def drawing(crowd):
    return draw(*crowd, LANES)


def numbers(path):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


class TestDraw:
    def test_shows_every_regulation_and_every_relation(self, drawing):
        assert (len(drawing.spots), len(drawing.curves)) == (150, 200)

    def test_lets_no_label_lie_on_another(self, drawing):
        boxes = [one.box for one in (*drawing.spots, *drawing.lanes)]
        assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []

    def test_keeps_every_label_inside(self, drawing):
        boxes = [one.box for one in (*drawing.spots, *drawing.lanes)]
        assert min(box.left for box in boxes) >= 0
        assert min(box.top for box in boxes) >= 0
        assert max(box.right for box in boxes) <= drawing.width
        assert max(box.bottom for box in boxes) <= drawing.height

    def test_keeps_every_line_inside(self, drawing):
        # A curve stays within the hull of its four points, so it is inside where they are.
        for curve in drawing.curves:
            told = numbers(curve.d)
            assert 0 <= min(told[::2]) <= max(told[::2]) <= drawing.width
            assert 0 <= min(told[1::2]) <= max(told[1::2]) <= drawing.height

    def test_puts_a_later_year_further_right(self, drawing):
        places = dict(drawing.years)
        assert sorted(places.values()) == [places[year] for year in sorted(places)]
        assert {(one.node.year, one.x) for one in drawing.spots} == set(drawing.years)

    def test_puts_each_regulation_into_the_band_of_its_level(self, drawing):
        bands = {lane.name: lane for lane in drawing.lanes}
        for spot in drawing.spots:
            band = bands[spot.node.lane]
            assert band.y < spot.y < band.y + band.height

    def test_gives_the_same_picture_whatever_the_order(self, crowd, drawing):
        nodes, edges = crowd
        assert draw(nodes[::-1], edges, LANES) == drawing

    def test_leaves_out_empty_levels_and_relations_to_what_is_not_shown(self):
        drawing = draw([Node("a", "UU 1/2000", 2000, "Menteri")], [Edge("a", "mencabut", "b")], LANES)
        assert ([lane.name for lane in drawing.lanes], drawing.curves) == (["Menteri"], ())

    def test_ends_the_arrow_at_the_object(self):
        nodes = [Node("old", "UU 1/2000", 2000, "Undang-undang"), Node("new", "UU 2/2001", 2001, "Undang-undang")]
        (curve,) = draw(nodes, [Edge("new", "mencabut", "old")], LANES).curves
        assert numbers(curve.d)[-2] == FIRST_X

    def test_tells_each_regulation_its_own_lines(self):
        nodes = [Node(code, code, 2000 + place, "Menteri") for place, code in enumerate("abc")]
        drawing = draw(nodes, [Edge("b", "mencabut", "a"), Edge("c", "mengubah", "b")], LANES)
        assert {spot.node.code: spot.lines for spot in drawing.spots} == {"a": (0,), "b": (0, 1), "c": (1,)}

    def test_refuses_a_regulation_of_no_level(self):
        with pytest.raises(ValueError, match="stands in lane 'Langit'"):
            draw([Node("a", "UU 1/2000", 2000, "Langit")], [], LANES)
