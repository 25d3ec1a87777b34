"""The cells of a CSV file or of the first sheet of a workbook, as text. Pure: reads no database."""

import csv
import io

from etam.web.csv_list import MARK, ListingProblem
from etam.web.workbook_text import is_workbook, one_line, sheet_rows

MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 8 * 2**20, 30_000, 60
# What copying from web pages leaves between letters: a space without width.
UNSEEN = "\u200b"


def rows_of(data: bytes) -> list[list[str]]:
    """Every row, also empty ones, so that line numbers are those of the file. Raises ListingProblem."""
    table = _sheet(data) if is_workbook(data) else _text(data)
    if not any(any(cells) for cells in table):
        raise ListingProblem("Berkas ini kosong. Isi atau unduh lagi, lalu unggah.")
    if len(table) > MAX_ROWS:
        raise ListingProblem(f"Berkas ini memuat lebih dari {MAX_ROWS} baris. Bagi menjadi beberapa berkas.")
    return table


def _sheet(data: bytes) -> list[list[str]]:
    return sheet_rows(data, max_bytes=MAX_BYTES, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS, written=one_line)


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
