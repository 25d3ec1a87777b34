"""A list of participants, from a CSV file or the first sheet of a workbook. Pure: reads no database.

    nama;jabatan;instansi;kode;kabupaten_kota;surel;peran
    Hartati;Pustakawan;Perpustakaan Desa Nehes Liah Bing;;Kutai Timur;hartati@example.id;peserta
    Yusran;Kepala bidang;;K-00012;;;tim perumus

Comma or semicolon, with or without byte order mark, UTF-8; or .xlsx with the same columns.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from etam.web.csv_list import CsvList, ListingProblem, RowFault
from etam.web.spreadsheet_guard import SpreadsheetRefused, checked_parts, plain_archive

# Column: how many characters its field holds.
LIMITS = {
    "nama": 200, "jabatan": 200, "instansi": 200, "kode": 40,
    "kabupaten_kota": 120, "surel": 254, "peran": 40,
}  # fmt: skip
COLUMNS = tuple(LIMITS)
MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 2 * 2**20, 2_000, 30
ZIP_START = b"PK\x03\x04"


class _Participants(CsvList):
    """A row needs a name and an institution, by name or code."""

    def plain_faults(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        yield from super().plain_faults(cells)
        if not (cells["instansi"] or cells["kode"]):
            yield "", "Instansinya belum diisi. Isi kolom instansi atau kode."


LIST = _Participants(LIMITS, required=("nama",), max_rows=MAX_ROWS, what="peserta")


@dataclass(frozen=True)
class Row:
    """One row as it was written; empty cells are ""."""

    line: int
    nama: str
    jabatan: str
    instansi: str
    kode: str
    kabupaten_kota: str
    surel: str
    peran: str


def text_of(data: bytes) -> str:
    """The rows of a file as CSV text; raises ListingProblem when it is neither CSV nor a workbook."""
    return _workbook(data) if data.startswith(ZIP_START) else LIST.decode(data)


def read_rows(text: str) -> tuple[list[Row], list[RowFault]]:
    """Every row that is not empty, and what is wrong before any meaning is looked up.

    Raises ListingProblem when header, quoting or length make the file unreadable.
    """
    rows, faults = LIST.read(text)
    return [Row(line, **{name: cells[name] for name in COLUMNS}) for line, cells in rows], faults


def _workbook(data: bytes) -> str:
    """The first sheet of an XLSX file as CSV text, so that line numbers are those of the sheet."""
    try:
        with CalamineWorkbook.from_filelike(plain_archive(checked_parts(data, MAX_BYTES))) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            if sheet.height > MAX_ROWS + 1 or sheet.width > MAX_COLUMNS:
                raise ListingProblem(f"Lembar pertama memuat lebih dari {MAX_ROWS} baris atau {MAX_COLUMNS} kolom.")
            cells = sheet.to_python(skip_empty_area=False)
    except SpreadsheetRefused as problem:
        raise ListingProblem(str(problem)) from problem
    except (CalamineError, LookupError, ValueError, OSError) as problem:
        raise ListingProblem("Lembar kerja ini rusak. Simpan lagi di Excel sebagai .xlsx, lalu unggah.") from problem
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows([_written(cell) for cell in row] for row in cells)
    return text.getvalue()


def _written(cell: object) -> str:
    """A cell as text on one line; a whole number without its ".0"."""
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return " ".join(str(whole).split())
