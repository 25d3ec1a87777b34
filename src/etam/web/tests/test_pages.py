import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from etam.web import samples, views

pytestmark = pytest.mark.urls("etam.web.tests.urls")

PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "413.html", "429.html", "500.html"]


def rendered(name, **context):
    return render_to_string(name, {"etam_sample": True, **context})


class TestErrorPages:
    @pytest.mark.parametrize("name", PAGES)
    def test_speak_without_any_context(self, name):
        page = get_template(name).render()
        assert "<h1" in page
        assert 'lang="id"' in page

    def test_a_refusal_gives_its_reason(self):
        assert "Isian ini milik lembaga lain." in rendered("403.html", reason="Isian ini milik lembaga lain.")

    def test_a_failing_server_does_not_ask_for_navigation(self):
        response = views.server_error(RequestFactory().get("/"))
        assert response.status_code == 500
        assert "sudah dicatat" in response.content.decode()


@pytest.fixture
def component_page():
    return rendered("web/components.html", **samples.context())


class TestComponentPage:
    def test_has_nothing_the_security_policy_would_block(self, component_page):
        assert re.findall(r"<script(?![^>]*src=)|<style|\son\w+=", component_page) == []

    def test_names_every_id_once(self, component_page):
        ids = re.findall(r'\sid="([^"]+)"', component_page)
        assert sorted(ids) == sorted(set(ids))

    def test_every_description_points_to_something(self, component_page):
        ids = set(re.findall(r'\sid="([^"]+)"', component_page))
        named = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', component_page)
        assert [name for names in named for name in names.split() if name not in ids] == []

    def test_skips_no_heading_level(self, component_page):
        levels = [int(level) for level in re.findall(r"<h([1-6])", component_page.partition("<main")[2])]
        assert levels[0] == 1
        assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []

    def test_is_marked_as_sample(self, component_page):
        assert "DATA CONTOH" in component_page

    def test_shows_every_part(self, component_page):
        parts = samples.OUTLINES.parent / "templates" / "web" / "parts"
        used = component_page
        marks = {"_line_chart.html": 'class="line"', "_spark.html": 'class="spark"', "_pager.html": 'class="pages"'}
        for name, mark in marks.items():
            assert (parts / name).exists()
            assert mark in used


class TestStyles:
    NAMES = ["tokens.css", "etam.css", "figures.css", "desk.css", "print.css"]

    def test_weigh_less_than_60_kb_together(self):
        assert sum(len(source(name)) for name in self.NAMES) < 60_000

    def test_use_only_tokens_that_exist(self):
        css = "".join(source(name) for name in self.NAMES)
        own = set(re.findall(r"(--[a-z0-9-]+):", css)) | {"--v", "--goal", "--lo", "--hi", "--at", "--c", "--on"}
        assert {name for name in re.findall(r"var\((--[a-z0-9-]+)", css) if name not in own} == set()

    def test_keep_colours_in_the_tokens(self):
        rest = "".join(source(name) for name in self.NAMES[1:])
        assert re.findall(r"#[0-9a-f]{3,6}\b", rest) == []


class TestAccountPages:
    @pytest.mark.parametrize("name", ["account/login.html", "account/logout.html", "mfa/authenticate.html"])
    def test_are_ours_and_not_the_librarys(self, name):
        assert "etam/web" in get_template(name).origin.name

    def test_the_forms_look_is_set(self):
        assert settings.FORM_RENDERER == "etam.web.forms.EtamFormRenderer"


def source(name):
    with open(finders.find(f"web/{name}"), encoding="utf-8") as file:
        return file.read()
