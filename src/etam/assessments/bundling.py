"""What goes to Perpusnas in one file: the filled form, the answers, the evidence, and a manifest of every byte.

The same sheet and files give the same bytes, whoever takes them and whenever: nothing in it tells the time of making.
"""

import hashlib
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from etam.assessments import editions
from etam.assessments.exceptions import NotReady, Obstacle
from etam.assessments.models import Assessment, Sheet
from etam.evidence import queries as evidence
from etam.evidence.checking import EXTENSIONS
from etam.evidence.models import Evidence
from etam.evidence.storage import path_of
from etam.questionnaire import Answer, Question, applicable
from etam.questionnaire.numbers import read_number
from etam.web.formats import NOTHING, figure, interval
from etam.web.tables import Cell, new_workbook, write_cell, write_csv

PLACE = "assessment"
ZERO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest moment an archive can name; every entry carries it."""
CHUNK = 256 * 1024
LONGEST_TITLE = 60
FORM_XLSX, FORM_PDF, ANSWERS, MANIFEST = "formulir.xlsx", "formulir.pdf", "answers.csv", "manifest.json"
EVIDENCE_FOLDER = "bukti"
HEADER = ("Nomor", "Pertanyaan", "Jawaban", "Catatan", "Bukti")


@dataclass(frozen=True)
class Entry:
    """One file of the bundle: its bytes are in `data`, or on the disk at `path`."""

    name: str
    sha256: str
    size_bytes: int
    data: bytes = b""
    path: Path | None = None
    about: Mapping[str, Any] | None = None

    def chunks(self) -> Iterator[bytes]:
        if self.path is None:
            yield self.data
            return
        with self.path.open("rb") as file:
            while part := file.read(CHUNK):
                yield part


@dataclass(frozen=True)
class Bundle:
    """The files in the order of the archive; the manifest, which names the others, comes first."""

    name: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class _Row:
    question: Question
    answer: Answer | None
    note: str
    codes: Sequence[str]


def bundle(assessment: Assessment, form_pdf: bytes | None = None) -> Bundle:
    """Everything of one accreditation, the bytes of evidence still on the disk.

    `form_pdf` is the form as a set document, where there is one. Raises NotReady when the bytes of an evidence are not
    on the disk as they should be.
    """
    sheet = assessment.sheets.select_related("latest").get(side=Sheet.Side.SELF)
    edition, context = editions.instrument_of(assessment), editions.context_of(assessment)
    uses = evidence.uses(PLACE, assessment.pk)
    rows = [
        _Row(one, sheet.answers.get(one.element), sheet.notes.get(one.element, ""), _codes(uses, one.element))
        for one in applicable(edition, context, sheet.answers)
    ]
    entries = [
        _made(FORM_XLSX, _workbook(assessment, sheet, rows)),
        *([_made(FORM_PDF, form_pdf)] if form_pdf else []),
        _made(ANSWERS, _answers(rows)),
        *_evidence(assessment, uses),
    ]
    manifest = _made(MANIFEST, _manifest(assessment, sheet, entries))
    return Bundle(f"akreditasi-{_plain(assessment.institution.code)}-{assessment.year}.zip", [manifest, *entries])


def stream(found: Bundle) -> Iterator[bytes]:
    """The archive piece by piece; no more than one piece of a file is held at a time."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for entry in found.entries:
            info = zipfile.ZipInfo(entry.name, ZERO_TIME)
            # Pictures and PDF are compressed already; what is made here is small.
            info.compress_type, info.external_attr = zipfile.ZIP_STORED, 0o644 << 16
            with archive.open(info, "w") as target:
                for part in entry.chunks():
                    target.write(part)
                    yield sink.take()
            yield sink.take()
    yield sink.take()


