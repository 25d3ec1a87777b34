"""CSV and XLSX that no program mistakes for formulas."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from etam.web.tables import FORMULA_STARTS, SAMPLE_MARK, Sheet, safe_cell, write_csv, write_xlsx


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


class TestSafeCell:
    @pytest.mark.parametrize("start", FORMULA_STARTS)
    def test_puts_an_apostrophe_before_what_would_start_a_formula(self, start):
        assert safe_cell(f"{start}1+1") == f"'{start}1+1"

    def test_leaves_numbers_alone(self):
        assert safe_cell(-5) == -5

    def test_leaves_ordinary_text_alone(self):
        assert safe_cell("Desa 1 = baik") == "Desa 1 = baik"


class TestCsv:
    @given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20))
    def test_no_text_reaches_the_file_as_a_formula(self, text):
        cell = rows_of(write_csv(["a"], [[text]]))[1:]
        assert not any(value.startswith(FORMULA_STARTS) for row in cell for value in row)

    def test_begins_with_the_mark_that_excel_needs_to_read_utf8(self):
        assert write_csv(["nama"], [["Kelurahan Sungai Siring"]]).startswith(b"\xef\xbb\xbf")

    def test_says_in_every_row_that_it_is_sample_data(self):
        assert rows_of(write_csv(["a"], [[1], [2]], sample=True)) == [
            ["a", "keterangan"],
            ["1", SAMPLE_MARK],
            ["2", SAMPLE_MARK],
        ]


class TestXlsx:
    def test_text_that_looks_like_a_formula_is_stored_as_text(self):
        data = write_xlsx([Sheet("Data", ["nama"], [['=HYPERLINK("http://contoh")']])])
        sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1] == [
            '=HYPERLINK("http://contoh")'
        ]

    def test_keeps_numbers_and_empty_cells_apart(self):
        data = write_xlsx([Sheet("Data", ["a", "b", "c"], [[0, None, 1.5]])])
        assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1] == [0.0, "", 1.5]

    def test_carries_the_sample_mark_above_its_header(self):
        data = write_xlsx([Sheet("Data", ["a"], [[1]])], sample=True)
        assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[0][0] == SAMPLE_MARK

    def test_a_title_that_excel_would_refuse_becomes_a_sheet_name(self):
        data = write_xlsx([Sheet("Isian [2026]: Paser/PPU " + "x" * 40, ["a"], [])])
        assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == ["Isian 2026 PaserPPU xxxxxxxxxxx"]
