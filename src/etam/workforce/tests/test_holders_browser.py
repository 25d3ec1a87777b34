"""The pages on holders in a real browser: nothing for axe to find, no sideways scrolling, a reading on a phone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from etam.workforce.actions import personal_data
from etam.workforce.tests.holding import AGUS, SITI, Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/meja/jabatan/"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    cast = make_cast()
    row = cast.record()
    cast.record(AGUS, level="ahli_madya")
    asked_at = timezone.now() - timedelta(days=4)
    personal_data.ask_correction(row, text="Nama saya", way="surat", asked_at=asked_at, by=cast.operator)
    return cast


@pytest.mark.parametrize("path", ["pemangku/", "pemangku/catat/", "pemangku/impor/", "proyeksi/", "kesenjangan/"])
def test_the_pages(cast: Cast, open_as: Any, page: Any, looks_right: Any, path: str) -> None:
    open_as(cast.operator, f"{BASE}{path}")
    looks_right(page)


def test_a_phone_opens_a_person_for_a_purpose(cast: Cast, open_as: Any, page: Any, looks_right: Any) -> None:
    open_as(cast.operator, f"{BASE}pemangku/")
    page.get_by_role("link", name=SITI.initials).click()
    looks_right(page)
    page.get_by_role("button", name="Perlihatkan").click()
    page.get_by_text("Bidang ini").or_(page.get_by_text("hal harus diperbaiki")).first.wait_for()
    looks_right(page)
    page.get_by_label("Mencocokkan dengan surat keputusan").check()
    page.get_by_role("button", name="Perlihatkan").click()
    page.get_by_text(SITI.nip).wait_for()
    looks_right(page)
