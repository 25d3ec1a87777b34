"""The first sheet of a workbook as CSV text, so that a list is read the same way whatever file it came in."""

import csv
import io
from collections.abc import Callable

from python_calamine import CalamineError, CalamineWorkbook

from etam.web.csv_list import ListingProblem
from etam.web.spreadsheet_guard import ZIP_START, SpreadsheetRefused, checked_parts, plain_archive


def is_workbook(data: bytes) -> bool:
    return data.startswith(ZIP_START)


def first_sheet(
    data: bytes, *, max_bytes: int, max_rows: int, max_columns: int, written: Callable[[object], str] | None = None
) -> str:
    """The first sheet of an XLSX file as CSV text with semicolons; line numbers are those of the sheet.

    `written` says how a cell reads as text, in place of `as_text`. Raises ListingProblem as `sheet_rows` does.
    """
    rows = sheet_rows(data, max_bytes=max_bytes, max_rows=max_rows, max_columns=max_columns, written=written)
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue()


def sheet_rows(
    data: bytes, *, max_bytes: int, max_rows: int, max_columns: int, written: Callable[[object], str] | None = None
) -> list[list[str]]:
    """Every row of the first sheet as text, also empty ones.

    Raises ListingProblem when it is no usable workbook or larger than allowed.
    """
    write = written or as_text
    try:
        with CalamineWorkbook.from_filelike(plain_archive(checked_parts(data, max_bytes))) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            if sheet.height > max_rows or sheet.width > max_columns:
                raise ListingProblem(f"Lembar pertama memuat lebih dari {max_rows} baris atau {max_columns} kolom.")
            return [[write(cell) for cell in cells] for cells in sheet.to_python(skip_empty_area=False)]
    except SpreadsheetRefused as problem:
        raise ListingProblem(str(problem)) from problem
    except (CalamineError, LookupError, ValueError, OSError) as problem:
        raise ListingProblem("Lembar kerja ini rusak. Simpan lagi di Excel sebagai .xlsx, lalu unggah.") from problem


def as_text(cell: object) -> str:
    """A cell as text on one line: a whole number without its ".0", any other with a decimal comma.

    A number with three decimals gets a fourth, for "74,352" could also be read as seventy-four thousand.
    """
    if isinstance(cell, float) and not cell.is_integer():
        whole, _, decimals = f"{cell:.12g}".partition(".")
        return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}" if decimals else whole
    return one_line(cell)


def one_line(cell: object) -> str:
    """A cell as it stands, on one line; a whole number without its ".0"."""
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return " ".join(str(whole).split())
