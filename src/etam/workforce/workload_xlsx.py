"""The sheet of a workload analysis as XLSX: every number can be followed by its formula, text never is one."""

import io
from typing import Any

from django.conf import settings
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from etam.web import formats
from etam.web.tables import SAMPLE_MARK, Cell, new_workbook, write_cell
from etam.workforce import workload_words as words
from etam.workforce.queries.analysis import Analysis, Line, Part

HEADS = (
    "No.", "Kegiatan", "Satuan hasil", "Volume setahun", "Waktu standar (menit)", "Beban (menit)",
    "Kebutuhan (orang)", "Dibulatkan", "Asal volume",
)  # fmt: skip
WIDTHS = (5, 38, 13, 10, 10, 12, 12, 11, 36)
NO, ACTIVITY, UNIT, VOLUME, MINUTES, LOAD, NEED, WHOLE, SOURCE = range(len(HEADS))
LAST = len(HEADS) - 1
LETTERS_PER_LINE = 40
LINE = 16
# What fits the width of A4 across in per cent, and how much of the sheet a page then takes.
PRINT_SCALE = 75
PAGE_POINTS = 660


def write_sheet(analysis: Analysis) -> bytes:
    """The workbook of one analysis: one sheet, A4 across, ready to print and sign."""
    file = io.BytesIO()
    with new_workbook(file) as workbook:
        _Sheet(workbook, analysis).write()
    return file.getvalue()


