"""A filled workbook of an assessment as answers, notes, tests and codes of evidence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from etam.exchange.assessing.book import ANSWER_HEAD, EVIDENCE_HEAD, LAYOUT, NOTE_HEAD, TESTS_HEAD
from etam.exchange.exceptions import FileRefused
from etam.exchange.layout import ANSWERS
from etam.exchange.reading import Trouble, find_heading, read_cell, read_meta
from etam.exchange.sheets import Sheet, column_letter, read_sheets
from etam.questionnaire import Answer, Instrument, Question

TEST_WORDS = {
    "dokumen": "document",
    "wawancara": "interview",
    "pengamatan": "observation",
    "uji petik": "sampling",
}
LONGEST_NOTE = 4000


@dataclass(frozen=True)
class SheetReading:
    """What a file says about one sheet. A cell left empty says nothing; `revision` is the one it was made from."""

    revision: int
    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    tests: Mapping[str, list[str]]
    evidence: Mapping[str, list[str]]
    troubles: tuple[Trouble, ...] = field(default=())


def read_assessment(data: bytes, instrument: Instrument, *, key: str, limit_bytes: int) -> SheetReading:
    """Read the workbook of the sheet called `key`.

    Raises FileRefused when it is no such workbook, of another edition, of another sheet, or empty.
    """
    sheets = read_sheets(data, limit_bytes)
    meta = read_meta(sheets)
    if meta.layout != LAYOUT:
        raise FileRefused(
            "Berkas ini templat isian tahunan, bukan templat penilaian. Unduh templat dari halaman penilaian ini."
        )
    if meta.round != key:
        raise FileRefused(
            "Templat ini milik penilaian atau lembar lain. Unduh templat dari halaman penilaian ini, "
            "lalu salin jawaban."
        )
    if (meta.instrument, meta.version, meta.checksum) != (instrument.code, instrument.version, instrument.checksum):
        raise FileRefused(
            f"Templat ini dibuat dari {meta.instrument} edisi {meta.version}; penilaian ini memakai {instrument.code} "
            f"edisi {instrument.version}. Unduh templat baru dan salin jawaban Anda."
        )
    sheet = sheets.get(ANSWERS)
    if sheet is None:
        raise FileRefused(f"Lembar “{ANSWERS}” tidak ada. Unduh templat baru dan jangan ganti nama lembarnya.")
    reading = _Reader(sheet, instrument).read(next(iter(meta.revisions.values()), 0))
    if not (reading.answers or reading.notes or reading.tests or reading.evidence or reading.troubles):
        raise FileRefused("Tidak ada satu pun jawaban di berkas ini. Isi sel putih, simpan, lalu unggah lagi.")
    return reading


class _Reader:
    def __init__(self, sheet: Sheet, instrument: Instrument):
        self.sheet, self.instrument = sheet, instrument
        self.top, self.answer = find_heading(sheet, ANSWER_HEAD)
        heads = {str(value): column for column, value in enumerate(sheet.cells[self.top])}
        self.note, self.files, self.ways = heads.get(NOTE_HEAD), heads.get(EVIDENCE_HEAD), heads.get(TESTS_HEAD)
        self.troubles: list[Trouble] = []

    def read(self, revision: int) -> SheetReading:
        answers: dict[str, Answer] = {}
        notes: dict[str, str] = {}
        tests: dict[str, list[str]] = {}
        evidence: dict[str, list[str]] = {}
        for row in range(self.top + 1, len(self.sheet.cells)):
            question = self.instrument.by_element.get(str(self.sheet.at(row, 0)).strip())
            if question is None:
                continue
            element = question.element
            answer, problem = read_cell(self.sheet, (row, self.answer), question)
            if problem:
                self._trouble(problem, row, self.answer, question)
            elif answer is not None:
                answers[element] = answer
            if note := self._text(row, self.note):
                notes[element] = note[:LONGEST_NOTE]
            if words := self._text(row, self.ways):
                tests[element] = self._tests(words, row, question)
            if codes := self._text(row, self.files):
                evidence[element] = [code.upper() for code in re.split(r"[\s,;]+", codes) if code]
        return SheetReading(revision, answers, notes, tests, evidence, tuple(self.troubles))

    def _tests(self, words: str, row: int, question: Question) -> list[str]:
        found = []
        for word in filter(None, (part.strip().lower() for part in re.split(r"[,;\n]+", words))):
            if word in TEST_WORDS:
                found.append(TEST_WORDS[word])
            else:
                sentence = f"“{word}” bukan cara menguji yang dikenal. Tulis {', '.join(TEST_WORDS)}."
                self._trouble(sentence, row, self.ways or 0, question)
        return sorted(set(found))

    def _text(self, row: int, column: int | None) -> str:
        return "" if column is None else str(self.sheet.at(row, column)).strip()

    def _trouble(self, sentence: str, row: int, column: int, question: Question) -> None:
        self.troubles.append(Trouble(sentence, row + 1, column_letter(column), question.short.id))
