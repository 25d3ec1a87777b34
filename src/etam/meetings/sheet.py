"""A list of participants, from a CSV file or the first sheet of a workbook. Pure: reads no database.

    nama;jabatan;instansi;kode;kabupaten_kota;surel;peran
    Hartati;Pustakawan;Perpustakaan Desa Nehes Liah Bing;;Kutai Timur;hartati@example.id;peserta
    Yusran;Kepala bidang;;K-00012;;;tim perumus

Comma or semicolon, with or without byte order mark, UTF-8; or .xlsx with the same columns.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etam.web.csv_list import CsvList, RowFault
from etam.web.workbook_text import first_sheet, is_workbook

# Column: how many characters its field holds.
LIMITS = {
    "nama": 200, "jabatan": 200, "instansi": 200, "kode": 40,
    "kabupaten_kota": 120, "surel": 254, "peran": 40,
}  # fmt: skip
COLUMNS = tuple(LIMITS)
MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 2 * 2**20, 2_000, 30


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
    if not is_workbook(data):
        return LIST.decode(data)
    return first_sheet(data, max_bytes=MAX_BYTES, max_rows=MAX_ROWS + 1, max_columns=MAX_COLUMNS)


def read_rows(text: str) -> tuple[list[Row], list[RowFault]]:
    """Every row that is not empty, and what is wrong before any meaning is looked up.

    Raises ListingProblem when header, quoting or length make the file unreadable.
    """
    rows, faults = LIST.read(text)
    return [Row(line, **{name: cells[name] for name in COLUMNS}) for line, cells in rows], faults
