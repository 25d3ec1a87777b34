"""A list of institutions from a CSV file. Pure: reads no database, so page and command read alike.

    code;name;kind;subtype;region;npp;npsn;parent_name;address
    ;SD Negeri 001 Samarinda;school;sd_mi;64.72;;30401234;;Jalan Pahlawan 1

Comma or semicolon, with or without byte order mark, UTF-8. Kind and subtype may be codes or Indonesian labels.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etam.content.kinds import Kinds
from etam.content.regions import Regions, plain_name
from etam.institutions.places import PlaceProblem, find_place
from etam.web.csv_list import CsvList, RowFault

# Column: how many characters its field holds.
LIMITS = {
    "code": 40, "name": 200, "kind": 100, "subtype": 100, "region": 200,
    "npp": 30, "npsn": 12, "parent_name": 200, "address": 300,
}  # fmt: skip
COLUMNS = tuple(LIMITS)
# The whole list waits in the session between preview and confirmation.
MAX_ROWS = 20_000
LIST = CsvList(LIMITS, ("name", "kind", "subtype", "region"), MAX_ROWS, "lembaga")
CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._-]*")
CODE_RULE = "Kode hanya boleh berisi huruf, angka, titik, dan tanda hubung, dengan sedikitnya satu angka."
EXCEL_NUMBER = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")


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


def read_listing(text: str, regions: Regions, kinds: Kinds) -> Listing:
    """Read every row; raises ListingProblem when header or quoting make the file unreadable."""
    reader = _Reader(regions, kinds)
    for line, cells in LIST.rows(text):
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


def _plain_faults(cells: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong before any meaning is looked up: empty, too long, or mangled cells."""
    yield from LIST.plain_faults(cells)
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
