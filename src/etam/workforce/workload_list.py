"""A list of tasks for an analysis, from CSV or the first sheet of a workbook. No database is read.

kegiatan;jenjang;satuan;volume;waktu_standar      activity,level,unit,volume,standard_minutes
Katalogisasi;Ahli Pertama;judul;3000;12,5         Cataloguing,ahli_pertama,titles,3000,12.5

Level and unit may be left out as columns; volume and time may be left empty as cells, which leaves them open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etam.content.positions import Position
from etam.web.csv_list import CsvList, ListingProblem, RowFault
from etam.web.workbook_text import first_sheet, is_workbook
from etam.workforce.actions.workload_tasks import Typed
from etam.workforce.rules import level_name
from etam.workforce.task_list import WIDEST_NUMBER, NotANumber, amount

MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 2 * 2**20, 500, 30
LIMITS = {"kegiatan": 300, "jenjang": 40, "satuan": 60, "volume": WIDEST_NUMBER, "waktu_standar": WIDEST_NUMBER}
ENGLISH = {"activity": "kegiatan", "level": "jenjang", "unit": "satuan", "standard_minutes": "waktu_standar"}
NUMBERS = ("volume", "waktu_standar")


class _Tasks(CsvList):
    """Headings in either language; volume and time need a column, but not a cell."""

    def column(self, name: str) -> str:
        written = super().column(name)
        return ENGLISH.get(written, written)

    def refuse_header(self, header: list[str]) -> None:
        super().refuse_header(header)
        if absent := [name for name in NUMBERS if name not in header]:
            raise ListingProblem(
                f"Kolom {', '.join(absent)} tidak ada. Baris pertama memuat nama kolom: {', '.join(self.limits)}."
            )


LIST = _Tasks(LIMITS, required=("kegiatan",), max_rows=MAX_ROWS, what="kegiatan")


@dataclass(frozen=True)
class Read:
    """What a file says: all of its `tasks` when there are no `faults`; otherwise nothing of it may be used."""

    tasks: tuple[Typed, ...]
    faults: tuple[RowFault, ...]


def read_workload_list(data: bytes, position: Position, usual_level: str) -> Read:
    """Read a file; a row without a level gets `usual_level`. Raises ListingProblem when it cannot be read at all."""
    rows, faults = LIST.read(_text(data))
    tasks: list[Typed] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in rows:
        level = _level(cells["jenjang"], position, usual_level)
        found = [*_row_faults(line, cells, level, position), *_double(line, cells, level, seen)]
        faults += found
        if not found:
            volume, minutes = (_number(cells[name], name) for name in NUMBERS)
            tasks.append(Typed(level, cells["kegiatan"], volume, minutes, cells["satuan"]))
    return Read(tuple(tasks), tuple(sorted(faults, key=lambda fault: fault.line)))


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise ListingProblem("Berkas ini lebih besar dari 2 MB, jadi bukan daftar kegiatan. Periksa berkasnya.")
    if is_workbook(data):
        return first_sheet(data, max_bytes=MAX_BYTES, max_rows=MAX_ROWS + 1, max_columns=MAX_COLUMNS)
    return LIST.decode(data)


def _level(written: str, position: Position, usual_level: str) -> str:
    """The code of the level that a cell names by code or name; "" for one that the post does not have."""
    if not written:
        return usual_level
    plain = written.casefold().replace("_", " ")
    return next((one for one in position.levels if plain in (one.replace("_", " "), level_name(one).casefold())), "")


def _row_faults(line: int, cells: Mapping[str, str], level: str, position: Position) -> Iterator[RowFault]:
    if not level:
        names = ", ".join(level_name(one) for one in position.levels)
        shown = cells["jenjang"] or "kosong"
        yield RowFault(line, "jenjang", f"“{shown}” tidak ada pada {position.label['id']}. Yang ada: {names}.")
    for name in NUMBERS:
        try:
            _number(cells[name], name)
        except NotANumber as problem:
            yield RowFault(line, name, str(problem))


def _double(line: int, cells: Mapping[str, str], level: str, seen: dict[tuple[str, str], int]) -> Iterator[RowFault]:
    key = level, cells["kegiatan"].casefold()
    if key in seen:
        yield RowFault(
            line, "kegiatan", f"Sama dengan baris {seen[key]} pada jenjang yang sama. Gabungkan atau bedakan."
        )
    seen.setdefault(key, line)


def _number(written: str, name: str) -> float | None:
    return float(amount(written, is_zero_allowed=name == "volume")) if written else None
