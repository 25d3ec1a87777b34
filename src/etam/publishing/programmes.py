"""The page of programmes in words: what was budgeted and spent by kab/kota and affair. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from etam.programmes.queries.spending import ProgrammeCoverage, Spending
from etam.web import formats
from etam.web.tables import Cell

AFFAIRS = {"2.23": "Perpustakaan", "2.24": "Kearsipan"}
CSV_HEADER = ("tahun", "kode", "daerah", "urusan", "sumber_dana", "anggaran", "realisasi", "belum_dilaporkan")


@dataclass(frozen=True)
class Sum:
    """Rupiah of some place and affair. `spent` is of what was reported; `unreported` is budget without any report."""

    budget: int = 0
    spent: int = 0
    unreported: int = 0

    @property
    def reported(self) -> int:
        """The budget of which somebody said what was spent."""
        return self.budget - self.unreported

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.budget + other.budget, self.spent + other.spent, self.unreported + other.unreported)


@dataclass(frozen=True)
class Line:
    """A kab/kota or the province; `affairs` are sums by affair, `whole` all of them; None where nothing is recorded."""

    code: str
    name: str
    affairs: tuple[Sum | None, ...]
    whole: Sum | None


def lines(found: Sequence[Spending], names: Mapping[str, str]) -> list[Line]:
    """Every place of `names` in that order, recorded or not: the order is no verdict."""
    return [
        Line(
            code,
            name,
            tuple(_sum([one for one in found if one.place == code and one.affair == affair]) for affair in AFFAIRS),
            _sum([one for one in found if one.place == code]),
        )
        for code, name in names.items()
    ]


def total(found: Iterable[Spending]) -> Sum:
    """All of it together."""
    return _sum(list(found)) or Sum()


def finding(covered: ProgrammeCoverage, whole: Sum) -> str:
    """What the page says in its title."""
    if not covered.recorded:
        return "Program perpustakaan dan kearsipan belum dicatat"
    offices = len(covered.offices)
    told = f"{len(covered.told)} dari {offices} kantor menyebut sasaran dan realisasi programnya, {covered.year}"
    if not whole.reported:
        return told
    return f"{told}; {formats.share(whole.spent, whole.reported)} anggaran yang dilaporkan terpakai"


def silent(
    covered: ProgrammeCoverage, names: Mapping[str, str], places: Mapping[int, str]
) -> tuple[list[str], list[str]]:
    """Names of places whose office recorded nothing, and of those that recorded without target or realisation."""
    nothing = [places[one.pk] for one in covered.offices if one.pk not in covered.recorded]
    part = [places[one.pk] for one in covered.offices if one.pk in covered.recorded - covered.told]
    return [names[code] for code in names if code in nothing], [names[code] for code in names if code in part]


def csv_rows(
    found: Iterable[Spending], names: Mapping[str, str], funds: Mapping[str, str]
) -> Iterable[tuple[Cell, ...]]:
    """The money as a file, a row for each place, affair and source."""
    for one in found:
        place, fund = names.get(one.place, one.place), funds.get(one.fund, "Beberapa sumber")
        affair = AFFAIRS.get(one.affair, one.affair)
        yield (one.year, one.place, place, affair, fund, one.budget, one.spent, one.unreported)


def _sum(found: Collection[Spending]) -> Sum | None:
    if not found:
        return None
    return sum((Sum(one.budget, one.spent, one.unreported) for one in found), Sum())
