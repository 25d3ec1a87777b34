"""The routes of formation proposals as they ship, and each fault that an edition can have."""

import shutil

import pytest

from etam.content.files import CONTENT_ROOT, versions
from etam.content.formation_routes import check_formation_routes, formation_routes, load_formation_routes
from etam.content.positions import load_positions


@pytest.fixture(scope="module")
def routes():
    return formation_routes()


def codes(routes, route, position):
    return [desk.code for desk in routes.path(route, position)]


class TestShippedRoutes:
    def test_lead_librarians_past_perpusnas_and_archivists_past_anri(self, routes):
        assert codes(routes, "biro_first", "pustakawan") == [
            "unit", "check", "biro_organisasi", "perpusnas", "bkd", "kemenpanrb",
        ]  # fmt: skip
        assert "anri" in codes(routes, "biro_first", "arsiparis")
        assert "perpusnas" not in codes(routes, "biro_first", "arsiparis")

    def test_hold_a_second_order_that_nobody_uses_yet(self, routes):
        path = codes(routes, "bkd_first", "pustakawan")
        assert path.index("bkd") < path.index("biro_organisasi")
        assert not routes.uses

    def test_claim_no_order_and_no_limit_as_known(self, routes):
        assert {one.confidence for one in (*routes.desks.values(), *routes.routes.values())} == {"unverified"}

    def test_lead_every_post_past_one_supervising_body(self, routes):
        known = load_positions(versions(CONTENT_ROOT / "positions")[-1]).positions
        for post in known:
            assert sum(one in codes(routes, "biro_first", post) for one in ("perpusnas", "anri")) == 1, post


class TestRouteFor:
    @pytest.fixture
    def changed(self, tmp_path):
        uses = "uses:\n  - {region: '64.08', route: bkd_first, confidence: unverified, source: Contoh}"
        return load_formation_routes(edition(tmp_path, "uses: []", uses))

    def test_is_the_default_where_nothing_is_said(self, changed):
        assert changed.route_for("64.74").code == "biro_first"

    def test_is_that_of_the_kabupaten_around_an_office(self, changed):
        assert changed.route_for("64.08.05").code == "bkd_first"


BROKEN = {
    "a version in another folder": ('"2026.1"', '"2026.2"', "stands in the folder"),
    "a desk that stands twice": ("code: anri\n", "code: perpusnas\n", '"perpusnas" stands twice'),
    "an unknown desk": ("[unit, check, bkd,", "[unit, cek, bkd,", 'desk "cek" is not one of'),
    "an unknown default": ("default_route: biro_first", "default_route: biro", 'route "biro" is not one of'),
    "a use of no route": (
        "uses: []",
        "uses: [{region: '64', route: lain, confidence: unverified, source: Contoh}]",
        'route "lain" is not one of',
    ),
    "a partner without its agency": ("    agency: anri\n", "", "'agency' is a required property"),
    "a route that does not decide at its end": ("bkd, kemenpanrb]", "kemenpanrb, bkd]", "decide at its last desk"),
    "a route that begins elsewhere": ("desks: [unit, check, bkd", "desks: [check, unit, bkd", "begin at the office"),
    "a limit of no days": ("days: 14", "days: 0", "less than the minimum"),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_each_fault_is_told(tmp_path, old, new, message):
    assert any(message in fault.message for fault in check_formation_routes(edition(tmp_path, old, new)))


def edition(tmp_path, old, new):
    folder = shutil.copytree(versions(CONTENT_ROOT / "formation-routes")[-1], tmp_path / "2026.1")
    path = folder / "routes.yml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return folder
