"""The pages in a real browser: nothing for axe to find, no sideways scrolling, the way from answer to verdict."""

from typing import Any

import pytest

from etam.followup import actions
from etam.followup.models import Recommendation
from etam.followup.tests.cast import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INDEX = "/meja/tindak-lanjut/"


@pytest.fixture
def cast(transactional_db: None, settings: Any) -> Cast:
    settings.SECOND_FACTOR_ROLES = set()
    return make_cast()


def test_from_the_answer_to_the_verdict(cast: Cast, open_as: Any, looks_right: Any) -> None:
    paper = cast.paper()
    cast.issued(action="Tetapkan dan umumkan.", supporters="Biro Hukum")
    page = open_as(cast.operator, INDEX)
    looks_right(page)
    page.get_by_role("link", name="Susun jadwal retensi arsip 1.").click()
    looks_right(page)
    page.get_by_role("link", name="Jawab", exact=True).click()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("heading", name="2 hal harus diperbaiki").wait_for()
    looks_right(page)
    page.get_by_label("Apa yang sudah dilakukan").fill("Jadwal retensi sudah ditetapkan.")
    page.get_by_label("Kemajuan dalam persen").fill("90")
    page.get_by_label(paper.title).check()
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Jawaban terkirim").wait_for()

    page = open_as(cast.verifier, f"{INDEX}?waktu=menunggu")
    page.get_by_role("link", name="Susun jadwal retensi arsip 1.").click()
    page.get_by_role("link", name="Nilai jawaban").click()
    looks_right(page)
    page.get_by_label("Tindak lanjut belum sesuai dengan rekomendasi").check()
    page.get_by_label("Catatan untuk penanggung jawab").fill("Lampirannya belum ada.")
    page.get_by_role("button", name="Simpan penilaian").click()
    page.locator(".toast").get_by_text("dinilai: belum sesuai").wait_for()
    looks_right(page)
    assert Recommendation.objects.get().status == "partly"


def test_the_pages_of_an_overseer(cast: Cast, open_as: Any, looks_right: Any) -> None:
    one = cast.judged("impossible")
    cast.issue(*(cast.item(number) for number in range(2, 40)))
    page = open_as(cast.officer, f"{INDEX}?status=open")
    looks_right(page)
    page.get_by_role("link", name="Cetak matriks").click()
    looks_right(page)
    page = open_as(cast.officer, f"{one.get_absolute_url()}atur/")
    looks_right(page)
    page.get_by_label("Alasan").fill("Perkaranya sudah diputus.")
    page.get_by_role("button", name="Buka kembali").click()
    page.get_by_text("Giliran penanggung jawab, paling lambat").wait_for()
    page.locator("details.more").evaluate_all("all => all.forEach(one => one.open = true)")
    looks_right(page)
    actions.extend(one, due_on=one.due_on.replace(year=2027), reason="illness", by=cast.second_officer)
    page.goto(page.url)
    looks_right(page)


def test_an_owner_without_an_account_answers(cast: Cast, open_as: Any, looks_right: Any) -> None:
    one = cast.issued(owner_name="Bappeda Kutai Timur", output="Satu dokumen", budget_line="2.23.02")
    page = open_as(cast.officer, f"{one.get_absolute_url()}tautan/")
    looks_right(page)
    page.get_by_role("button", name="Buat tautan").click()
    page.get_by_role("heading", name="siap dikirim").wait_for()
    looks_right(page)
    path = page.locator(".link-url").inner_text().split("/", 3)[3]
    page.context.clear_cookies()
    page.goto(f"{page.url.split('/meja/')[0]}/{path}")
    looks_right(page)
    page.get_by_label("Apa yang sudah dilakukan").fill("Sudah dianggarkan.")
    page.get_by_label("Kemajuan dalam persen").fill("70")
    page.get_by_label("Bukti").fill("DPA 2026, halaman 12.")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_role("heading", name="Jawaban Anda sudah diterima").wait_for()
    looks_right(page)
    assert Recommendation.objects.get().pending.by_name == "Bappeda Kutai Timur"
