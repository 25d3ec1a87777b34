"""The IKK table: what is computed, what others printed, what is empty; and the workbook as LibreOffice shows it."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from etam.indices import key_indicators
from etam.indices.key_indicators import ARCHIVES, COMPUTED, TAKEN_OVER, KeyIndicator, Other
from etam.indices.key_indicators_book import COLUMNS, workbook
from etam.submissions.tests.cast import make_cast

ON = date(2026, 2, 17)
READING, COLLECTION = "Nilai tingkat kegemaran membaca masyarakat", "Rasio ketercukupan koleksi dengan penduduk"
STAFF = "Rasio ketercukupan tenaga perpustakaan dengan penduduk"


@pytest.fixture
def cast(db, var):
    return make_cast()


def found(year):
    return {one.title: one for one in key_indicators.of_year(year)}


class TestValues:
    def test_divides_items_by_inhabitants_and_says_how_many_reported(self, cast):
        ratio = found(2024)[COLLECTION]
        # Three libraries with 1,174 printed items each, no digital ones.
        assert ratio.part == 3 * 1174
        assert ratio.value == pytest.approx(ratio.part / ratio.whole)
        assert ratio.origin == COMPUTED
        assert ratio.source.startswith("isian yang diterima tentang 2024 dari 3 dari 3 perpustakaan; penduduk: Ditjen")

    def test_takes_over_what_was_printed_and_names_its_source(self, cast):
        reading = found(2023)[READING]
        assert (reading.value, reading.origin) == (68.46, TAKEN_OVER)
        assert "tgm_2020_2023_provinsi.csv" in reading.source

    def test_takes_neither_of_two_values_that_disagree(self, cast):
        reading = found(2022)[READING]
        assert reading.value is None
        assert sorted(other.value for other in reading.others) == [46.27, 66.84]
        assert "bertentangan" in reading.remark

    def test_leaves_empty_what_nobody_knows(self, cast):
        empty = [one for one in key_indicators.of_year(2024) if one.affair == ARCHIVES]
        assert {one.value for one in empty} == {None}
        assert {one.remark for one in empty} == {"naskah dan rumusnya belum ditemukan"}
        assert {one.confidence for one in empty} == {"not_found", "unverified"}

    def test_names_a_basis_of_the_register_or_none(self, cast):
        assert {one.basis for one in key_indicators.of_year(2024)} == {"PERMENDAGRI-18-2020", ""}

    def test_shows_holders_of_posts_beside_the_staff_of_returns(self, cast, monkeypatch):
        posts = {(1, "pustakawan", "ahli_muda"): 40, (2, "arsiparis", "mahir"): 9}
        monkeypatch.setattr(key_indicators, "held", lambda day: posts)
        (other,) = found(2024)[STAFF].others
        assert other.source.startswith("40 pemangku jabatan pustakawan dan asisten perpustakaan di daftar jabatan, 31")

    def test_shows_three_digits_of_small_ratios(self):
        assert [KeyIndicator("", "", "", "", "", "", value=one).decimals for one in (68.5, 0.53, 0.00041)] == [2, 4, 6]


LAW = "PERMENDAGRI-18-2020"
RETURNS = "isian yang diterima tentang 2024 dari 1.402 dari 1.912 perpustakaan"
PRINTED = KeyIndicator("Perpustakaan", "hasil", READING, "nilai", LAW, "secondary", 69.53, origin=TAKEN_OVER)
QUOTIENT = KeyIndicator(
    "Perpustakaan", "keluaran", COLLECTION, "eksemplar per penduduk", LAW, "secondary", 0.5321, 2193971, 4123303
)
ROWS = [
    replace(PRINTED, source="nilai TGM terbitan, bukan dihitung di Etam: tgm_2024_provinsi.csv"),
    replace(
        QUOTIENT, origin=COMPUTED, source=RETURNS, remark="rumusnya dibaca dari nama", others=(Other(0.4, "lain"),)
    ),
    KeyIndicator(
        "Kearsipan", "hasil", "Tingkat ketersediaan arsip", "persen", "", "not_found", remark="naskah belum ditemukan"
    ),
]


class TestWorkbook:
    def test_has_title_header_and_notes(self):
        rows = CalamineWorkbook.from_object(io.BytesIO(workbook(ROWS, 2024, ON))).get_sheet_by_index(0).to_python()
        assert rows[1][0] == "Provinsi Kalimantan Timur, data tahun 2024"
        assert rows[4] == [label for label, _ in COLUMNS]
        assert rows[6][3] == 69.53
        assert rows[6][8] == "Permendagri 18/2020 (sumber kedua)"
        assert rows[9][3] == ""
        assert rows[9][8] == "belum ditemukan"
        assert rows[11][0] == "Catatan. 2 dari 3 indikator ada nilainya."

    def test_marks_sample_data(self):
        book = CalamineWorkbook.from_object(io.BytesIO(workbook(ROWS, 2024, ON, is_sample=True)))
        assert book.get_sheet_by_index(0).to_python()[0][0].startswith("DATA CONTOH")

    @pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
    def test_prints_on_one_width_of_a4_with_every_word(self, tmp_path):
        (tmp_path / "ikk.xlsx").write_bytes(workbook(ROWS, 2024, ON))
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run([*command, str(tmp_path / "ikk.xlsx")], check=True, capture_output=True, timeout=120)
        pages = PdfReader(tmp_path / "ikk.pdf").pages
        assert len(pages) == 1
        assert pages[0].mediabox.width > pages[0].mediabox.height
        words = re.sub(r"\s+", " ", pages[0].extract_text())
        for said in ("Indikator kinerja kunci", "Tingkat ketersediaan arsip", "belum ditemukan", "Halaman 1 dari 1"):
            assert said in words
