"""Literacy, archives, welfare and money of every kab/kota, year by year, each figure with where it is from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count, Sum

from etam.content.series import SeriesValue, latest_series
from etam.indices import queries as indices
from etam.indices.methods import ARCHIVES, MAIN
from etam.indices.models import Release
from etam.programmes.models import LibraryMoney, SeriesFile, SubActivity
from etam.programmes.queries import series
from etam.programmes.queries.spending import Spending, spending
from etam.web.formats import day, number, rupiah

Key = tuple[str, int]
"""A region and a year."""
PROVINCE = "64"
PER_PERSON = "rupiah per penduduk"
SHORT = {"human_development": "IPM"}
"""What stands on the page in place of a long label."""


@dataclass(frozen=True)
class Figure:
    """One value; `edition` is what it was measured by: no line may run from one edition to another."""

    value: float
    source: str
    edition: str = ""
    note: str = ""


@dataclass(frozen=True)
class Facet:
    """One indicator of kab/kota over the years; `more_is` is "better", "worse" or "none"."""

    code: str
    label: str
    unit: str
    more_is: str
    decimals: int
    figures: Mapping[Key, Figure] = field(default_factory=dict)
    is_sample: bool = False

    @property
    def years(self) -> list[int]:
        """The years about which a kab/kota has a value."""
        return sorted({year for region, year in self.figures if region != PROVINCE})

    def of_year(self, year: int) -> dict[str, float]:
        """The values of kab/kota in a year by code."""
        return {
            region: one.value for (region, when), one in self.figures.items() if when == year and region != PROVINCE
        }

    def course(self, region: str) -> list[tuple[int, Figure]]:
        """The values of one region, the earliest first."""
        return sorted(((year, one) for (code, year), one in self.figures.items() if code == region), key=lambda p: p[0])


def measures() -> list[Facet]:
    """Every indicator that has a value: literacy, archives, series of other offices, money per person."""
    found = [
        _released(MAIN, "literacy", "Indeks literasi"),
        _released(ARCHIVES, "archives", "Tertib arsip"),
        *map(_of_series, series.courses()),
        *_money(),
        _library_money(),
    ]
    return [one for one in found if one.figures]


def missing(found: list[Facet]) -> list[str]:
    """What the view lacks, as sentences that say what to do."""
    have = {one.code for one in found}
    told = {
        "literacy": "Indeks literasi belum dirilis. Hitung dan rilis di Perhitungan.",
        "archives": "Tertib arsip belum dirilis. Hitung dan rilis di Perhitungan.",
        "human_development": "IPM belum diimpor. Impor di Deret.",
        "poverty_rate": "Kemiskinan belum diimpor. Impor di Deret.",
        "budget_per_person": "Anggaran belum dicatat. Catat program kantor di Program.",
    }
    return [sentence for code, sentence in told.items() if code not in have]


def _released(method: str, code: str, label: str) -> Facet:
    """The scores of the releases of a method that count."""
    releases = indices.current_releases(method)
    figures = {
        (unit["code"], one.period): Figure(unit["score"], _named(one), f"{one.method_version}")
        for one in releases
        for unit in one.results["units"]
        if unit["score"] is not None
    }
    return Facet(code, label, "0–100", "better", 1, figures, any(one.is_sample for one in releases))


def _named(release: Release) -> str:
    published = f", terbit {day(release.published_at)}" if release.published_at else ""
    return f"Rilis {release.label} {release.title}{published}"


def _of_series(course: series.Course) -> Facet:
    file: SeriesFile = course.file
    source = f"{file.publisher}: {file.source}, diambil {day(file.fetched_on)}"
    figures = {key: Figure(value, source) for key, value in course.values.items()}
    label = SHORT.get(file.series, file.label)
    return Facet(file.series, label, file.unit, file.more_is, 2, figures, file.is_sample)


def _money() -> Iterator[Facet]:
    """Budget and spending of library and archive offices for each inhabitant."""
    years = sorted(set(SubActivity.objects.filter(withdrawn_at=None).values_list("year", flat=True)))
    sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in spending(years):
        _add(sums[one.place, one.year], one)
    is_sample = SubActivity.objects.filter(withdrawn_at=None, is_sample=True).exists()
    budget, spent = {}, {}
    for (place, year), (planned, paid, unreported) in sums.items():
        people = population(place, year)
        if people is None:
            continue
        budget[place, year] = _per_person(planned, people, "anggaran program kantor perpustakaan dan kearsipan")
        if unreported < planned:
            note = f"{rupiah(unreported)} anggaran belum dilaporkan" if unreported else ""
            spent[place, year] = _per_person(paid, people, "realisasi program kantor perpustakaan dan kearsipan", note)
    yield Facet("budget_per_person", "Anggaran urusan per orang", PER_PERSON, "none", 0, budget, is_sample)
    yield Facet("spent_per_person", "Realisasi urusan per orang", PER_PERSON, "none", 0, spent, is_sample)


def _add(cell: list[int], one: Spending) -> None:
    cell[0] += one.budget
    cell[1] += one.spent
    cell[2] += one.unreported


def _library_money() -> Facet:
    """What villages and schools were recorded to spend on their libraries, for each inhabitant; a lower bound."""
    written = LibraryMoney.objects.filter(body__isnull=False, spent__isnull=False).order_by()
    rows = written.values_list("body__regency_id", "year").annotate(
        paid=Sum("spent"), bodies=Count("body", distinct=True)
    )
    figures = {}
    for place, year, paid, bodies in rows:
        people = population(place, year)
        if people is not None:
            note = f"dicatat {number(bodies)} desa dan sekolah; yang tidak mencatat tidak terhitung"
            figures[place, year] = _per_person(paid, people, "realisasi dana perpustakaan desa dan sekolah", note)
    label = "Dana perpustakaan desa dan sekolah per orang"
    is_sample = written.filter(is_sample=True).exists()
    return Facet("library_money_per_person", label, PER_PERSON, "none", 0, figures, is_sample)


def _per_person(amount: int, people: SeriesValue, what: str, note: str = "") -> Figure:
    source = f"{rupiah(amount)} {what}, dibagi {number(people.value)} penduduk ({people.source}, {people.period})"
    # Two ways of counting people make two courses: what changes between them may be the counting.
    return Figure(amount / people.value, source, people.source, note)


def population(region: str, year: int) -> SeriesValue | None:
    """Inhabitants of a region in the latest count that is not later than `year`."""
    known = [one for one in _population() if one.region == region and one.period <= year]
    return max(known, key=lambda one: one.period, default=None)


@lru_cache(maxsize=1)
def _population() -> tuple[SeriesValue, ...]:
    return tuple(one for edition in latest_series() for one in edition.values if one.series == "population")
