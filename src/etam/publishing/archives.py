"""The page of orderly archives: two maps, one table, the course of years. Pure but for what it is given.

A number comes from a release where one holds the year, else from audits that are determined and not yet released; the
two are told apart. A line never runs across a change of the instrument.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etam.indices.models import Release
from etam.indices.results import Results, Unit
from etam.publishing.queries.archives import Audited, Year
from etam.questionnaire.instrument import Instrument, Origin
from etam.questionnaire.scheme import Scheme
from etam.web import charts, components, formats, maps

EXTERNAL, INTERNAL = "external_score", "internal_score"
"""Codes of the two inputs in the method `archive-order`."""
BY_REGENCY = Mapping[tuple[str, int], Audited]


@dataclass(frozen=True)
class Beside:
    """Literacy and archives of one kab/kota; a unit is None where its release does not hold the place."""

    code: str
    name: str
    literacy: Unit | None
    archives: Unit | None
    audited: Audited | None

    @property
    def external(self) -> float | None:
        return self.archives["nodes"].get(EXTERNAL) if self.archives else None

    @property
    def internal(self) -> float | None:
        return self.archives["nodes"].get(INTERNAL) if self.archives else None

    @property
    def grade(self) -> str:
        return grade_of(self.archives)


@dataclass(frozen=True)
class Cell:
    """One kab/kota in one year: a value with its grade, or why there is none."""

    value: float | None
    grade: str
    step: int
    why: str
    is_released: bool
    is_after_break: bool


@dataclass(frozen=True)
class Column:
    """One year; `edition` is what it was measured by."""

    year: int
    edition: str
    is_released: bool
    is_open: bool
    is_after_break: bool


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Course:
    """Every kab/kota over the years, and in words where the instrument changed."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    breaks: tuple[str, ...]

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Column, Cell]]]]:
        """Each row with its cells beside their years."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]

    @property
    def has_unreleased(self) -> bool:
        return any(not one.is_released for one in self.columns)


@dataclass(frozen=True)
class Caveat:
    """Something that the values rest on and nobody could verify."""

    what: str
    origin: Origin


def caveats(scheme: Scheme, external: Instrument) -> list[Caveat]:
    """What in a scheme is unverified or was not found; `external` is the instrument of its external audit."""
    mix = scheme.mix
    shares = f"{formats.number(100 * mix.external)}\u00a0:\u00a0{formats.number(100 * mix.internal)}" if mix else ""
    found = (
        (f"Perbandingan audit eksternal dan internal {shares}", mix.origin if mix else None),
        ("Bobot komponen audit eksternal", external.scoring.root.origin if external.scoring else None),
        ("Rata-rata beberapa unit menjadi nilai perangkat daerah", scheme.units_origin),
        ("Rata-rata perangkat daerah menjadi nilai pemerintah daerah", scheme.offices_origin),
    )
    return [Caveat(what, origin) for what, origin in found if origin and origin.is_unverified]


def grade_of(unit: Unit | None) -> str:
    """The code of the category as people write it: "BB"; "" without one."""
    return unit["category"].upper() if unit else ""


def beside(
    names: Mapping[str, str], archives: Release | None, literacy: Release | None, audited: BY_REGENCY
) -> list[Beside]:
    """Every kab/kota with what the two releases say of it, in the order of the release about archives."""
    ours, theirs = _units(archives), _units(literacy)
    order = [*(code for code in ours if code in names), *(code for code in names if code not in ours)]
    period = archives.period if archives else 0
    return [Beside(code, names[code], theirs.get(code), ours.get(code), audited.get((code, period))) for code in order]


def course(
    names: Mapping[str, str], released: Sequence[Release], audited: BY_REGENCY, years: Sequence[Year], most: int = 8
) -> Course:
    """The last `most` years of every kab/kota; `released` are the releases of the method, oldest first."""
    by_period = {release.period: release for release in released}
    open_years = {one.year for one in years if one.is_open}
    known = {year for (code, year), one in audited.items() if code in names and one.is_begun}
    shown = sorted(known | by_period.keys())[-most:]
    rows = tuple(_row(code, name, shown, by_period, audited) for code, name in names.items())
    columns = tuple(
        Column(
            year,
            _edition(audited, year),
            year in by_period,
            year in open_years and year not in by_period,
            any(row.cells[place].is_after_break for row in rows),
        )
        for place, year in enumerate(shown)
    )
    return Course(columns, rows, tuple(_breaks(columns)))


def chart(row: Row, columns: Sequence[Column]) -> charts.LineChart | None:
    """The values of one kab/kota as lines that end where the instrument changed; None before two values are known."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for column, cell in zip(columns, row.cells, strict=True):
        if cell.is_after_break:
            stretches.append([])
        if cell.value is not None:
            stretches[-1].append((float(column.year), cell.value))
    drawn = [points for points in stretches if points]
    if sum(map(len, drawn)) < 2:
        return None
    series = [
        charts.Series(formats.number(points[-1][1], 1), points, "now" if points is drawn[-1] else "then")
        for points in drawn
    ]
    told = [f"{int(year)} {formats.number(value, 1)}" for points in drawn for year, value in points]
    broken = [column.year for column in columns if column.is_after_break]
    mark = (broken[-1] - 0.5, "instrumen berganti") if broken else None
    ticks = [(float(column.year), str(column.year)) for column in columns]
    return charts.line_chart(
        f"Nilai tertib arsip {row.name}: {', '.join(told)}", series, ticks, write=formats.number, mark=mark
    )


