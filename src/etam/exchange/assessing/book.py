"""The workbook of one sheet of an assessment: a row per question with its answer, a note, and evidence or tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from etam.exchange.layout import ANSWERS, TemplateRow, TemplateTask
from etam.exchange.template.book import Book
from etam.questionnaire import Answers, Context, Instrument, Question

LAYOUT = "penilaian"
ANSWER_HEAD, NOTE_HEAD, EVIDENCE_HEAD, TESTS_HEAD = "Jawaban", "Catatan", "Bukti (kode)", "Cara menguji"
FILES, FILES_HEADS = "Bukti", ("Kode", "Judul", "Jenis", "Berlaku sampai")
KEY, NUMBER, LABEL, UNIT, ANSWER, NOTE, EXTRA, BESIDE, HELP = range(9)
HEAD_ROW, FIRST_ROW = 3, 4
WIDTHS = (2, 7, 46, 10, 26, 44, 24, 22, 60)
QUESTION_HEIGHT = 48


@dataclass(frozen=True)
class ListedFile:
    """A file of the institution, so that people can look its code up without leaving the workbook."""

    code: str
    title: str
    type: str
    valid_until: str


@dataclass(frozen=True)
class AssessmentTask:
    """Everything the workbook of a sheet is made of. `key` names the sheet; `beside` is what the institution answered.

    `extra` holds the codes of evidence, or the ways of testing, by element; `for_assessor` says which of the two.
    """

    instrument: Instrument
    key: str
    title: str
    place: str
    institution: str
    year: int
    generated_on: date
    context: Context
    revision: int
    for_assessor: bool
    answers: Answers = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Sequence[str]] = field(default_factory=dict)
    beside: Answers = field(default_factory=dict)
    files: Sequence[ListedFile] = ()
    is_sample: bool = False


def write_assessment(task: AssessmentTask) -> bytes:
    """The workbook as bytes; the same task gives the same bytes."""
    row = TemplateRow(task.institution, task.place, "", "", task.context, answers=task.answers, revision=task.revision)
    template = TemplateTask(
        task.instrument, task.key, task.title, task.year, task.generated_on, (row,), task.place, task.is_sample
    )
    book = Book(template, LAYOUT)
    sheet = book.sheet(ANSWERS)
    sheet.fit_to_pages(1, 0)
    _write_head(book, sheet, task)
    place = FIRST_ROW
    for section in task.instrument.sections:
        title = f"{section.number} {section.title.id}"
        sheet.merge_range(place, NUMBER, place, HELP, title, book.formats["section"])
        place += 1
        for question in section.questions:
            _write_question(book, sheet, place, question, task, row)
            place += 1
    if not task.for_assessor:
        _write_files(book, task)
    return book.finish()


def _write_head(book: Book, sheet: Any, task: AssessmentTask) -> None:
    for column, width in enumerate(WIDTHS):
        hidden = column == KEY or (column == BESIDE and not task.for_assessor)
        sheet.set_column(column, column, width, None, {"hidden": hidden})
    hint = (
        "Isi kolom Jawaban, Catatan, dan Cara menguji (dokumen, wawancara, pengamatan, uji petik; "
        "pisahkan dengan koma)."
        if task.for_assessor
        else "Isi kolom Jawaban dan Catatan; tulis kode bukti dari lembar Bukti, pisahkan dengan koma."
    )
    book.head(sheet, hint)
    extra = TESTS_HEAD if task.for_assessor else EVIDENCE_HEAD
    heads = ("Nomor", "Pertanyaan", "Satuan", ANSWER_HEAD, NOTE_HEAD, extra, "Jawaban lembaga", "Petunjuk singkat")
    sheet.write_row(HEAD_ROW, NUMBER, heads, book.formats["head"])
    sheet.freeze_panes(FIRST_ROW, UNIT)
    sheet.repeat_rows(HEAD_ROW)


def _write_question(
    book: Book, sheet: Any, row: int, question: Question, task: AssessmentTask, unit: TemplateRow
) -> None:
    formats = book.formats
    sheet.write_string(row, KEY, question.element)
    sheet.write_string(row, NUMBER, question.number, formats["text"])
    sheet.write_string(row, LABEL, question.label.id, formats["name"])
    sheet.write_string(row, UNIT, question.unit.id if question.unit else "", formats["unit"])
    book.write_answer(sheet, row, ANSWER, question, unit)
    book.guard_answers(sheet, question, (row, ANSWER, row, ANSWER), xl_rowcol_to_cell(row, ANSWER))
    sheet.write_string(row, NOTE, task.notes.get(question.element, ""), formats["answer_text"])
    sheet.write_string(row, EXTRA, ", ".join(task.extra.get(question.element, ())), formats["answer_text"])
    book.write_value(sheet, row, BESIDE, question, task.beside.get(question.element))
    wanted = question.evidence.id if question.evidence else ""
    words = " ".join(filter(None, (question.help.id, f"Bukti: {wanted}" if wanted else "")))
    sheet.write_string(row, HELP, words, formats["hint"])
    sheet.set_row(row, QUESTION_HEIGHT)


def _write_files(book: Book, task: AssessmentTask) -> None:
    sheet = book.sheet(FILES)
    for column, width in enumerate((2, 12, 60, 30, 18)):
        sheet.set_column(column, column, width)
    book.head(sheet, "Berkas lembaga di pustaka bukti. Pakai kodenya di lembar Isian.")
    sheet.write_row(HEAD_ROW, 1, FILES_HEADS, book.formats["head"])
    for row, one in enumerate(task.files, start=FIRST_ROW):
        sheet.write_row(row, 1, (one.code, one.title, one.type, one.valid_until), book.formats["text"])
