"""What the view of indicators side by side shows: a map, two indicators against each other, panels, tables, words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etam.programmes import association, plotting
from etam.programmes.association import Association
from etam.programmes.plotting import Scatter, Strip, Write
from etam.programmes.queries.holistic import Facet, Figure, Key
from etam.web import formats, maps
from etam.web.components import Key as LegendKey
from etam.web.formats import number, spelled

BANDS = 5
NO_VALUE = "Belum ada angka"
MOST_SOURCES = 8


@dataclass(frozen=True)
class Pair:
    """Two indicators in one year; `names` are the places that have both, with their values."""

    one: Facet
    other: Facet
    year: int
    found: Association
    sentences: tuple[str, ...]
    chart: Scatter | None


@dataclass(frozen=True)
class Strand:
    """One indicator within a panel: its course, and its last value."""

    label: str
    strip: Strip | None
    last: str
    year: int | None


@dataclass(frozen=True)
class Panel:
    """One kab/kota with every indicator; all panels share the scale of each indicator."""

    code: str
    name: str
    strands: tuple[Strand, ...]


@dataclass(frozen=True)
class Table:
    """Every figure of one indicator: regions down, years across, and where the figures are from."""

    measure: Facet
    years: list[int]
    rows: list[tuple[str, list[float | None]]]
    sources: list[tuple[str, str]]
    notes: list[str]


def writer(measure: Facet) -> Write:
    """How a value of an indicator is written."""
    return lambda value: number(value, measure.decimals)


def common_years(one: Facet, other: Facet) -> list[int]:
    """The years in which at least one kab/kota has both, the latest first."""
    years = set(one.years) & set(other.years)
    return sorted((year for year in years if one.of_year(year).keys() & other.of_year(year).keys()), reverse=True)


def pair(one: Facet, other: Facet, year: int, names: Mapping[str, str]) -> Pair:
    """Two indicators against each other in a year in which both are known."""
    left, right = one.of_year(year), other.of_year(year)
    codes = [code for code in names if code in left and code in right]
    found = association.associate([left[code] for code in codes], [right[code] for code in codes])
    points = [plotting.Point(names[code], left[code], right[code]) for code in codes]
    return Pair(
        one=one,
        other=other,
        year=year,
        found=found,
        sentences=tuple(association.sentences(found, one.label, other.label)),
        chart=_scatter(one, other, year, points) if points else None,
    )


def _scatter(one: Facet, other: Facet, year: int, points: Sequence[plotting.Point]) -> Scatter:
    told = "; ".join(f"{at.name} {writer(one)(at.x)} dan {writer(other)(at.y)}" for at in points)
    title = f"{one.label} (mendatar) dan {other.label} (tegak) {year}: {told}"
    return plotting.scatter(title, (_axis(one), _tick(one)), (_axis(other), _tick(other)), points)


def _axis(measure: Facet) -> str:
    return f"{measure.label}, {measure.unit}"


def _tick(measure: Facet) -> Write:
    return (lambda value: formats.short(value)) if measure.decimals == 0 else number


def headline(pair: Pair | None, first: Facet | None, year: int | None, names: Mapping[str, str]) -> str:
    """The finding, as the page's title."""
    if first is None or year is None:
        return "Belum ada angka untuk dipandang bersama"
    rho = pair.found.rho if pair else None
    if pair is None or rho is None:
        return _range(first, year, names)
    found, what = pair.found, f"{pair.one.label} dan {pair.other.label} {pair.year}"
    if found.low is None:
        return f"{what} berurutan {'sama' if rho > 0 else 'terbalik'} persis di {spelled(found.units)} kab/kota"
    if found.is_open:
        return f"{what}: {spelled(found.units)} kab/kota belum memastikan arahnya"
    way = "searah" if rho > 0 else "berlawanan arah"
    return f"{what} cenderung {way} di {spelled(found.units)} kab/kota; eratnya belum pasti"


def _range(measure: Facet, year: int, names: Mapping[str, str]) -> str:
    values = measure.of_year(year)
    ranked = sorted((value, names.get(code, code)) for code, value in values.items())
    (low, lowest), (high, highest) = ranked[0], ranked[-1]
    write = writer(measure)
    if low == high:
        return f"{measure.label} {year}: {write(low)} di {spelled(len(ranked))} kab/kota"
    return f"{measure.label} {year}: tertinggi {highest} ({write(high)}), terendah {lowest} ({write(low)})"


def marks(measure: Facet, year: int, places: Sequence[maps.Place]) -> tuple[dict[str, maps.Mark], list[LegendKey]]:
    """What a map of one indicator says, in five bands of equal width from the lowest to the highest value."""
    values = measure.of_year(year)
    edges = _edges(list(values.values()))
    drawn = {place.code: _mark(measure, year, place, values.get(place.code), edges) for place in places}
    return drawn, _legend(measure, edges, is_whole=len(values) == len(places))


