"""What an export hands over: a file, and sentences about what is not in it."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etam.web.tables import SAMPLE_MARK, Cell, new_workbook, write_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


@dataclass(frozen=True)
class File:
    """A file ready to be handed over."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Gap:
    """Something that an export still lacks, as a sentence; `count` of how many things, `url` where it is mended."""

    sentence: str
    count: int = 1
    url: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its tab, its header, its rows."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def book(name: str, sheets: Iterable[Sheet], *, is_sample: bool = False) -> File:
    """A workbook with one sheet after the other, each with its header frozen; text is never a formula."""
    buffer = io.BytesIO()
    with new_workbook(buffer) as workbook:
        text = workbook.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
        head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        mark = workbook.add_format({"bold": True, "bg_color": "#FBEFD2"})
        first = 1 if is_sample else 0
        for one in sheets:
            sheet = workbook.add_worksheet(one.title[:31])
            if is_sample:
                sheet.write_string(0, 0, SAMPLE_MARK, mark)
            for column, label in enumerate(one.header):
                sheet.write_string(first, column, label, head)
                sheet.set_column(column, column, max(12, min(42, len(label) + 2)))
            for number, row in enumerate(one.rows, start=first + 1):
                for column, value in enumerate(row):
                    write_cell(sheet, number, column, value, text)
            sheet.freeze_panes(first + 1, 1)
    return File(name, XLSX, buffer.getvalue())
