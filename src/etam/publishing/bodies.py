"""The page of villages and schools in words: who has a library, who has none, and what is not known. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from etam.content.funding_rules import FundingRule
from etam.institutions.queries.bodies import Coverage
from etam.web import formats, maps
from etam.web.components import Key, legend, step_of_band
from etam.web.tables import Cell

BANDS: tuple[tuple[float | None, float | None], ...] = ((None, 20), (20, 40), (40, 60), (60, 80), (80, None))
BAND_WORDS = ("Sedikit", "Kurang dari separuh", "Sekitar separuh", "Lebih dari separuh", "Hampir semua")
SCHOOL_RULES = ("school_operating_budget", "bosp_books")
CSV_HEADER = (
    "jenis", "menurut", "kode", "nama", "berperpustakaan", "tidak_berperpustakaan", "belum_diketahui", "seluruhnya",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A kab/kota or a level of schools with what is known of its villages or schools."""

    code: str
    name: str
    coverage: Coverage


def finding(villages: Coverage, schools: Coverage) -> str:
    """What the page says in its title: unknown is never told as none."""
    told = [
        f"{formats.number(one.has)} dari {formats.number(one.total)} {noun}"
        for one, noun in ((villages, "desa/kelurahan"), (schools, "sekolah"))
        if one.total
    ]
    unknown = villages.unknown + schools.unknown
    if not told:
        return "Desa dan sekolah belum didaftar"
    rest = f"; {formats.number(unknown)} belum diketahui" if unknown else ""
    return f"{' dan '.join(told)} diketahui punya perpustakaan{rest}"


def lines(found: Iterable[Coverage], names: Mapping[str, str]) -> list[Line]:
    """Each group by name in the order of `names`; a group that has no village or school is left out."""
    known = {one.key: one for one in found}
    return [Line(code, name, known[code]) for code, name in names.items() if code in known]


def marks(found: Sequence[Line], noun: str, address: str) -> dict[str, maps.Mark]:
    """What the map says of each kab/kota: per cent of all that are known to have a library, a lower bound."""
    return {one.code: _mark(one, noun, address.format(one.code)) for one in found}


def keys() -> list[Key]:
    """The legend of the map."""
    return legend([(BAND_WORDS[place], low, high) for place, (low, high) in enumerate(BANDS)], "Belum diketahui")


def rules_of_schools(rules: Mapping[str, FundingRule], year: int) -> list[FundingRule]:
    """The two shares that a school's library may claim: they have different denominators and may disagree."""
    known = [rules[code] for code in SCHOOL_RULES if code in rules]
    return [one for one in known if (one.from_year or year) <= year <= (one.to_year or year)]


def rules_of_villages(rules: Mapping[str, FundingRule], year: int) -> list[FundingRule]:
    """What the village fund may be spent on, the newest first; those bound to other years are left out."""
    uses = [one for one in rules.values() if one.kind == "use" and (one.to_year or year) >= year]
    return uses[::-1]


def csv_rows(parts: Iterable[tuple[str, str, Sequence[Line]]]) -> Iterable[tuple[Cell, ...]]:
    """The coverage as a file: kind, what it is grouped by, and a row for each group."""
    for kind, by, found in parts:
        for one in found:
            told = one.coverage
            yield (kind, by, one.code, one.name, told.has, told.none, told.unknown, told.total)


def _mark(one: Line, noun: str, url: str) -> maps.Mark:
    told = one.coverage
    share = told.share_of_all
    if share is None or not told.known:
        return maps.Mark(0, "–", "belum", f"{one.name}: belum satu pun {noun} diketahui", url)
    step = step_of_band(next(place for place, (_, high) in enumerate(BANDS) if high is None or share < high), 5)
    counted = f"{formats.number(told.has)} dari {formats.number(told.total)} {noun} punya perpustakaan"
    unknown = f", {formats.number(told.unknown)} belum diketahui" if told.unknown else ""
    return maps.Mark(step, formats.percent(share, 0), formats.number(told.has), f"{one.name}: {counted}{unknown}", url)
