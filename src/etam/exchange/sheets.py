"""A workbook as plain cells, with where formulas and merged cells stand."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from etam.exchange.exceptions import FileRefused
from etam.web.spreadsheet_guard import SpreadsheetRefused, checked_parts, plain_archive

# A dense grid is built from the farthest cell, so one cell at XFD1048576 would cost gigabytes.
MAX_ROWS = 5_000
MAX_COLUMNS = 400
# A form has one for each section; every one more makes looking up a cell slower.
MAX_MERGED = 1_000

ADVICE = {
    "too_large": "Templat untuk 500 lembaga besarnya kurang dari 2 MB: hapus gambar atau lembar tambahan, "
    "atau kirim per kecamatan.",
    "other_kind": "Unggah templat yang Anda unduh dari halaman ini.",
    "swollen": "Salin jawaban Anda ke templat yang baru diunduh, lalu unggah.",
}

CellValue = str | int | float | bool | date | datetime | time | timedelta
Place = tuple[int, int]

RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class Sheet:
    """One sheet. Rows and columns count from 0 here; `column_letter` and `row + 1` are what people see."""

    name: str
    cells: list[list[CellValue]]
    formulas: frozenset[Place]
    errors: frozenset[Place]
    merged: tuple[tuple[Place, Place], ...]

    def at(self, row: int, column: int) -> CellValue:
        """The value of a cell; empty text where the sheet has none."""
        return self.cells[row][column] if row < len(self.cells) and column < len(self.cells[row]) else ""

    def merged_over(self, row: int, column: int) -> bool:
        """Whether the cell is part of a merged block."""
        return any(top <= row <= bottom and left <= column <= right for (top, left), (bottom, right) in self.merged)


def read_sheets(data: bytes, limit_bytes: int) -> dict[str, Sheet]:
    """Every worksheet of an XLSX file by its name.

    Raises FileRefused when the file cannot be used; see `spreadsheet_guard.checked_parts`.
    """
    parts = _parts(data, limit_bytes)
    try:
        outlines = {name: _outline(parts[part]) for name, part in _sheet_parts(parts).items()}
        with CalamineWorkbook.from_filelike(plain_archive(parts)) as workbook:
            return {
                name: _sheet(workbook.get_sheet_by_name(name), outlines[name])
                for name in workbook.sheet_names
                if name in outlines
            }
    except (CalamineError, ElementTree.ParseError, expat.ExpatError, LookupError, ValueError, OSError) as error:
        raise FileRefused(
            "Lembar kerja ini rusak, jadi tidak dapat dibaca. Buka di Excel, simpan lagi sebagai .xlsx, lalu unggah."
        ) from error


def refusal(problem: SpreadsheetRefused) -> FileRefused:
    """The same refusal with what to do about a template."""
    return FileRefused(" ".join(filter(None, (str(problem), ADVICE.get(problem.fault)))))


def column_letter(column: int) -> str:
    """The letters Excel shows for a column that counts from 0: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _parts(data: bytes, limit_bytes: int) -> dict[str, bytes]:
    try:
        return checked_parts(data, limit_bytes)
    except SpreadsheetRefused as problem:
        raise refusal(problem) from problem


def _sheet(sheet: CalamineSheet, outline: "_Outline") -> Sheet:
    cells = sheet.to_python(skip_empty_area=False)
    merged = tuple(sheet.merged_cell_ranges or [])
    if len(merged) > MAX_MERGED:
        raise FileRefused("Lembar kerja ini penuh sel gabungan. Pisahkan selnya, atau salin jawaban ke templat baru.")
    return Sheet(sheet.name, cells, frozenset(outline.formulas), frozenset(outline.errors), merged)


def _sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    links = {
        link.get("Id"): link.get("Target", "")
        for link in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 - no document types pass the guard
    }
    book = ElementTree.fromstring(parts["xl/workbook.xml"])  # noqa: S314
    found = {
        sheet.get("name", ""): _full_name(links.get(sheet.get(f"{RELATIONS}id"), ""))
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet")
    }
    return {name: part for name, part in found.items() if part in parts}


def _full_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _Outline:
    """Collects where formulas and error values stand, and stops at a cell that lies too far out.

    Calamine gives neither: of a formula the value some program once computed, of #N/A an empty text. Rows and cells may
    leave out their reference; they then follow the one before.
    """

    def __init__(self) -> None:
        self.formulas: set[Place] = set()
        self.errors: set[Place] = set()
        self.row = self.column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif tag == "c":
            self._move(attributes.get("r", ""))
            if attributes.get("t") == "e":
                self.errors.add((self.row - 1, self.column - 1))
        elif tag == "f":
            self.formulas.add((self.row - 1, self.column - 1))
        if self.row > MAX_ROWS or self.column > MAX_COLUMNS:
            raise _too_large()

    def _move(self, reference: str) -> None:
        if not reference:
            self.column += 1
            return
        letters = reference.rstrip("0123456789")
        self.row, self.column = int(reference[len(letters) :]), _column_number(letters)
        if self.row < 1 or self.column < 1:
            raise ValueError(f"{reference} is no cell")


def _outline(xml: bytes) -> _Outline:
    outline = _Outline()
    parser = expat.ParserCreate()
    parser.StartElementHandler = outline.start
    parser.Parse(xml, True)
    return outline


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _too_large() -> FileRefused:
    return FileRefused(
        f"Lembar kerja ini memakai sel di luar {MAX_ROWS:,} baris atau {MAX_COLUMNS} kolom pertama. "
        "Salin jawaban Anda ke templat yang baru diunduh, lalu unggah.".replace(",", ".", 1)
    )
