"""Tables as CSV and XLSX that no spreadsheet program mistakes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

# What Excel, LibreOffice and Google Sheets take for the start of a formula or of a hidden cell; the last four are the
# full-width forms that an Indonesian or Japanese keyboard layout turns into the first four.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SAMPLE_MARK = "DATA CONTOH – angka dan nama rekaan, jangan dikutip"

Cell = str | int | float | bool | None


def safe_cell(value: Cell) -> Cell:
    """The value as it may stand in a CSV file: text that would start a formula gets an apostrophe in front of it.

    Numbers stay numbers, so −5 is not touched; the text "-5" is.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, sample: bool = False) -> bytes:
    """A table as UTF-8 CSV with a byte order mark (Excel needs it) and commas.

    A sample table says so in a last column of every row: a comment line would break readers.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    mark = [SAMPLE_MARK] if sample else []
    writer.writerow([*map(safe_cell, header), *(["keterangan"] if sample else [])])
    writer.writerows([*map(safe_cell, row), *mark] for row in rows)
    return text.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its tab, its header, its rows."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_xlsx(sheets: Iterable[Sheet], *, sample: bool = False) -> bytes:
    """An XLSX workbook with one sheet after the other, each with its header frozen; text is never a formula."""
    file = io.BytesIO()
    with new_workbook(file) as workbook:
        # A quote prefix is how Excel itself says "this is text", also after somebody edits the cell.
        text = workbook.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
        head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        mark = workbook.add_format({"bold": True, "bg_color": "#FBEFD2"})
        first = 1 if sample else 0
        for one in sheets:
            sheet = workbook.add_worksheet(_sheet_name(one.title))
            if sample:
                sheet.write_string(0, 0, SAMPLE_MARK, mark)
            for column, label in enumerate(one.header):
                sheet.write_string(first, column, label, head)
                sheet.set_column(column, column, max(12, min(42, len(label) + 2)))
            for number, row in enumerate(one.rows, start=first + 1):
                for column, value in enumerate(row):
                    write_cell(sheet, number, column, value, text)
            sheet.freeze_panes(first + 1, 1)
    return file.getvalue()


def new_workbook(file: io.BytesIO, **options: Any) -> xlsxwriter.Workbook:
    """A workbook whose text never turns into formulas, links or numbers by itself."""
    return xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            **options,
        },
    )


def write_cell(sheet: Any, row: int, column: int, value: Cell, form: Any = None) -> None:
    """Write one value by its own type; rows and columns count from 0."""
    if value is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:32_767], form)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, form)
    else:
        sheet.write_number(row, column, value, form)


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "Data"
