"""A list of holders, from a CSV file or the first sheet of a workbook. Pure: reads no database.

    nip;nama;tanggal_lahir;jabatan;jenjang;sertifikat;kantor;diangkat
    198505172010012003;Siti Contoh;1985-05-17;Pustakawan;Ahli Muda;;D-6408;2020-04-01

Comma or semicolon, with or without byte order mark, UTF-8; or .xlsx with the same columns. Days are written 1985-05-17
or 17/5/1985. `kantor` is the code of the office, and may be empty where somebody answers for one office alone.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from etam.content.positions import Positions
from etam.content.regions import plain_name
from etam.web.csv_list import CsvList, RowFault
from etam.web.workbook_text import first_sheet, is_workbook, one_line
from etam.workforce.persons import Person, nip_fault, plain_nip

# Column: how many characters its field holds.
LIMITS = {
    "nip": 40, "nama": 200, "tanggal_lahir": 30, "jabatan": 80, "jenjang": 40,
    "sertifikat": 120, "kantor": 40, "diangkat": 30,
}  # fmt: skip
REQUIRED = ("nip", "nama", "tanggal_lahir", "jabatan", "jenjang", "diangkat")
MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 2 * 2**20, 2_000, 30
LIST = CsvList(LIMITS, REQUIRED, MAX_ROWS, "pemangku")
# A spreadsheet keeps fifteen digits of a number; the rest of a NIP is lost.
KEPT_DIGITS = 10**15


@dataclass(frozen=True)
class Entry:
    """One row that can be recorded; `office` is a code, "" where the row names none."""

    line: int
    person: Person
    position: str
    level: str
    certificate: str
    office: str
    appointed_on: date


@dataclass(frozen=True)
class Listing:
    """The rows of a file, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    faults: tuple[RowFault, ...]


def read_listing(data: bytes, known: Positions) -> Listing:
    """Read every row; raises ListingProblem when the file cannot be read at all."""
    rows, faults = LIST.read(_text(data))
    entries: list[Entry] = []
    lines: dict[str, int] = {}
    for line, cells in rows:
        found = list(_faults(cells, known))
        nip = plain_nip(cells["nip"])
        if not found and (first := lines.setdefault(nip, line)) != line:
            found = [("nip", f"NIP ini sudah ada di baris {first}. Sisakan satu.")]
        faults += [RowFault(line, column, sentence) for column, sentence in found]
        if not found:
            entries.append(_entry(line, cells, known))
    return Listing(tuple(entries), tuple(sorted(faults, key=lambda fault: fault.line)))


def _faults(cells: dict[str, str], known: Positions) -> Iterator[tuple[str, str]]:
    if fault := nip_fault(plain_nip(cells["nip"]) if cells["nip"][:1].isdigit() else cells["nip"]):
        yield "nip", fault
    for column in ("tanggal_lahir", "diangkat"):
        if not _is_day(cells[column]):
            yield column, "Tanggal tidak terbaca. Tulis seperti 1985-05-17 atau 17/5/1985."
    position = _code(cells["jabatan"], {code: one.label["id"] for code, one in known.positions.items()})
    if not position:
        listed = ", ".join(one.label["id"] for one in known.positions.values())
        yield "jabatan", f"Jabatan ini tidak dikenal. Yang ada: {listed}."
    elif not _code(cells["jenjang"], names := _levels(position, known)):
        yield "jenjang", f"Jabatan itu tidak mempunyai jenjang ini. Yang ada: {', '.join(names.values())}."


def _entry(line: int, cells: dict[str, str], known: Positions) -> Entry:
    position = _code(cells["jabatan"], {code: one.label["id"] for code, one in known.positions.items()})
    return Entry(
        line,
        Person(plain_nip(cells["nip"]), cells["nama"], _day(cells["tanggal_lahir"])),
        position,
        _code(cells["jenjang"], _levels(position, known)),
        cells["sertifikat"],
        cells["kantor"],
        _day(cells["diangkat"]),
    )


def _levels(position: str, known: Positions) -> dict[str, str]:
    return {code: known.levels[code].name for code in known.positions[position].levels}


def _code(word: str, names: dict[str, str]) -> str:
    """The code that a word means: the code itself or its name; "" for neither."""
    plain = plain_name(word)
    return next((code for code, name in names.items() if plain in (plain_name(code), plain_name(name))), "")


def _day(text: str) -> date:
    """A day as people and spreadsheets write it; raises ValueError when it is none."""
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d-%m-%Y"):
        with suppress(ValueError):
            return datetime.strptime(text, form).date()
    raise ValueError(f"{text} is no day.")


def _is_day(text: str) -> bool:
    try:
        return bool(_day(text))
    except ValueError:
        return False


def _text(data: bytes) -> str:
    if not is_workbook(data):
        return LIST.decode(data)
    return first_sheet(data, max_bytes=MAX_BYTES, max_rows=MAX_ROWS + 1, max_columns=MAX_COLUMNS, written=_written)


def _written(cell: object) -> str:
    """A cell as text on one line; a number that lost digits is written so that nobody takes it for a NIP."""
    if isinstance(cell, float) and abs(cell) >= KEPT_DIGITS:
        return f"{cell:.5E}"
    return one_line(cell)
