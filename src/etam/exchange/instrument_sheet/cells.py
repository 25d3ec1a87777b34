"""The cells of the workbook as values by column, and a sentence for each that cannot be read."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from etam.exchange.exceptions import FileRefused
from etam.exchange.instrument_sheet.layout import (
    ABOUT,
    CONFIDENCE,
    FLAGS,
    INSTRUMENT,
    OPTIONAL,
    SHEETS,
    TABLES,
    TYPES,
    USES,
    VALUE,
    Column,
)
from etam.exchange.sheets import CellValue, Sheet, column_letter, read_sheets
from etam.questionnaire.numbers import format_number
from etam.questionnaire.reading import clean
from etam.web.spreadsheet_guard import SpreadsheetRefused, active_parts, checked_parts

LIMIT_BYTES = 10 * 2**20
MAX_TEXT = 4000
HOW_TO_BEGIN = "Buat lembarnya dengan `etam content instrument-sheet KODE@VERSI --out BERKAS.xlsx`."


@dataclass(frozen=True, order=True)
class Place:
    """A cell as people see it; `cell` is "" where the whole sheet is meant, `sheet` where the whole file is."""

    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if not self.sheet:
            return "Berkas"
        return f"Lembar “{self.sheet}”{f', sel {self.cell}' if self.cell else ''}"


@dataclass(frozen=True)
class SheetFault:
    """One thing wrong, as a sentence in Indonesian."""

    place: Place
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass(frozen=True)
class Line:
    """One row: values and places by the key of the column. A column without a value has a place only."""

    values: Mapping[str, Any]
    places: Mapping[str, Place]

    def get(self, key: str) -> Any:
        return self.values.get(key)

    def at(self, key: str) -> Place:
        return self.places[key]


@dataclass
class Tables:
    """Every sheet, read; `faults` names each cell that says nothing usable."""

    about: Line
    rows: dict[str, list[Line]]
    faults: list[SheetFault] = field(default_factory=list)


def read_tables(data: bytes) -> Tables:
    """Read the cells of a workbook. Raises FileRefused when it is none, or none of an instrument."""
    sheets = _opened(data)
    absent = [name for name in SHEETS if name not in sheets and name not in OPTIONAL]
    if absent:
        raise FileRefused(f"Lembar {', '.join(f'“{name}”' for name in absent)} tidak ada. {HOW_TO_BEGIN}")
    faults = [fault for name in SHEETS if name in sheets for fault in _unusable(sheets[name])]
    about = _about(sheets[INSTRUMENT], faults)
    rows = {name: _rows(sheets[name], TABLES[name], faults) if name in sheets else [] for name in TABLES}
    return Tables(about, rows, faults)


def _opened(data: bytes) -> dict[str, Sheet]:
    try:
        checked_parts(data, LIMIT_BYTES)
        if active_parts(data):
            raise FileRefused("Berkas ini memuat makro. Simpan sebagai “Excel Workbook (.xlsx)” tanpa makro.")
    except SpreadsheetRefused as problem:
        raise FileRefused(f"{problem} {HOW_TO_BEGIN}") from problem
    return read_sheets(data, LIMIT_BYTES)


def _unusable(sheet: Sheet) -> Iterator[SheetFault]:
    for row, column in sorted(sheet.formulas):
        yield SheetFault(_place(sheet, row, column), "berisi rumus. Tempelkan nilainya saja (Tempel Khusus > Nilai).")
    for row, column in sorted(sheet.errors - sheet.formulas):
        yield SheetFault(_place(sheet, row, column), "berisi galat. Tulis nilainya.")
    for (top, left), (bottom, right) in sheet.merged:
        last = f"{column_letter(right)}{bottom + 1}"
        yield SheetFault(_place(sheet, top, left), f"digabung sampai {last}. Pisahkan selnya, lalu isi tiap baris.")


def _about(sheet: Sheet, faults: list[SheetFault]) -> Line:
    titles = {_title(sheet.at(row, 0)): row for row in range(len(sheet.cells))}
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for column in ABOUT:
        row = titles.get(column.title)
        places[column.key] = Place(sheet.name, f"B{row + 1}" if row is not None else "")
        if row is None:
            if column.required:
                faults.append(SheetFault(Place(sheet.name), f"baris “{column.title}” tidak ada."))
            continue
        _take(sheet, row, 1, column, values, faults)
    known = {column.title for column in ABOUT}
    for title, row in titles.items():
        if title and title not in known:
            faults.append(SheetFault(_place(sheet, row, 0), f"baris “{title}” tidak dikenal."))
    return Line(values, places)


def _rows(sheet: Sheet, columns: Sequence[Column], faults: list[SheetFault]) -> list[Line]:
    where = _columns(sheet, columns, faults)
    lines = []
    for row in range(1, len(sheet.cells)):
        if not any(_text(value) for value in sheet.cells[row]):
            continue
        values: dict[str, Any] = {}
        for column in columns:
            if column.key in where:
                _take(sheet, row, where[column.key], column, values, faults)
        lines.append(Line(values, {key: _place(sheet, row, place) for key, place in where.items()}))
    return lines


def _columns(sheet: Sheet, columns: Sequence[Column], faults: list[SheetFault]) -> dict[str, int]:
    """Where each column stands, by the titles of the first row; columns that people moved are found."""
    header = [_title(value) for value in (sheet.cells[0] if sheet.cells else [])]
    known = {column.title: column.key for column in columns}
    where: dict[str, int] = {}
    for place, title in enumerate(header):
        if title and title not in known:
            faults.append(SheetFault(_place(sheet, 0, place), f"kolom “{title}” tidak dikenal."))
        elif title and known[title] in where:
            faults.append(SheetFault(_place(sheet, 0, place), f"kolom “{title}” ada dua kali."))
        elif title:
            where[known[title]] = place
    for column in columns:
        if column.key not in where:
            if column.required:
                faults.append(SheetFault(Place(sheet.name), f"kolom “{column.title}” tidak ada."))
            where[column.key] = len(header)
    return where


def _take(sheet: Sheet, row: int, place: int, column: Column, values: dict[str, Any], faults: list[SheetFault]) -> None:
    """Read one cell into `values`; a cell that is empty leaves no value."""
    value = sheet.at(row, place)
    if (row, place) in sheet.formulas or (row, place) in sheet.errors:
        return
    if not _text(value):
        if column.required:
            faults.append(SheetFault(_place(sheet, row, place), f"“{column.title}” belum diisi."))
        return
    try:
        values[column.key] = READERS[column.kind](value)
    except _Unreadable as problem:
        faults.append(SheetFault(_place(sheet, row, place), str(problem)))


class _Unreadable(Exception):
    """Why a cell says nothing usable, as the end of a sentence."""


def _read_text(value: CellValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not value.is_integer():
        raise _Unreadable(
            f"terbaca sebagai angka {format_number(value)}, sehingga 1.1 dan 1.10 tidak dapat dibedakan. "
            "Jadikan kolom ini teks, lalu tulis lagi."
        )
    if isinstance(value, int | float):
        return str(int(value))
    if not isinstance(value, str):
        raise _Unreadable("terbaca sebagai tanggal. Jadikan kolom ini teks, lalu tulis lagi.")
    text = clean(value)
    if len(text) > MAX_TEXT:
        raise _Unreadable(f"terlalu panjang; paling banyak {format_number(MAX_TEXT)} huruf.")
    return text


def _read_number(value: CellValue) -> int | float:
    if isinstance(value, str):
        text = clean(value).replace(",", ".")
        if not re.fullmatch(r"-?\d+(\.\d+)?", text) or re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text):
            raise _Unreadable(f"“{clean(value)[:40]}” tidak dapat dibaca sebagai angka. Tulis misalnya 12 atau 12,5.")
        value = float(text)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Unreadable("bukan angka.")
    return int(value) if float(value).is_integer() else value


def _read_list(value: CellValue) -> list[str]:
    return [word for word in (one.strip() for one in re.split("[,;]", _read_text(value))) if word]


def _read_basis(value: CellValue) -> list[str | dict[str, str]]:
    return [_read_one_basis(text) for text in _read_list(value)]


def _read_one_basis(text: str) -> str | dict[str, str]:
    found = re.fullmatch(r"(\S+)(?: pasal (\d+(?:\(\d+\))?))?(?: \((.+)\))?", text)
    if found is None:
        raise _Unreadable(f"“{text[:60]}” bukan dasar hukum. Tulis misalnya UU-43-2007 atau UU-43-2007 pasal 15(3).")
    regulation, article, word = found.groups()
    told = {"article": article} if article else {}
    told |= {"confidence": _read_word(CONFIDENCE, word)} if word else {}
    return {"regulation": regulation, **told} if told else regulation


def _read_word(words: Mapping[str, Any], value: CellValue) -> Any:
    text = _read_text(value)
    lowered = text.casefold()
    for word, code in words.items():
        if lowered in (word, str(code).casefold()):
            return code
    raise _Unreadable(f"“{text[:40]}” tidak dikenal. Pilih: {', '.join(words)}.")


READERS: Mapping[str, Callable[[CellValue], Any]] = {
    "text": _read_text,
    "number": _read_number,
    "list": _read_list,
    "basis": _read_basis,
    "confidence": lambda value: _read_word(CONFIDENCE, value),
    "type": lambda value: _read_word(TYPES, value),
    "flag": lambda value: _read_word(FLAGS, value),
    "use": lambda value: _read_word({use: use for use in USES}, value),
    "points": lambda value: _read_word({VALUE: "value"}, value),
}


def _place(sheet: Sheet, row: int, column: int) -> Place:
    return Place(sheet.name, f"{column_letter(column)}{row + 1}")


def _text(value: CellValue) -> str:
    return clean(str(value))


def _title(value: CellValue) -> str:
    return clean(str(value))
