"""The page of posts in words: from need to filled posts, and who retires. Pure but for what it is given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from etam.web import formats
from etam.web.tables import Cell
from etam.workforce.queries.funnel import Counts, Funnel, added

SMALLEST = 3
"""Fewer holders than this are not told: the number would be about one or two people."""
CSV_HEADER = ("tahun", "kode", "daerah", "jabatan", "kebutuhan", "diusulkan", "menunggu", "disetujui", "terisi")


@dataclass(frozen=True)
class Line:
    """A kab/kota or a post with its counts; `is_small` says that its holders are too few to be told."""

    code: str
    name: str
    counts: Counts
    is_small: bool = False


@dataclass(frozen=True)
class Step:
    """One step from need to filled: persons, None where nobody told, and its part of the longest bar in per cent."""

    label: str
    persons: int | None
    percent: float
    hint: str


def finding(found: Funnel) -> str:
    """What the page says in its title."""
    total = found.total
    if not total.proposed:
        if total.needed is None:
            return "Kebutuhan pustakawan dan arsiparis belum ditetapkan, usulan belum dikirim"
        return f"{formats.number(total.needed)} orang dibutuhkan; belum ada usulan formasi yang dikirim"
    proposed = f"{formats.number(total.proposed)} formasi yang diusulkan"
    if not total.approved:
        return f"Belum satu pun dari {proposed} untuk {found.year} disetujui"
    approved = f"{formats.number(total.approved)} dari {proposed} disetujui"
    if not total.unfilled:
        return f"{approved}; semuanya terisi"
    return f"{approved}; {formats.number(total.unfilled)} belum terisi"


def steps(total: Counts) -> list[Step]:
    """Need, proposed, approved, filled, each as a part of the largest of them."""
    rows = (
        ("Dibutuhkan", total.needed, "menurut analisis beban kerja yang sudah ditetapkan"),
        ("Diusulkan", total.proposed, f"{formats.number(total.waiting)} masih menunggu" if total.waiting else ""),
        ("Disetujui", total.approved, "diputuskan KemenPANRB"),
        ("Terisi", total.filled, "orangnya sudah ada"),
    )
    top = max([persons or 0 for _, persons, _ in rows] + [1])
    return [Step(label, persons, 100 * (persons or 0) / top, hint) for label, persons, hint in rows]


def lines(found: Funnel, of: str, names: Mapping[str, str]) -> list[Line]:
    """The rows added up by "place" or "position", in the order of `names`; what nobody told of is left out."""
    keys = {getattr(row, of) for row in found.rows}
    sums = {key: added(row.counts for row in found.rows if getattr(row, of) == key) for key in keys}
    small = held_back({key: one.held for key, one in sums.items() if one.held})
    return [Line(key, name, sums[key], key in small) for key, name in names.items() if key in sums]


def at(found: Funnel, place: str) -> Counts | None:
    """What is known of one kab/kota over all posts; None where nothing is."""
    rows = [row.counts for row in found.rows if row.place == place]
    return added(rows) if rows else None


def held_back(sizes: Mapping[str, int]) -> frozenset[str]:
    """Which are too small to be told. One alone could be worked out from the total: the next smallest goes as well."""
    small = {key for key, size in sizes.items() if size < SMALLEST}
    if len(small) == 1 and len(sizes) > 1:
        small.add(min((key for key in sizes if key not in small), key=lambda key: sizes[key]))
    return frozenset(small)


def csv_rows(found: Funnel, name_of_post: Mapping[str, str]) -> Iterable[tuple[Cell, ...]]:
    """The funnel as a file, a row for each kab/kota and post. Holders are left out: a cell may be one person."""
    for row in found.rows:
        one = row.counts
        told = (one.needed, one.proposed, one.waiting, one.approved, one.filled)
        yield (found.year, row.place, row.place_name, name_of_post.get(row.position, row.position), *told)
