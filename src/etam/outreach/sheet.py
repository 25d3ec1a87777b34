"""A list of those who came, from a CSV file. Pure: reads no database.

    kode;npp;npsn;perpustakaan;kabupaten_kota;nama;jabatan
    L-1;;;;;Hartati;Pustakawan
    ;;;SD Negeri 004;Kutai Timur;Yusran;Kepala perpustakaan

Comma or semicolon, with or without byte order mark, UTF-8.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etam.web.csv_list import CsvList, ListingProblem, RowFault

# Column: how many characters its field holds. One of the first four says which institution it is.
LIMITS = {
    "kode": 40, "npp": 30, "npsn": 12, "perpustakaan": 200,
    "kabupaten_kota": 120, "nama": 200, "jabatan": 200,
}  # fmt: skip
COLUMNS = tuple(LIMITS)
INSTITUTION = COLUMNS[:4]
# What a spreadsheet program puts before a text that would be a formula; our own CSV does so too.
MARK = "'"


class _Attendance(CsvList):
    """A row needs an institution, by whichever of its columns."""

    def column(self, name: str) -> str:
        return super().column(name).replace(" ", "_").replace("/", "_")

    def refuse_header(self, header: list[str]) -> None:
        super().refuse_header(header)
        if not set(INSTITUTION) & set(header):
            raise ListingProblem(f"Kolom lembaganya tidak ada. Sertakan salah satu dari {', '.join(INSTITUTION)}.")

    def plain_faults(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        yield from super().plain_faults(cells)
        if not any(cells[name] for name in INSTITUTION):
            yield "", f"Lembaganya belum diisi. Isi salah satu dari {', '.join(INSTITUTION)}."


LIST = _Attendance(LIMITS, required=(), max_rows=2_000, what="peserta")


@dataclass(frozen=True)
class Row:
    """One row as it was written; empty cells are ""."""

    line: int
    kode: str
    npp: str
    npsn: str
    perpustakaan: str
    kabupaten_kota: str
    nama: str
    jabatan: str


def read_rows(text: str) -> tuple[list[Row], list[RowFault]]:
    """Every row that is not empty, and what is wrong before any meaning is looked up.

    Raises ListingProblem when header, quoting or length make the file unreadable.
    """
    rows, faults = [], []
    for line, written in LIST.rows(text):
        cells = {name: cell.removeprefix(MARK) for name, cell in written.items()}
        found = [RowFault(line, column, sentence) for column, sentence in LIST.plain_faults(cells)]
        faults += found
        if not found:
            rows.append(Row(line, **{name: cells[name] for name in COLUMNS}))
    if not rows and not faults:
        raise ListingProblem("Berkas ini hanya memuat nama kolom. Isi satu baris untuk setiap peserta.")
    return rows, faults
