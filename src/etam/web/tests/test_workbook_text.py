"""How a cell of a workbook reads as text."""

import pytest

from etam.web.csv_list import ListingProblem
from etam.web.tables import Sheet, write_xlsx
from etam.web.workbook_text import as_text, first_sheet, one_line, sheet_rows

LIMITS = {"max_bytes": 10**6, "max_rows": 3, "max_columns": 3}


@pytest.fixture(scope="module")
def workbook():
    return write_xlsx([Sheet("Isi", ("nama", "jumlah"), [["Desa\nSepaso", 1250.5]])])


class TestCell:
    @pytest.mark.parametrize(
        ("cell", "text"),
        [(3.0, "3"), (1_234_567_890_123.0, "1234567890123"), (0.5, "0,5"), (74.352, "74,3520"), ("a\n b", "a b")],
    )
    def test_is_written_the_indonesian_way_and_never_ambiguous(self, cell, text):
        assert as_text(cell) == text

    def test_stays_as_it_stands_where_the_reader_knows_points(self):
        assert one_line(74.352) == "74.352"


class TestFirstSheet:
    def test_is_one_line_a_row(self, workbook):
        assert first_sheet(workbook, **LIMITS) == "nama;jumlah\nDesa Sepaso;1250,5\n"

    def test_reads_cells_as_the_caller_says(self, workbook):
        assert sheet_rows(workbook, **LIMITS, written=one_line)[1] == ["Desa Sepaso", "1250.5"]

    def test_that_is_too_long_is_refused_with_its_limit(self, workbook):
        with pytest.raises(ListingProblem, match="lebih dari 1 baris"):
            sheet_rows(workbook, **{**LIMITS, "max_rows": 1})

    def test_of_a_broken_file_is_refused(self):
        with pytest.raises(ListingProblem):
            sheet_rows(b"PK\x03\x04 broken", **LIMITS)
