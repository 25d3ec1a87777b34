"""The IKK table of a year as a workbook that prints on A4 across: title, table, notes."""

import io
from datetime import date
from typing import Any

from etam.content.regulations import latest_register
from etam.indices.key_indicators import ARCHIVES, TAKEN_OVER, KeyIndicator
from etam.web.components import CONFIDENCE
from etam.web.formats import day, number
from etam.web.tables import SAMPLE_MARK, new_workbook, write_cell

COLUMNS = (
    ("No.", 5), ("Jenjang", 10), ("Indikator", 36), ("Nilai", 12), ("Satuan", 14), ("Pembilang", 14), ("Penyebut", 14),
    ("Asal angka", 42), ("Dasar", 22), ("Keterangan", 36),
)  # fmt: skip
TITLE = "Indikator kinerja kunci (IKK) urusan perpustakaan dan urusan kearsipan"
NOTES = (
    "Sel nilai yang kosong berarti belum diketahui, bukan nol.",
    "Nilai terbitan adalah nilai yang dicetak penerbitnya; Etam tidak menghitungnya.",
    "Nama indikator perpustakaan dibaca dari sumber kedua tentang Permendagri 18/2020; rumusnya belum terlihat. "
    "Bila nama menyebut dua hitungan, nilai adalah pembilang dibagi penyebut.",
    "Naskah IKK kearsipan belum ditemukan; keluarannya belum diverifikasi. Cocokkan dengan petunjuk pengisian LPPD "
    "sebelum dikirim.",
)
FORMATS = {2: "#,##0.00", 4: "0.0000", 6: "0.000000"}
HEIGHT_OF_LINE, LETTERS_PER_WIDTH = 13.0, 1.15


def workbook(rows: list[KeyIndicator], year: int, on: date, *, is_sample: bool = False) -> bytes:
    """The table as XLSX; `on` is the day it was made."""
    file = io.BytesIO()
    with new_workbook(file) as book:
        sheet = book.add_worksheet(f"IKK {year}")
        forms = _forms(book)
        for column, (_, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        top = _title(sheet, forms, year, on, is_sample=is_sample)
        end = _table(sheet, forms, rows, top)
        for place, sentence in enumerate(_notes(rows), start=end + 2):
            sheet.merge_range(place, 0, place, len(COLUMNS) - 1, sentence, forms["note"])
        _page(sheet, top, year)
    return file.getvalue()


def basis_of(one: KeyIndicator, names: dict[str, str]) -> str:
    """The regulation with how sure the indicator is, or that none was found."""
    mark = CONFIDENCE[one.confidence]
    if not one.basis:
        return mark
    name = names.get(one.basis, one.basis)
    return f"{name} ({mark})" if mark else name


def remark_of(one: KeyIndicator) -> str:
    """What must be known beside the value: the remark, and what other sources say."""
    told = [one.remark] if one.remark else []
    told += [f"sumber lain: {number(other.value, _decimals(other.value))} ({other.source})" for other in one.others]
    return "; ".join(told)


def regulation_names() -> dict[str, str]:
    """The regulations that indicators rest on, as people cite them."""
    return {one.id: f"{one.type} {one.number}/{one.year}" for one in latest_register().regulations}


def _decimals(value: float) -> int:
    return next((places for places, least in ((2, 1), (4, 0.01)) if abs(value) >= least), 6)


def _forms(book: Any) -> dict[str, Any]:
    cell = {"valign": "top", "border": 1, "border_color": "#767F79", "font_size": 9}
    text = {**cell, "text_wrap": True, "quote_prefix": True, "indent": 1}
    made = {
        "title": {"bold": True, "font_size": 14},
        "subtitle": {"font_size": 10},
        "sample": {"bold": True, "bg_color": "#FBEFD2"},
        "head": {**text, "bold": True, "bg_color": "#E6ECE8", "valign": "vcenter", "quote_prefix": False},
        "affair": {**cell, "bold": True, "bg_color": "#F3F6F3"},
        "text": text,
        "place": {**cell, "align": "center"},
        "count": {**cell, "num_format": "#,##0"},
        "note": {"text_wrap": True, "valign": "top", "font_size": 9},
        **{f"value{places}": {**cell, "num_format": form, "bold": True} for places, form in FORMATS.items()},
    }
    return {name: book.add_format(form) for name, form in made.items()}


def _title(sheet: Any, forms: dict[str, Any], year: int, on: date, *, is_sample: bool) -> int:
    """The lines above the table; returns the row of its header."""
    row = 0
    if is_sample:
        sheet.merge_range(row, 0, row, len(COLUMNS) - 1, SAMPLE_MARK, forms["sample"])
        row += 1
    sheet.write_string(row, 0, TITLE, forms["title"])
    sheet.write_string(row + 1, 0, f"Provinsi Kalimantan Timur, data tahun {year}", forms["subtitle"])
    sheet.write_string(row + 2, 0, f"Untuk LPPD. Dibuat dengan Etam pada {day(on)}.", forms["subtitle"])
    return row + 4


def _table(sheet: Any, forms: dict[str, Any], rows: list[KeyIndicator], top: int) -> int:
    """Header and rows, each affair under its name; returns the last row."""
    for column, (label, _) in enumerate(COLUMNS):
        sheet.write_string(top, column, label, forms["head"])
    names, row, affair = regulation_names(), top, ""
    for place, one in enumerate(rows, start=1):
        if one.affair != affair:
            row, affair = row + 1, one.affair
            sheet.merge_range(row, 0, row, len(COLUMNS) - 1, f"Urusan {affair.lower()}", forms["affair"])
        row += 1
        _row(sheet, forms, row, place, one, basis_of(one, names))
    return row


def _row(sheet: Any, forms: dict[str, Any], row: int, place: int, one: KeyIndicator, basis: str) -> None:
    text = forms["text"]
    origin = one.source or "belum ada"
    cells = (place, one.level, one.title, one.value, one.unit, one.part, one.whole, origin, basis, remark_of(one))
    shapes = {0: forms["place"], 3: forms[f"value{one.decimals}"], 5: forms["count"], 6: forms["count"]}
    for column, value in enumerate(cells):
        write_cell(sheet, row, column, value, shapes.get(column, text))
    sheet.set_row(row, _height(cells))


def _height(cells: tuple[Any, ...]) -> float:
    """A row's height, for LibreOffice and Excel do not widen rows of a file that they did not write."""
    lines = (
        -(-len(value) // int(width * LETTERS_PER_WIDTH)) if isinstance(value, str) and value else 1
        for value, (_, width) in zip(cells, COLUMNS, strict=True)
    )
    return HEIGHT_OF_LINE * max(lines) + 4


def _notes(rows: list[KeyIndicator]) -> list[str]:
    known = sum(one.value is not None for one in rows)
    first = f"{number(known)} dari {number(len(rows))} indikator ada nilainya."
    has_printed = any(one.origin == TAKEN_OVER for one in rows)
    has_archives = any(one.affair == ARCHIVES for one in rows)
    kept = (NOTES[0], *(NOTES[1:2] if has_printed else ()), NOTES[2], *(NOTES[3:] if has_archives else ()))
    return [f"Catatan. {first}", *kept]


def _page(sheet: Any, top: int, year: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.freeze_panes(top + 1, 3)
    sheet.set_footer(f"&L&8IKK {year}, Provinsi Kalimantan Timur&R&8Halaman &P dari &N")
