"""What an export hands over: a file, and sentences about what is not in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from etam.web.tables import Sheet, write_xlsx

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


def book(name: str, sheets: Iterable[Sheet], *, is_sample: bool = False) -> File:
    """A workbook ready to be handed over."""
    return File(name, XLSX, write_xlsx(sheets, sample=is_sample))
