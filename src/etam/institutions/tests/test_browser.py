"""The registry in a real browser: nothing for axe to find, no sideways scrolling, a list seen and stored."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from etam.accounts.models import User
from etam.institutions.models import Institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CSV = """name;kind;subtype;region;npp;npsn
SD Negeri 007;school;sd_mi;64.72;6408011C0000001;12
SD Negeri 001 Samarinda;school;sd_mi;64.72;;30401234
"""


def test_the_pages_of_the_registry(
    page: Any,
    live_server: Any,
    settings: Any,
    officer: User,
    village_library: Institution,
    school_library: Institution,
    tmp_path: Path,
    axe: Any,
) -> None:
    settings.SECOND_FACTOR_ROLES = set()
    client = Client()
    client.force_login(officer)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    file = tmp_path / "lembaga.csv"
    file.write_text(CSV, encoding="utf-8")

    page.goto(f"{live_server.url}/meja/lembaga/")
    _looks_right(page, axe)
    page.get_by_role("link", name="Daftarkan lembaga").click()
    page.get_by_role("button", name="Daftarkan").click()
    page.get_by_role("heading", name="Daftarkan lembaga").wait_for()
    _looks_right(page, axe)
    page.goto(f"{live_server.url}/meja/lembaga/impor/")
    page.get_by_label("Berkas .csv").set_input_files(file)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="1 lembaga baru").wait_for()
    _looks_right(page, axe)
    page.get_by_role("button", name="Daftarkan 1 lembaga").click()
    page.get_by_role("link", name="SD Negeri 007").click()
    page.locator("details.more").evaluate_all("all => all.forEach(one => one.open = true)")
    _looks_right(page, axe)


def _looks_right(page: Any, axe: Callable[[Any], list[str]]) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
