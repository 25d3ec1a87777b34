"""The pages of files in a real browser: nothing for axe to find, no sideways scrolling, a file sent and stored."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from etam.exchange.tests.test_actions import SHEET, filled
from etam.submissions.tests.cast import NOW, Cast
from etam.web.tests import nasty

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[[str], Any]


@pytest.fixture
def open_page(cast: Cast, open_as: Any, settings: Any, monkeypatch: Any) -> Open:
    """Opens an address as an officer, on a day on which the round is open."""
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return lambda address: open_as(cast.officer, address)


@pytest.fixture
def workbook(cast: Cast, tmp_path: Path) -> Path:
    """Three libraries: one with a rule broken, one with a cell that cannot be read, one that is fine."""
    broken = {"L-1": {"print_titles": 1250, "print_items": 1180, "users_total": 14_600}}
    data = filled(cast, cast.village, cast.school, cast.elsewhere, answers=broken)
    pattern = r'<c r="T8" s="(\d+)"><v>[0-9]+</v></c>'
    path = tmp_path / "isian kutim.xlsx"
    path.write_bytes(nasty.patch(data, SHEET, pattern, r'<c r="T8" s="\1" t="inlineStr"><is><t>1.234</t></is></c>'))
    return path


def test_a_file_is_sent_looked_at_and_stored(cast: Cast, open_page: Open, workbook: Path, looks_right: Any) -> None:
    page = open_page("/meja/unggah/")
    looks_right(page)
    page.get_by_label("Berkas .xlsx").set_input_files(workbook)
    page.get_by_role("button", name="Unggah dan lihat perubahan").click()
    page.get_by_role("heading", name="2 isian siap disimpan, 1 tertahan").wait_for()
    looks_right(page)
    page.get_by_role("button", name="Simpan 2 isian").click()
    page.get_by_role("heading", name="2 isian disimpan, 1 tidak").wait_for()
    looks_right(page)
    assert cast.submission.latest.answers["print_titles"] == 1250


def test_the_page_of_imports(open_page: Open, looks_right: Any) -> None:
    looks_right(open_page("/meja/impor/"))
