"""The workbook under a template: its looks, its locks and the sheets that every template has."""

import io
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from xlsxwriter.worksheet import Worksheet

from etam.exchange.layout import (
    CHOICES,
    GUIDE,
    META,
    MISSING_WORD,
    NOT_APPLICABLE_WORD,
    NOTHING_WORDS,
    SAMPLE_MARK,
    Meta,
    TemplateRow,
    TemplateTask,
)
from etam.questionnaire import Question, applies
from etam.web.tables import new_workbook, write_cell

RIVER, DEEP, SURFACE, LINE = "#0A5F59", "#07403D", "#E6ECE8", "#D3DAD5"
STOP, STOP_SOFT, WARN, WARN_SOFT, MUTE = "#9C2A1B", "#FBE6E2", "#774800", "#FBEFD2", "#5A514A"
BOX = {"border": 1, "border_color": LINE, "valign": "top"}
FORMATS: Mapping[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": DEEP},
    "sample": {"bold": True, "font_color": WARN, "bg_color": WARN_SOFT},
    # Not wrapped: it runs over the columns beside it.
    "lead": {"font_color": MUTE},
    "hint": {"font_color": MUTE, "text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_color": "#FFFFFF", "bg_color": RIVER, "valign": "vcenter"},
    "head": {**BOX, "bold": True, "bg_color": SURFACE, "text_wrap": True},
    "unit": {**BOX, "font_color": MUTE, "bg_color": SURFACE, "text_wrap": True},
    "text": {**BOX, "text_wrap": True},
    "name": {**BOX, "bold": True, "text_wrap": True},
    "number": {**BOX, "num_format": "#,##0.##", "align": "right"},
    "whole": {**BOX, "num_format": "#,##0", "align": "right"},
    "verdict": {**BOX, "font_color": MUTE, "text_wrap": True},
    "answer_whole": {**BOX, "num_format": "#,##0", "align": "right", "locked": False, "bg_color": "#FFFFFF"},
    "answer_number": {**BOX, "num_format": "#,##0.##", "align": "right", "locked": False, "bg_color": "#FFFFFF"},
    "answer_date": {**BOX, "num_format": "dd/mm/yyyy", "align": "right", "locked": False, "bg_color": "#FFFFFF"},
    # "@" keeps leading zeros of NPP and NPSN.
    "answer_text": {**BOX, "num_format": "@", "locked": False, "text_wrap": True, "bg_color": "#FFFFFF"},
    "closed": {**BOX, "font_color": "#767F79", "bg_color": SURFACE, "italic": True, "text_wrap": True},
    "closed_number": {**BOX, "font_color": MUTE, "bg_color": SURFACE, "num_format": "#,##0.##", "align": "right"},
    "is_stop": {"font_color": STOP, "bg_color": STOP_SOFT},
    "is_warn": {"font_color": WARN, "bg_color": WARN_SOFT},
}
GUIDANCE = (
    "Isi hanya sel putih. Sel abu-abu terkunci atau tidak berlaku bagi lembaga itu.",
    "Tulis angka apa adanya, tanpa “Rp” dan tanpa satuan: 12500000. Uang ditulis penuh, bukan dalam ribuan.",
    f"Kalau ada di perpustakaan tetapi tidak tercatat, tulis “{MISSING_WORD}”. Kalau memang nol, tulis 0.",
    f"Kalau tidak mungkin ada di perpustakaan itu, tulis “{NOT_APPLICABLE_WORD}”.",
    "Sel yang dibiarkan kosong tidak mengubah jawaban yang sudah tersimpan.",
    "“Perbaiki” menghalangi pengiriman isian; “Jelaskan” boleh lanjut kalau kolom Penjelasan diisi.",
    "Jangan menempelkan rumus: tempelkan nilainya saja (Tempel Khusus > Nilai).",
    "Simpan sebagai .xlsx, lalu unggah di Etam. Anda melihat semua perubahan sebelum disimpan.",
)


