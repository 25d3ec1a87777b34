"""The cells of a CSV file or of the first sheet of a workbook, as text. Pure: reads no database."""

import csv
import io

from python_calamine import CalamineError, CalamineWorkbook

from etam.web.csv_list import MARK, ListingProblem
from etam.web.spreadsheet_guard import SpreadsheetRefused, checked_parts, plain_archive

MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 8 * 2**20, 30_000, 60
ZIP_START = b"PK\x03\x04"
# What copying from web pages leaves between letters: a space without width.
UNSEEN = "\u200b"


def rows_of(data: bytes) -> list[list[str]]:
    """Every row, also empty ones, so that line numbers are those of the file. Raises ListingProblem."""
    table = _workbook(data) if data.startswith(ZIP_START) else _text(data)
    if not any(any(cells) for cells in table):
        raise ListingProblem("Berkas ini kosong. Isi atau unduh lagi, lalu unggah.")
    if len(table) > MAX_ROWS:
        raise ListingProblem(f"Berkas ini memuat lebih dari {MAX_ROWS} baris. Bagi menjadi beberapa berkas.")
    return table


def cell(cells: list[str], place: int) -> str:
    """A cell of a row; "" beyond its end."""
    return cells[place].replace(UNSEEN, "").strip() if place < len(cells) else ""


def _text(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListingProblem("Berkas ini bukan CSV UTF-8 atau XLSX. Simpan lagi, lalu unggah.") from error
    if "\x00" in text:
        raise ListingProblem("Berkas ini bukan teks CSV. Simpan lembar kerjanya sebagai CSV UTF-8, lalu coba lagi.")
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        return [[" ".join(one.removeprefix(MARK).split()) for one in cells] for cells in rows]
    except csv.Error as error:
        raise ListingProblem("Berkas ini tidak dapat dibaca sebagai CSV. Periksa tanda kutipnya.") from error


def _delimiter(text: str) -> str:
    """What stands in at least half of the first lines; a comma is asked last, because names are full of them."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return next((mark for mark in ";\t" if 2 * sum(mark in line for line in lines) >= len(lines)), ",")


def _workbook(data: bytes) -> list[list[str]]:
    try:
        with CalamineWorkbook.from_filelike(plain_archive(checked_parts(data, MAX_BYTES))) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            if sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS:
                raise ListingProblem(f"Lembar pertama memuat lebih dari {MAX_ROWS} baris atau {MAX_COLUMNS} kolom.")
            return [[_written(one) for one in cells] for cells in sheet.to_python(skip_empty_area=False)]
    except SpreadsheetRefused as problem:
        raise ListingProblem(str(problem)) from problem
    except (CalamineError, LookupError, ValueError, OSError) as problem:
        raise ListingProblem("Lembar kerja ini rusak. Simpan lagi di Excel sebagai .xlsx, lalu unggah.") from problem


def _written(value: object) -> str:
    """A cell as text on one line; a whole number without its ".0"."""
    whole = int(value) if isinstance(value, float) and value.is_integer() else value
    return " ".join(str(whole).split())
