"""A list of institutions from a CSV file. Pure: reads no database, so page and command read alike.

    code;name;kind;subtype;region;npp;npsn;parent_name;address
    ;SD Negeri 001 Samarinda;school;sd_mi;64.72;;30401234;;Jalan Pahlawan 1

Comma or semicolon, with or without byte order mark, UTF-8. Kind and subtype may be codes or Indonesian labels.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from etam.content.kinds import Kinds
from etam.content.regions import Regions, plain_name
from etam.institutions.places import PlaceProblem, find_place

REQUIRED = ("name", "kind", "subtype", "region")
# Column: how many characters its field holds.
LIMITS = {
    "code": 40, "name": 200, "kind": 100, "subtype": 100, "region": 200,
    "npp": 30, "npsn": 12, "parent_name": 200, "address": 300,
}  # fmt: skip
COLUMNS = tuple(LIMITS)
# The whole list waits in the session between preview and confirmation.
MAX_ROWS = 20_000
CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._-]*")
CODE_RULE = "Kode hanya boleh berisi huruf, angka, titik, dan tanda hubung, dengan sedikitnya satu angka."
EXCEL_NUMBER = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")


class ListingProblem(Exception):
    """Why a file cannot be read at all, as one sentence."""


@dataclass(frozen=True)
class RowFault:
    """One thing wrong with one row; `column` is "" where the whole row is meant."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Baris {self.line}{f', kolom {self.column}' if self.column else ''}: {self.sentence}"


@dataclass(frozen=True)
class Entry:
    """One row that can be registered; `region` and `regency` are Kemendagri codes."""

    line: int
    code: str
    name: str
    kind: str
    subtype: str
    region: str
    regency: str
    npp: str
    npsn: str
    parent_name: str
    address: str

    @property
    def likeness(self) -> tuple[str, str, str, str]:
        """What makes two rows without any number the same institution."""
        return plain_name(self.name), self.kind, self.subtype, self.region


@dataclass(frozen=True)
class Listing:
    """The rows of a file that can be registered, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    faults: tuple[RowFault, ...]


def decode(data: bytes) -> str:
    """The text of a file; raises ListingProblem when it is empty or no UTF-8 text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListingProblem(
            f"Berkas ini bukan UTF-8 (bita ke-{error.start + 1}). "
            "Di Excel pilih Simpan Sebagai > CSV UTF-8, lalu unggah lagi."
        ) from error
    if "\x00" in text:
        raise ListingProblem("Berkas ini bukan teks CSV. Simpan lembar kerjanya sebagai CSV UTF-8, lalu unggah lagi.")
    if not text.strip():
        raise ListingProblem(f"Berkas ini kosong. Baris pertama memuat nama kolom: {', '.join(COLUMNS)}.")
    return text


def read_listing(text: str, regions: Regions, kinds: Kinds) -> Listing:
    """Read every row; raises ListingProblem when header or quoting make the file unreadable."""
    reader = _Reader(regions, kinds)
    for line, cells in _rows(text):
        reader.take(line, cells)
    faults = [*reader.faults, *_twins(reader.entries)]
    wrong = {fault.line for fault in faults}
    return Listing(
        tuple(entry for entry in reader.entries if entry.line not in wrong),
        tuple(sorted(faults, key=lambda fault: fault.line)),
    )


class _Reader:
    """Collects entries and faults, row by row."""

    def __init__(self, regions: Regions, kinds: Kinds):
        self.regions, self.kinds, self.words = regions, kinds, _words(kinds)
        self.entries: list[Entry] = []
        self.faults: list[RowFault] = []

    def take(self, line: int, cells: dict[str, str]) -> None:
        faults = [RowFault(line, column, sentence) for column, sentence in _plain_faults(cells)]
        if not faults:
            try:
                self.entries.append(self._entry(line, cells))
            except _Refused as refused:
                faults.append(RowFault(line, refused.column, str(refused)))
        self.faults += faults

    def _entry(self, line: int, cells: dict[str, str]) -> Entry:
        kind = self.words.get(("", plain_name(cells["kind"])), "")
        if not kind:
            known = ", ".join(self.kinds.kinds)
            raise _Refused("kind", f"Jenis “{cells['kind']}” tidak dikenal. Yang ada: {known}.")
        subtypes = self.kinds.kinds[kind].subtypes
        subtype = self.words.get((kind, plain_name(cells["subtype"])), "")
        if not subtype:
            known = ", ".join(one.code for one in subtypes)
            raise _Refused("subtype", f"Subjenis “{cells['subtype']}” tidak ada pada jenis {kind}. Yang ada: {known}.")
        try:
            place = find_place(cells["region"], self.regions, self.kinds.kinds[kind].subtype(subtype).region_level)
        except PlaceProblem as problem:
            raise _Refused("region", str(problem)) from problem
        numbers = {name: "" if cells[name] == "-" else cells[name] for name in ("npp", "npsn")}
        kept = {name: cells[name] for name in ("code", "name", "parent_name", "address")}
        return Entry(
            line=line, kind=kind, subtype=subtype, region=place.region, regency=place.regency, **kept, **numbers
        )


