"""Programmes of a year as sheets: one row for every sub-activity, and the tree with its sums."""

from collections.abc import Iterator, Sequence

from etam.programmes.models import SubActivity
from etam.programmes.queries.activities import Branch, budget_of, physical_of, spent_of
from etam.web.tables import Cell, Sheet, write_xlsx

TREE = ("Kode", "Tingkat", "Nama", "Anggaran (Rp)", "Realisasi keuangan (Rp)", "Keuangan (%)", "Realisasi fisik (%)")
ROWS = (
    "Perangkat daerah",
    "Tahun",
    "Daftar kode",
    "Kode",
    "Subkegiatan",
    "Indikator",
    "Sumber dana",
    "Lokasi",
    "Anggaran (Rp)",
    "Triwulan terakhir",
    "Realisasi keuangan (Rp)",
    "Realisasi fisik (%)",
    "Bukti",
)


def workbook(branches: Sequence[Branch], activities: Sequence[SubActivity]) -> bytes:
    """An office's year: the tree as on the page, and every sub-activity with all that is known of it."""
    sheets = [Sheet("Pohon program", TREE, _tree(branches)), Sheet("Subkegiatan", ROWS, map(_row, activities))]
    return write_xlsx(sheets, sample=any(one.is_sample for one in activities))


def overview(activities: Sequence[SubActivity]) -> bytes:
    """Every sub-activity of many offices."""
    return write_xlsx(
        [Sheet("Subkegiatan", ROWS, map(_row, activities))], sample=any(one.is_sample for one in activities)
    )


def _tree(branches: Sequence[Branch]) -> Iterator[Sequence[Cell]]:
    for programme in branches:
        yield _sums(programme, "Program")
        for branch in programme.branches:
            yield _sums(branch, "Kegiatan")
            for leaf in branch.leaves:
                one = leaf.sums
                yield (leaf.code, "Subkegiatan", leaf.name, one.budget, one.spent, one.share_spent, one.physical)


def _sums(branch: Branch, word: str) -> Sequence[Cell]:
    one = branch.sums
    return (branch.code, word, branch.name or "Tanpa padanan", one.budget, one.spent, one.share_spent, one.physical)


def _row(one: SubActivity) -> Sequence[Cell]:
    quarters = [row.quarter for row in one.realisations.all()]
    return (
        one.office.name,
        one.year,
        one.budget_code.version.label,
        one.budget_code.code,
        one.budget_code.name,
        "; ".join(f"{row.text}: target {row.target:g} {row.unit}" for row in one.indicators.all()),
        "; ".join(f"{row.get_fund_display()} {row.budget}" for row in one.money.all()),
        "; ".join(str(row.region) for row in one.places.all()),
        budget_of(one),
        max(quarters) if quarters else None,
        spent_of(one),
        physical_of(one),
        len(one.papers.all()),
    )