class PlainFormulas(Worksheet):
    """A worksheet that takes formulas as they are.

    The library searches every formula for thirty functions of newer Excels; ours use none, and the search would take
    most of the time of a large template.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class Book:
    """A workbook for one task, with its formats by name."""

    def __init__(self, task: TemplateTask, layout: str):
        self.task = task
        self.meta = Meta.of(task, layout)
        self.file = io.BytesIO()
        self.workbook = new_workbook(self.file)
        made = datetime.combine(task.generated_on, time())
        self.workbook.set_properties({"title": f"{task.round_title} – {task.place}", "author": "Etam", "created": made})
        self.formats = {name: self.workbook.add_format(look) for name, look in FORMATS.items()}
        self._lists: dict[tuple[str, ...], str] = {}

    def sheet(self, name: str) -> Any:
        """A locked sheet that says on paper, too, when it holds sample data."""
        sheet = self.workbook.add_worksheet(name, PlainFormulas)
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        mark = f" · {SAMPLE_MARK}" if self.task.is_sample else ""
        sheet.set_footer(f"&L{_plain(self.task.round_title)}{mark}&R&P/&N")
        return sheet

    def head(self, sheet: Any, hint: str) -> None:
        """Title, mark of sample data and one sentence, in the first two rows."""
        sheet.write_string(0, 1, f"{self.task.round_title} · {self.task.place}", self.formats["title"])
        mark = f"{SAMPLE_MARK}. " if self.task.is_sample else ""
        sheet.write_string(1, 1, mark + hint, self.formats["sample" if mark else "lead"])

    def write_answer(self, sheet: Any, row: int, column: int, question: Question, unit: TemplateRow) -> None:
        """One answer cell: open with what is stored, or grey and closed where nobody may answer."""
        if not applies(question, {}, unit.context):
            sheet.write_string(row, column, NOT_APPLICABLE_WORD, self.formats["closed"])
            return
        if question.element in unit.fixed:
            sheet.write_string(row, column, unit.fixed[question.element], self.formats["closed"])
            return
        # Who filled in the form last time is nobody else's business: names and numbers of people never leave in a file.
        stored = None if question.personal else unit.answers.get(question.element, unit.registry.get(question.element))
        form = _answer_format(question) if unit.is_open else "closed_number" if question.is_number else "closed"
        write_cell(sheet, row, column, shown(question, stored), self.formats[form])

    def write_value(self, sheet: Any, row: int, column: int, question: Question, value: Any) -> None:
        """A value that nobody changes here, such as last year's."""
        form = "text" if not question.is_number else "whole" if question.type in ("count", "money") else "number"
        write_cell(sheet, row, column, shown(question, None if question.personal else value), self.formats[form])

    def guard_answers(self, sheet: Any, question: Question, cells: tuple[int, int, int, int], first: str) -> None:
        """Drop-down or rule of entry, and a word of help, for a block of answer cells; `first` is its first cell."""
        words = {
            "input_title": _cut(f"{question.number} {question.short.id}", 32),
            "input_message": _cut(question.help.id, 255),
            "error_title": "Belum dapat dibaca",
            "error_message": _cut(_what_fits(question), 255),
        }
        if options := option_words(question):
            rule = {"validate": "list", "source": self._list_of(options)}
        elif question.is_number:
            rule = {"validate": "custom", "value": _number_rule(question, first)}
        else:
            rule = {"validate": "any"}
        sheet.data_validation(*cells, {**rule, **words})

    def finish(self) -> bytes:
        """Write the sheets that every template has, and close the file."""
        _write_guide(self)
        self._write_meta()
        self._write_lists()
        self.workbook.close()
        return self.file.getvalue()

    def _list_of(self, options: tuple[str, ...]) -> str:
        if options not in self._lists:
            column = chr(ord("A") + len(self._lists) % 26)
            column = column if len(self._lists) < 26 else f"A{column}"
            self._lists[options] = f"='{CHOICES}'!${column}$1:${column}${len(options)}"
        return self._lists[options]

    def _write_lists(self) -> None:
        sheet = self.workbook.add_worksheet(CHOICES)
        for column, options in enumerate(self._lists):
            sheet.write_column(0, column, options)
        sheet.very_hidden()

    def _write_meta(self) -> None:
        sheet = self.workbook.add_worksheet(META)
        values = asdict(self.meta)
        revisions = values.pop("revisions")
        for row, (key, value) in enumerate(values.items()):
            sheet.write_row(row, 0, [key, value])
        for row, (code, revision) in enumerate(revisions.items(), start=len(values)):
            sheet.write_row(row, 0, ["revision", code, revision])
        sheet.very_hidden()


