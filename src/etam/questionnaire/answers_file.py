"""A file of answers, `element,value` on each line, read for one instrument without any database."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etam.questionnaire.answers import read_answer
from etam.questionnaire.context import Answer
from etam.questionnaire.instrument import Instrument, Question
from etam.questionnaire.numbers import format_number, read_number
from etam.questionnaire.reading import clean
from etam.questionnaire.report import shortened

ELEMENT, VALUE = "element", "value"
SEPARATORS = (",", ";", "\t")
LARGEST_BYTES = 5_000_000
_SAVE_AGAIN = "Simpan ulang sebagai “CSV UTF-8”."


class AnswersFault(Exception):
    """A file that cannot be used; `sentences` says for each fault where it is and what to do."""

    def __init__(self, sentences: list[str]):
        self.sentences = sentences
        super().__init__("\n".join(sentences))


@dataclass(frozen=True)
class _Cell:
    line: int
    element: str
    value: str


def read_answers(instrument: Instrument, path: Path) -> dict[str, Answer]:
    """Read the answers in `path`. Raises AnswersFault with every fault.

    The header is `element,value`, in any order and with other columns that are left aside; commas, semicolons or tabs
    separate. An empty value is not answered yet. Numbers are read in both notations; "1.234", which can be both, is
    refused with how to write either.
    """
    return parse_answers(instrument, _text(path), path.name)


def parse_answers(instrument: Instrument, text: str, name: str) -> dict[str, Answer]:
    """The answers in `text`; `name` stands before each fault."""
    answers: dict[str, Answer] = {}
    faults: list[str] = []
    lines: dict[str, int] = {}
    for cell in _cells(text, name):
        at = f"{name} baris {cell.line}"
        question = instrument.by_element.get(cell.element)
        if question is None:
            faults.append(f"{at}: {_unknown(cell.element, instrument)}")
        elif cell.element in lines:
            faults.append(
                f"{at}: elemen “{cell.element}” sudah ada di baris {lines[cell.element]}. Hapus salah satunya."
            )
        else:
            lines[cell.element] = cell.line
            if problem := _take(question, cell.value, answers):
                faults.append(f"{at}, {cell.element}: {problem}")
    if faults:
        raise AnswersFault(faults)
    return answers


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise AnswersFault([f"{path}: berkas lebih besar dari 5 MB, jadi bukan berkas jawaban. Periksa namanya."])
        content = path.read_bytes()
    except FileNotFoundError:
        raise AnswersFault([f"{path}: berkas tidak ada. Periksa nama dan foldernya."]) from None
    except IsADirectoryError:
        raise AnswersFault([f"{path}: ini folder, bukan berkas. Sebutkan berkas CSV-nya."]) from None
    except OSError as error:
        raise AnswersFault([f"{path}: tidak dapat dibaca ({error.strerror}). Periksa hak aksesnya."]) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise AnswersFault([f"{path.name} baris {line}: berkas bukan teks UTF-8. {_SAVE_AGAIN}"]) from None
    if "\0" in text:
        raise AnswersFault([f"{path.name}: berkas berisi karakter NUL, jadi bukan CSV. {_SAVE_AGAIN}"])
    return text


def _cells(text: str, name: str) -> Iterator[_Cell]:
    """One cell per filled line. A line whose cells do not fit the header is a fault."""
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = next((cells for cells in reader if any(cell.strip() for cell in cells)), [])
        columns = [clean(cell).casefold() for cell in header]
        absent = [wanted for wanted in (ELEMENT, VALUE) if columns.count(wanted) != 1]
        if absent:
            shown = ", ".join(cell for cell in columns if cell) or "kosong"
            raise AnswersFault([f"{name} baris 1: kepala kolom harus “element,value”, tertulis {shown[:80]}."])
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                raise AnswersFault([_uneven(name, reader.line_num, cells, columns, separator)])
            row = dict(zip(columns, cells, strict=True))
            yield _Cell(reader.line_num, clean(row[ELEMENT]), row[VALUE])
    except csv.Error as error:
        raise AnswersFault([f"{name} baris {reader.line_num}: bukan CSV yang utuh ({error}). {_SAVE_AGAIN}"]) from None


def _uneven(name: str, line: int, cells: list[str], columns: list[str], separator: str) -> str:
    said = f"{name} baris {line}: ada {len(cells)} sel, kepala kolomnya {len(columns)}."
    if separator == "," and len(cells) > len(columns):
        return f'{said} Beri tanda kutip pada angka berkoma (“"62,5"”), atau pakai titik koma sebagai pemisah.'
    return f"{said} Lengkapi barisnya."


def _unknown(element: str, instrument: Instrument) -> str:
    if not element:
        return "kolom element kosong. Isi kode elemennya."
    known = shortened(instrument.elements)
    return f"elemen “{element[:60]}” tidak ada di {instrument.code}@{instrument.version}. Yang ada: {known}."


def _take(question: Question, value: str, answers: dict[str, Answer]) -> str:
    """Put the answer into `answers`; the problem in words, or nothing."""
    reading = read_answer(question, value)
    if reading.answer is not None:
        answers[question.element] = reading.answer
    return _told(question, value, reading.problem.id) if reading.problem else ""


def _told(question: Question, value: str, problem: str) -> str:
    """The problem for somebody who cannot choose but has to write anew."""
    shown, most = clean(value), question.maximum
    readings = read_number(shown.removesuffix("%").strip()).readings if question.is_number else ()
    if most is not None and readings and all(reading > most for reading in readings):
        return f"nilai {shown} melebihi nilai tertinggi {format_number(most)}. Perbaiki nilainya."
    if len(readings) == 2:
        grouped, decimal = readings
        spoken = f"{format_number(grouped)} (ribuan) atau {format_number(decimal)} (desimal)"
        ways = [f"{grouped:.0f}"] if question.allows(grouped) else []
        ways += [format_number(decimal, 4)] if question.allows(decimal) else []
        return f"“{shown}” dapat berarti {spoken}. Tulis {' atau '.join(ways)}."
    return problem