class _Refused(Exception):
    def __init__(self, column: str, sentence: str):
        super().__init__(sentence)
        self.column = column


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row that is not empty, with its line; cells by column, stripped."""
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().lower() for name in next(reader)]
        _refuse_header(header)
        count = 0
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > MAX_ROWS:
                raise ListingProblem(f"Berkas ini memuat lebih dari {MAX_ROWS} lembaga. Bagi menjadi beberapa berkas.")
            yield reader.line_num, _by_column(header, cells)
    except csv.Error as error:
        raise ListingProblem(
            f"Baris {max(reader.line_num, 1)} tidak dapat dibaca sebagai CSV. Periksa tanda kutip pada baris itu."
        ) from error


def _by_column(header: list[str], cells: list[str]) -> dict[str, str]:
    found = dict.fromkeys((*COLUMNS, ""), "")
    found |= {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=False)}
    found[""] = "".join(cells[len(header) :]).strip()
    return found


def _refuse_header(header: list[str]) -> None:
    twice = [name for name, count in Counter(header).items() if count > 1]
    unknown = [name for name in header if name not in COLUMNS]
    absent = [name for name in REQUIRED if name not in header]
    if absent:
        raise ListingProblem(
            f"Kolom {', '.join(absent)} tidak ada. Baris pertama memuat nama kolom: {', '.join(COLUMNS)}."
        )
    if twice:
        raise ListingProblem(f"Kolom ini ada dua kali: {', '.join(twice)}. Sisakan satu.")
    if unknown:
        raise ListingProblem(f"Kolom “{unknown[0][:40]}” tidak dikenal. Yang dibaca: {', '.join(COLUMNS)}.")


def _plain_faults(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong before any meaning is looked up: empty, too long, or mangled cells."""
    if cells[""]:
        yield "", "Selnya lebih banyak daripada kolomnya. Beri tanda kutip pada teks yang memuat pemisah."
    for column in REQUIRED:
        if not cells[column]:
            yield column, "Belum diisi."
    for column, limit in LIMITS.items():
        if len(cells[column]) > limit:
            yield column, f"Lebih dari {limit} karakter."
    if cells["code"] and not CODE.fullmatch(cells["code"]):
        yield "code", f"“{cells['code']}” tidak dapat menjadi kode. {CODE_RULE}"
    for column in ("npp", "npsn"):
        if EXCEL_NUMBER.fullmatch(cells[column]):
            yield column, f"“{cells[column]}” sudah diubah lembar kerja. Jadikan kolom ini teks, lalu tulis lagi."


def _twins(entries: list[Entry]) -> Iterator[RowFault]:
    """Rows that stand twice: with the same code, or the same name, kind and place."""
    codes: dict[str, int] = {}
    likes: dict[tuple[str, ...], int] = {}
    for entry in entries:
        if entry.code and codes.setdefault(entry.code, entry.line) != entry.line:
            yield RowFault(entry.line, "code", f"Kode {entry.code} sudah ada di baris {codes[entry.code]}.")
        elif likes.setdefault(entry.likeness, entry.line) != entry.line:
            yield RowFault(
                entry.line,
                "name",
                f"Nama, jenis, dan wilayahnya sama dengan baris {likes[entry.likeness]}. Sisakan satu.",
            )


def _words(kinds: Kinds) -> dict[tuple[str, str], str]:
    """What people may write for a kind (key "") or a subtype (key: its kind): code, labels, value of the form."""
    words: dict[tuple[str, str], str] = {}
    for kind in kinds.kinds.values():
        for word in (kind.code, kind.label["id"], kind.form_value or kind.code):
            words["", plain_name(word)] = kind.code
        for one in kind.subtypes:
            for word in (one.code, one.label["id"], one.local_label or one.code, one.form_value or one.code):
                words[kind.code, plain_name(word)] = one.code
    return words
