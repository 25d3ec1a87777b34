"""The ministry's list of schools, as people export it: XLSX or CSV, row by row. Pure: reads no database.

    NPSN;Nama;Bentuk;Status;Kecamatan;Kab/Kota;Desa;Lintang;Bujur;Jumlah Siswa
    30400001;SD Negeri 001 Bengalon;SD;Negeri;Kec. Bengalon;Kab. Kutai Timur;Sepaso;0,71;117,6;214

Columns may stand in any order and under the names that exports give them; lines above the header are passed over, and
columns that are not known are left alone.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from etam.content.regions import plain_name
from etam.web.csv_list import MARK, ListingProblem, RowFault
from etam.web.spreadsheet_guard import SpreadsheetRefused, checked_parts, plain_archive
from etam.web.workbook_text import one_line

WORDS = {
    "npsn": ("npsn", "kode sekolah", "no npsn"),
    "name": ("nama", "nama sekolah", "nama satuan pendidikan", "satuan pendidikan", "nama madrasah", "nama lembaga"),
    "form": ("bentuk", "bentuk pendidikan", "bp", "jenjang", "jenis"),
    "status": ("status", "status sekolah"),
    "district": ("kecamatan", "kec", "nama kecamatan"),
    "regency": ("kab kota", "kabupaten kota", "kabupaten", "kab", "kota", "nama kabupaten", "kabkota"),
    "village": ("desa", "kelurahan", "desa kelurahan", "desa kel", "nama desa", "kampung"),
    "address": ("alamat", "alamat jalan", "alamat sekolah"),
    "latitude": ("lintang", "latitude", "lat"),
    "longitude": ("bujur", "longitude", "long", "lon"),
    "pupils": (
        "jumlah siswa", "siswa", "jumlah peserta didik", "peserta didik", "pd", "jumlah murid", "murid", "jml siswa",
    ),
}  # fmt: skip
LABELS = {"npsn": "NPSN", "name": "Nama", "form": "Bentuk", "regency": "Kab/Kota"}
LIMITS = {"name": 200, "address": 300}
HEADER_WITHIN = 15
MAX_ROWS, MAX_COLUMNS = 600_000, 100
ZIP_START = b"PK\x03\x04"
NPSN = re.compile(r"[0-9A-Z]\d{7}")
EXCEL_NUMBER = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
LEVELS = {
    "sd": "sd_mi", "mi": "sd_mi", "spk sd": "sd_mi", "sdtk": "sd_mi",
    "smp": "smp_mts", "mts": "smp_mts", "smptk": "smp_mts", "spk smp": "smp_mts",
    "sma": "sma_smk_ma", "smk": "sma_smk_ma", "ma": "sma_smk_ma", "mak": "sma_smk_ma", "smtk": "sma_smk_ma",
    "spk sma": "sma_smk_ma", "smag k": "sma_smk_ma",
    "slb": "slb", "sdlb": "slb", "smplb": "slb", "smalb": "slb", "smlb": "slb",
}  # fmt: skip
OTHER_LEVELS = ("tk", "ra", "paud", "kb", "tpa", "sps", "pkbm", "skb", "tklb", "spk tk", "spk kb", "kursus", "ut")
MADRASAH = ("mi", "mts", "ma", "mak")


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school as the list writes it; places are words, and "" or None where a cell is empty."""

    line: int
    npsn: str
    name: str
    form: str
    subtype: str
    is_public: bool | None
    regency: str
    district: str
    village: str
    address: str
    latitude: float | None
    longitude: float | None
    pupils: int | None

    @property
    def ministry(self) -> str:
        return "kemenag" if self.form.lower() in MADRASAH else "disdikbud"


class OtherLevel(Exception):
    """A kindergarten, course or the like: no school of this registry."""


class _Fault(Exception):
    def __init__(self, column: str, sentence: str):
        super().__init__(sentence)
        self.column = column


def read(data: bytes, limit_bytes: int) -> Iterator[SchoolRow | RowFault | OtherLevel]:
    """Every filled row below the header: a school, what is wrong with it, or that it is of another level.

    Raises ListingProblem when the file cannot be read or its header is not found.
    """
    lines = _workbook(data, limit_bytes) if data.startswith(ZIP_START) else _csv(data)
    columns: dict[str, int] | None = None
    for line, cells in enumerate(lines, start=1):
        if columns is None:
            columns = _header(cells)
            if columns is None and line >= HEADER_WITHIN:
                break
        elif any(cells):
            if line > MAX_ROWS:
                raise ListingProblem(f"Berkas ini memuat lebih dari {MAX_ROWS} baris. Bagi menurut provinsi.")
            yield _row(line, cells, columns)
    if columns is None:
        raise ListingProblem(
            f"Baris judul tidak ditemukan dalam {HEADER_WITHIN} baris pertama. "
            "Perlu sedikitnya kolom NPSN, Nama, Bentuk, dan Kab/Kota."
        )


