"""The PDF of a regulation: whether it may be kept, how many pages it has, and what is written on them. Pure."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf import PdfReader

from etam.evidence import portable
from etam.evidence.checking import refuse_by_size
from etam.evidence.exceptions import FileRefused
from etam.regulations.exceptions import BadInput

# A person waits for this; what was not read by then can be found by its register entry only.
SECONDS_TO_READ = 40


@dataclass(frozen=True)
class Pages:
    """How many pages a PDF has, how many of them were read, and the words on those that have any, by page from 1."""

    count: int
    read: int
    texts: dict[int, str]


def read_pages(data: bytes, limit_bytes: int, seconds: float = SECONDS_TO_READ) -> Pages:
    """The pages of a PDF, read for so long. Raises BadInput for what is no PDF, broken, locked, or able to run."""
    try:
        refuse_by_size(len(data), limit_bytes)
        if not data.startswith(portable.START):
            raise BadInput("Berkas ini bukan PDF. Simpan naskahnya sebagai PDF, lalu unggah.", "file")
        portable.checked(data)
    except FileRefused as problem:
        raise BadInput(str(problem), "file") from problem
    texts = list(_texts(PdfReader(io.BytesIO(data)), seconds))
    return Pages(
        count=len(PdfReader(io.BytesIO(data)).pages),
        read=len(texts),
        texts={page: text for page, text in enumerate(texts, start=1) if text},
    )


def _texts(reader: PdfReader, seconds: float) -> Iterator[str]:
    begun = time.monotonic()
    for page in reader.pages:
        if time.monotonic() - begun > seconds:
            return
        try:
            text = page.extract_text()
        except Exception:  # pypdf raises whatever an odd page leads it into; the file is fit to be read all the same
            text = ""
        # PostgreSQL stores no NUL.
        yield " ".join(text.replace("\x00", " ").split())
