"""Programmes of a year as a workbook that prints on A4 across: the tree with its sums, a row for every sub-activity."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from etam.programmes.models import CodeVersion, SubActivity
from etam.programmes.queries.activities import Branch, budget_of, physical_of, spent_of
from etam.programmes.queries.translation import Translator
from etam.web.formats import number
from etam.web.tables import SAMPLE_MARK, Cell, new_workbook, write_cell

A4 = 9
AS_RECORDED = "Kode menurut daftar yang dipakai saat mencatat."
LETTERS_PER_WIDTH, HEIGHT_OF_LINE = 1.05, 13.0


class Column(NamedTuple):
    """What a column is called, how wide it is, and how its cells are written."""

    label: str
    width: float
    form: str = "text"


TREE = (
    Column("Kode", 18), Column("Tingkat", 12), Column("Nama", 58), Column("Anggaran (Rp)", 17, "money"),
    Column("Realisasi keuangan (Rp)", 17, "money"), Column("Keuangan (%)", 11, "share"),
    Column("Realisasi fisik (%)", 11, "share"),
)  # fmt: skip
ROWS = (
    Column("Perangkat daerah", 24), Column("Tahun", 7, "year"), Column("Daftar kode", 20), Column("Kode", 17),
    Column("Subkegiatan", 38), Column("Indikator", 34), Column("Sumber dana", 22), Column("Lokasi", 22),
    Column("Anggaran (Rp)", 16, "money"), Column("Triwulan terakhir", 9, "year"),
    Column("Realisasi keuangan (Rp)", 16, "money"), Column("Realisasi fisik (%)", 10, "share"),
    Column("Bukti (berkas)", 9, "year"),
)  # fmt: skip


def workbook(branches: Sequence[Branch], rows: Sequence[SubActivity], title: str, version: CodeVersion | None) -> bytes:
    """An office's year: the tree as on the page, and every sub-activity with all that is known of it."""
    return _book([("Pohon program", TREE, _tree(branches)), _listed(rows, version)], rows, title, version)


def overview(rows: Sequence[SubActivity], title: str, version: CodeVersion | None) -> bytes:
    """Every sub-activity of many offices."""
    return _book([_listed(rows, version)], rows, title, version)


Part = tuple[str, Sequence[Column], Iterable[Sequence[Cell]]]


def _listed(rows: Sequence[SubActivity], version: CodeVersion | None) -> Part:
    translator = Translator(version) if version else None
    return "Subkegiatan", ROWS, (_row(one, translator) for one in rows)


def _book(parts: Sequence[Part], rows: Sequence[SubActivity], title: str, version: CodeVersion | None) -> bytes:
    file = io.BytesIO()
    said = f"Kode dibaca menurut {version.label}; tanpa padanan berarti belum diketahui." if version else AS_RECORDED
    head = [*([SAMPLE_MARK] if any(one.is_sample for one in rows) else []), title, said]
    with new_workbook(file) as book:
        forms = _forms(book)
        for name, columns, cells in parts:
            _sheet(book.add_worksheet(name), forms, head, columns, cells)
    return file.getvalue()


def _forms(book: Any) -> dict[str, Any]:
    cell = {"valign": "top", "border": 1, "border_color": "#767F79", "font_size": 9}
    made = {
        "text": {**cell, "text_wrap": True, "quote_prefix": True},
        "money": {**cell, "num_format": "#,##0"},
        "share": {**cell, "num_format": "0.0"},
        "year": {**cell, "num_format": "0", "align": "center"},
        "head": {**cell, "text_wrap": True, "bold": True, "bg_color": "#E6ECE8"},
        "title": {"bold": True, "font_size": 13},
        "subtitle": {"font_size": 10},
        "sample": {"bold": True, "bg_color": "#FBEFD2"},
    }
    return {name: book.add_format(form) for name, form in made.items()}


def _sheet(
    sheet: Any, forms: dict[str, Any], head: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> None:
    shapes = ["sample", "title", "subtitle"][-len(head) :]
    for line, (sentence, shape) in enumerate(zip(head, shapes, strict=True)):
        sheet.write_string(line, 0, sentence, forms[shape])
    top = len(head) + 1
    for place, one in enumerate(columns):
        sheet.set_column(place, place, one.width)
        sheet.write_string(top, place, one.label, forms["head"])
    sheet.set_row(top, 2 * HEIGHT_OF_LINE)
    for line, cells in enumerate(rows, start=top + 1):
        sheet.set_row(line, HEIGHT_OF_LINE * _lines(cells, columns))
        for place, (value, one) in enumerate(zip(cells, columns, strict=True)):
            write_cell(sheet, line, place, value, forms[one.form])
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&8{head[-2].replace('&', '&&')}&R&8Halaman &P dari &N")


def _lines(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many lines the longest text of a row takes; spreadsheets do not see to it when a file is opened."""
    texts = [(value, one.width) for value, one in zip(cells, columns, strict=True) if isinstance(value, str)]
    return max([1, *(-(-len(value) // max(1, int(width * LETTERS_PER_WIDTH))) for value, width in texts)])


def _tree(branches: Sequence[Branch]) -> Iterator[Sequence[Cell]]:
    for programme in branches:
        yield _sums(programme, "Program")
        for branch in programme.branches:
            if branch.code:
                yield _sums(branch, "Kegiatan")
            for leaf in branch.leaves:
                one = leaf.sums
                yield (leaf.code, "Subkegiatan", leaf.name, one.budget, one.spent, one.share_spent, one.physical)


def _sums(branch: Branch, word: str) -> Sequence[Cell]:
    one = branch.sums
    name = branch.name or ("Nama tidak ada pada daftar" if branch.code else "Tanpa padanan tunggal pada daftar ini")
    return (branch.code, word, name, one.budget, one.spent, one.share_spent, one.physical)


def _row(one: SubActivity, translator: Translator | None) -> Sequence[Cell]:
    quarters = [row.quarter for row in one.realisations.all()]
    own = one.budget_code
    there = translator.read(own) if translator else None
    named = (translator.version.label, there.code, there.name) if translator and there and there.codes else None
    return (
        one.office.name,
        one.year,
        *(named or (own.version.label, own.code, own.name)),
        "; ".join(f"{row.text}: target {number(row.target)} {row.unit}" for row in one.indicators.all()),
        "; ".join(f"{row.get_fund_display()} {number(row.budget)}" for row in one.money.all()),
        "; ".join(str(row.region) for row in one.places.all()),
        budget_of(one),
        max(quarters) if quarters else None,
        spent_of(one),
        physical_of(one),
        len(one.papers.all()),
    )
