"""Money of many villages and schools, from a CSV file or the first sheet of a workbook. Pure: reads no database.

    kode;tahun;sumber_dana;untuk;anggaran;realisasi;sumber_angka;alasan
    30401234;2026;BOSP;buku;24000000;;RKAS 2026;
    30401234;2026;BOSP;pagu;200000000;;RKAS 2026;
    64.08.05.2001;2026;Dana Desa;lain;15000000;;APBDes 2026;

`kode` is a village's Kemendagri code or a school's NPSN. A row for "pagu" is a ceiling; its amount stands under
`anggaran`. Comma or semicolon, UTF-8; or .xlsx with the same columns.
"""

from dataclasses import dataclass

from etam.content.regions import plain_name
from etam.programmes.amounts import NotAnAmount, read_rupiah
from etam.web.csv_list import CsvList, RowFault
from etam.web.workbook_text import first_sheet, is_workbook, one_line

# Column: how many characters its field holds.
LIMITS = {
    "kode": 20, "tahun": 4, "sumber_dana": 20, "untuk": 40, "anggaran": 40, "realisasi": 40, "sumber_angka": 200,
    "alasan": 300,
}  # fmt: skip
COLUMNS = tuple(LIMITS)
MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 5 * 2**20, 20_000, 30
LIST = CsvList(LIMITS, ("kode", "tahun", "sumber_dana", "untuk"), MAX_ROWS, "baris dana")
FUNDS = {
    "bosp": "bosp", "bos": "bosp", "bos/bosp": "bosp", "bos reguler": "bosp", "bosp reguler": "bosp",
    "dana desa": "dana_desa", "apbd": "apbd", "apbn": "apbn", "dak fisik": "dak_physical",
    "dak nonfisik": "dak_other", "hibah": "gift", "operasional": "operating",
}  # fmt: skip
PURPOSES = {
    "buku": "books", "honor": "staff", "honor tenaga": "staff", "pemeliharaan": "upkeep", "gedung": "building",
    "gedung dan perabot": "building", "lain": "other", "pengembangan lain": "other", "pagu": "ceiling",
}  # fmt: skip
CEILINGS = {"bosp": "bosp_regular", "dana_desa": "dana_desa", "operating": "operating"}


@dataclass(frozen=True)
class Row:
    """One row: a line of money, or a ceiling where `ceiling` names its kind."""

    line: int
    code: str
    year: int
    fund: str
    purpose: str
    ceiling: str
    planned: int | None
    spent: int | None
    source: str
    reason: str


def text_of(data: bytes) -> str:
    """The rows of a file as CSV text; raises ListingProblem when it is neither CSV nor a workbook."""
    if not is_workbook(data):
        return LIST.decode(data)
    return first_sheet(data, max_bytes=MAX_BYTES, max_rows=MAX_ROWS + 1, max_columns=MAX_COLUMNS, written=one_line)


def read_rows(text: str) -> tuple[list[Row], list[RowFault]]:
    """Every row that can be understood by itself, and what is wrong with the others.

    Raises ListingProblem when header, quoting or length make the file unreadable.
    """
    written, faults = LIST.read(text)
    rows = []
    for line, cells in written:
        found = _Reader(line, cells)
        faults += found.faults
        if not found.faults:
            rows.append(found.row())
    return rows, [*faults, *_twins(rows)]


class _Reader:
    """One row, cell by cell."""

    def __init__(self, line: int, cells: dict[str, str]):
        self.line, self.cells = line, cells
        self.faults: list[RowFault] = []
        self.fund = self._word("sumber_dana", FUNDS)
        self.purpose = self._word("untuk", PURPOSES)
        self.planned, self.spent = self._amount("anggaran"), self._amount("realisasi")
        self.ceiling = self._ceiling()
        if not (cells["tahun"].isascii() and cells["tahun"].isdigit() and len(cells["tahun"]) == 4):
            self._fault("tahun", f"“{cells['tahun']}” bukan tahun. Tulis misalnya 2026.")

    def row(self) -> Row:
        cells = self.cells
        return Row(
            self.line, cells["kode"], int(cells["tahun"]), self.fund, self.purpose, self.ceiling, self.planned,
            self.spent, cells["sumber_angka"], cells["alasan"],
        )  # fmt: skip

    def _ceiling(self) -> str:
        is_ceiling = self.purpose == "ceiling"
        if self.fund == "operating" and self.purpose and not is_ceiling:
            self._fault("sumber_dana", "“operasional” hanya untuk baris pagu. Pilih sumber dana lain.")
        if not is_ceiling or not self.fund:
            return ""
        if self.fund not in CEILINGS:
            self._fault("sumber_dana", "Pagu hanya untuk BOSP, Dana Desa, atau operasional.")
        if self.planned is None and self.cells["anggaran"] == "":
            self._fault("anggaran", "Besar pagunya belum diisi.")
        return CEILINGS.get(self.fund, "")

    def _word(self, column: str, words: dict[str, str]) -> str:
        written = " ".join(self.cells[column].lower().split())
        if written not in words:
            self._fault(column, f"“{self.cells[column]}” tidak dikenal. Yang dibaca: {', '.join(words)}.")
        return words.get(written, "")

    def _amount(self, column: str) -> int | None:
        try:
            return read_rupiah(self.cells[column])
        except NotAnAmount as problem:
            self._fault(column, str(problem))
            return None

    def _fault(self, column: str, sentence: str) -> None:
        self.faults.append(RowFault(self.line, column, sentence))


def _twins(rows: list[Row]) -> list[RowFault]:
    """Rows that speak about the same line twice."""
    seen: dict[tuple[str, int, str, str], int] = {}
    faults = []
    for one in rows:
        first = seen.setdefault((plain_name(one.code), one.year, one.fund, one.purpose), one.line)
        if first != one.line:
            faults.append(RowFault(one.line, "", f"Isinya tentang hal yang sama dengan baris {first}. Sisakan satu."))
    return faults
