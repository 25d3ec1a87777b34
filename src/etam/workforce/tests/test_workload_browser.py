"""The pages of a workload analysis in a real browser: nothing for axe to find, no sideways scrolling."""

from typing import Any

import pytest

from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.tests.analysed import World, analysis, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/meja/jabatan/beban-kerja/"


@pytest.fixture
def world(transactional_db: None, settings: Any) -> World:
    settings.SECOND_FACTOR_ROLES = set()
    return make_world()


def test_an_office_types_a_task_and_settles(world: World, open_as: Any, looks_right: Any, live_server: Any) -> None:
    draft = analysis(world.library, ("ahli_pertama", 4500, 25), ("ahli_pertama", 30, 5), state="draft")
    page = open_as(world.operator, LIST)
    looks_right(page)
    page.get_by_role("link", name="Perpustakaan Umum Kutai Timur").first.click()
    looks_right(page)
    page.get_by_role("link", name="Tambah kegiatan").click()
    page.get_by_label("Kegiatan", exact=True).fill("Layanan rujukan")
    page.get_by_label("Volume setahun").fill("1.234")
    page.get_by_label("Waktu standar (menit)").fill("12,5")
    page.get_by_role("button", name="Simpan kegiatan").click()
    page.get_by_text("dapat berarti 1.234 (ribuan)").first.wait_for()
    looks_right(page)
    page.get_by_label("Volume setahun").fill("1234")
    page.get_by_role("button", name="Simpan kegiatan").click()
    page.get_by_label("Kepala unit yang menandatangani").fill("Ir. Suparno, Kepala Dinas")
    page.get_by_role("button", name="Tetapkan analisis").click()
    page.get_by_text("ditandatangani Ir. Suparno").wait_for()
    looks_right(page)
    assert WorkloadTask.objects.get(activity="Layanan rujukan").volume == 1234
    assert Workload.objects.get(pk=draft.pk).state == "settled"


@pytest.mark.parametrize("part", ["ambil/", "impor/", "riwayat/"])
def test_the_pages_around_it(world: World, open_as: Any, looks_right: Any, part: str) -> None:
    draft = analysis(world.library, ("ahli_pertama", 4500, 25), state="draft")
    looks_right(open_as(world.officer, f"{LIST}{draft.pk}/{part}"))


def test_the_page_to_begin(world: World, open_as: Any, looks_right: Any) -> None:
    looks_right(open_as(world.officer, f"{LIST}baru/"))
