"""The desk pages in a real browser, on a phone and by keyboard."""

from typing import Any

import pytest

from etam.regulations.models import Regulation, RegulationRelation
from etam.regulations.tests.cast import officer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE = "/meja/peraturan/PERPUSNAS-5-2023/"


def test_an_officer_records_a_revocation_on_a_phone_by_keyboard(
    transactional_db: None, register: None, open_as: Any, looks_right: Any
) -> None:
    page = open_as(officer(), ONE)
    looks_right(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name="Catat hubungan").press("Enter")
    page.get_by_label("Peraturan ini").focus()
    page.keyboard.type("dicabut")
    page.keyboard.press("Tab")
    page.keyboard.type("UU 43/2007")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Satu hal harus diperbaiki").wait_for()
    looks_right(page)
    page.locator('input[name="confidence"][value="official"]').press("Space")
    page.get_by_label("Peraturan lain").fill("Perpusnas 4/2024")
    page.keyboard.press("Enter")
    page.get_by_text(": berakhir; dicabut").wait_for()
    looks_right(page)
    assert RegulationRelation.objects.filter(object="PERPUSNAS-5-2023", verb="mencabut").exists()
    relation = RegulationRelation.objects.get(object="PERPUSNAS-5-2023", verb="mencabut").pk
    parts = ("ubah", "periksa", "riwayat", "naskah", "pasal", f"hubungan/{relation}")
    for path in ("", "baru/", *(f"PERPUSNAS-5-2023/{part}/" for part in parts)):
        page.goto(page.url.partition("/meja/")[0] + "/meja/peraturan/" + path)
        looks_right(page)
    assert Regulation.objects.get(code="PERPUSNAS-5-2023").status == "dicabut"
