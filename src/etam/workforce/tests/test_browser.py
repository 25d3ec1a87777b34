"""Proposals and the board in a real browser: nothing scrolls sideways, axe finds nothing."""

import pytest
from django.utils import timezone

from etam.workforce.tests.analysed import NOW
from etam.workforce.tests.proposed import at_desk, decided, make_desks, sent, started

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desks(settings, monkeypatch):
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return make_desks()


def test_board_and_inbox_look_right(desks, open_as, looks_right):
    decided(desks)
    shown = open_as(desks.world.officer, "/meja/jabatan/")
    looks_right(shown)
    shown.get_by_role("link", name="Usulan", exact=True).click()
    looks_right(shown)
    shown.get_by_role("link", name="Pustakawan 2027").click()
    looks_right(shown)


def test_the_forms_of_office_and_desk_look_right(desks, open_as, looks_right):
    row = started(desks)
    shown = open_as(desks.world.operator, f"/meja/jabatan/usulan/{row.pk}/lengkapi/")
    looks_right(shown)
    shown.get_by_label("Ahli Muda").fill("-4")
    shown.get_by_role("button", name="Kirim ke").click()
    shown.get_by_text("Jumlah orang tidak dapat kurang dari 0.").first.wait_for()
    looks_right(shown)
    at_desk(desks, "bkd", sent(desks, started(desks, office=desks.world.archive)))
    shown = open_as(desks.world.personnel, "/meja/jabatan/usulan/")
    shown.locator("main").get_by_role("link", name="Pustakawan 2027, Lembaga").first.click()
    shown.get_by_role("link", name="Tindak lanjuti").click()
    looks_right(shown)
