"""A confusion on its way from the list to a reading that everybody sees, in a real browser."""

from typing import Any

import pytest

from etam.institutions.tests.cast import person
from etam.regulations.actions import load_regulations

LABEL = "Bagian anggaran sekolah untuk perpustakaan"
READING = "Penuhi keduanya; yang lebih besar yang dipakai."


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_confusion_gets_a_reading_that_everybody_sees(settings: Any, open_as: Any, looks_right: Any) -> None:
    settings.SECOND_FACTOR_ROLES = set()
    load_regulations()
    page = open_as(person("rina@example.id", "Rina", "officer"), "/meja/peraturan/kerancuan/")
    looks_right(page)
    page.get_by_role("link", name=LABEL).click()
    looks_right(page)
    page.get_by_role("link", name="Serahkan kepada penanggung jawab").click()
    page.get_by_label("Yang menyelesaikan").fill("Bidang Perpustakaan")
    page.get_by_role("button", name="Serahkan").click()
    page.get_by_role("link", name="Tetapkan bacaan").click()
    page.get_by_role("button", name="Tetapkan bacaan").click()
    page.get_by_role("heading", name="2 hal harus diperbaiki").wait_for()
    looks_right(page)
    page.get_by_label("Bacaan yang dipakai").fill(READING)
    page.get_by_label("Alasannya").fill("Rapat 3 Maret.")
    page.get_by_role("button", name="Tetapkan bacaan").click()
    page.locator(".toast").get_by_text("Bacaan ditetapkan").wait_for()
    looks_right(page)
    page.goto(page.url.replace("/meja/peraturan", ""))
    page.get_by_text(READING).wait_for()
    looks_right(page)
    page.get_by_role("link", name="Kerancuan", exact=True).click()
    page.get_by_role("heading", name="1 sudah punya bacaan").wait_for()
    looks_right(page)
