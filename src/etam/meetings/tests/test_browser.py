"""The pages in a real browser: nothing for axe to find, no sideways scrolling, and a phone that signs by the poster."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from etam.meetings import actions
from etam.meetings.actions import AgendaPart
from etam.meetings.tests.cast import NOW, TODAY, Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/meja/rapat/rakornis-2026/"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cache.clear()
    return make_cast()


@pytest.fixture
def today_meeting(cast: Cast) -> Cast:
    """The meeting is today."""
    details = cast.details(starts_on=TODAY, ends_on=TODAY + timedelta(days=1))
    actions.change(cast.planned, details, by=cast.officer, at=NOW)
    return cast


def test_a_phone_signs_by_the_address_on_the_poster(
    today_meeting: Cast, page: Any, live_server: Any, open_as: Any, looks_right: Any, settings: Any
) -> None:
    settings.ADDRESS = live_server.url
    listed = today_meeting.participant()
    open_as(today_meeting.officer, f"{BASE}poster/")
    looks_right(page)
    address = page.locator(".poster__url").inner_text()
    page.context.clear_cookies()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    looks_right(page)
    page.get_by_role("button", name="Catat kehadiran").click()
    page.get_by_role("heading", name="hal harus diperbaiki").wait_for()
    looks_right(page)
    page.get_by_label("Nama Anda").fill("hartati")
    page.get_by_label("Instansi").fill("Perpustakaan Desa Nehes Liah Bing")
    page.get_by_role("button", name="Catat kehadiran").click()
    page.get_by_role("heading", name="Kehadiran tercatat").wait_for()
    looks_right(page)
    listed.refresh_from_db()
    assert listed.attended_at == timezone.now()


def test_the_pages_of_those_who_organise(today_meeting: Cast, open_as: Any, page: Any, looks_right: Any) -> None:
    cast = today_meeting
    cast.adopted()
    actions.add_part(cast.planned, AgendaPart(TODAY, "Pembukaan", time(8), time(9), "Rekaan"), by=cast.officer)
    one, token = cast.invited(email="hartati@example.id")
    cast.participant(person_name="Yusran", part="drafter", institution_name="Bappeda")
    actions.note(cast.planned, [one.pk], by=cast.officer, at=NOW)
    actions.add_link(cast.planned, title="Paparan", url="https://example.id/paparan.pdf", by=cast.officer)
    for base, text in enumerate(("Rapat dibuka.\n", "Rapat dibuka.\nRapat ditutup.")):
        actions.write_minutes(cast.planned, text=text, base=base, by=cast.officer, at=NOW)
    item = cast.planned.agenda.get()
    open_as(cast.officer, "/meja/rapat/")
    addresses = ["/meja/rapat/", "/meja/rapat/baru/", "/meja/rapat/rakornis-2020/", f"/rapat/undangan/{token}/"]
    parts = ("ubah", "acara", f"acara/{item.pk}", "hadir", "materi", "notula", "notula/tulis", "notula/2", "peserta")
    addresses += [BASE, f"{BASE}peserta/impor/", f"{BASE}peserta/{one.pk}/", *(f"{BASE}{part}/" for part in parts)]
    for path in addresses:
        page.goto(page.url.partition("/meja/")[0].partition("/rapat/")[0] + path)
        page.locator("details.more").evaluate_all("all => all.forEach(one => one.open = true)")
        looks_right(page)


def test_a_list_is_imported_and_all_are_invited(cast: Cast, open_as: Any, looks_right: Any) -> None:
    page = open_as(cast.officer, f"{BASE}peserta/impor/")
    content = "nama;kode;surel\nHartati;L-1;\nYusran;L-9;\n"
    page.get_by_label("Berkas .csv atau .xlsx").set_input_files(
        {"name": "peserta.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="Belum dapat disimpan: 1 masalah").wait_for()
    looks_right(page)
    page.get_by_label("Berkas .csv atau .xlsx").set_input_files(
        {"name": "peserta.csv", "mimeType": "text/csv", "buffer": content.replace("L-9", "L-2").encode()}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("button", name="Tambahkan 2 peserta").click()
    page.get_by_role("button", name="Undang 2 yang belum diundang").click()
    page.get_by_role("heading", name="2 perlu Anda kirim sendiri").wait_for()
    looks_right(page)
    assert cast.planned.participants.filter(invited_at=NOW).count() == 2