def _row(line: int, cells: list[str], columns: dict[str, int]) -> SchoolRow | RowFault | OtherLevel:
    given = {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
    try:
        return _school(line, dict.fromkeys(WORDS, "") | given)
    except OtherLevel as other:
        return other
    except _Fault as fault:
        return RowFault(line, fault.column, str(fault))


def _school(line: int, given: dict[str, str]) -> SchoolRow:
    form = given["form"].strip().upper().replace(".", "")
    if plain_name(form) in OTHER_LEVELS:
        raise OtherLevel(form)
    for name, label in LABELS.items():
        if not given[name]:
            raise _Fault(label, "Belum diisi.")
    for name, limit in LIMITS.items():
        if len(given[name]) > limit:
            raise _Fault(name, f"Lebih dari {limit} karakter.")
    subtype = LEVELS.get(plain_name(form))
    if subtype is None:
        raise _Fault(
            "Bentuk", f"Bentuk “{given['form'][:40]}” tidak dikenal. Yang dibaca: SD, MI, SMP, MTs, SMA, SMK, MA, SLB."
        )
    return SchoolRow(
        line=line,
        npsn=_npsn(given["npsn"]),
        name=given["name"],
        form="MTs" if form == "MTS" else form,
        subtype=subtype,
        is_public={"n": True, "negeri": True, "s": False, "swasta": False}.get(plain_name(given["status"])),
        regency=given["regency"],
        district=given["district"],
        village=given["village"],
        address=given["address"],
        latitude=_degrees(given["latitude"], "Lintang", 90),
        longitude=_degrees(given["longitude"], "Bujur", 180),
        pupils=_count(given["pupils"]),
    )


def _npsn(text: str) -> str:
    number = text.strip().upper().replace(" ", "")
    if EXCEL_NUMBER.fullmatch(number):
        raise _Fault("NPSN", f"“{text}” sudah diubah lembar kerja. Jadikan kolom ini teks, lalu tulis lagi.")
    if number.isdigit() and len(number) < 8:
        raise _Fault(
            "NPSN", f"“{text}” hanya {len(number)} angka. Nol di depannya mungkin hilang: tulis delapan angka."
        )
    if not NPSN.fullmatch(number):
        raise _Fault("NPSN", f"“{text[:40]}” bukan NPSN. NPSN delapan angka, misalnya 30401234.")
    return number


def _degrees(text: str, column: str, limit: int) -> float | None:
    try:
        value = float(text.replace(",", ".")) if text else 0.0
    except ValueError as error:
        raise _Fault(column, f"“{text[:40]}” bukan derajat desimal, misalnya 0,712.") from error
    # Exports write 0 where nobody knows.
    if not value:
        return None
    if not -limit <= value <= limit:
        raise _Fault(column, f"“{text[:40]}” di luar −{limit} sampai {limit}. Tanda komanya mungkin hilang.")
    return value


def _count(text: str) -> int | None:
    if text in ("", "-"):
        return None
    bare = re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", text)
    if not bare.isdigit():
        raise _Fault("Jumlah siswa", f"“{text[:40]}” bukan jumlah. Tulis bilangan bulat, 0 bila memang tidak ada.")
    if int(bare) > 20_000:
        raise _Fault("Jumlah siswa", f"{bare} siswa di satu sekolah tidak mungkin. Periksa angkanya.")
    return int(bare)


def _header(cells: list[str]) -> dict[str, int] | None:
    """Where each known column stands, if this line is the header. Raises ListingProblem when it lacks something."""
    named = [plain_name(cell) for cell in cells]
    columns: dict[str, int] = {}
    for column, words in WORDS.items():
        at = [place for place, word in enumerate(named) if word in words]
        if len(at) > 1 and column in LABELS:
            best = next((place for word in words for place in at if named[place] == word), at[0])
            if sum(named[place] == named[best] for place in at) > 1:
                raise ListingProblem(f"Kolom “{cells[best]}” ada dua kali. Sisakan satu.")
            at = [best]
        if at:
            columns[column] = at[0]
    if "npsn" not in columns:
        return None
    if absent := [label for name, label in LABELS.items() if name not in columns]:
        raise ListingProblem(
            f"Kolom {', '.join(absent)} tidak ada. Yang dibaca: {', '.join(filter(None, cells))[:200]}."
        )
    return columns


def _csv(data: bytes) -> Iterator[list[str]]:
    if not data.strip():
        raise ListingProblem("Berkas ini kosong. Unggah daftar sekolah berbentuk .xlsx atau .csv.")
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    try:
        head = data[:20_000].decode("utf-8-sig", errors="ignore")
        delimiter = max(";,\t", key=head.count)
        for cells in csv.reader(text, delimiter=delimiter, strict=True):
            yield [" ".join(cell.split()).removeprefix(MARK) for cell in cells]
    except UnicodeDecodeError as error:
        raise ListingProblem(
            "Berkas ini bukan UTF-8. Di Excel pilih Simpan Sebagai > CSV UTF-8, lalu unggah."
        ) from error
    except csv.Error as error:
        raise ListingProblem(
            "Berkas ini tidak dapat dibaca sebagai CSV. Periksa tanda kutipnya, atau kirim .xlsx."
        ) from error


def _workbook(data: bytes, limit_bytes: int) -> Iterator[list[str]]:
    try:
        with CalamineWorkbook.from_filelike(plain_archive(checked_parts(data, limit_bytes))) as workbook:
            sheet = workbook.get_sheet_by_index(0)
            if sheet.width > MAX_COLUMNS:
                raise ListingProblem(f"Lembar pertama memuat lebih dari {MAX_COLUMNS} kolom.")
            for cells in sheet.iter_rows():
                yield [_written(cell) for cell in cells]
    except SpreadsheetRefused as problem:
        raise ListingProblem(str(problem)) from problem
    except (CalamineError, LookupError, ValueError, OSError) as problem:
        raise ListingProblem("Lembar kerja ini rusak. Simpan lagi di Excel sebagai .xlsx, lalu unggah.") from problem


def _written(cell: Any) -> str:
    """A cell as text on one line; a whole number without its ".0"."""
    return one_line(cell).removeprefix(MARK)
