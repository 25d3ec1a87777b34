"""The public pages in a real browser: readable for everybody, on a phone, light and heavy at once."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from etam.meetings.actions import load_meetings
from etam.publishing.tests.assessed import archive, archive_release, audited_year, certificate, event, office
from etam.publishing.tests.cast import World, make_world, write_folder
from etam.publishing.tests.test_board import plan

pytestmark = pytest.mark.browser

METHOD = "/metode/reading-culture-and-information-literacy/2026.1/"
PAGES = (
    "/",
    "/peringkat/budaya-2024-2/",
    "/peringkat/iplm-2024-provinsi/",
    "/tertib-arsip/",
    "/akreditasi/",
    "/daerah/",
    "/daerah/64.08/",
    "/perpustakaan/",
    "/perpustakaan/lib-1/",
    METHOD,
    "/instrumen/library-return/2026.1/",
    "/peraturan/?pada=2020-02-30",
    "/peraturan/UU-43-2007/",
    "/peraturan/UU-43-2007/pasal/23(6)/",
    "/peraturan/peta/",
    "/rapat/",
    "/rapat/rakornis-2020/",
    "/bantuan/perangkat-daerah/",
    "/cari/?q=bontang",
)
WEIGHT_LIMIT_BYTES = 150_000


@pytest.fixture
def site(live_server: Any, var: Any) -> str:
    world = make_world()
    write_folder(world.latest, var / "releases")
    _assess(world)
    return str(live_server.url)


def _assess(world: World) -> None:
    """Certificates, audits under two editions, a release about archives, events, meetings and action plans."""
    archive_release(world)
    places = office("k-1"), archive()
    for year, version in ((2024, "2020.1"), (2025, "2020.1"), (2026, "2026.1")):
        audited_year(year, version, places, 65, 75)
    certificate(world.village, valid_until=date(2099, 1, 1))
    certificate(world.school, valid_from=date(2019, 1, 1), valid_until=date(2022, 1, 1), scheme_version="2018.1")
    event(date(2026, 2, 1), world.village)
    event(date(2099, 2, 1))
    load_meetings()
    plan(world, 4, "Buka putaran", "Susun pedoman")


@pytest.fixture(params=[(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")], ids=str)
def window(request: Any, browser: Any) -> Iterator[Any]:
    """A page of the given width in the given scheme."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, locale="id-ID")
    yield context.new_page()
    context.close()


class TestAccessibility:
    def test_axe_finds_nothing(self, site, window, axe):
        found = {}
        for path in PAGES:
            window.goto(site + path)
            found[path] = axe(window)
        assert {path: violations for path, violations in found.items() if violations} == {}


class TestPhone:
    def test_nothing_scrolls_sideways_at_360_pixels(self, site, page):
        page.set_viewport_size({"width": 360, "height": 740})
        wide = []
        for path in PAGES:
            page.goto(site + path)
            if page.evaluate("document.documentElement.scrollWidth") > 360:
                wide.append(path)
        assert wide == []

    def test_the_map_is_made_of_tiles(self, site, page):
        page.goto(f"{site}/peringkat/budaya-2024-2/")
        assert page.locator(".tiles").is_visible()
        assert not page.locator("svg.map").is_visible()

    def test_maps_and_years_of_archives_stand_below_each_other(self, site, page):
        page.goto(f"{site}/tertib-arsip/")
        tiles = [box.bounding_box() for box in page.locator(".tiles").all()]
        assert len(tiles) == 2
        assert tiles[1]["y"] > tiles[0]["y"] + tiles[0]["height"]


class TestWide:
    def test_both_maps_stand_beside_each_other(self, site, page):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{site}/tertib-arsip/")
        left, right = (box.bounding_box() for box in page.locator("svg.map").all())
        assert right["x"] > left["x"] + left["width"] / 2
        assert abs(right["y"] - left["y"]) < 40

    def test_the_menu_stays_on_one_line(self, site, page):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{site}/akreditasi/")
        tops = {link.bounding_box()["y"] for link in page.locator(".mainnav a").all()}
        assert len(tops) == 1
        assert page.locator(".mainnav [aria-current]").inner_text() == "Akreditasi"

    def test_no_label_of_the_relations_lies_on_another(self, site, page):
        # The picture is laid out with estimated letters; here they are real.
        page.goto(f"{site}/peraturan/peta/")
        boxes = page.locator(".graph text").evaluate_all(
            "all => all.map(one => [one.textContent, one.getBBox()]).map(([t, b]) => [t, b.x, b.y, b.width, b.height])"
        )
        assert len(boxes) > 105
        assert [(one[0], other[0]) for one, other in combinations(boxes, 2) if _touch(one, other)] == []


def _touch(one: list[Any], other: list[Any]) -> bool:
    """Whether two boxes (text, x, y, width, height) share more than the air above and below letters."""
    across = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    down = min(one[2] + one[4], other[2] + other[4]) - max(one[2], other[2])
    return across > 0 and down > 2


class TestWeight:
    def test_the_first_page_stays_light(self, site, page):
        sizes = []
        page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
        page.goto(f"{site}/", wait_until="networkidle")
        assert 0 < sum(sizes) < WEIGHT_LIMIT_BYTES


class TestWithoutJavaScript:
    @pytest.fixture
    def plain(self, browser: Any) -> Iterator[Any]:
        context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
        yield context.new_page()
        context.close()

    def test_the_explanation_of_another_regency_opens(self, site, plain):
        plain.goto(f"{site}/peringkat/budaya-2024-2/")
        plain.locator("#daerah").select_option("64.07")
        plain.get_by_role("button", name="Tampilkan").click()
        assert plain.locator("#judul-mengapa").inner_text() == "Mengapa Kutai Barat di urutan 9?"

    def test_the_search_finds_a_library(self, site, plain):
        plain.goto(f"{site}/")
        plain.locator("#q").fill("nehes")
        plain.get_by_role("button", name="Cari").click()
        plain.get_by_role("link", name="Perpustakaan Desa Nehes Liah Bing").click()
        assert plain.locator("h1").inner_text() == "Perpustakaan Desa Nehes Liah Bing"

    def test_a_click_on_the_map_explains(self, site, plain):
        plain.goto(f"{site}/peringkat/budaya-2024-2/")
        plain.locator('svg.map a[aria-label^="Kabupaten Berau"]').click()
        assert plain.locator("#judul-mengapa").inner_text() == "Mengapa Berau di urutan 5?"
