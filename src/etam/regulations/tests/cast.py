"""The people of this room's tests, and regulations small enough to keep in mind.

Rina and Dewi are officers of the province, Yusran verifies for Kutai Timur, Lestari observes, Hartati is an operator.
It is 26 November 2026.
"""

import io
from datetime import UTC, date, datetime
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from etam.accounts.models import User
from etam.institutions.models import Institution
from etam.institutions.tests.cast import library, person, region
from etam.regulations import actions
from etam.regulations.actions import Details
from etam.regulations.models import Regulation

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)
FONT = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
TEXT_SEEN = "Dilihat di jdih.perpusnas.go.id."


def officer(name: str = "Rina") -> User:
    return person(f"{name.lower()}@example.id", name, "officer")


def verifier() -> User:
    return person("yusran@example.id", "Yusran", "verifier", region=region("64.08", "Kabupaten Kutai Timur", 2))


def observer() -> User:
    return person("lestari@example.id", "Lestari", "observer")


def operator() -> User:
    regency = region("64.08", "Kabupaten Kutai Timur", 2)
    return person("hartati@example.id", "Hartati", "operator", institution=village(regency))


def village(regency: Any) -> Institution:
    return library("L-1", "Perpustakaan Desa", "public", "village", regency, regency)


def details(**changes: Any) -> Details:
    """An invented regulation of the National Library."""
    wanted: dict[str, Any] = {
        "type": "Peraturan Perpusnas",
        "number": "40",
        "year": 2024,
        "title": "Contoh peraturan",
        "issuer": "Perpustakaan Nasional",
    }
    return Details(**{**wanted, **changes})


def regulation(by: User, number: int = 40, **changes: Any) -> Regulation:
    """A regulation that was entered today and waits to be verified."""
    return actions.add(details(number=str(number), **changes), by=by, at=NOW)


def pdf(*pages: str) -> bytes:
    """A PDF with these words, one page each, as a word processor would write it."""
    writer = PdfWriter()
    for words in pages:
        page = writer.add_blank_page(595, 842)
        font = DictionaryObject(
            {NameObject(key): NameObject(name) for key, name in FONT.items()},
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def locked(data: bytes) -> bytes:
    """The same PDF with a password on it."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("rahasia")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
