"""The pages of files in a real browser: nothing for axe to find, no sideways scrolling, a file sent and stored."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etam.exchange.tests.test_actions import SHEET, filled
from etam.submissions.tests.cast import NOW, Cast
from etam.web.tests import nasty

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[[str], Any]


@pytest.fixture
def open_page(cast: Cast, page: Any, live_server: Any, settings: Any, monkeypatch: Any) -> Open:
    """Opens an address as an officer, on a day on which the round is open."""
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client = Client()
    client.force_login(cast.officer)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    def opened(address: str) -> Any:
        page.goto(live_server.url + address)
        return page

    return opened


@pytest.fixture
def workbook(cast: Cast, tmp_path: Path) -> Path:
    """Three libraries: one with a rule broken, one with a cell that cannot be read, one that is fine."""
    broken = {"L-1": {"print_titles": 1250, "print_items": 1180, "users_total": 14_600}}
    data = filled(cast, cast.village, cast.school, cast.elsewhere, answers=broken)
    pattern = r'<c r="T8" s="(\d+)"><v>[0-9]+</v></c>'
    path = tmp_path / "isian kutim.xlsx"
    path.write_bytes(nasty.patch(data, SHEET, pattern, r'<c r="T8" s="\1" t="inlineStr"><is><t>1.234</t></is></c>'))
    return path


def test_a_file_is_sent_looked_at_and_stored(cast: Cast, open_page: Open, workbook: Path, axe: Any) -> None:
    page = open_page("/meja/unggah/")
    _looks_right(page, axe)
    page.get_by_label("Berkas .xlsx").set_input_files(workbook)
    page.get_by_role("button", name="Unggah dan lihat perubahan").click()
    page.get_by_role("heading", name="2 isian siap disimpan, 1 tertahan").wait_for()
    _looks_right(page, axe)
    page.get_by_role("button", name="Simpan 2 isian").click()
    page.get_by_role("heading", name="2 isian disimpan, 1 tidak").wait_for()
    _looks_right(page, axe)
    assert cast.submission.latest.answers["print_titles"] == 1250


def test_the_page_of_imports(open_page: Open, axe: Any) -> None:
    _looks_right(open_page("/meja/impor/"), axe)


def _looks_right(page: Any, axe: Callable[[Any], list[str]]) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
