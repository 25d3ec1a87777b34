"""An operator plans a sub-activity and reports its quarter, at the desk and on a phone."""

import pytest

from etam.programmes.tests.cast_of_programmes import make_programmes


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_sub_activity_from_its_code_to_its_first_quarter(open_as, looks_right, settings):
    settings.SECOND_FACTOR_ROLES = set()
    cast = make_programmes()
    shown = open_as(cast.operator, "/meja/program/")
    looks_right(shown)
    page = open_as(cast.operator, "/meja/program/A6408/2025/tambah/")
    page.get_by_label("Nomor atau nama").fill("budaya baca")
    page.get_by_role("button", name="Cari").click()
    looks_right(page)
    page.get_by_role("link", name="2.23.02.2.02.01").click()
    looks_right(page)
    page.get_by_label("APBD", exact=True).fill("125.000.000")
    page.get_by_label("Indikator 1").fill("Orang yang hadir")
    page.get_by_label("Satuan", exact=True).first.fill("orang")
    page.get_by_label("Target", exact=True).first.fill("500")
    page.get_by_label("Lokasi").fill("Muara Wahau")
    page.get_by_role("button", name="Catat subkegiatan").click()
    page.get_by_text("Laporkan atau betulkan triwulan").click()
    page.get_by_label("Realisasi fisik").fill("20")
    page.get_by_label("Realisasi keuangan").fill("25.000.000")
    page.get_by_role("button", name="Simpan triwulan").click()
    page.get_by_text("20% dari Rp125 juta terpakai, fisik 20%").wait_for()
    looks_right(page)
    page.goto(page.url.split("/meja")[0] + "/meja/program/A6408/2025/")
    looks_right(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_became_of_codes_is_settled(open_as, looks_right, settings):
    settings.SECOND_FACTOR_ROLES = set()
    cast = make_programmes()
    page = open_as(cast.officer, "/meja/program/nomenklatur/observed-after-2019/padanan/")
    page.get_by_role("button", name="Usulkan padanan").click()
    page.get_by_text("padanan diusulkan").wait_for()
    looks_right(page)
    page.get_by_role("button", name="Pastikan semua yang bernama sama").click()
    page.get_by_text("padanan bernama sama dipastikan").wait_for()
    for address in ("", "permendagri-90-2019/", "impor/"):
        page.goto(page.url.split("/meja")[0] + f"/meja/program/nomenklatur/{address}")
        looks_right(page)
