"""One institution in one workbook: a row for each question, as on paper."""

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from etam.exchange.layout import ANSWERS, CHECKS, FORM, REASON_KEY, TemplateTask
from etam.exchange.template.book import Book
from etam.exchange.template.rules import EXPLAIN, FIX, Place, sheet_checks, verdict_formula
from etam.questionnaire import Check

KEY, NUMBER, LABEL, UNIT, ANSWER, BEFORE, VERDICT, HELP = range(8)
HEAD_ROW, FIRST_ROW = 3, 4
FIRST_CHECK_ROW, CHECK_VERDICT = 4, 3
QUESTION_HEIGHT = 34
WIDTHS = (2, 7, 40, 14, 24, 18, 60, 60)


def write_form(task: TemplateTask) -> bytes:
    """The template of one institution: questions with last year's answers beside them, and a sheet of checks."""
    return _Form(task).write()


class _Form:
    def __init__(self, task: TemplateTask):
        self.task = task
        (self.unit,) = task.rows
        self.book = Book(task, FORM)
        self.checks: list[Check] = sheet_checks(task.instrument)
        self.rows: dict[str, int] = {}

    def write(self) -> bytes:
        sheet = self.book.sheet(ANSWERS)
        sheet.fit_to_pages(1, 0)
        self._write_head(sheet)
        row = FIRST_ROW
        for section in self.task.instrument.sections:
            sheet.merge_range(
                row, NUMBER, row, HELP, f"{section.number} {section.title.id}", self.book.formats["section"]
            )
            row += 1
            for question in section.questions:
                self.rows[question.element] = row
                row += 1
        sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW + 1}:F{row + 1}"})
        self._write_questions(sheet)
        self._write_reason(sheet, row)
        self._write_checks()
        return self.book.finish()

    def _write_head(self, sheet: Any) -> None:
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width, None, {"hidden": column == KEY})
        self.book.head(sheet, "Isi kolom Jawaban; arti setiap pertanyaan ada di lembar Petunjuk.")
        labels = (
            "Nomor",
            "Pertanyaan",
            "Satuan",
            "Jawaban",
            f"Tahun lalu ({self.task.period - 1})",
            "Pemeriksaan",
            "Petunjuk singkat",
        )
        sheet.write_row(HEAD_ROW, NUMBER, labels, self.book.formats["head"])
        sheet.freeze_panes(FIRST_ROW, UNIT)
        sheet.repeat_rows(HEAD_ROW)

    def _write_questions(self, sheet: Any) -> None:
        formats = self.book.formats
        for question in self.task.instrument.questions:
            row = self.rows[question.element]
            sheet.write_string(row, KEY, question.element)
            sheet.write_string(row, NUMBER, question.number, formats["text"])
            sheet.write_string(row, LABEL, question.label.id, formats["name"])
            sheet.write_string(row, UNIT, question.unit.id if question.unit else "", formats["unit"])
            self.book.write_answer(sheet, row, ANSWER, question, self.unit)
            self.book.guard_answers(sheet, question, (row, ANSWER, row, ANSWER), xl_rowcol_to_cell(row, ANSWER))
            # What the register answers is not compared: its codes would say nothing beside this year's words.
            before = {} if question.element in self.unit.fixed else self.unit.context.last_year or {}
            self.book.write_value(sheet, row, BEFORE, question, before.get(question.element))
            sheet.write_formula(row, VERDICT, self._first_complaint(question.element), formats["verdict"], "")
            sheet.write_string(row, HELP, question.help.id, formats["hint"])
            for word, form in ((FIX, "is_stop"), (EXPLAIN, "is_warn")):
                test = f'=LEFT({xl_rowcol_to_cell(row, VERDICT, False, True)},{len(word)})="{word}"'
                rule = {"type": "formula", "criteria": test, "format": formats[form]}
                sheet.conditional_format(row, ANSWER, row, ANSWER, rule)
                sheet.conditional_format(row, VERDICT, row, VERDICT, rule)
            sheet.set_row(row, QUESTION_HEIGHT)

    def _write_reason(self, sheet: Any, row: int) -> None:
        sheet.write_string(row, KEY, REASON_KEY)
        sheet.write_string(row, LABEL, "Penjelasan", self.book.formats["name"])
        sheet.write_blank(row, ANSWER, None, self.book.formats["answer_text"])
        sheet.write_string(
            row, HELP, "Untuk semua tanda “Jelaskan”: mengapa angkanya benar.", self.book.formats["hint"]
        )
        sheet.set_row(row, 60)

    def _first_complaint(self, element: str) -> str:
        """What the first failed check on this question says; nothing when all is well."""
        formula = '""'
        for index in reversed(range(len(self.checks))):
            if element in self.checks[index].elements:
                cell = f"'{CHECKS}'!{xl_rowcol_to_cell(FIRST_CHECK_ROW + index, CHECK_VERDICT, True, True)}"
                formula = (
                    f'IF(OR(LEFT({cell},{len(FIX)})="{FIX}",LEFT({cell},{len(EXPLAIN)})="{EXPLAIN}"),{cell},{formula})'
                )
        return f"={formula}"

    def _write_checks(self) -> None:
        sheet, formats = self.book.sheet(CHECKS), self.book.formats
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 2)
        sheet.set_column(1, 1, 62)
        sheet.set_column(2, 2, 20)
        sheet.set_column(3, 3, 110)
        self.book.head(sheet, "Terisi sendiri dari lembar Isian. Etam memeriksa sekali lagi setelah berkas diunggah.")
        sheet.write_row(FIRST_CHECK_ROW - 1, 1, ("Pertanyaan", "Kalau tidak cocok", "Hasil"), formats["head"])
        place = Place(self._reference(ANSWER), self._reference(BEFORE))
        for row, check in enumerate(self.checks, start=FIRST_CHECK_ROW):
            shorts = [self.task.instrument.question(element).short.id for element in check.elements[:4]]
            sheet.write_string(row, 1, ", ".join(shorts) + (", …" if len(check.elements) > 4 else ""), formats["text"])
            weight = "harus diperbaiki" if check.severity == "must_fix" else "perlu penjelasan"
            sheet.write_string(row, 2, weight, formats["text"])
            formula = verdict_formula(check, self.task.instrument, place, self.unit.context)
            sheet.write_formula(row, CHECK_VERDICT, formula, formats["verdict"], "") if formula else sheet.write_string(
                row, CHECK_VERDICT, "diperiksa setelah diunggah", formats["verdict"]
            )
        last = FIRST_CHECK_ROW + max(len(self.checks), 1) - 1
        for word, form in ((FIX, "is_stop"), (EXPLAIN, "is_warn")):
            rule = {"type": "text", "criteria": "begins with", "value": word, "format": formats[form]}
            sheet.conditional_format(FIRST_CHECK_ROW, CHECK_VERDICT, last, CHECK_VERDICT, rule)

    def _reference(self, column: int) -> Any:
        return lambda element: f"'{ANSWERS}'!{xl_rowcol_to_cell(self.rows[element], column, True, True)}"
