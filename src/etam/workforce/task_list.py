"""A list of tasks from a CSV file, in English or Indonesian headings and numbers. No database is read.

activity,volume,standard_minutes          kegiatan;volume;waktu_standar
Katalogisasi,3000,25                      Katalogisasi;3000;12,5
"""

from dataclasses import dataclass
from fractions import Fraction

from etam.questionnaire.numbers import format_number, read_number
from etam.web.csv_list import CsvList, ListingProblem, RowFault
from etam.workforce.need import Task

# Fifteen characters hold at most fifteen digits: as many as survive the way through a float unchanged.
WIDEST_NUMBER = 15
HEADINGS = (("activity", "volume", "standard_minutes"), ("kegiatan", "volume", "waktu_standar"))
ENGLISH, INDONESIAN = (
    CsvList(dict(zip(names, (300, WIDEST_NUMBER, WIDEST_NUMBER), strict=True)), names, 5_000, "kegiatan")
    for names in HEADINGS
)
LARGEST_BYTES = 5_000_000


@dataclass(frozen=True)
class TaskList:
    """What a file says: all of its `tasks` when there are no `faults`; otherwise nothing may be computed from it."""

    tasks: tuple[Task, ...]
    faults: tuple[RowFault, ...]


class NotANumber(Exception):
    """Why a text is not the number that was asked for, as one sentence."""


def read_tasks(data: bytes) -> TaskList:
    """Read a file. Raises ListingProblem when its header, its quoting or its encoding make it unreadable."""
    if len(data) > LARGEST_BYTES:
        raise ListingProblem("Berkas ini lebih besar dari 5 MB, jadi bukan daftar kegiatan. Periksa namanya.")
    text = ENGLISH.decode(data)
    listing = _in_language_of(text)
    rows, faults = listing.read(text)
    tasks = []
    for line, cells in rows:
        activity, *written = (cells[name] for name in listing.limits)
        numbers = []
        for column, cell in zip(listing.required[1:], written, strict=True):
            try:
                numbers.append(amount(cell, is_zero_allowed=column == "volume"))
            except NotANumber as problem:
                faults.append(RowFault(line, column, str(problem)))
        if len(numbers) == len(written):
            volume, minutes = numbers
            tasks.append(Task(activity, volume, minutes, line))
    return TaskList(tuple(tasks), tuple(sorted(faults, key=lambda fault: fault.line)))


def amount(text: str, *, is_zero_allowed: bool = False) -> Fraction:
    """The exact number that `text` stands for. Raises NotANumber when it has no reading, two, or is out of bounds."""
    if len(text) > WIDEST_NUMBER:
        raise NotANumber(f"Lebih dari {WIDEST_NUMBER} karakter.")
    # “Rp 1.234” would have one reading, but no volume and no time is in rupiah.
    readings = () if text[:1].isalpha() else read_number(text).readings
    if not readings:
        raise NotANumber(f"“{text}” bukan angka. Tulis seperti 1250 atau 12,5.")
    if len(readings) > 1:
        grouped, decimal = readings
        raise NotANumber(
            f"“{text}” dapat berarti {format_number(grouped)} (ribuan) atau {format_number(decimal)} (desimal). "
            f"Tulis {grouped:.0f} atau {text}0."
        )
    value = Fraction(str(readings[0]))
    if value < 0 or (value == 0 and not is_zero_allowed):
        bound = "0 atau lebih" if is_zero_allowed else "lebih dari 0"
        raise NotANumber(f"{format_number(float(value))} tidak mungkin. Isi angka {bound}.")
    return value


def _in_language_of(text: str) -> CsvList:
    first = text.lstrip().partition("\n")[0].lower()
    return INDONESIAN if "kegiatan" in first or "waktu" in first else ENGLISH
