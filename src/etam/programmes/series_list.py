"""A series of another office from a table, long or wide. Pure: reads no database.

    wilayah;tahun;nilai                 kode_bps;wilayah;2023;2024
    Kutai Timur;2024;75,01              6404;Kutai Timur;74,52;75,01
    Samarinda;2024;82,61                6472;Samarinda;82,22;82,61

A region is written by its name or by a code under a heading that says which system it is of: the same digits mean one
place to the Ministry of Home Affairs and another to Statistics Indonesia (64.02 is Kutai Kartanegara, 6402 at BPS is
Kutai Barat). Bare digits under another heading are asked about, never guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etam.content.regions import Region, Regions
from etam.questionnaire.numbers import format_number, read_number
from etam.web.csv_list import CsvList, ListingProblem, RowFault

MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 2 * 2**20, 3_000, 120
FIRST_YEAR = 1990
LONGEST_CELL = 120
NAME, HOME_CODE, BPS_CODE, YEAR, VALUE = "wilayah", "kode_kemendagri", "kode_bps", "tahun", "nilai"
NAMES = {NAME, "kabupaten_kota", "kab_kota", "nama_wilayah", "nama"}
"""Headings under which the name of a region may stand."""
UNNAMED_CODE = {"kode", "kode_wilayah", "id", "kode_kabupaten_kota"}
NOTHING = {"", "-", "–", "—", "...", "…", "na", "n/a", "tidak ada data"}
KEMENDAGRI, BPS = "kemendagri", "bps"
# A value that leaps eightfold within a year is a slip of the decimal sign or of the unit far more often than true.
LEAP = 8.0
_DIGITS = re.compile(r"64\d{2}|64")
_DOTTED = re.compile(r"(\d{2})[.,](\d{2})")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True)
class Kind:
    """What a series measures, and between which values it can lie; None where there is no such end."""

    code: str
    label: str
    unit: str
    more_is: str
    low: float | None = None
    high: float | None = None

    @property
    def is_percent(self) -> bool:
        return "persen" in self.unit.lower() or "%" in self.unit

    @property
    def ends(self) -> tuple[float | None, float | None]:
        return (self.low, self.high) if (self.low, self.high) != (None, None) or not self.is_percent else (0, 100)


HDI = Kind("human_development", "Indeks Pembangunan Manusia (IPM)", "indeks", "better", 0, 100)
POVERTY = Kind("poverty_rate", "Penduduk miskin", "persen", "worse", 0, 100)
KNOWN = {one.code: one for one in (HDI, POVERTY)}


@dataclass(frozen=True)
class Point:
    """The value of a region in a year, and the line it was read from."""

    line: int
    region: str
    year: int
    value: float


@dataclass(frozen=True)
class Reading:
    """A whole table: its points, what is wrong with it, and how many cells say that there is no value."""

    points: tuple[Point, ...]
    faults: tuple[RowFault, ...]
    blanks: int = 0


class _Table(CsvList):
    """The headings of one table: which hold the region, the year, the value; years as headings make it wide."""

    def __init__(self, header: Sequence[str]):
        self.years = tuple(name for name in header if _YEAR.fullmatch(name))
        known = {NAME, HOME_CODE, BPS_CODE, *self.years, *(() if self.years else (YEAR, VALUE))}
        required = () if self.years else (YEAR,)
        super().__init__(dict.fromkeys(known, LONGEST_CELL), required, MAX_ROWS, "baris")

    def column(self, name: str) -> str:
        plain = super().column(name)
        return NAME if plain in NAMES else plain.removesuffix("*")

    def refuse_header(self, header: list[str]) -> None:
        if odd := [name for name in header if name in UNNAMED_CODE]:
            raise ListingProblem(
                f"Kolom “{odd[0]}” tidak menyebut sistem kodenya. Beri judul {HOME_CODE} atau {BPS_CODE}: "
                "6402 berarti Kutai Kartanegara di Kemendagri dan Kutai Barat di BPS."
            )
        if not {NAME, HOME_CODE, BPS_CODE} & set(header):
            raise ListingProblem(f"Kolom wilayah tidak ada. Beri judul {NAME}, {HOME_CODE}, atau {BPS_CODE}.")
        if not self.years and VALUE not in header:
            raise ListingProblem(
                "Kolom nilai tidak ada. Tulis wilayah, tahun, nilai; atau satu kolom untuk setiap tahun."
            )
        super().refuse_header(header)


def read(text: str, kind: Kind, regions: Regions, *, digits: str = "", last_year: int) -> Reading:
    """Every point of a table, and what is wrong with it line by line.

    `digits` says how bare digits under the heading of names are read: KEMENDAGRI, BPS, or "" to ask. Raises
    ListingProblem when the table cannot be read at all.
    """
    table = _Table(_header(text))
    rows, faults = table.read(text)
    reader = _Reader(table, kind, regions, digits, last_year)
    points: list[Point] = []
    for line, cells in rows:
        try:
            region = reader.region(cells)
        except _Fault as fault:
            faults.append(RowFault(line, fault.column, str(fault)))
        else:
            found, wrong = reader.points(line, region, cells)
            points += found
            faults += wrong
    faults += _twice(points, regions)
    if not points and not faults:
        raise ListingProblem("Tidak ada satu pun nilai di tabel ini. Isi nilainya, lalu unggah lagi.")
    return Reading(tuple(points), tuple(sorted(faults, key=lambda one: one.line)), reader.blanks)


def doubts(
    points: Sequence[Point], kind: Kind, names: Mapping[str, str], before: Mapping[tuple[str, int], float]
) -> list[str]:
    """What is possible but more likely a slip, as sentences to be confirmed; `before` is the series that stands now."""
    low, high = kind.ends
    told = [
        f"Baris {one.line}: {names[one.region]} {one.year} {format_number(one.value)} di luar "
        f"{format_number(low or 0)}–{format_number(high or 0)} {kind.unit}."
        for one in points
        if (low is not None and one.value < low) or (high is not None and one.value > high)
    ]
    return [*told, *_leaps(points, names, before)]


def _leaps(points: Sequence[Point], names: Mapping[str, str], before: Mapping[tuple[str, int], float]) -> Iterator[str]:
    """Values that are many times the year before, or many times what stands for the same year now."""
    courses: dict[str, dict[int, float]] = defaultdict(dict)
    for (region, year), value in before.items():
        courses[region][year] = value
    for one in points:
        courses[one.region][one.year] = one.value
    lines = {(one.region, one.year): one.line for one in points}
    for region, course in sorted(courses.items()):
        for earlier, later in pairwise(sorted(course)):
            if times := _times(course[earlier], course[later]):
                line = lines.get((region, later)) or lines.get((region, earlier))
                if line:
                    yield f"Baris {line}: {names[region]} {later} {times} nilai {earlier}. Periksa komanya."
    for one in points:
        if times := _times(before.get((one.region, one.year)), one.value):
            yield f"Baris {one.line}: {names[one.region]} {one.year} {times} nilai yang berlaku sekarang."


def _times(earlier: float | None, later: float) -> str:
    """How many times as large or small, in words; "" where that is nothing unusual."""
    if not earlier or not later or earlier * later < 0:
        return ""
    ratio = later / earlier
    if ratio >= LEAP:
        return f"{format_number(ratio, 0)} kali"
    return f"seper-{format_number(1 / ratio, 0)}" if ratio <= 1 / LEAP else ""


class _Fault(Exception):
    """Why a cell cannot be read, and the heading it stands under."""

    def __init__(self, column: str, sentence: str):
        super().__init__(sentence)
        self.column = column


class _Reader:
    """Reads the rows of one table; counts the cells that say there is no value."""

    def __init__(self, table: _Table, kind: Kind, regions: Regions, digits: str, last_year: int):
        self.table, self.kind, self.regions, self.digits, self.last_year = table, kind, regions, digits, last_year
        self.blanks = 0

    def region(self, cells: Mapping[str, str]) -> str:
        """The one region that every filled cell of a row names."""
        found = {
            column: read(cells[column])
            for column, read in ((NAME, self._named), (HOME_CODE, self._home), (BPS_CODE, self._bps))
            if cells.get(column)
        }
        if not found:
            raise _Fault("", "Wilayahnya belum diisi.")
        if len({one.code for one in found.values()}) > 1:
            said = ", ".join(f"{column} berarti {one.name}" for column, one in found.items())
            raise _Fault("", f"Kode dan nama tidak menunjuk wilayah yang sama: {said}.")
        return next(iter(found.values())).code

    def points(self, line: int, region: str, cells: Mapping[str, str]) -> tuple[list[Point], list[RowFault]]:
        """The points of a row: one in a long table, one for each year in a wide one."""
        pairs = [(year, cells[year]) for year in self.table.years] or [(cells[YEAR], cells[VALUE])]
        points, faults = [], []
        for year, cell in pairs:
            try:
                value = self._value(year if self.table.years else VALUE, cell)
                if value is not None:
                    points.append(Point(line, region, self._year(year), value))
            except _Fault as fault:
                faults.append(RowFault(line, fault.column, str(fault)))
        return points, faults

    def _named(self, cell: str) -> Region:
        if _DOTTED.fullmatch(cell):
            return self._home(cell)
        if _DIGITS.fullmatch(cell) and cell != "64":
            return self._digits(cell)
        found = [one for one in self.regions.find(cell) if one.level <= 2]
        if len(found) != 1:
            raise _Fault(NAME, f"Wilayah “{cell}” tidak dikenal. Tulis nama kabupaten/kota atau Kalimantan Timur.")
        return found[0]

    def _digits(self, cell: str) -> Region:
        if self.digits:
            return self._home(cell) if self.digits == KEMENDAGRI else self._bps(cell)
        home = self.regions.by_code.get(f"{cell[:2]}.{cell[2:]}")
        bps = next((one for one in self.regions.current if one.bps_code == cell), None)
        ways = [f"{one.name} ({system})" for one, system in ((home, "Kemendagri"), (bps, "BPS")) if one]
        what = f"dapat berarti {' atau '.join(ways)}" if ways else "bukan kode Kemendagri atau BPS yang dikenal"
        raise _Fault(NAME, f"“{cell}” {what}. Pilih sistem kodenya di formulir, atau tulis nama wilayahnya.")

    def _home(self, cell: str) -> Region:
        plain = re.sub(r"\D", "", cell)
        code = plain if len(plain) == 2 else f"{plain[:2]}.{plain[2:]}"
        found = self.regions.by_code.get(code)
        if found is None or found.level > 2 or found not in self.regions.current:
            raise _Fault(HOME_CODE, f"“{cell}” bukan kode Kemendagri kabupaten/kota di Kalimantan Timur.")
        return found

    def _bps(self, cell: str) -> Region:
        plain = re.sub(r"00$", "", cell) if len(cell) == 4 else cell
        found = [one for one in self.regions.current if one.bps_code == plain and one.level <= 2]
        if not found:
            raise _Fault(BPS_CODE, f"“{cell}” bukan kode BPS kabupaten/kota di Kalimantan Timur.")
        return found[0]

    def _year(self, cell: str) -> int:
        if not _YEAR.fullmatch(cell):
            raise _Fault(YEAR, f"“{cell}” bukan tahun. Tulis empat angka, misalnya 2024.")
        if not FIRST_YEAR <= int(cell) <= self.last_year:
            raise _Fault(YEAR, f"Tahun {cell} tidak mungkin; yang dibaca {FIRST_YEAR} sampai {self.last_year}.")
        return int(cell)

    def _value(self, column: str, cell: str) -> float | None:
        """The number in a cell, None for a sign that there is none; two readings are settled by what is possible."""
        if cell.casefold() in NOTHING:
            self.blanks += 1
            return None
        ways = read_number(cell.removesuffix("%").strip() if self.kind.is_percent else cell).readings
        low, high = self.kind.ends
        possible = [way for way in ways if low is not None and high is not None and low <= way <= high]
        if len(ways) > 1 and len(possible) == 1:
            return possible[0]
        if len(ways) > 1:
            first, second = map(format_number, ways)
            raise _Fault(column, f"“{cell}” dapat berarti {first} atau {second}. Tulis tanpa titik ribuan.")
        if not ways:
            raise _Fault(column, f"“{cell}” bukan bilangan. Tulis seperti 75,01, atau “-” bila tidak ada data.")
        return ways[0]


def _header(text: str) -> list[str]:
    first = text.partition("\n")[0]
    cells = first.split(";" if first.count(";") >= first.count(",") else ",")
    return [cell.strip().strip('"').strip() for cell in cells]


def _twice(points: Sequence[Point], regions: Regions) -> Iterator[RowFault]:
    first: dict[tuple[str, int], int] = {}
    for one in points:
        held = first.setdefault((one.region, one.year), one.line)
        if held != one.line:
            name = regions.by_code[one.region].name
            yield RowFault(one.line, "", f"{name} {one.year} sudah ada di baris {held}. Sisakan satu.")