class _Sink(io.RawIOBase):
    """Where the archive is written: what has been written is taken away at once, so it can only go forwards."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken, self._parts = b"".join(self._parts), []
        return taken


def _made(name: str, data: bytes) -> Entry:
    return Entry(name, hashlib.sha256(data).hexdigest(), len(data), data)


def _evidence(assessment: Assessment, uses: Mapping[str, Sequence[Evidence]]) -> list[Entry]:
    """Each file once, under the number of the first question that it supports; the manifest names all of them."""
    edition = editions.instrument_of(assessment)
    numbers: dict[str, list[str]] = {}
    files: dict[str, Evidence] = {}
    order = [element for element in edition.elements if element in uses] + sorted(uses.keys() - set(edition.elements))
    for element in order:
        for one in uses[element]:
            asked = edition.by_element.get(element)
            numbers.setdefault(one.code, []).append(asked.number if asked else "0")
            files[one.code] = one
    if missing := [Obstacle("", _gone(one)) for one in files.values() if not _is_there(one)]:
        raise NotReady(missing)
    return [
        Entry(
            f"{EVIDENCE_FOLDER}/{numbers[code][0]}_{code}_{_plain(one.title)}{EXTENSIONS[one.media_type]}",
            one.sha256,
            one.size_bytes,
            path=path_of(one.sha256),
            about={
                "code": code,
                "title": one.title,
                "questions": numbers[code],
                "valid_until": one.valid_until.isoformat() if one.valid_until else None,
            },
        )
        for code, one in files.items()
    ]


def _is_there(one: Evidence) -> bool:
    path = path_of(one.sha256)
    return path.is_file() and path.stat().st_size == one.size_bytes


def _gone(one: Evidence) -> str:
    return f"Berkas bukti {one.title} ({one.code}) tidak utuh di penyimpanan. Unggah lagi, atau hubungi administrator."


def _manifest(assessment: Assessment, sheet: Sheet, entries: Sequence[Entry]) -> bytes:
    institution, latest = assessment.institution, sheet.latest
    content = {
        "institution": {"code": institution.code, "name": institution.name, "npp": institution.npp},
        "year": assessment.year,
        "scheme": f"{assessment.scheme_code}@{assessment.scheme_version}",
        "part": assessment.part,
        "instrument": f"{assessment.instrument_code}@{assessment.instrument_version}",
        "instrument_sha256": assessment.instrument_checksum,
        "sheet_revision": latest.number if latest else 0,
        "sheet_saved_on": localdate(latest.at).isoformat() if latest else None,
        "self_score": {"low": round(sheet.low, 6), "high": round(sheet.high, 6)},
        "is_sample": assessment.is_sample,
        "files": [
            {"name": one.name, "sha256": one.sha256, "size_bytes": one.size_bytes, **(one.about or {})}
            for one in entries
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _answers(rows: Sequence[_Row]) -> bytes:
    """The answers as `etam instrument score` reads them, with the words beside."""
    return write_csv(
        ("element", "value", "number", "question", "answer", "note", "evidence"),
        (
            (
                row.question.element,
                _value(row.answer),
                row.question.number,
                row.question.label.id,
                written(row.question, row.answer),
                row.note,
                " ".join(row.codes),
            )
            for row in rows
        ),
    )


def _value(answer: Answer | None) -> Cell:
    if answer is None or isinstance(answer, str):
        return answer
    if isinstance(answer, Mapping):
        return NOTHING[str(answer["nothing"])]
    # "1.234" may be read in two ways; a closing zero leaves one.
    text = f"{answer}"
    return f"{text}0" if read_number(text).is_ambiguous else text


def written(question: Question, answer: Answer | None) -> str:
    """An answer as people read it: an option by its label, a number the Indonesian way, nothing by its name."""
    option = question.option(answer) if isinstance(answer, str) else None
    return option.label.id if option else figure(answer)


def _workbook(assessment: Assessment, sheet: Sheet, rows: Sequence[_Row]) -> bytes:
    """The filled form, one row for each question under the heading of its component."""
    file, edition = io.BytesIO(), editions.instrument_of(assessment)
    with new_workbook(file) as book:
        # Without a moment of its own the library would write the present one.
        book.set_properties({"title": edition.title.id, "created": datetime(*ZERO_TIME)})
        text = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 1})
        page = book.add_worksheet("Formulir")
        page.set_column(0, 0, 8)
        page.set_column(1, 1, 52)
        page.set_column(2, 2, 24)
        page.set_column(3, 4, 36)
        at = 0
        for label, value in _head(assessment, sheet):
            page.write_string(at, 0, label, bold)
            write_cell(page, at, 2, value, text)
            at += 1
        at += 1
        for column, word in enumerate(HEADER):
            page.write_string(at, column, word, head)
        section = ""
        for row in rows:
            at += 1
            if row.question.section != section:
                section = row.question.section
                title = next(one.title.id for one in edition.sections if one.code == section)
                page.write_string(at, 0, title, bold)
                at += 1
            number_, label, note = row.question.number, row.question.label.id, row.note
            for column, cell in enumerate(
                (number_, label, written(row.question, row.answer), note, " ".join(row.codes))
            ):
                write_cell(page, at, column, cell, text)
    return file.getvalue()


def _head(assessment: Assessment, sheet: Sheet) -> list[tuple[str, str]]:
    institution, scheme = assessment.institution, editions.scheme_of(assessment)
    mark = [("DATA CONTOH", "angka dan nama rekaan, jangan dikutip")] if assessment.is_sample else []
    return [
        *mark,
        ("Perpustakaan", institution.name),
        ("NPP", institution.npp),
        ("Kabupaten/kota", assessment.regency.name),
        ("Instrumen", f"{editions.instrument_of(assessment).title.id}, edisi {assessment.instrument_version}"),
        ("Tahun", str(assessment.year)),
        ("Nilai penilaian mandiri", interval(sheet.low, sheet.high, scheme.shown_decimals)),
    ]


def _codes(uses: Mapping[str, Sequence[Evidence]], element: str) -> list[str]:
    return [one.code for one in uses.get(element, ())]


def _plain(text: str) -> str:
    """A part of a file's name that every system takes: letters, digits, dots and hyphens."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.-]+", "-", letters).strip("-.")[:LONGEST_TITLE].rstrip("-.") or "berkas"