def marks(results: Results, address: str, *, has_grades: bool) -> dict[str, maps.Mark]:
    """What a map of values says: the value large, its grade small; `address` is a link with {} for the code."""
    return {unit["code"]: _mark(unit, address.format(unit["code"]), has_grades) for unit in results["units"]}


def _mark(unit: Unit, url: str, has_grades: bool) -> maps.Mark:
    if unit["score"] is None:
        return maps.Mark(0, "–", "belum", f"{unit['full_name']}: belum ada nilai", url)
    score = formats.number(unit["score"], 1)
    label = unit["category_label"]
    title = f"{unit['full_name']}: nilai {score}" + (f", {label}" if label else "")
    return maps.Mark(unit["step"], score, grade_of(unit) if has_grades else "", title, url)


def _units(release: Release | None) -> dict[str, Unit]:
    return {unit["code"]: unit for unit in release.results["units"]} if release else {}


def _row(code: str, name: str, shown: Sequence[int], released: Mapping[int, Release], audited: BY_REGENCY) -> Row:
    cells, before = [], None
    for year in shown:
        one = audited.get((code, year))
        scheme = one.scheme if one else None
        is_break = before is not None and scheme is not None and scheme.version != before.version
        cells.append(_cell(released.get(year), code, one, is_break))
        before = scheme or before
    return Row(code, name, tuple(cells))


def _cell(release: Release | None, code: str, audited: Audited | None, is_break: bool) -> Cell:
    if release is not None:
        unit = _units(release).get(code)
        if unit is None or unit["score"] is None:
            return Cell(None, "", 0, "tanpa nilai", True, is_break)
        return Cell(unit["score"], grade_of(unit), unit["step"], "", True, is_break)
    if audited is None:
        return Cell(None, "", 0, "tidak diaudit", False, is_break)
    if audited.total is None or audited.scheme is None or audited.grade is None:
        return Cell(None, "", 0, _open(audited), False, is_break)
    grades = [one.code for one in audited.scheme.grades]
    step = components.shared_step(grades.index(audited.grade.code), len(grades))
    return Cell(audited.total, audited.grade.code, step, "", False, is_break)


def _open(audited: Audited) -> str:
    """What the value of a year still waits for."""
    if audited.scheme is None:
        return "dua edisi sekaligus"
    if audited.internal is None and audited.external is None:
        return "belum lengkap"
    return "menunggu audit eksternal" if audited.external is None else "menunggu audit internal"


def _edition(audited: BY_REGENCY, year: int) -> str:
    schemes: dict[str, Scheme] = {
        one.scheme.version: one.scheme for (_, when), one in audited.items() if when == year and one.scheme
    }
    return formats.listed([f"bobot {version.partition('.')[0]}" for version in sorted(schemes)]) if schemes else ""


def _breaks(columns: Sequence[Column]) -> list[str]:
    return [
        f"Antara {before.year} dan {after.year} instrumennya berganti, dari {before.edition} ke {after.edition}. "
        "Angka di kiri dan di kanan garis tidak dapat dibandingkan: selisihnya bukan hanya perubahan keadaan."
        for before, after in itertools.pairwise(columns)
        if after.is_after_break
    ]
