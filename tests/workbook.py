"""Fills in a downloaded form as a person would: numbers and words into the white cells of its answer column."""

import re
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from python_calamine import CalamineWorkbook

SHEET = "Isian"
ANSWER_COLUMN = "E"


def fill_form(source: Path, target: Path, answers: Mapping[str, object], column: str = ANSWER_COLUMN) -> None:
    """Write `answers` (element → number or text) into a column of the form `source` and save it as `target`."""
    workbook = CalamineWorkbook.from_path(source)
    rows = workbook.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    places = {str(row[0]): number for number, row in enumerate(rows, start=1) if row[0]}
    part = f"xl/worksheets/sheet{workbook.sheet_names.index(SHEET) + 1}.xml"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == part:
                data = _filled(data.decode(), column, {places[name]: value for name, value in answers.items()}).encode()
            new.writestr(entry, data)


def _filled(xml: str, column: str, cells: Mapping[int, object]) -> str:
    for row, value in cells.items():
        pattern = rf'<c r="{column}{row}"( s="\d+")?[^>]*?(/>|>.*?</c>)'
        place = f"{column}{row}"
        xml, count = re.subn(pattern, lambda found, place=place, value=value: _cell(place, found[1] or "", value), xml)
        assert count == 1, f"cell {place} is not there"
    return xml


def _cell(place: str, style: str, value: object) -> str:
    place = f'r="{place}"{style}'
    if isinstance(value, int | float):
        return f"<c {place}><v>{value:g}</v></c>" if value < 1e6 else f"<c {place}><v>{value:.0f}</v></c>"
    return f'<c {place} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
