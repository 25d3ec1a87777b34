"""An office's sub-activities of a year from a CSV file or workbook. Pure: reads no database.

    kode;sumber_dana;anggaran;indikator;satuan;target;lokasi;keterangan
    2.23.02.2.01.09;APBD;320.000.000;Bahan pustaka ditambahkan;eksemplar;1500;Muara Wahau;

Several rows of one code are one sub-activity: with several sources of money, indicators or places.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from etam.content.regions import plain_name
from etam.programmes.sheet_rows import cell, rows_of
from etam.web.csv_list import ListingProblem, RowFault

COLUMNS = ("kode", "sumber dana", "anggaran", "indikator", "satuan", "target", "lokasi", "keterangan")
ALSO = {
    "kode sub kegiatan": "kode", "kode subkegiatan": "kode", "sumber": "sumber dana", "pagu": "anggaran",
    "anggaran rp": "anggaran", "tempat": "lokasi", "catatan": "keterangan",
}  # fmt: skip
REQUIRED = ("kode",)
MAX_LINES = 500


@dataclass(frozen=True)
class Line:
    """One row as it was written; empty cells are ""."""

    line: int
    code: str
    fund: str
    budget: str
    indicator: str
    unit: str
    target: str
    place: str
    note: str


def read_activity_list(data: bytes) -> tuple[list[Line], list[RowFault]]:
    """Every row that is not empty, and those without a code. Raises ListingProblem when the file cannot be read."""
    table = rows_of(data)
    heads = [ALSO.get(plain_name(one), plain_name(one)) for one in table[0]]
    if absent := [one for one in REQUIRED if one not in heads]:
        raise ListingProblem(f"Kolom {absent[0]} tidak ada. Baris pertama memuat nama kolom: {', '.join(COLUMNS)}.")
    places = [heads.index(one) if one in heads else len(heads) + 99 for one in COLUMNS]
    lines, faults = [], []
    for number, cells in enumerate(table[1:], start=2):
        if not any(cells):
            continue
        written = Line(number, *(cell(cells, place) for place in places))
        if not written.code:
            faults.append(RowFault(number, "kode", "Belum diisi."))
        else:
            lines.append(written)
    if not lines and not faults:
        raise ListingProblem("Berkas ini hanya memuat nama kolom. Isi satu baris untuk setiap subkegiatan.")
    if len(lines) > MAX_LINES:
        raise ListingProblem(f"Berkas ini memuat lebih dari {MAX_LINES} baris. Bagi menurut program.")
    return lines, faults


def grouped(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The rows of every code, in the order of the file."""
    found: dict[str, list[Line]] = {}
    for one in lines:
        found.setdefault(one.code, []).append(one)
    return found