class _Sheet:
    """The sheet as it grows downwards; `row` is the next free one."""

    def __init__(self, workbook: Any, analysis: Analysis):
        self.analysis = analysis
        self.sheet = workbook.add_worksheet("ABK")
        self.formats = _formats(workbook)
        self.row = 0
        self.points = 0.0
        self.totals: list[int] = []

    def write(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        self._opening()
        self.first_row = self.row
        self._heads()
        for part in self.analysis.parts:
            self._part(part)
        self._total()
        self._result()
        self._basis()
        self._signatures()
        self._printing()

    def _opening(self) -> None:
        one = self.analysis.workload
        if one.is_sample:
            self._across(SAMPLE_MARK, "mark", 18)
        self._across(words.TITLE, "title", 24)
        self._across(self.analysis.finding, "finding", 18)
        self.row += 1
        for label, said in (
            ("Unit kerja", f"{one.office.name}, {one.office.regency.name}"),
            ("Jabatan", f"Jabatan fungsional {self.analysis.position}"),
            ("Tahun", str(one.year)),
            ("Keadaan", words.standing(one)),
        ):
            self._pair(label, said)
        # The cell that every need is divided by: another time is tried by writing it here.
        self._label("Waktu kerja efektif (menit setahun)")
        self.sheet.write_number(self.row, UNIT, one.effective_minutes, self.formats["input"])
        self.time_cell = xl_rowcol_to_cell(self.row, UNIT, row_abs=True, col_abs=True)
        self.row += 2

    def _heads(self) -> None:
        for column, label in enumerate(HEADS):
            self.sheet.write_string(self.row, column, label, self.formats["head"])
        self._height(46)
        self.row += 1

    def _part(self, part: Part) -> None:
        self.sheet.merge_range(self.row, NO, self.row, LAST, f"Jenjang {part.name}", self.formats["level"])
        self.row += 1
        first = self.row
        for count, line in enumerate(part.lines, start=1):
            self._task(count, line)
        self._sum_row(f"Jumlah {part.name}", f"SUM({xl_range_abs(first, LOAD, self.row - 1, LOAD)})", part)

    def _task(self, count: int, line: Line) -> None:
        task = line.task
        cells: list[tuple[int, Cell, str]] = [
            (NO, count, "whole"),
            (ACTIVITY, task.activity, "text"),
            (UNIT, task.unit or None, "text"),
            (VOLUME, task.volume, "amount"),
            (MINUTES, task.standard_minutes, "amount"),
            (SOURCE, words.source(task), "text"),
        ]
        for column, value, form in cells:
            write_cell(self.sheet, self.row, column, value, self._format(form, value))
        volume, minutes = (xl_rowcol_to_cell(self.row, column) for column in (VOLUME, MINUTES))
        load = xl_rowcol_to_cell(self.row, LOAD)
        if line.minutes is None:
            # Empty, not 0: nobody knows yet.
            for column in (LOAD, NEED):
                self.sheet.write_blank(self.row, column, None, self.formats["amount"])
        else:
            exact = line.minutes / self.analysis.workload.effective_minutes
            self._formula(LOAD, f"{volume}*{minutes}", float(line.minutes), "load")
            self._formula(NEED, f"{load}/{self.time_cell}", float(exact), "raw")
        self.sheet.write_blank(self.row, WHOLE, None, self.formats["whole"])
        longest = max(len(task.activity), len(words.source(task)))
        self._height(LINE * max(1, -(-longest // LETTERS_PER_LINE)))
        self.row += 1

    def _sum_row(self, label: str, load_formula: str, part: Part) -> None:
        self._sum_label(label)
        load, need = (xl_rowcol_to_cell(self.row, column) for column in (LOAD, NEED))
        self._formula(LOAD, load_formula, part.total_minutes, "sum_load")
        self._formula(NEED, f"{load}/{self.time_cell}", part.raw, "sum_raw")
        # The inner rounding takes away what adding in binary leaves behind, so that exactly x,5 goes up.
        self._formula(WHOLE, f"ROUND(ROUND({need},9),0)", part.need.persons, "sum_whole")
        self.sheet.write_string(self.row, SOURCE, words.used(part.used, part.holders), self.formats["sum_text"])
        self.totals.append(self.row)
        self.row += 1

    def _total(self) -> None:
        if not self.totals:
            return
        self._sum_label("Jumlah seluruh jenjang")
        for column, value, form in (
            (LOAD, self.analysis.total_minutes, "sum_load"),
            (NEED, self.analysis.raw, "sum_raw"),
            (WHOLE, self.analysis.persons, "sum_whole"),
        ):
            cells = "+".join(xl_rowcol_to_cell(row, column) for row in self.totals)
            self._formula(column, cells, value, form)
        told = words.used(self.analysis.used, self.analysis.holders)
        self.sheet.write_string(self.row, SOURCE, told, self.formats["sum_text"])
        self.row += 2

    def _result(self) -> None:
        analysis = self.analysis
        self.result_row, self.table_points = self.row, self.points + self.row * LINE
        self._across("Hasil", "heading", 20)
        self._pair("Kebutuhan sebelum dibulatkan", f"{formats.number(analysis.raw, words.RAW_DECIMALS)} orang")
        self._pair("Dibulatkan per jenjang", f"{formats.number(analysis.persons)} orang")
        if note := words.rounding_note(analysis):
            self._pair("Catatan pembulatan", note)
        if analysis.open_count:
            self._pair("Belum lengkap", f"{analysis.open_count} kegiatan tanpa volume atau waktu; tidak ikut dihitung")
        self._pair(f"Pemangku per {formats.day(analysis.day)}", words.holders(analysis.holders))
        self._pair("EJ dan PEJ", words.used(analysis.used, analysis.holders))
        self.row += 1

    def _basis(self) -> None:
        self._across("Dasar hitungan", "heading", 20)
        for label, said in words.basis(self.analysis):
            self._pair(label, said)
        self._pair("Alamat", settings.ADDRESS + words.path(self.analysis.workload))
        self.row += 1

    def _signatures(self) -> None:
        one = self.analysis.workload
        self.first_signature = self.row
        # Three places side by side: over the first two columns, the next five, the last two.
        spans = ((NO, ACTIVITY), (UNIT, NEED), (WHOLE, SOURCE))
        names = (one.signed_by or "(nama dan NIP)", "(nama dan NIP)", "(nama dan NIP)")
        for (first, last), role, name in zip(spans, words.SIGN, names, strict=True):
            self.sheet.merge_range(self.row, first, self.row, last, f"{role},", self.formats["sign"])
            self.sheet.merge_range(self.row + 1, first, self.row + 1, last, "", self.formats["sign"])
            self.sheet.merge_range(self.row + 2, first, self.row + 2, last, name, self.formats["signed"])
        self.sheet.set_row(self.row + 1, 48)
        self.points += 48 + 2 * LINE
        self.row += 3

    def _printing(self) -> None:
        sheet, one = self.sheet, self.analysis.workload
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_print_scale(PRINT_SCALE)
        sheet.print_area(0, 0, self.row - 1, LAST)
        # Result, basis and signatures stay together.
        if self.points + self.row * LINE > PAGE_POINTS:
            sheet.set_h_pagebreaks([self.result_row])
        if self.table_points > PAGE_POINTS:
            sheet.repeat_rows(self.first_row)
        sheet.hide_gridlines(2)
        mark = " · DATA CONTOH" if one.is_sample else ""
        # An ampersand begins a code in a footer.
        office = one.office.name.replace("&", "&&")
        sheet.set_footer(f"&L&8ABK {one.year}, {office}{mark}&R&8Halaman &P dari &N")

    def _across(self, text: str, form: str, points: float = LINE) -> None:
        self.sheet.merge_range(self.row, NO, self.row, LAST, text, self.formats[form])
        self._height(points)
        self.row += 1

    def _pair(self, label: str, said: str) -> None:
        self._label(label)
        self.sheet.merge_range(self.row, UNIT, self.row, LAST, said, self.formats["said"])
        # Merged cells do not grow by themselves.
        self._height(LINE * max(1, -(-len(said) // 100)))
        self.row += 1

    def _label(self, label: str) -> None:
        self.sheet.merge_range(self.row, NO, self.row, ACTIVITY, label, self.formats["label"])

    def _sum_label(self, label: str) -> None:
        self.sheet.merge_range(self.row, NO, self.row, MINUTES, label, self.formats["sum_label"])

    def _formula(self, column: int, formula: str, value: float, form: str) -> None:
        self.sheet.write_formula(self.row, column, f"={formula}", self._format(form, value), value)

    def _format(self, form: str, value: Cell) -> Any:
        """The format of a number, without decimals where it has none."""
        is_whole = isinstance(value, float | int) and float(value).is_integer()
        return self.formats.get(f"whole_{form}" if is_whole else form, self.formats[form])

    def _height(self, points: float) -> None:
        """The height of this row; all heights are counted, for nobody tells where a page ends."""
        self.sheet.set_row(self.row, points)
        self.points += points - LINE


def _formats(workbook: Any) -> dict[str, Any]:
    text = {"text_wrap": True, "valign": "top"}
    lined = {**text, "align": "left", "indent": 1, "border": 1, "border_color": "#B8C2C6"}
    sums = {**lined, "bold": True, "bg_color": "#EEF3F3"}
    amount, load, raw, whole = (
        {"num_format": form, "align": "right", "indent": 0} for form in ("#,##0.######", "#,##0.00", "0.0000", "0")
    )
    thousands = {"num_format": "#,##0", "align": "right", "indent": 0}
    wanted = {
        "mark": {"bold": True, "bg_color": "#FBEFD2", **text},
        "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
        "finding": {"font_size": 11, **text},
        "heading": {"bold": True, "font_size": 11},
        "label": {"font_color": "#4A5A60", **text},
        "said": text,
        "input": {"num_format": "#,##0", "align": "left", "bold": True, "border": 1, "border_color": "#B8C2C6"},
        "head": {**lined, "bold": True, "bg_color": "#DCE8E8", "valign": "vcenter"},
        "level": {**lined, "bold": True},
        "text": {**lined, "quote_prefix": True},
        "amount": {**lined, **amount},
        "load": {**lined, **load},
        "raw": {**lined, **raw},
        "whole": {**lined, **whole},
        "sum_label": sums,
        "sum_text": sums,
        "whole_amount": {**lined, **thousands},
        "whole_load": {**lined, **thousands},
        "whole_sum_load": {**sums, **thousands},
        "sum_load": {**sums, **load},
        "sum_raw": {**sums, **raw},
        "sum_whole": {**sums, **whole},
        "sign": {"align": "center"},
        "signed": {"align": "center", "bold": True, "text_wrap": True},
    }
    return {name: workbook.add_format(options) for name, options in wanted.items()}
