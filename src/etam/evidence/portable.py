"""PDF files: whether one is whole, open to read, and free of what a reader could run. They are kept byte for byte,
because a changed byte breaks an electronic signature."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from etam.evidence.exceptions import FileRefused

START, END = b"%PDF-", b"%%EOF"
# Readers look for the end within the last 1,024 bytes; a file without it was cut off.
END_WITHIN_BYTES = 1024
MAX_OBJECTS = 200_000
ACTIVE = {
    "/JavaScript": "skrip",
    "/JS": "skrip",
    "/XFA": "formulir XFA",
    "/Launch": "perintah yang menjalankan program",
    "/SubmitForm": "perintah yang mengirim data",
    "/ImportData": "perintah yang mengambil data",
    "/EmbeddedFile": "berkas lain di dalamnya",
    "/EmbeddedFiles": "berkas lain di dalamnya",
    "/GoToE": "berkas lain di dalamnya",
    "/RichMedia": "media yang dapat dijalankan",
}
# Under these keys a name says what a thing is or does.
NAMING = ("/S", "/Type", "/Subtype")


def checked(data: bytes) -> None:
    """Raises FileRefused when a PDF is cut off, broken, locked with a password, or holds something that can run."""
    if END not in data[-END_WITHIN_BYTES:]:
        raise _broken()
    try:
        reader = PdfReader(io.BytesIO(data))
        if not reader.is_encrypted:
            pages, active = len(reader.pages), _active(reader)
    except FileRefused:
        raise
    except Exception as error:  # pypdf raises whatever a broken file leads it into
        raise _broken() from error
    if reader.is_encrypted:
        raise FileRefused(
            "PDF ini terkunci kata sandi, jadi pemeriksa tidak dapat membacanya. Buka, simpan lagi tanpa kata sandi, "
            "lalu unggah."
        )
    if not pages:
        raise _broken()
    if active:
        raise FileRefused(
            f"PDF ini memuat {', '.join(active)}, jadi tidak diterima demi keamanan. Buka, pilih Cetak lalu "
            "“Simpan sebagai PDF”, dan unggah hasilnya."
        )


def _active(reader: PdfReader) -> list[str]:
    """What in the file can run, each named once; every object is looked at, also what no page leads to."""
    keys = [(number, generation) for generation, numbers in reader.xref.items() for number in numbers]
    keys += [(number, 0) for number in reader.xref_objStm]
    if len(keys) > MAX_OBJECTS:
        raise FileRefused("PDF ini terlalu rumit untuk diperiksa. Cetak lagi sebagai PDF, lalu unggah hasilnya.")
    things = (reader.get_object(IndirectObject(number, generation, reader)) for number, generation in keys)
    found = {word for thing in (*things, reader.trailer) for word in _words(thing)}
    return sorted(found)


def _words(thing: Any) -> Iterator[str]:
    """What one object holds by itself; what it points at is looked at in its own turn."""
    stack = [thing]
    while stack:
        one = stack.pop()
        if isinstance(one, DictionaryObject):
            named = {str(one[key]) for key in NAMING if key in one}
            yield from (ACTIVE[name] for name in ACTIVE if name in one or name in named)
            stack += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            stack += list(one)


def _broken() -> FileRefused:
    return FileRefused(
        "PDF ini rusak atau tidak terkirim utuh. Buka untuk memastikan, simpan atau pindai lagi, lalu unggah."
    )
