"""Many institutions in one workbook: a row for each, a column for each question."""

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from etam.exchange.layout import ANSWERS, INSTITUTION_KEY, LAST_YEAR, REASON_KEY, TABLE, TemplateTask
from etam.exchange.sheets import column_letter
from etam.exchange.template.book import Book
from etam.exchange.template.rules import EXPLAIN, FIX, Place, heading, mark_formula, sheet_checks
from etam.questionnaire import Check, Context, Question

SECTION_ROW, LABEL_ROW, UNIT_ROW, KEY_ROW, FIRST_ROW = 2, 3, 4, 5, 6
CODE, NAME, REGENCY, KIND, RESULT, FIRST_COLUMN = range(6)
ROW_HEIGHT = 30
# Stands for the number of the row in a formula that many rows share; no sheet or element is named like this.
ROW = "\N{SYMBOL FOR RECORD SEPARATOR}"
LEFT = (("Kode", 13), ("Nama lembaga", 34), ("Kab/kota", 16), ("Jenis", 20), ("Hasil pemeriksaan", 22))


def write_table(task: TemplateTask) -> bytes:
    """The template of a kab/kota: this year's answers, their verdicts, and last year's at the same cells."""
    return _Table(task).write()


class _Table:
    def __init__(self, task: TemplateTask):
        self.task = task
        self.book = Book(task, TABLE)
        self.questions: list[Question] = list(task.instrument.questions)
        self.checks: list[Check] = sheet_checks(task.instrument)
        self.reason_column = FIRST_COLUMN + len(self.questions)
        self.check_column = self.reason_column + 1
        self.columns = {question.element: FIRST_COLUMN + i for i, question in enumerate(self.questions)}
        here = {element: f"${column_letter(column)}{ROW}" for element, column in self.columns.items()}
        self.place = Place(here.__getitem__, lambda element: f"'{LAST_YEAR}'!{here[element]}")
        self.formulas: dict[tuple[str, str, str, str, bool], str | None] = {}
        self.last_row = FIRST_ROW + len(task.rows) - 1

    def write(self) -> bytes:
        sheet = self._frame(ANSWERS, "Isi sel putih; arti setiap pertanyaan ada di lembar Petunjuk.")
        before = self._frame(LAST_YEAR, f"Jawaban {self.task.period - 1}, di sel yang sama dengan lembar Isian.")
        for row, unit in enumerate(self.task.rows, start=FIRST_ROW):
            for question in self.questions:
                column = self.columns[question.element]
                self.book.write_answer(sheet, row, column, question, unit)
                self.book.write_value(
                    before, row, column, question, (unit.context.last_year or {}).get(question.element)
                )
            sheet.write_blank(row, self.reason_column, None, self.book.formats["answer_text"])
        # NPP and NPSN are digits kept as text; Excel would mark every one of them as a mistake.
        sheet.ignore_errors(
            {"number_stored_as_text": f"A{FIRST_ROW + 1}:{column_letter(self.reason_column)}{self.last_row + 2}"}
        )
        self._write_answers_head(sheet)
        self._write_verdicts(sheet)
        self._colour(sheet)
        return self.book.finish()

    def _frame(self, name: str, hint: str) -> Any:
        """A sheet with its heads and its institutions, frozen so that both stay in sight."""
        sheet, formats = self.book.sheet(name), self.book.formats
        for column, (label, width) in enumerate(LEFT):
            sheet.set_column(column, column, width)
            sheet.write_string(LABEL_ROW, column, label, formats["head"])
        sheet.set_column(FIRST_COLUMN, self.reason_column - 1, 15)
        self.book.head(sheet, hint)
        for section in self.task.instrument.sections:
            for position, question in enumerate(section.questions):
                column, label = self.columns[question.element], f"{question.number} {question.short.id}"
                sheet.write_string(SECTION_ROW, column, "" if position else section.title.id, formats["section"])
                sheet.write_string(LABEL_ROW, column, label, formats["head"])
                sheet.write_string(UNIT_ROW, column, question.unit.id if question.unit else "", formats["unit"])
        for row, unit in enumerate(self.task.rows, start=FIRST_ROW):
            left = (unit.code, unit.name, unit.regency, unit.kind_label)
            for column, value in enumerate(left):
                sheet.write_string(row, column, value, formats["name" if column == NAME else "text"])
        sheet.set_row(LABEL_ROW, 62)
        sheet.freeze_panes(FIRST_ROW, REGENCY)
        sheet.repeat_rows(SECTION_ROW, UNIT_ROW)
        sheet.repeat_columns(CODE, NAME)
        sheet.print_area(0, 0, max(self.last_row, FIRST_ROW), self.reason_column)
        sheet.set_print_scale(55)
        sheet.set_default_row(ROW_HEIGHT)
        return sheet

    def _write_answers_head(self, sheet: Any) -> None:
        sheet.write_string(LABEL_ROW, self.reason_column, "Penjelasan", self.book.formats["head"])
        sheet.write_string(UNIT_ROW, self.reason_column, "untuk semua tanda “Jelaskan”", self.book.formats["unit"])
        sheet.set_column(self.reason_column, self.reason_column, 40)
        sheet.write_string(KEY_ROW, CODE, INSTITUTION_KEY)
        sheet.write_string(KEY_ROW, self.reason_column, REASON_KEY)
        for question in self.questions:
            column = self.columns[question.element]
            sheet.write_string(KEY_ROW, column, question.element)
            if self.task.rows:
                cells = (FIRST_ROW, column, self.last_row, column)
                self.book.guard_answers(sheet, question, cells, xl_rowcol_to_cell(FIRST_ROW, column))
        sheet.set_row(KEY_ROW, None, None, {"hidden": True})

    def _write_verdicts(self, sheet: Any) -> None:
        formats = self.book.formats
        sheet.set_column(self.check_column, self.check_column + len(self.checks), 24)
        title = "Pemeriksaan (terisi sendiri)"
        for column, check in enumerate(self.checks, start=self.check_column):
            sheet.write_string(SECTION_ROW, column, title if column == self.check_column else "", formats["section"])
            sheet.write_string(LABEL_ROW, column, heading(check, self.task.instrument), formats["head"])
        for row, unit in enumerate(self.task.rows, start=FIRST_ROW):
            for column, check in enumerate(self.checks, start=self.check_column):
                if formula := self._formula(check, unit.context):
                    sheet.write_formula(row, column, formula.replace(ROW, str(row + 1)), formats["verdict"], "")
                else:
                    sheet.write_string(row, column, "diperiksa setelah diunggah", formats["verdict"])
            sheet.write_formula(row, RESULT, self._result(row), formats["verdict"], "")

    def _formula(self, check: Check, context: Context) -> str | None:
        """The formula of a check with ROW for the row's number: institutions of one kind and place share it."""
        key = (check.id, context.kind, context.subtype, context.region, context.last_year is None)
        if key not in self.formulas:
            self.formulas[key] = mark_formula(check, self.task.instrument, self.place, context)
        return self.formulas[key]

    def _result(self, row: int) -> str:
        """How many signs a row has, or how many cells are empty, or that it is complete."""
        verdicts = self._across(row, self.check_column, self.check_column + len(self.checks) - 1)
        answers = self._across(row, FIRST_COLUMN, self.reason_column - 1)
        fix, explain = (f'COUNTIF({verdicts},"{word}*")' for word in (FIX, EXPLAIN))
        return (
            f'=IF({fix}>0,{fix}&" harus diperbaiki",IF({explain}>0,{explain}&" perlu penjelasan",'
            f'IF(COUNTBLANK({answers})>0,COUNTBLANK({answers})&" belum diisi","Lengkap")))'
        )

    def _across(self, row: int, first: int, last: int) -> str:
        return f"${column_letter(first)}{row + 1}:${column_letter(last)}{row + 1}"

    def _colour(self, sheet: Any) -> None:
        """An answer that a rule complains about takes the rule's colour; so does the verdict itself."""
        if not self.task.rows:
            return
        for question in self.questions:
            about = [
                f"${column_letter(self.check_column + index)}{FIRST_ROW + 1}"
                for index, check in enumerate(self.checks)
                if question.element in check.elements
            ]
            column = self.columns[question.element]
            for word, form in ((FIX, "is_stop"), (EXPLAIN, "is_warn")) if about else ():
                tests = ",".join(f'LEFT({cell},{len(word)})="{word}"' for cell in about)
                sheet.conditional_format(FIRST_ROW, column, self.last_row, column, self._rule(f"=OR({tests})", form))
        blocks = ((self.check_column, self.check_column + len(self.checks) - 1, (FIX, EXPLAIN)), (RESULT, RESULT, ()))
        for first, last, words in blocks:
            for word, form in zip(words or ("harus", "perlu"), ("is_stop", "is_warn"), strict=True):
                rule = {"type": "text", "criteria": "containing", "value": word, "format": self.book.formats[form]}
                sheet.conditional_format(FIRST_ROW, first, self.last_row, last, rule)

    def _rule(self, formula: str, form: str) -> dict[str, Any]:
        return {"type": "formula", "criteria": formula, "format": self.book.formats[form], "stop_if_true": True}
