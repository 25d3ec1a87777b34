"""A list of codes from a planning system's export, CSV or the first sheet of a workbook. Pure: reads no database.

What such exports name differently is taken alike: a code in one column ("Kode", "Kode Rekening") or its numbers in
several ("Urusan", "Bidang Urusan", "Program", "Kegiatan", "Sub Kegiatan"), its name in one column ("Uraian",
"Nomenklatur …") or, in wide exports, a code and a name for programme, activity and sub-activity in every row.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from etam.content.nomenclature import DIGITS, PARTS
from etam.content.regions import plain_name
from etam.programmes.sheet_rows import cell, rows_of
from etam.web.csv_list import ListingProblem, RowFault

HEADER_WITHIN, MAX_NAME = 20, 300
CODE = re.compile(r"\d{1,2}(\.\d{1,4}){0,5}")
KINDS = {count: kind for kind, count in PARTS.items()}
LEVELS = {digit: level for level, digit in DIGITS.items()}
# The parts of a code in the order in which columns of their own hold them, by what their heads are called.
PIECES = (
    ("urusan", "kode urusan"),
    ("bidang urusan", "bidang", "kode bidang urusan", "kode bidang"),
    ("program", "kode program", "prog"),
    ("kegiatan", "kode kegiatan", "keg"),
    ("sub kegiatan", "subkegiatan", "kode sub kegiatan", "kode subkegiatan", "sub keg"),
)
CODES = ("kode", "kode rekening", "kode nomenklatur", "kode program kegiatan sub kegiatan", "kode baru", "no kode")
NAMES = (
    "uraian",
    "nomenklatur",
    "nama",
    "nomenklatur urusan",
    "urusan bidang urusan program kegiatan dan sub kegiatan",
)
WIDE = (
    (("kode program",), ("nama program", "program")),
    (("kode kegiatan",), ("nama kegiatan", "kegiatan")),
    (
        ("kode sub kegiatan", "kode subkegiatan"),
        ("nama sub kegiatan", "nama subkegiatan", "sub kegiatan", "subkegiatan"),
    ),
)


@dataclass(frozen=True)
class Row:
    """One code with its name; `line` is that of the file."""

    line: int
    level: str
    code: str
    kind: str
    name: str


@dataclass
class CodeList:
    """What a file holds: its codes, what is wrong, what is odd, and how many rows it holds of other things."""

    rows: list[Row] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    skipped: int = 0


def read_code_list(data: bytes, level: str = "", known: frozenset[tuple[str, str]] = frozenset()) -> CodeList:
    """Read and check a file. `level` is that of programmes where no activity tells it; "" for both.

    `known` are codes of earlier lists, by (level, code): a parent that only they hold is remarked on, one that nobody
    holds is a fault. Raises ListingProblem when the file cannot be read at all.
    """
    table = rows_of(data)
    head, columns = _header(table)
    found = CodeList()
    written = list(columns.read(table[head + 1 :], head + 2))
    _take(found, written, level)
    _check_parents(found, known)
    _remark_twins(found)
    found.faults.sort(key=lambda fault: fault.line)
    if not found.rows and not found.faults:
        raise ListingProblem("Berkas ini tidak memuat kode program, kegiatan, atau subkegiatan.")
    return found


@dataclass(frozen=True)
class _Columns:
    """Where codes and names stand: pairs of columns, a code being the join of several cells where need be."""

    pairs: Sequence[tuple[Sequence[int], int]]

    def read(self, table: Iterable[list[str]], first: int) -> Iterator[tuple[int, str, str]]:
        """Line, code and name of every row that has one of them; `first` is the line of the first row."""
        above: dict[int, str] = {}
        for line, cells in enumerate(table, start=first):
            for columns, name in self.pairs:
                above |= (parts := _filled(columns, cells, above))
                code = _joined(parts.values())
                if code or cell(cells, name):
                    yield line, code, cell(cells, name)


def _filled(columns: Sequence[int], cells: list[str], above: Mapping[int, str]) -> dict[int, str]:
    """The parts of a row's code by column; cells that were merged over several rows are empty below their first.

    A part that is a code of its own ("2.24.02") says what stands left of it.
    """
    parts = {one: cell(cells, one).strip(" .") for one in columns}
    first = next((one for one in columns if parts[one]), None)
    if first is not None and parts[first].count(".") < 2:
        parts |= {one: above.get(one, "") for one in columns if one < first}
    return parts


def _joined(cells: Iterable[str]) -> str:
    """One code of the cells that hold its numbers; a cell may repeat what stands left of it.

    Spreadsheets drop the zero of "02": programme and sub-activity get it back, being whole numbers.
    """
    code = ""
    for part in cells:
        if part:
            code = part if not code or part.startswith(f"{code}.") else f"{code}.{part}"
    parts = code.split(".")
    return ".".join(part.zfill(2) if place in (2, 5) and part.isdigit() else part for place, part in enumerate(parts))


def _header(table: list[list[str]]) -> tuple[int, _Columns]:
    """The line of the heads, and where codes and names stand. Raises ListingProblem when no line tells."""
    for line, cells in enumerate(table[:HEADER_WITHIN]):
        heads = [plain_name(one) for one in cells]
        if (columns := _wide(heads) or _single(heads) or _pieces(heads)) is not None:
            return line, columns
    raise ListingProblem(
        "Kolom kode dan nama tidak ditemukan pada 20 baris pertama. Beri kepala kolom, misalnya Kode dan Uraian, "
        "lalu unggah lagi."
    )


def _wide(heads: Sequence[str]) -> _Columns | None:
    pairs = [
        ([code], name)
        for codes, names in WIDE
        if (code := _place(heads, codes)) is not None and (name := _place(heads, names)) is not None
    ]
    return _Columns(pairs) if len(pairs) > 1 else None


def _single(heads: Sequence[str]) -> _Columns | None:
    code, name = _place(heads, CODES), _name(heads)
    if code is None or name is None:
        return None
    # A head that was merged over several columns leaves those right of it without one.
    last = next((place for place in range(code + 1, len(heads)) if heads[place]), code + 1)
    return _Columns([(range(code, min(last, code + len(PIECES))), name)])


def _pieces(heads: Sequence[str]) -> _Columns | None:
    places = [_place(heads, names) for names in PIECES]
    name = _name(heads)
    if name is None or any(place is None for place in places[2:]):
        return None
    return _Columns([([place for place in places if place is not None], name)])


def _name(heads: Sequence[str]) -> int | None:
    exact = _place(heads, NAMES)
    if exact is not None:
        return exact
    return next((place for place, head in enumerate(heads) if head.startswith(("nomenklatur", "uraian"))), None)


def _place(heads: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((heads.index(one) for one in wanted if one in heads), None)


def _take(found: CodeList, written: Sequence[tuple[int, str, str]], level: str) -> None:
    """Sort rows into codes, faults and what is passed over: affairs, fields, and lines without a code."""
    seen: dict[tuple[str, str], Row] = {}
    programmes: list[tuple[int, str, str]] = []
    for line, code, name in written:
        kept = " ".join(name.split())
        if not code[:1].isdigit() or (CODE.fullmatch(code) and len(code.split(".")) < PARTS["programme"]):
            found.skipped += 1
        elif problem := _problem(code, kept):
            found.faults.append(RowFault(line, "", problem))
        elif len(code.split(".")) == PARTS["programme"]:
            programmes.append((line, code, kept))
        else:
            _add(found, seen, Row(line, LEVELS[code.split(".")[3]], code, KINDS[len(code.split("."))], kept))
    for line, code, name in programmes:
        below = {row.level for row in found.rows if row.code.startswith(f"{code}.")}
        for one in sorted(below) or ([level] if level else sorted(DIGITS)):
            _add(found, seen, Row(line, one, code, "programme", name))


def _problem(code: str, name: str) -> str:
    if not CODE.fullmatch(code):
        return f"“{code[:40]}” bukan kode. Tulis angka berpisah titik, misalnya 2.23.02.2.01.09."
    parts = code.split(".")
    if len(parts) not in KINDS:
        known = ", ".join(f"{count} bagian" for count in sorted(KINDS))
        return f"Kode {code} memuat {len(parts)} bagian. Program, kegiatan, dan subkegiatan memuat {known}."
    if len(parts) > PARTS["programme"] and parts[3] not in LEVELS:
        return f"Kode {code}: bagian keempat {parts[3]}, padahal 1 untuk provinsi dan 2 untuk kabupaten/kota."
    if len(parts) > PARTS["programme"] + 1 and len(parts[4]) == 1:
        return f"Kode {code}: bagian kelima dapat berarti 0{parts[4]} atau {parts[4]}0. Jadikan kolomnya teks."
    if not name:
        return f"Kode {code} tanpa nama."
    return f"Nama {code} lebih dari {MAX_NAME} karakter." if len(name) > MAX_NAME else ""


def _add(found: CodeList, seen: dict[tuple[str, str], Row], row: Row) -> None:
    """Keep a row once; the same code under another name is a fault, under the same words written otherwise a remark."""
    before = seen.setdefault((row.level, row.code), row)
    if before is row:
        found.rows.append(row)
    elif plain_name(before.name) != plain_name(row.name):
        sentence = f"Kode {row.code} sudah ada di baris {before.line} dengan nama lain: {before.name[:80]}."
        found.faults.append(RowFault(row.line, "", sentence))
    elif before.name != row.name:
        found.warnings.append(
            f"Baris {row.line}: nama {row.code} hanya berbeda huruf besar, spasi, atau tanda baca dari baris "
            f"{before.line}; yang pertama dipakai."
        )


def _check_parents(found: CodeList, known: frozenset[tuple[str, str]]) -> None:
    there = {(row.level, row.code) for row in found.rows}
    told: set[tuple[str, str]] = set()
    for row in found.rows:
        parts = row.code.split(".")
        for size in (PARTS["programme"], PARTS["activity"]):
            parent = (row.level, ".".join(parts[:size]))
            if size >= len(parts) or parent in there or parent in told:
                continue
            told.add(parent)
            if parent in known:
                found.warnings.append(
                    f"Baris {row.line}: induk {parent[1]} tidak ada; namanya diambil dari daftar lama."
                )
            else:
                found.faults.append(RowFault(row.line, "", f"Kode induk {parent[1]} tidak ada. Tambahkan barisnya."))


def _remark_twins(found: CodeList) -> None:
    """Two codes of the same parent whose names are the same but for case and spacing."""
    names: dict[tuple[str, str, str], Row] = {}
    for row in found.rows:
        key = (row.level, row.code.rpartition(".")[0], plain_name(row.name))
        before = names.setdefault(key, row)
        if before is not row:
            found.warnings.append(f"Baris {row.line}: nama {row.code} sama dengan {before.code} (baris {before.line}).")
