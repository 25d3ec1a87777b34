"""The component page in a real browser: what no reading of the source can tell."""

import mimetypes
from urllib.parse import urlparse

import pytest
from csp.utils import build_policy
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from etam.web import samples
from etam.web.components import Link

pytestmark = [pytest.mark.browser, pytest.mark.urls("etam.web.tests.urls")]

HOME = "http://etam.test"
NAV = [
    Link("/peringkat/", "Peringkat", current=True),
    Link("/perpustakaan/", "Perpustakaan"),
    Link("/metode/", "Metode"),
]
# WCAG 2.2, 2.5.8: at least 24 px either way, but for links in running text.
SMALL_TARGETS = """() => [...document.querySelectorAll("button, summary, nav a, .btn, .go, input:not([type=hidden])")]
    .filter(target => target.checkVisibility() && target.getBoundingClientRect().height < 24)
    .map(target => target.outerHTML.slice(0, 80))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - window.innerWidth"


def around(**context):
    chrome = {"nav": NAV, "user_line": "Petugas Contoh", "search_url": "/cari/", "etam_sample": True}
    roles = [{"key": "operator", "label": "Petugas perpustakaan"}, {"key": "officer", "label": "Petugas provinsi"}]
    return chrome | {"demo_roles": {"Daerah": roles}} | context


@pytest.fixture
def show(page):
    """A function that opens a template as the browser gets it: with style sheets, scripts and security policy."""
    blocked = []
    page.on("console", lambda message: blocked.append(message.text) if message.type == "error" else None)

    def serve(route):
        path = urlparse(route.request.url).path
        if path.startswith("/static/"):
            kind = mimetypes.guess_type(path)[0]
            return route.fulfill(path=finders.find(path.removeprefix("/static/")), content_type=kind)
        headers = {"Content-Security-Policy": str(build_policy())}
        return route.fulfill(body=show.html, headers=headers, content_type="text/html; charset=utf-8")

    def show(name, **context):
        show.html = render_to_string(name, around(**context))
        page.goto(HOME)
        assert blocked == []
        return page

    page.route(f"{HOME}/**", serve)
    return show


class TestComponentPage:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [390, 1280])
    def test_axe_finds_nothing(self, page, show, axe, width, scheme):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert axe(show("web/components.html", **samples.context())) == []

    @pytest.mark.parametrize("width", [360, 700, 1280, 1920])
    def test_never_scrolls_sideways(self, page, show, width):
        page.set_viewport_size({"width": width, "height": 900})
        assert show("web/components.html", **samples.context()).evaluate(SIDEWAYS) == 0

    def test_every_target_has_room_for_a_finger(self, show):
        assert show("web/components.html", **samples.context()).evaluate(SMALL_TARGETS) == []

    def test_a_refused_form_takes_the_person_to_what_to_mend(self, show):
        page = show("web/components.html", **samples.context())
        assert page.evaluate("document.activeElement.className") == "summary"


class TestWithoutScript:
    def test_the_menu_opens_on_a_phone(self, show):
        page = show("404.html")
        page.click("summary:has-text('Menu')")
        assert page.is_visible(".menu a:has-text('Perpustakaan')")

    def test_choosing_a_kind_of_nothing_hides_the_number(self, show):
        page = show("web/components.html", **samples.context())
        assert not page.is_visible("#digital-v")
        page.check("input[name=tanpa][value='']")
        assert page.is_visible("#digital-v")


class TestErrorPages:
    @pytest.mark.parametrize("name", ["404.html", "500.html"])
    def test_axe_finds_nothing(self, show, axe, name):
        assert axe(show(name)) == []


class TestPrint:
    def test_leaves_out_what_can_only_be_clicked(self, page, show):
        page.emulate_media(media="print")
        printed = show("web/components.html", **samples.context())
        assert [printed.is_visible(part) for part in (".masthead", ".demobar", ".btn", ".print-head")] == [
            False,
            False,
            False,
            True,
        ]