def _edges(values: Sequence[float]) -> list[float]:
    low, high = min(values), max(values)
    return [low + (high - low) * part / BANDS for part in range(1, BANDS)] if high > low else []


def _mark(measure: Facet, year: int, place: maps.Place, value: float | None, edges: Sequence[float]) -> maps.Mark:
    if value is None:
        return maps.Mark(0, "–", "belum ada", f"{place.name}: {measure.label} {year} belum ada")
    step = 1 + sum(value >= edge for edge in edges) if edges else 3
    written = formats.short(value) if measure.decimals == 0 else number(value, 1)
    title = f"{place.name}: {measure.label} {year} {writer(measure)(value)} {measure.unit}"
    return maps.Mark(step, written, "", title)


def _legend(measure: Facet, edges: Sequence[float], *, is_whole: bool) -> list[LegendKey]:
    write = (lambda value: formats.short(value)) if measure.decimals == 0 else (lambda value: number(value, 1))
    if not edges:
        keys = [LegendKey(3, "semua sama")]
    else:
        ends = [None, *edges, None]
        keys = [LegendKey(step, _band(ends[step - 1], ends[step], write)) for step in range(1, BANDS + 1)]
    return keys if is_whole else [*keys, LegendKey(0, NO_VALUE)]


def _band(low: float | None, high: float | None, write: Write) -> str:
    if low is None and high is not None:
        return f"< {write(high)}"
    return f"≥ {write(low or 0)}" if high is None else f"{write(low or 0)}–<{write(high)}"


def panels(measures: Sequence[Facet], names: Mapping[str, str]) -> list[Panel]:
    """Every kab/kota with the course of every indicator, each indicator on one scale for all."""
    years = [year for one in measures for year in one.years]
    if not years:
        return []
    reach = (min(years), max(years))
    return [
        Panel(code, name, tuple(_strand(one, code, name, reach) for one in measures)) for code, name in names.items()
    ]


def _strand(measure: Facet, code: str, name: str, years: tuple[int, int]) -> Strand:
    course = measure.course(code)
    if not course:
        return Strand(measure.label, None, NO_VALUE.lower(), None)
    write = writer(measure)
    told = ", ".join(f"{year} {write(one.value)}" for year, one in course)
    strip = plotting.strip(f"{measure.label} {name}: {told}", stretches(course), years, ends(measure))
    year, last = course[-1]
    return Strand(measure.label, strip, write(last.value), year)


def stretches(course: Sequence[tuple[int, Figure]]) -> list[list[tuple[int, float]]]:
    """The pieces of a course that may be joined: a new one begins where something else measured it."""
    found: list[list[tuple[int, float]]] = []
    edition = None
    for year, one in course:
        if one.edition != edition or not found:
            found.append([])
        edition = one.edition
        found[-1].append((year, one.value))
    return found


def ends(measure: Facet) -> tuple[float, float]:
    """The lowest and highest value of any kab/kota in any year: the scale that all panels share."""
    values = [value for year in measure.years for value in measure.of_year(year).values()]
    return min(values), max(values)


def scales(measures: Sequence[Facet]) -> list[tuple[str, str]]:
    """Each indicator with the scale of its strips, as written."""
    told = []
    for one in measures:
        low, high = ends(one)
        told.append((one.label, f"{writer(one)(low)} sampai {writer(one)(high)} {one.unit}"))
    return told


def table(measure: Facet, names: Mapping[str, str]) -> Table:
    """Every figure of an indicator, and where the figures are from, each source once."""
    years = sorted({year for _, year in measure.figures})
    rows = [
        (name, [figure.value if (figure := measure.figures.get((code, year))) else None for year in years])
        for code, name in names.items()
        if any((code, year) in measure.figures for year in years)
    ]
    notes = sorted(
        f"{names[code]} {year}: {one.note}"
        for (code, year), one in measure.figures.items()
        if one.note and code in names
    )
    return Table(measure, years, rows, _sources(measure.figures), notes)


def _sources(figures: Mapping[Key, Figure]) -> list[tuple[str, str]]:
    """Years and source; where every cell has a source of its own, they stand in the download."""
    found: dict[str, set[int]] = {}
    for (_, year), one in figures.items():
        found.setdefault(one.source, set()).add(year)
    if len(found) > MOST_SOURCES:
        return []
    return sorted((", ".join(map(str, sorted(years))), source) for source, years in found.items())


def rows(measures: Sequence[Facet], names: Mapping[str, str]) -> list[list[str | int | float | None]]:
    """Every figure as a row of a download, in order of indicator, region and year."""
    return [
        [one.label, code, names.get(code, code), year, figure.value, one.unit, figure.source, figure.note]
        for one in measures
        for (code, year), figure in sorted(one.figures.items())
    ]


HEADER = ("indikator", "kode_kemendagri", "wilayah", "tahun", "nilai", "satuan", "sumber", "keterangan")
