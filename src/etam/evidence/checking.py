"""What a file is, by its content, and whether it may be evidence. Its name is never asked."""

from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from etam.evidence import pictures, portable
from etam.evidence.exceptions import FileRefused
from etam.web.spreadsheet_guard import ZIP_START, SpreadsheetRefused, active_parts, checked_parts, plain_archive

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSIONS = {PDF: ".pdf", XLSX: ".xlsx", "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
WORDS = {PDF: "PDF", XLSX: "XLSX", "image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP"}
OTHER_KINDS = (
    (b"GIF8", "gambar GIF"),
    (b"BM", "gambar BMP"),
    (b"II*\0", "gambar TIFF"),
    (b"MM\0*", "gambar TIFF"),
    (b"\xd0\xcf\x11\xe0", "berkas Office lama, atau terkunci kata sandi"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
)


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its media type, and the bytes to keep, which for a picture are new ones."""

    media_type: str
    data: bytes


def checked(data: bytes, limit_bytes: int) -> Checked:
    """What to keep of a file. Raises FileRefused with what is wrong and what to do."""
    refuse_by_size(len(data), limit_bytes)
    kind = kind_of(data)
    if kind == PDF:
        portable.checked(data)
        return Checked(PDF, data)
    if kind == XLSX:
        _check_workbook(data, limit_bytes)
        return Checked(XLSX, data)
    return Checked(*pictures.rewritten(data))


def kind_of(head: bytes) -> str:
    """The media type that the first bytes announce, at least 16 of them. Raises FileRefused for any other kind."""
    if head.startswith(portable.START):
        return PDF
    if head.startswith(ZIP_START):
        return XLSX
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    raise FileRefused(f"Berkas ini {_other_kind(head)}. Yang diterima: PDF, JPEG, PNG, WebP, dan XLSX.")


def refuse_by_size(size_bytes: int, limit_bytes: int) -> None:
    """Raises FileRefused when a file has nothing in it or too much."""
    if size_bytes == 0:
        raise FileRefused("Berkas ini kosong (0 bita). Pilih berkas yang ada isinya.")
    if size_bytes > limit_bytes:
        raise FileRefused(
            f"Berkas ini lebih besar dari {limit_bytes // 2**20} MB. Pindai dengan 200 dpi, perkecil gambarnya, "
            "atau pecah menjadi beberapa berkas."
        )


def _check_workbook(data: bytes, limit_bytes: int) -> None:
    try:
        parts = checked_parts(data, limit_bytes)
        with CalamineWorkbook.from_filelike(plain_archive(parts)) as workbook:
            names = workbook.sheet_names
    except SpreadsheetRefused as problem:
        raise FileRefused(str(problem)) from problem
    except (CalamineError, LookupError, ValueError, OSError) as error:
        raise FileRefused("Lembar kerja ini rusak. Buka di Excel, simpan lagi sebagai .xlsx, lalu unggah.") from error
    if not names or active_parts(data):
        raise FileRefused(
            "Lembar kerja ini memuat makro atau berkas lain di dalamnya, jadi tidak diterima demi keamanan. "
            "Simpan sebagai “Excel Workbook (.xlsx)” tanpa makro dan objek, lalu unggah."
        )


def _other_kind(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "foto HEIC atau video. Pada iPhone: Pengaturan > Kamera > Format > Paling Kompatibel, lalu foto lagi"
    known = next((word for start, word in OTHER_KINDS if head.startswith(start)), "")
    return known or "bukan PDF, gambar, atau lembar kerja"
