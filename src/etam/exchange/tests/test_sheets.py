"""Workbooks as cells."""

import io

import pytest

from etam.exchange.exceptions import FileRefused
from etam.exchange.sheets import column_letter, read_sheets
from etam.web.tables import new_workbook
from etam.web.tests import nasty

LIMIT = 20 * 1024 * 1024


def written(write) -> bytes:
    file = io.BytesIO()
    with new_workbook(file) as workbook:
        write(workbook.add_worksheet("Isian"))
    return file.getvalue()


class TestReadSheets:
    def test_counts_cells_from_the_corner_of_the_sheet(self):
        sheet = read_sheets(written(lambda sheet: sheet.write_number(2, 1, 7)), LIMIT)["Isian"]
        assert sheet.at(2, 1) == 7

    def test_a_cell_outside_is_empty(self):
        sheet = read_sheets(written(lambda sheet: sheet.write_number(0, 0, 7)), LIMIT)["Isian"]
        assert sheet.at(99, 99) == ""

    def test_knows_where_formulas_stand(self):
        sheet = read_sheets(written(lambda sheet: sheet.write_formula(3, 2, "=1+1", None, 2)), LIMIT)["Isian"]
        assert sheet.formulas == {(3, 2)}

    def test_knows_which_cells_are_merged(self):
        sheet = read_sheets(written(lambda sheet: sheet.merge_range(1, 1, 2, 3, "x")), LIMIT)["Isian"]
        assert sheet.merged_over(2, 3)
        assert not sheet.merged_over(0, 1)

    @pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1", "AAAAAAAAAAA1"])
    def test_refuses_a_cell_so_far_out_that_the_grid_would_fill_the_memory(self, cell):
        data = nasty.workbook(sheet=nasty.sheet_xml(f'<c r="{cell}"><v>1</v></c>'))
        with pytest.raises(FileRefused, match=r"5\.000 baris"):
            read_sheets(data, LIMIT)

    def test_counts_cells_that_leave_out_their_place(self):
        cells = '<c r="B1"><v>1</v></c><c><f>1+1</f><v>2</v></c>'
        assert read_sheets(nasty.workbook(sheet=nasty.sheet_xml(cells)), LIMIT)["Lembar1"].formulas == {(0, 2)}

    def test_refuses_a_row_of_far_too_many_cells_without_a_place(self):
        with pytest.raises(FileRefused, match="400 kolom"):
            read_sheets(nasty.workbook(sheet=nasty.sheet_xml("<c/>" * 401)), LIMIT)

    def test_refuses_a_sheet_full_of_merged_cells(self):
        def merge(sheet):
            for row in range(1001):
                sheet.merge_range(row, 0, row, 1, "")

        with pytest.raises(FileRefused, match="sel gabungan"):
            read_sheets(written(merge), LIMIT)

    @pytest.mark.parametrize(
        "sheet", [b"", b"<worksheet>", b"\x00\x00", b"<worksheet><sheetData><row r='x'/></sheetData></worksheet>"]
    )
    def test_says_that_a_broken_sheet_is_damaged(self, sheet):
        with pytest.raises(FileRefused, match="rusak"):
            read_sheets(nasty.workbook(sheet=sheet), LIMIT)


class TestColumnLetter:
    @pytest.mark.parametrize(
        ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (42, "AQ"), (701, "ZZ"), (702, "AAA")]
    )
    def test_is_what_excel_shows(self, column, letters):
        assert column_letter(column) == letters
