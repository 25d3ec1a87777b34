"""Writes the workbook of an instrument."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from etam.exchange.instrument_sheet.layout import (
    ABOUT,
    CONFIDENCE,
    FLAGS,
    INSTRUMENT,
    TABLES,
    TYPES,
    USES,
    VALUE,
    Column,
)
from etam.exchange.instrument_sheet.rows import Row, rows_of
from etam.web.tables import new_workbook, write_cell

CHOICES: Mapping[str, Sequence[str]] = {
    "confidence": tuple(CONFIDENCE),
    "type": tuple(TYPES),
    "flag": tuple(FLAGS),
    "use": USES,
    "points": (VALUE,),
}
# Rows below the last one that still offer the choices of their column.
SPARE_ROWS = 200


def write_workbook(data: Mapping[str, Any], base: str = "") -> bytes:
    """The workbook of an instrument, from the data of its file; `base` names the edition it was, "code@version"."""
    file = io.BytesIO()
    rows = rows_of(data, base)
    with new_workbook(file) as workbook:
        looks = _Looks(workbook)
        _about(workbook.add_worksheet(INSTRUMENT), rows[INSTRUMENT][0], looks)
        for name, columns in TABLES.items():
            _table(workbook.add_worksheet(name), columns, rows[name], looks)
    return file.getvalue()


class _Looks:
    """The formats of the workbook. Text cells are text, so that nobody's program turns 1.10 into 1.1."""

    def __init__(self, workbook: xlsxwriter.Workbook):
        self.head = workbook.add_format({"bold": True, "bg_color": "#E6ECE8", "text_wrap": True, "valign": "top"})
        self.text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.number = workbook.add_format({"valign": "top"})
        self.hint = workbook.add_format({"font_color": "#5A514A", "text_wrap": True, "valign": "top"})

    def of(self, column: Column) -> Any:
        return self.number if column.kind == "number" else self.text


def _about(sheet: Worksheet, row: Row, looks: _Looks) -> None:
    sheet.set_column(0, 0, 26, looks.head)
    sheet.set_column(1, 1, 70, looks.text)
    sheet.set_column(2, 2, 60, looks.hint)
    for place, column in enumerate(ABOUT):
        sheet.write_string(place, 0, column.title, looks.head)
        write_cell(sheet, place, 1, shown(column, row.get(column.key)), looks.of(column))
        sheet.write_string(place, 2, column.help, looks.hint)
        _offer(sheet, column, place, place, 1)


def _table(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row], looks: _Looks) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, looks.of(column))
        sheet.write_string(0, place, column.title, looks.head)
        if column.help:
            sheet.write_comment(0, place, column.help)
        for line, row in enumerate(rows, start=1):
            write_cell(sheet, line, place, shown(column, row.get(column.key)), looks.of(column))
        _offer(sheet, column, 1, len(rows) + SPARE_ROWS, place)
    sheet.freeze_panes(1, 1)


def _offer(sheet: Worksheet, column: Column, first: int, last: int, place: int) -> None:
    if column.kind in CHOICES:
        sheet.data_validation(first, place, last, place, {"validate": "list", "source": list(CHOICES[column.kind])})


def shown(column: Column, value: Any) -> str | float | None:
    """What stands in the cell: words instead of codes, lists with commas; None for an empty cell."""
    if value is None or value == "":
        return None
    words: Mapping[str, Any] = {"confidence": CONFIDENCE, "type": TYPES, "flag": FLAGS}.get(column.kind, {})
    if words:
        return next(word for word, code in words.items() if code == value)
    if column.kind == "list":
        return ", ".join(value)
    if column.kind == "basis":
        return ", ".join(_named(entry) for entry in value)
    if column.kind == "points":
        return VALUE
    return value if isinstance(value, int | float) else str(value)


def _named(entry: str | Mapping[str, str]) -> str:
    """One legal basis: "UU-43-2007 pasal 15(3) (sekunder)"."""
    if isinstance(entry, str):
        return entry
    article = f" pasal {entry['article']}" if "article" in entry else ""
    word = next((word for word, code in CONFIDENCE.items() if code == entry.get("confidence")), "")
    return f"{entry['regulation']}{article}{f' ({word})' if word else ''}"
