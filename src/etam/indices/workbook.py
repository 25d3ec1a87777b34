"""Results as a workbook that a reader opens without further work. The same results give the same bytes."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook

from etam.indices.results import Results, Unit, dimensions
from etam.web import formats
from etam.web.tables import SAMPLE_MARK, Cell, new_workbook, write_cell

# A workbook carries the moment it was made; a release carries no clock, so all of them carry this one.
CREATED = datetime(2020, 3, 17)
WIDEST, NARROWEST = 46, 9


def results_workbook(results: Results) -> bytes:
    """The ranking, every score, every indicator, how often each rank came out, and the method, one sheet each."""
    file = io.BytesIO()
    with new_workbook(file) as workbook:
        workbook.set_properties({"title": results["table_title"], "created": CREATED})
        sheets = _Sheets(workbook, results["sample"])
        sheets.add("Peringkat", *_ranking(results))
        sheets.add("Komponen", *_scores(results))
        sheets.add("Indikator", *_indicators(results))
        if results["robustness"]:
            sheets.add("Kepastian", *_frequency(results))
        if any(unit["printed"] for unit in results["units"]):
            sheets.add("Tercetak", *_printed(results))
        sheets.add("Metode", ("Hal", "Keterangan"), _method(results))
    return file.getvalue()


class _Sheets:
    """Writes sheets of one look: a mark on top of sample data, a frozen header, columns as wide as their words."""

    def __init__(self, workbook: Workbook, is_sample: bool) -> None:
        self.workbook, self.is_sample = workbook, is_sample
        self.text = workbook.add_format({"quote_prefix": True, "valign": "top", "text_wrap": True})
        self.number = workbook.add_format({"num_format": "0.00", "valign": "top"})
        self.head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.mark = workbook.add_format({"bold": True, "bg_color": "#FBEFD2"})

    def add(self, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        sheet = self.workbook.add_worksheet(name)
        first = 1 if self.is_sample else 0
        if self.is_sample:
            sheet.write_string(0, 0, SAMPLE_MARK, self.mark)
        for column, label in enumerate(header):
            sheet.write_string(first, column, label, self.head)
        body = list(rows)
        for number, row in enumerate(body, start=first + 1):
            for column, value in enumerate(row):
                write_cell(sheet, number, column, value, self.number if isinstance(value, float) else self.text)
        _set_widths(sheet, header, body)
        sheet.freeze_panes(first + 1, 1)


def _set_widths(sheet: Any, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    for column, label in enumerate(header):
        words = [len(str(row[column])) for row in rows if isinstance(row[column], str)]
        longest_word = max(map(len, label.split()), default=0)
        sheet.set_column(column, column, max(NARROWEST, min(WIDEST, max([longest_word, *words]) + 2)))


def _ranking(results: Results) -> tuple[list[str], Iterable[Sequence[Cell]]]:
    header = ["Peringkat", "Kode", "Daerah", "Nilai", "Kategori", "Selang bawah", "Selang atas", "Kelompok"]
    rows = ([*_standing(unit), unit["why_not"]] for unit in results["units"])
    return [*header, "Isian diterima", "Isian diharapkan", "Cakupan", "Alasan tidak diperingkat"], rows


def _standing(unit: Unit) -> list[Cell]:
    low, high = unit["interval"] or (None, None)
    place = [unit["rank"], unit["code"], unit["full_name"], unit["score"], unit["category_label"], low, high]
    return [*place, formats.listed(unit["groups"]), unit["accepted"], unit["expected"], unit["coverage"]]


def _scores(results: Results) -> tuple[list[str], Iterable[Sequence[Cell]]]:
    nodes = results["nodes"]
    rows = (
        [unit["code"], unit["full_name"], *(unit["nodes"][one["code"]] for one in nodes)] for unit in results["units"]
    )
    return ["Kode", "Daerah", *(one["label"] for one in nodes)], rows


def _indicators(results: Results) -> tuple[list[str], Iterable[Sequence[Cell]]]:
    leaves = results["indicators"]
    header = [f"{one['label']} ({one['unit']})" if one["unit"] else one["label"] for one in leaves]
    rows = (
        [unit["code"], unit["full_name"], *(unit["indicators"].get(one["code"]) for one in leaves)]
        for unit in results["units"]
    )
    return ["Kode", "Daerah", *header], rows


def _frequency(results: Results) -> tuple[list[str], Iterable[Sequence[Cell]]]:
    found = results["robustness"]
    frequency = found["frequency"] if found else {}
    names = {unit["code"]: unit["full_name"] for unit in results["units"]}
    rows: Iterable[Sequence[Cell]] = ([code, names[code], *shares] for code, shares in frequency.items())
    return ["Kode", "Daerah", *(f"Urutan {place}" for place in range(1, len(frequency) + 1))], rows


def _printed(results: Results) -> tuple[list[str], Iterable[Sequence[Cell]]]:
    keys = list(dict.fromkeys(key for unit in results["units"] for key in unit["printed"]))
    rows = (
        [unit["full_name"], unit["score"], *(unit["printed"].get(key) for key in keys)] for unit in results["units"]
    )
    return ["Daerah", "Dihitung ulang", *(f"Tercetak: {key}" for key in keys)], rows


def _method(results: Results) -> Iterable[Sequence[Cell]]:
    method = results["method"]
    yield ["Temuan", results["finding"]]
    yield ["Tabel", results["table_title"]]
    yield ["Metode", f"{method['title']}, {method['code']}/{method['version']}"]
    yield from (["Langkah", step] for step in method["steps"])
    weights = ", ".join(
        f"{one['label']} {formats.percent(round(one['weight'] * 100, 1))}" for one in dimensions(results)
    )
    yield ["Bobot", weights]
    yield from (["Deret", f"{one['label']} {one['period']}: {one['source']}"] for one in results["series"])
    yield from (["Sumber", results["source"]] for _ in range(1) if results["source"])
    yield from (["Cacat yang diketahui", defect] for defect in results["defects"])
    yield from (["Catatan", note] for note in results["notes"])
