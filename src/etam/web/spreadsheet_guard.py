"""What a file must be before a spreadsheet library may open it.

Every part is unpacked here, never beyond the size that was counted, and handed on in a fresh archive without
compression: what the library reads afterwards is exactly what was counted, whatever the sender's archive claims.
"""

import io
import re
import zipfile
import zlib

MAX_ENTRIES = 500
# A workbook of 500 institutions unpacks to about 10 MB.
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
# XML of a real workbook shrinks 10 to 60 times; only what is also large can do harm.
MAX_RATIO = 300
RATIO_COUNTS_FROM_BYTES = 5 * 1024 * 1024

ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# Only these parts say what stands in which cell. Pictures, macros and embedded files are never unpacked.
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/sharedStrings\.xml|xl/styles\.xml|xl/worksheets/[^/]+\.xml"
)
# Parts that a spreadsheet program may run, or hand to another program.
ACTIVE = re.compile(
    r"xl/vbaProject[^/]*\.bin|xl/vbaData[^/]*\.xml|xl/(?:macrosheets|dialogsheets|activeX|embeddings)/.+", re.I
)
CONTENT_TYPES = "[Content_Types].xml"
MACRO_TYPE = b"macroEnabled"
ASK_FOR_XLSX = "Buka berkas itu di Excel atau LibreOffice, simpan sebagai “Excel Workbook (.xlsx)”, lalu unggah lagi."


class SpreadsheetRefused(Exception):
    """The file cannot be used; the message is a sentence for people.

    `fault` lets a caller add what to do: "empty", "too_large", "locked", "other_kind", "old_kind", "swollen" or
    "damaged".
    """

    def __init__(self, fault: str, sentence: str):
        super().__init__(sentence)
        self.fault = fault


def checked_parts(data: bytes, limit_bytes: int) -> dict[str, bytes]:
    """The parts of an XLSX file by name, unpacked.

    Raises SpreadsheetRefused when the file is empty, larger than `limit_bytes`, of another kind, locked with a
    password, damaged, or built to fill the memory.
    """
    refuse_by_size(len(data), limit_bytes)
    _refuse_other_kinds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive.infolist())
            _refuse_other_archives(set(archive.namelist()))
            return {entry.filename: _unpacked(archive, entry) for entry in _needed(archive)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise SpreadsheetRefused(
            "damaged",
            "Berkas ini rusak atau tidak terunduh utuh, jadi tidak dapat dibaca. "
            "Buka di Excel untuk memastikan, simpan lagi, lalu unggah.",
        ) from error


def active_parts(data: bytes) -> list[str]:
    """The parts of an XLSX file that hold macros, controls or other files; call `checked_parts` first."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = sorted(name for name in archive.namelist() if ACTIVE.fullmatch(name.replace("\\", "/")))
        types = [name for name in archive.namelist() if name == CONTENT_TYPES and MACRO_TYPE in archive.read(name)]
    return found or types


def plain_archive(parts: dict[str, bytes]) -> io.BytesIO:
    """The same parts as an archive without compression."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def refuse_by_size(size_bytes: int, limit_bytes: int) -> None:
    """Raises SpreadsheetRefused when a file has nothing in it or too much."""
    if size_bytes == 0:
        raise SpreadsheetRefused("empty", "Berkas ini kosong (0 bita). Pilih berkas yang sudah Anda isi dan simpan.")
    if size_bytes > limit_bytes:
        raise SpreadsheetRefused("too_large", f"Berkas ini lebih besar dari {limit_bytes // 2**20} MB.")


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(ZIP_START):
        return
    if data.startswith(OLE_START):
        if ENCRYPTED_STREAM in data:
            raise SpreadsheetRefused(
                "locked",
                "Berkas ini terkunci kata sandi. Di Excel pilih Berkas > Info > Lindungi Buku Kerja > Enkripsi dengan "
                "Kata Sandi, kosongkan kata sandinya, simpan, lalu unggah lagi.",
            )
        raise SpreadsheetRefused("old_kind", f"Berkas ini berformat lama (.xls). {ASK_FOR_XLSX}")
    raise SpreadsheetRefused("other_kind", "Berkas ini bukan lembar kerja Excel (.xlsx).")


def _refuse_other_archives(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise SpreadsheetRefused("old_kind", f"Berkas ini berformat Excel biner (.xlsb). {ASK_FOR_XLSX}")
    if "mimetype" in names and "content.xml" in names:
        raise SpreadsheetRefused("old_kind", f"Berkas ini berformat OpenDocument (.ods). {ASK_FOR_XLSX}")
    raise SpreadsheetRefused("other_kind", "Berkas ini arsip, tetapi bukan lembar kerja Excel (.xlsx).")


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    too_dense = unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or too_dense:
        raise SpreadsheetRefused(
            "swollen", "Isi berkas ini jauh lebih besar daripada berkasnya sendiri, jadi tidak dibuka demi keamanan."
        )


def _needed(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [entry for entry in archive.infolist() if NEEDED.fullmatch(entry.filename)]


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    content = archive.read(entry)
    # No spreadsheet program writes one; it is how an XML file makes a reader fetch other files or fill its memory.
    if (
        b"<!DOCTYPE" in content
        or "<!DOCTYPE".encode("utf-16-le") in content
        or "<!DOCTYPE".encode("utf-16-be") in content
    ):
        raise zipfile.BadZipFile("a part declares a document type")
    return content
