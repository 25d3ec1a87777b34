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


class _Attendance(CsvList):
    """A row needs an institution, by whichever of its columns."""

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
    rows, faults = LIST.read(text)
    return [Row(line, **{name: cells[name] for name in COLUMNS}) for line, cells in rows], faults
