"""The pages in a real browser: a file that arrives in parts over a line that breaks, and nothing for axe to find."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from etam.evidence import actions, storage
from etam.evidence.actions.arriving import PART_BYTES
from etam.evidence.models import Evidence, Incoming
from etam.evidence.tests import files
from etam.evidence.tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

UPLOAD = "/meja/bukti/lembaga/L-1/unggah/"
Open = Callable[[str], Any]


@pytest.fixture
def open_page(cast: Cast, open_as: Any) -> Open:
    """Opens an address as the operator."""
    return lambda address: open_as(cast.operator, address)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "pindaian sk.pdf"
    path.write_bytes(files.scanned_pdf(4 * PART_BYTES))
    return path


def test_a_file_goes_on_after_the_line_broke_and_the_page_was_reloaded(
    cast: Cast, open_page: Open, scan: Path, looks_right: Any
) -> None:
    page, seen = open_page(UPLOAD), []
    looks_right(page)

    def unsteady(route: Any) -> None:
        seen.append(route.request.url)
        if len(seen) > 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/meja/bukti/kiriman/**", unsteady)
    page.get_by_label("Berkas", exact=True).set_input_files(scan)
    page.get_by_text("Jaringan putus. 1 dari 2,1 MB sudah sampai; lanjutkan kapan saja.").wait_for()
    looks_right(page)
    assert Incoming.objects.get().received_bytes == 2 * PART_BYTES

    # The page sends again by itself: the line may be whole only once that page is gone.
    again = open_page(UPLOAD)
    again.unroute("**/meja/bukti/kiriman/**")
    again.get_by_text("1,0 MB dari 2,1 MB sudah sampai").wait_for()
    sent = []
    again.on("request", lambda request: sent.append(request.url) if "mulai=" in request.url else None)
    again.get_by_label("Berkas", exact=True).set_input_files(scan)
    again.get_by_text("Berkas sudah sampai. Lengkapi keterangannya, lalu simpan.").wait_for()
    assert not again.get_by_role("button", name="Lanjutkan").is_visible()
    assert sent[0].endswith(f"mulai={2 * PART_BYTES}")
    again.get_by_label("Jenis").select_option("decree")
    again.get_by_label("Judul").fill("SK pendirian 2024")
    again.get_by_role("button", name="Simpan bukti").click()
    again.get_by_role("heading", name="SK pendirian 2024").wait_for()
    assert storage.path_of(Evidence.objects.get().sha256).read_bytes() == scan.read_bytes()
    looks_right(again)


def test_a_broken_line_is_taken_up_by_hand_and_saving_waits_for_the_rest(
    cast: Cast, open_page: Open, scan: Path
) -> None:
    page, broken = open_page(UPLOAD), [True]
    page.route("**/meja/bukti/kiriman/**", lambda route: route.abort() if broken[0] else route.continue_())
    page.get_by_label("Jenis").select_option("decree")
    page.get_by_label("Judul").fill("SK pendirian 2024")
    page.get_by_label("Berkas", exact=True).set_input_files(scan)
    page.get_by_text("Jaringan putus").wait_for()
    page.get_by_role("button", name="Simpan bukti").click()
    page.get_by_text("Disimpan begitu seluruh berkas sampai.").wait_for()
    broken[0] = False
    page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("heading", name="SK pendirian 2024").wait_for()


def test_a_wrong_file_is_named_before_it_was_sent_wholly(cast: Cast, open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"MZ" + bytes(3 * PART_BYTES))
    page = open_page(UPLOAD)
    page.get_by_label("Berkas", exact=True).set_input_files(tmp_path / "foto.jpg")
    page.get_by_text("Berkas ini program.").wait_for()
    assert not Incoming.objects.exists()


def test_a_sending_can_be_cancelled(cast: Cast, open_page: Open, scan: Path) -> None:
    page = open_page(UPLOAD)
    page.get_by_label("Berkas", exact=True).set_input_files(scan)
    page.get_by_text("Berkas sudah sampai.").wait_for()
    with page.expect_response(lambda response: "/batal/" in response.url):
        page.get_by_role("button", name="Batalkan kiriman").click()
    page.get_by_text("Kiriman dibatalkan").wait_for()
    assert not Incoming.objects.exists()


def test_the_library_and_what_needs_care(cast: Cast, open_page: Open, looks_right: Any) -> None:
    today = timezone.localdate()
    cast.receive(title="Sertifikat pelatihan tenaga perpustakaan", valid_until=today - timedelta(days=3))
    cast.receive(files.photo(), type="photo", title="Ruang baca", valid_until=today + timedelta(days=9))
    used = cast.receive(title="Peraturan desa tentang perpustakaan dengan judul yang sangat panjang sekali")
    actions.use(used, place="assessment", place_id=7, by=None, title="Akreditasi 2026")
    actions.withdraw(used, reason="Dicabut", by=cast.operator)
    for address in ("/meja/bukti/lembaga/L-1/", "/meja/bukti/perhatian/", f"/meja/bukti/berkas/{used.code}/"):
        looks_right(open_page(address))
