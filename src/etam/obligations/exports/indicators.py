"""Key performance indicators (IKK) of both affairs: value, parts, source, and an empty cell where nothing is known.

The names come from the second-hand reading of Permendagri 18/2020. Formulas were not seen; where two counts make an
indicator by its name, both stand beside the quotient.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from etam.assessments.queries.accreditation import course
from etam.content.series import latest_series
from etam.obligations.exports.files import File, Gap, book
from etam.submissions import queries
from etam.web.formats import listed, number
from etam.web.tables import Sheet

HEADER = ("urusan", "jenjang", "indikator", "nilai", "satuan", "pembilang", "penyebut", "sumber", "keterangan")
PROVINCE = "64"
LIBRARY, ARCHIVES = "Perpustakaan", "Kearsipan"
NOT_SEEN = "naskah dan rumusnya belum ditemukan"


@dataclass(frozen=True)
class Ikk:
    """One indicator of a year; `value` is None where it is not known."""

    affair: str
    level: str
    title: str
    unit: str
    value: float | None = None
    part: float | None = None
    whole: float | None = None
    source: str = ""
    remark: str = ""


def of_year(year: int) -> list[Ikk]:
    """Every indicator of both affairs, with what the records say about `year`."""
    return [fill(one, year) for one, fill in INDICATORS]


def workbook(year: int) -> File:
    """The indicators of a year as one sheet."""
    rows = [
        [one.affair, one.level, one.title, one.value, one.unit, one.part, one.whole, one.source, one.remark]
        for one in of_year(year)
    ]
    return book(f"ikk-{year}.xlsx", [Sheet("IKK", HEADER, rows)])


def gaps(year: int) -> list[Gap]:
    """Indicators without a value, by name."""
    empty = [one.title for one in of_year(year) if one.value is None]
    if not empty:
        return []
    named = listed(empty) if len(empty) <= 3 else f"{listed(empty[:2])}, dan {number(len(empty) - 2)} lainnya"
    return [Gap(f"{number(len(empty))} indikator belum ada nilainya: {named}.", len(empty))]


def _unknown(one: Ikk, year: int) -> Ikk:
    return one


def _per_head(*elements: str) -> Callable[[Ikk, int], Ikk]:
    """The sum of elements over accepted returns for each inhabitant."""

    def fill(one: Ikk, year: int) -> Ikk:
        figures = queries.figures(year)
        summed = figures.filter(figures["element"].is_in(elements))["value"].drop_nulls()
        people, source = _population(year)
        if summed.is_empty() or not people:
            return replace(one, remark="belum ada isian yang diterima atau jumlah penduduk")
        total = float(summed.sum())
        told = f"isian yang diterima tentang {year}; penduduk {source}"
        return replace(
            one, value=total / people, part=total, whole=people, source=told, remark="rumus dibaca dari namanya"
        )

    return fill


def _accredited(one: Ikk, year: int) -> Ikk:
    found = [count for count in course([year]) if count.year == year]
    if not found or not found[-1].libraries:
        return replace(one, remark="belum ada sertifikat tercatat")
    now = found[-1]
    share = 100 * now.accredited / now.libraries
    return replace(
        one,
        value=share,
        part=now.accredited,
        whole=now.libraries,
        source=f"daftar lembaga dan sertifikat, akhir {year}",
    )


def _population(year: int) -> tuple[float, str]:
    """Inhabitants of the province in the latest year up to `year`, and where the number is from."""
    known = [
        one
        for edition in latest_series()
        for one in edition.values
        if one.series == "population" and one.region == PROVINCE and one.period <= year
    ]
    last = max(known, key=lambda one: one.period, default=None)
    return (last.value, f"{last.source} {last.period}") if last else (0.0, "")


INDICATORS: tuple[tuple[Ikk, Callable[[Ikk, int], Ikk]], ...] = (
    (
        Ikk(
            LIBRARY,
            "hasil",
            "Nilai tingkat kegemaran membaca masyarakat",
            "nilai",
            remark="survei responden tidak dihimpun di Etam",
        ),
        _unknown,
    ),
    (
        Ikk(
            LIBRARY,
            "hasil",
            "Indeks Pembangunan Literasi Masyarakat",
            "nilai",
            remark="nilai resmi diterbitkan Perpusnas; Etam hanya menghitung simulasi",
        ),
        _unknown,
    ),
    (
        Ikk(LIBRARY, "keluaran", "Rasio ketercukupan koleksi dengan penduduk", "eksemplar per penduduk"),
        _per_head("print_items", "digital_items"),
    ),
    (
        Ikk(
            LIBRARY,
            "keluaran",
            "Persentase kemanfaatan perpustakaan oleh masyarakat",
            "persen",
            remark="rumusnya belum ditemukan",
        ),
        _unknown,
    ),
    (
        Ikk(LIBRARY, "keluaran", "Rasio ketercukupan tenaga perpustakaan dengan penduduk", "orang per penduduk"),
        _per_head("staff_qualified", "staff_not_qualified"),
    ),
    (Ikk(LIBRARY, "keluaran", "Persentase perpustakaan sesuai SNP", "persen"), _accredited),
    (Ikk(ARCHIVES, "hasil", "Tingkat ketersediaan arsip", "persen", remark=NOT_SEEN), _unknown),
    (Ikk(ARCHIVES, "hasil", "Tingkat keberadaan dan keutuhan arsip", "persen", remark=NOT_SEEN), _unknown),
)
