"""What pages of this room show, as rows for CSV."""

from collections.abc import Iterable, Iterator, Mapping

from etam.programmes.queries.bodies import Standing
from etam.web.tables import Cell

COVERAGE = (
    "kode", "wilayah", "jumlah", "ada_perpustakaan", "belum_ada", "belum_diketahui", "terakreditasi",
    "mengirim_isian_terakhir",
)  # fmt: skip


def coverage(lines: Iterable[Standing], names: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """One row for each group; the names are those of its regions."""
    for one in lines:
        counts = one.coverage
        name = names.get(counts.key, "belum diketahui")
        yield counts.key, name, counts.total, counts.has, counts.none, counts.unknown, one.accredited, one.returned