def shown(question: Question, value: Any) -> str | float | int | None:
    """An answer as it stands in a cell: a number, a word of a drop-down, a word for nothing, or an empty cell."""
    if isinstance(value, Mapping):
        return NOTHING_WORDS[value["nothing"]]
    option = question.option(value) if isinstance(value, str) else None
    return option.label.id if option else value


def option_words(question: Question) -> tuple[str, ...]:
    """What a drop-down offers, the two words for nothing at its end."""
    labels = tuple(option.label.id for option in question.options)
    return (*labels, MISSING_WORD, NOT_APPLICABLE_WORD) if labels else ()


def _answer_format(question: Question) -> str:
    if question.type in ("count", "money"):
        return "answer_whole"
    if question.type == "date":
        return "answer_date"
    return "answer_number" if question.is_number else "answer_text"


def _number_rule(question: Question, cell: str) -> str:
    tests = [f"ISNUMBER({cell})"]
    tests += [f"{cell}=INT({cell})"] if question.type in ("count", "money") else []
    tests += [f"{cell}>={question.minimum:g}"] if question.minimum is not None else []
    tests += [f"{cell}<={question.maximum:g}"] if question.maximum is not None else []
    # IF, because AND would compare words as numbers.
    number = f"IF(ISNUMBER({cell}),AND({','.join(tests[1:]) or 'TRUE'}),FALSE)"
    return f'=OR({number},{cell}="{MISSING_WORD}",{cell}="{NOT_APPLICABLE_WORD}")'


def _what_fits(question: Question) -> str:
    words = f"atau tulis “{MISSING_WORD}” atau “{NOT_APPLICABLE_WORD}”."
    if question.options:
        return f"Pilih salah satu dari daftar, {words}"
    whole = "bilangan bulat" if question.type in ("count", "money") else "angka"
    low = "" if question.minimum is None else f" {question.minimum:g} atau lebih"
    return f"{question.short.id} harus {whole}{low}, tanpa satuan, {words}"


def _write_guide(book: Book) -> None:
    sheet = book.sheet(GUIDE)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 2)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 2, 34)
    sheet.set_column(3, 3, 16)
    sheet.set_column(4, 5, 60)
    book.head(sheet, "Cara mengisi, dan arti setiap pertanyaan.")
    for row, sentence in enumerate(GUIDANCE, start=3):
        sheet.write_number(row, 1, row - 2, book.formats["text"])
        sheet.merge_range(row, 2, row, 5, sentence, book.formats["text"])
    row = 4 + len(GUIDANCE)
    for section in book.task.instrument.sections:
        sheet.merge_range(row, 1, row, 5, f"{section.number} {section.title.id}", book.formats["section"])
        sheet.write_row(
            row + 1, 1, ("Nomor", "Pertanyaan", "Satuan", "Arti", "Bukti dukung dan catatan"), book.formats["head"]
        )
        row += 2
        for question in section.questions:
            sheet.write_row(row, 1, _guide_row(question), book.formats["text"])
            row += 1


def _guide_row(question: Question) -> tuple[str, ...]:
    notes = [f"{note.text.id} ({_mark(note.confidence)})" for note in question.notes]
    evidence = [f"Bukti: {question.evidence.id}"] if question.evidence else []
    unit = question.unit.id if question.unit else ""
    return (
        question.number,
        question.label.id,
        unit,
        question.definition.id or question.help.id,
        "\n".join(evidence + notes),
    )


def _mark(confidence: str) -> str:
    return {"official": "resmi", "secondary": "sumber kedua", "derived": "turunan"}.get(
        confidence, "belum diverifikasi"
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _plain(text: str) -> str:
    return text.replace("&", "&&")
