"""The report and the workbook: archive format, words, marks, and the same bytes every time."""

import io
import re
import zipfile
import zlib
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from etam.indices import external
from etam.indices.models import IndexRun
from etam.indices.report import Cover, document, report_pdf
from etam.indices.results import Results
from etam.indices.workbook import results_workbook

COVER = Cover("items-2024-1", "2024.1", date(2026, 2, 17))


@pytest.fixture(scope="module")
def provinces() -> Results:
    return external.recompute(external.rankings()[0]).results


class TestReport:
    def test_says_that_it_is_pdf_a(self, provinces: Results) -> None:
        content = report_pdf(provinces, COVER)
        assert content.startswith(b"%PDF-1.7")
        assert re.search(rb"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", content)

    def test_the_same_results_give_the_same_bytes(self, provinces: Results) -> None:
        assert report_pdf(provinces, COVER) == report_pdf(provinces, COVER)

    def test_carries_only_the_letters_that_typst_brings(self, provinces: Results) -> None:
        fonts = set(re.findall(rb"/BaseFont ?/[A-Z]{6}\+([A-Za-z]+)", _unpacked(report_pdf(provinces, COVER))))
        assert fonts
        assert fonts <= {b"LibertinusSerif", b"DejaVuSansMono", b"NewCMMath"}

    def test_draws_the_map_of_the_regencies(self, done: IndexRun) -> None:
        assert len(report_pdf(done.results, COVER)) > len(report_pdf({**done.results, "bands": []}, COVER)) + 5_000


class TestDocument:
    def test_prints_the_finding_and_how_many_were_ranked(self, done: IndexRun) -> None:
        printed = document(done.results, COVER)
        assert printed["title"] == "Kutai Timur teratas; semua urutan bertahan dalam perhitungan ulang"
        assert printed["subtitle"].endswith("Semua daerah dapat diperingkat: 2.")

    def test_writes_numbers_the_indonesian_way(self, done: IndexRun) -> None:
        first = document(done.results, COVER)["rows"][0]
        assert (first["score"], first["interval"], first["coverage"]) == ("50,0", "1", "100%")

    def test_calls_provinces_provinces(self, provinces: Results) -> None:
        printed = document(provinces, COVER)
        assert printed["subject"] == "provinsi"
        assert printed["groups_note"].startswith("Provinsi dengan huruf kelompok yang sama")

    def test_puts_the_printed_value_beside_ours(self, provinces: Results) -> None:
        printed = {row["name"]: row["printed"] for row in document(provinces, COVER)["rows"]}
        assert printed["Kalimantan Timur"] == "78,34"

    def test_names_the_release_it_corrects(self, done: IndexRun) -> None:
        cover = Cover("items-2024-2", "2024.2", date(2026, 2, 17), "2024.1", "Kunjungan per bulan.")
        assert document(done.results, cover)["correction"] == "Rilis ini menggantikan 2024.1: Kunjungan per bulan."

    def test_marks_a_basis_that_nobody_has_verified(self, done: IndexRun) -> None:
        basis = {"id": "X", "title": "Peraturan X", "confidence": "unverified"}
        method = {**done.results["method"], "basis": [basis]}
        printed = document({**done.results, "method": method}, COVER)
        assert printed["method"]["basis"] == ["Peraturan X [belum diverifikasi]"]


class TestWorkbook:
    def test_the_same_results_give_the_same_bytes(self, provinces: Results) -> None:
        assert results_workbook(provinces) == results_workbook(provinces)

    def test_holds_every_unit_with_its_rank(self, provinces: Results) -> None:
        rows = _sheet(results_workbook(provinces), "Peringkat")
        assert rows[0][:4] == ["Peringkat", "Kode", "Daerah", "Nilai"]
        assert len(rows) == 39

    def test_sample_data_is_marked_on_every_sheet(self, done: IndexRun) -> None:
        workbook = results_workbook({**done.results, "sample": True})
        names = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).sheet_names
        assert all(str(_sheet(workbook, name)[0][0]).startswith("DATA CONTOH") for name in names)

    def test_a_name_that_looks_like_a_formula_stays_text(self, done: IndexRun) -> None:
        first = {**done.results["units"][0], "full_name": "=1+1"}
        workbook = results_workbook({**done.results, "units": [first, done.results["units"][1]]})
        assert _sheet(workbook, "Peringkat")[1][2] == "=1+1"
        with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
            assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def _sheet(workbook: bytes, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_name(name).to_python()


def _unpacked(content: bytes) -> bytes:
    """The PDF with its compressed streams opened."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return content + b"".join(opened)
