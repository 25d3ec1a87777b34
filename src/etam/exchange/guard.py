"""What a file must be before a spreadsheet library may open it.

Every part is unpacked here, never beyond the size that was counted, and handed on in a fresh archive without
compression: what the library reads afterwards is exactly what was counted, whatever the sender's archive claims.
"""

import io
import re
import zipfile
import zlib

from etam.exchange.exceptions import FileRefused

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
ASK_FOR_XLSX = "Buka berkas itu di Excel atau LibreOffice, simpan sebagai “Excel Workbook (.xlsx)”, lalu unggah lagi."


def checked_parts(data: bytes, limit_bytes: int) -> dict[str, bytes]:
    """The parts of an XLSX file by name, unpacked.

    Raises FileRefused when the file is empty, larger than `limit_bytes`, of another kind, locked with a password,
    damaged, or built to fill the memory.
    """
    refuse_by_size(len(data), limit_bytes)
    _refuse_other_kinds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive.infolist())
            _refuse_other_archives(set(archive.namelist()))
            return {entry.filename: _unpacked(archive, entry) for entry in _needed(archive)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FileRefused(
            "Berkas ini rusak atau tidak terunduh utuh, jadi tidak dapat dibaca. "
            "Buka di Excel untuk memastikan, simpan lagi, lalu unggah."
        ) from error


def plain_archive(parts: dict[str, bytes]) -> io.BytesIO:
    """The same parts as an archive without compression."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def refuse_by_size(size_bytes: int, limit_bytes: int) -> None:
    """Raises FileRefused when a file has nothing in it or too much."""
    if size_bytes == 0:
        raise FileRefused("Berkas ini kosong (0 bita). Pilih berkas yang sudah Anda isi dan simpan.")
    if size_bytes > limit_bytes:
        limit = limit_bytes // (1024 * 1024)
        raise FileRefused(
            f"Berkas ini lebih besar dari {limit} MB. Templat untuk 500 lembaga besarnya kurang dari 2 MB: "
            "hapus gambar atau lembar tambahan, atau kirim per kecamatan."
        )


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(ZIP_START):
        return
    if data.startswith(OLE_START):
        if ENCRYPTED_STREAM in data:
            raise FileRefused(
                "Berkas ini terkunci kata sandi. Di Excel pilih Berkas > Info > Lindungi Buku Kerja > Enkripsi dengan "
                "Kata Sandi, kosongkan kata sandinya, simpan, lalu unggah lagi."
            )
        raise FileRefused(f"Berkas ini berformat lama (.xls). {ASK_FOR_XLSX}")
    raise FileRefused("Berkas ini bukan lembar kerja Excel (.xlsx). Unggah templat yang Anda unduh dari halaman ini.")


def _refuse_other_archives(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise FileRefused(f"Berkas ini berformat Excel biner (.xlsb). {ASK_FOR_XLSX}")
    if "mimetype" in names and "content.xml" in names:
        raise FileRefused(f"Berkas ini berformat OpenDocument (.ods). {ASK_FOR_XLSX}")
    raise FileRefused(
        "Berkas ini arsip, tetapi bukan lembar kerja Excel (.xlsx). Unggah templat yang Anda unduh dari halaman ini."
    )


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    too_dense = unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or too_dense:
        raise FileRefused(
            "Isi berkas ini jauh lebih besar daripada berkasnya sendiri, jadi tidak dibuka demi keamanan. "
            "Salin jawaban Anda ke templat yang baru diunduh, lalu unggah."
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
