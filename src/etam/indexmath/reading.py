"""Reads a wide table from a CSV file: `unit` (and `area` for libraries), then one column per element."""

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from etam.indexmath.errors import DataError
from etam.indexmath.model import Method
from etam.indexmath.pipeline import Data
from etam.indexmath.table import Table

NOT_APPLICABLE = "NA"
MARK_COLUMN = "sample"
MARK = "DATA CONTOH"
SHOWN = 20

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,  ]\d{3})+([.,]\d+)?")


@dataclass(frozen=True)
class DataFile:
    """A table as read, with the SHA-256 (hex) of the bytes it was read from."""

    data: Data
    sha256: str


def read_data(method: Method, path: Path) -> DataFile:
    """Read DATA for `method`: empty is missing, `NA` is not applicable; a last column `sample` is left aside.

    Raises DataError with file, line and column of every fault (the first 20 are told).
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: tidak dapat dibaca ({error.strerror}).") from error
    return DataFile(parse_data(method, content, path.name), hashlib.sha256(content).hexdigest())


def parse_data(method: Method, content: bytes, name: str) -> Data:
    """The table in `content`; `name` stands before each fault."""
    return _Reader(method, name).read(_decoded(content, name))


def _decoded(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError(f"{name}:{line}: berkas bukan UTF-8. Simpan ulang sebagai “CSV UTF-8”.") from error
    if "\0" in text:
        raise DataError(f"{name}: berkas berisi karakter NUL, jadi bukan CSV. Simpan ulang sebagai “CSV UTF-8”.")
    if not text.strip():
        raise DataError(f"{name}: berkas kosong. Baris pertama harus berisi unit dan nama elemen.")
    return text


class _Reader:
    """Reads one file; faults are collected so that a person mends them all at once."""

    def __init__(self, method: Method, name: str) -> None:
        self.method, self.name = method, name
        self.leading = ["unit", "area"] if method.unit == "library" else ["unit"]
        self.faults: list[str] = []

    def read(self, text: str) -> Data:
        rows = csv.reader(io.StringIO(text, newline=""))
        header = [cell.strip() for cell in next(rows)]
        self._check_header(header)
        self._stop_at_faults()
        elements = [code for code in header if code not in (*self.leading, MARK_COLUMN)]
        units: dict[str, int] = {}
        areas: dict[str, str] = {}
        values: list[list[float]] = []
        absent: list[list[bool]] = []
        for cells in rows:
            line = rows.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                self._fault(line, f"ada {len(cells)} sel, seharusnya {len(header)}. Periksa koma di dalam teks.")
                continue
            row = dict(zip(header, cells, strict=True))
            self._place(row, line, units, areas)
            pairs = [self._number(row[code], code, line) for code in elements]
            values.append([value for value, _ in pairs])
            absent.append([is_absent for _, is_absent in pairs])
        self._stop_at_faults()
        if not units:
            raise DataError(f"{self.name}: tidak ada satu unit pun di bawah baris judul.")
        table = Table(tuple(units), tuple(elements), np.array(values, dtype=float), np.array(absent, dtype=bool))
        return Data(table, areas if self.method.unit == "library" else None)

    def _check_header(self, header: list[str]) -> None:
        if len(header) == 1 and ";" in header[0]:
            self._fault(1, "kolom dipisahkan titik koma. Simpan ulang dengan pemisah koma dan desimal titik.")
            return
        if header[: len(self.leading)] != self.leading:
            self._fault(1, f"kolom pertama harus {' lalu '.join(self.leading)}; yang ada {', '.join(header[:2])}.")
        known = {element.code for element in self.method.elements}
        for code in header[len(self.leading) :]:
            if code not in known and code != MARK_COLUMN:
                self._fault(1, f'kolom "{code}" bukan elemen metode {self.method.name}. Hapus atau perbaiki namanya.')
        for code in sorted({code for code in header if header.count(code) > 1}):
            self._fault(1, f'kolom "{code}" ada dua kali.')
        for element in self.method.elements:
            if element.code not in header and element.default is None:
                self._fault(1, f'kolom "{element.code}" ({element.label["id"]}) tidak ada.')

    def _place(self, row: dict[str, str], line: int, units: dict[str, int], areas: dict[str, str]) -> None:
        unit = row["unit"].strip()
        for column in self.leading:
            self._check_name(row[column].strip(), column, line)
        if unit in units:
            self._fault(line, f'kolom unit: "{unit}" sudah ada di baris {units[unit]}. Satu unit satu baris.')
        units.setdefault(unit, line)
        areas[unit] = row.get("area", "").strip()

    def _check_name(self, name: str, column: str, line: int) -> None:
        if not name:
            self._fault(line, f"kolom {column}: kosong. Setiap baris memerlukan nama.")
        elif name[0] in "=+-@\t\r":
            # A spreadsheet would run such a name as a formula when it opens the results.
            self._fault(line, f'kolom {column}: "{name}" diawali tanda rumus. Ganti huruf pertamanya.')

    def _number(self, cell: str, column: str, line: int) -> tuple[float, bool]:
        text = cell.strip()
        if not text:
            return np.nan, False
        if text == NOT_APPLICABLE:
            return np.nan, True
        if _NUMBER.fullmatch(text) and np.isfinite(value := float(text)):
            return value, False
        self._fault(line, f'kolom "{column}": "{text}" {_advice(text)}')
        return np.nan, False

    def _fault(self, line: int, text: str) -> None:
        self.faults.append(f"{self.name}:{line}: {text}")

    def _stop_at_faults(self) -> None:
        if not self.faults:
            return
        told = self.faults[:SHOWN]
        if len(self.faults) > SHOWN:
            told.append(f"… dan {len(self.faults) - SHOWN} lagi.")
        raise DataError("\n".join(told))


def _advice(text: str) -> str:
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        return "memakai koma desimal. Tulis dengan titik, misalnya 12.5."
    if _GROUPED.fullmatch(text):
        return "memakai pemisah ribuan. Tulis angka tanpa pemisah, misalnya 1234.5."
    return 'bukan angka. Kosongkan bila tidak ada data, tulis "NA" bila tidak berlaku.'
