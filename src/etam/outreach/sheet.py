"""A list of those who came, from a CSV file. Pure: reads no database.

    kode;npp;npsn;perpustakaan;kabupaten_kota;nama;jabatan
    L-1;;;;;Hartati;Pustakawan
    ;;;SD Negeri 004;Kutai Timur;Yusran;Kepala perpustakaan

Comma or semicolon, with or without byte order mark, UTF-8.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

# Column: how many characters its field holds. One of the first four says which institution it is.
LIMITS = {
    "kode": 40, "npp": 30, "npsn": 12, "perpustakaan": 200,
    "kabupaten_kota": 120, "nama": 200, "jabatan": 200,
}  # fmt: skip
COLUMNS = tuple(LIMITS)
INSTITUTION = COLUMNS[:4]
MAX_ROWS = 2_000
# What a spreadsheet program puts before a text that would be a formula; our own CSV does so too.
MARK = "'"


class SheetProblem(Exception):
    """Why a file cannot be read at all, as one sentence."""


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


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one row; `column` is "" where the whole row is meant."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Baris {self.line}{f', kolom {self.column}' if self.column else ''}: {self.sentence}"


def decode(data: bytes) -> str:
    """The text of a file; raises SheetProblem when it is empty or no UTF-8 text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetProblem(
            f"Berkas ini bukan UTF-8 (bita ke-{error.start + 1}). "
            "Di Excel pilih Simpan Sebagai > CSV UTF-8, lalu unggah lagi."
        ) from error
    if "\x00" in text:
        raise SheetProblem("Berkas ini bukan teks CSV. Simpan lembar kerjanya sebagai CSV UTF-8, lalu unggah lagi.")
    if not text.strip():
        raise SheetProblem(f"Berkas ini kosong. Baris pertama memuat nama kolom: {', '.join(COLUMNS)}.")
    return text


def read_rows(text: str) -> tuple[list[Row], list[Fault]]:
    """Every row that is not empty, and what is wrong before any meaning is looked up.

    Raises SheetProblem when header, quoting or length make the file unreadable.
    """
    rows, faults = [], []
    for line, cells in _cells(text):
        found = [Fault(line, column, sentence) for column, sentence in _plain_faults(cells)]
        faults += found
        if not found:
            rows.append(Row(line, **{name: cells[name] for name in COLUMNS}))
    if not rows and not faults:
        raise SheetProblem("Berkas ini hanya memuat nama kolom. Isi satu baris untuk setiap peserta.")
    return rows, faults


def _cells(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().lower().replace(" ", "_").replace("/", "_") for name in next(reader)]
        _refuse_header(header)
        count = 0
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > MAX_ROWS:
                raise SheetProblem(f"Berkas ini memuat lebih dari {MAX_ROWS} peserta. Bagi menjadi beberapa berkas.")
            yield reader.line_num, _by_column(header, cells)
    except csv.Error as error:
        raise SheetProblem(
            f"Baris {max(reader.line_num, 1)} tidak dapat dibaca sebagai CSV. Periksa tanda kutip pada baris itu."
        ) from error


def _by_column(header: list[str], cells: list[str]) -> dict[str, str]:
    found = dict.fromkeys((*COLUMNS, ""), "")
    found |= {name: " ".join(cell.split()).removeprefix(MARK) for name, cell in zip(header, cells, strict=False)}
    found[""] = "".join(cells[len(header) :]).strip()
    return found


def _refuse_header(header: list[str]) -> None:
    twice = [name for name, count in Counter(header).items() if count > 1]
    unknown = [name for name in header if name not in COLUMNS]
    if unknown:
        raise SheetProblem(f"Kolom “{unknown[0][:40]}” tidak dikenal. Yang dibaca: {', '.join(COLUMNS)}.")
    if twice:
        raise SheetProblem(f"Kolom ini ada dua kali: {', '.join(twice)}. Sisakan satu.")
    if not set(INSTITUTION) & set(header):
        raise SheetProblem(f"Kolom lembaganya tidak ada. Sertakan salah satu dari {', '.join(INSTITUTION)}.")


def _plain_faults(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    if cells[""]:
        yield "", "Selnya lebih banyak daripada kolomnya. Beri tanda kutip pada teks yang memuat pemisah."
    if not any(cells[name] for name in INSTITUTION):
        yield "", f"Lembaganya belum diisi. Isi salah satu dari {', '.join(INSTITUTION)}."
    for column, limit in LIMITS.items():
        if len(cells[column]) > limit:
            yield column, f"Lebih dari {limit} karakter."
