"""The first sheet of a workbook as CSV text, so that a list is read the same way whatever file it came in."""

import csv
import io

from python_calamine import CalamineError, CalamineWorkbook

from etam.web.csv_list import ListingProblem
from etam.web.spreadsheet_guard import ZIP_START, SpreadsheetRefused, checked_parts, plain_archive


def is_workbook(data: bytes) -> bool:
    return data.startswith(ZIP_START)


def first_sheet(data: bytes, *, max_bytes: int, max_rows: int, max_columns: int) -> str:
    """The first sheet of an XLSX file as CSV text with semicolons; line numbers are those of the sheet.

    Raises ListingProblem when it is no usable workbook or larger than allowed.
    """
    try:
        with CalamineWorkbook.from_filelike(plain_archive(checked_parts(data, max_bytes))) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            if sheet.height > max_rows or sheet.width > max_columns:
                raise ListingProblem(f"Lembar pertama memuat lebih dari {max_rows} baris atau {max_columns} kolom.")
            cells = sheet.to_python(skip_empty_area=False)
    except SpreadsheetRefused as problem:
        raise ListingProblem(str(problem)) from problem
    except (CalamineError, LookupError, ValueError, OSError) as problem:
        raise ListingProblem("Lembar kerja ini rusak. Simpan lagi di Excel sebagai .xlsx, lalu unggah.") from problem
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([written(cell) for cell in row] for row in cells)
    return text.getvalue()


def written(cell: object) -> str:
    """A cell as text on one line: a whole number without its ".0", any other with a decimal comma.

    A number with three decimals gets a fourth, for "74,352" could also be read as seventy-four thousand.
    """
    if isinstance(cell, float):
        whole, _, decimals = f"{cell:.12g}".partition(".")
        return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}" if decimals else whole
    return " ".join(str(cell).split())
