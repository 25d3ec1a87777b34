"""Key performance indicators (IKK) of both affairs for the LPPD: value, parts, where each is from, on which basis.

Stands here because the deliveries to the centre and the page of programmes both need it, and neither imports the other.
The names come from the second-hand reading of Permendagri 18/2020, those of archives from no source that was seen.
Formulas were not seen; where two counts make an indicator by its name, both stand beside the quotient.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from django.utils.timezone import localdate

from etam.assessments.queries.accreditation import course
from etam.content.files import Row, read_csv, versions
from etam.content.series import latest_series
from etam.indexmath.publications import PUBLISHED
from etam.submissions import queries
from etam.submissions.models import Round
from etam.web.formats import day, number
from etam.workforce.queries.held import held

PROVINCE, PROVINCE_NAME = "64", "Provinsi Kalimantan Timur"
LIBRARY, ARCHIVES = "Perpustakaan", "Kearsipan"
OUTCOME, OUTPUT = "hasil", "keluaran"
LPPD = "PERMENDAGRI-18-2020"
PRINTED = "kaltim-iplm-tgm"
LIBRARY_POSTS = ("pustakawan", "asisten_perpustakaan")
NOT_SEEN = "naskah dan rumusnya belum ditemukan"
BY_NAME = "rumusnya dibaca dari nama indikator"
COMPUTED, TAKEN_OVER = "computed", "published"


@dataclass(frozen=True)
class Other:
    """The same indicator from another source; both are shown, for neither is known to be the one that is asked."""

    value: float
    source: str


@dataclass(frozen=True)
class KeyIndicator:
    """One indicator of a year; `value` is None where it is not known.

    `origin` is "computed" from what was entered, "published" for a value that somebody else printed, "" without one.
    `basis` is a code of the register, "" where none was found; `confidence` is how sure the indicator itself is.
    """

    affair: str
    level: str
    title: str
    unit: str
    basis: str
    confidence: str
    value: float | None = None
    part: float | None = None
    whole: float | None = None
    origin: str = ""
    source: str = ""
    remark: str = ""
    others: tuple[Other, ...] = field(default=())

    @property
    def decimals(self) -> int:
        """How many decimals show three digits that mean something."""
        return next((places for places, least in ((2, 1), (4, 0.01)) if abs(self.value or 0) >= least), 6)


def of_year(year: int) -> list[KeyIndicator]:
    """Every indicator of both affairs, with what is known about `year`."""
    return [fill(one, year) for one, fill in INDICATORS]


def is_sample(year: int) -> bool:
    """Whether anything that was entered about a year is invented."""
    return Round.objects.filter(period=year, is_sample=True).exists()


def _unknown(one: KeyIndicator, year: int) -> KeyIndicator:
    return one


def _per_head(*elements: str) -> Callable[[KeyIndicator, int], KeyIndicator]:
    """The sum of elements over accepted returns for each inhabitant."""

    def fill(one: KeyIndicator, year: int) -> KeyIndicator:
        rows = queries.figures(year)
        known = rows.filter(rows["element"].is_in(elements)).drop_nulls("value")
        people, counted = population(year)
        if known.is_empty() or not people:
            return replace(one, remark="belum ada isian yang diterima atau jumlah penduduk")
        total = float(known["value"].sum())
        reported, expected = known["institution"].n_unique(), len(queries.frame(year))
        told = (
            f"isian yang diterima tentang {year} dari {number(reported)} dari {number(expected)} perpustakaan; "
            f"penduduk: {counted}"
        )
        return replace(
            one, value=total / people, part=total, whole=people, origin=COMPUTED, source=told, remark=BY_NAME
        )

    return fill


def _staff(one: KeyIndicator, year: int) -> KeyIndicator:
    """Staff by returns, and beside it who holds a librarian's post: the register knows only those."""
    found = _per_head("staff_qualified", "staff_not_qualified")(one, year)
    people, counted = population(year)
    on = _last_day(year)
    posts = sum(count for (_, post, _), count in held(on).items() if post in LIBRARY_POSTS)
    if not posts or not people:
        return found
    told = (
        f"{number(posts)} pemangku jabatan pustakawan dan asisten perpustakaan di daftar jabatan, {day(on)}; "
        f"penduduk: {counted}"
    )
    return replace(found, others=(Other(posts / people, told),))


def _accredited(one: KeyIndicator, year: int) -> KeyIndicator:
    found = [count for count in course([year]) if count.year == year]
    if not found or not found[-1].libraries:
        return replace(one, remark="belum ada sertifikat tercatat")
    now = found[-1]
    return replace(
        one,
        value=100 * now.accredited / now.libraries,
        part=now.accredited,
        whole=now.libraries,
        origin=COMPUTED,
        source=f"daftar lembaga dan sertifikat akreditasi pada {day(now.day)}",
        remark=f"sertifikat Perpusnas yang berlaku; {number(now.unknown)} perpustakaan belum diketahui sertifikatnya",
    )


def _printed(index: str, remark: str) -> Callable[[KeyIndicator, int], KeyIndicator]:
    """The province's value as somebody else printed it; two that disagree are both shown and none is taken."""

    def fill(one: KeyIndicator, year: int) -> KeyIndicator:
        rows = [row for row in _published() if _is(row, index, year)]
        values = [Other(float(row["nilai"]), row["sumber"]) for row in rows]
        if not values:
            return replace(one, remark=f"belum ada nilai terbitan {index} tentang {year} di isi acuan; {remark}")
        if len({other.value for other in values}) > 1:
            told = f"{number(len(values))} terbitan {index} tentang {year} bertentangan; tidak ada yang dipilih"
            return replace(one, others=tuple(values), remark=f"{told}; {remark}")
        (value, source), rest = (values[0].value, values[0].source), tuple(values[1:])
        told = f"nilai {index} terbitan, bukan dihitung di Etam: {source}"
        return replace(one, value=value, origin=TAKEN_OVER, source=told, remark=remark, others=rest)

    return fill


def _is(row: Row, index: str, year: int) -> bool:
    return (row["indeks"], row["tahun"], row["wilayah"]) == (index, str(year), PROVINCE_NAME)


@lru_cache(maxsize=1)
def _published() -> tuple[Row, ...]:
    return tuple(read_csv(versions(PUBLISHED / PRINTED)[-1] / "values.csv"))


def population(year: int) -> tuple[float, str]:
    """Inhabitants of the province in the latest count up to `year`, and where the number is from."""
    known = [
        (one, edition.sources[one.source])
        for edition in latest_series()
        for one in edition.values
        if one.series == "population" and one.region == PROVINCE and one.period <= year
    ]
    if not known:
        return 0.0, ""
    last, publisher = max(known, key=lambda pair: pair[0].period)
    return last.value, f"{publisher}, {last.period}"


def _last_day(year: int) -> date:
    return min(date(year, 12, 31), localdate())


def _library(level: str, title: str, unit: str, remark: str = "") -> KeyIndicator:
    return KeyIndicator(LIBRARY, level, title, unit, LPPD, "secondary", remark=remark)


def _archives(level: str, title: str, confidence: str, unit: str = "") -> KeyIndicator:
    return KeyIndicator(ARCHIVES, level, title, unit, "", confidence, remark=NOT_SEEN)


def _outputs(titles: Sequence[str]) -> list[tuple[KeyIndicator, Callable[[KeyIndicator, int], KeyIndicator]]]:
    return [(_archives(OUTPUT, title, "unverified"), _unknown) for title in titles]


READING = "petunjuk LPPD menanyakan buku setahun, TGM buku tiga bulan, jadi keduanya dapat berbeda"
IPLM = "Etam sendiri hanya menghitung simulasi IPLM"
INDICATORS: tuple[tuple[KeyIndicator, Callable[[KeyIndicator, int], KeyIndicator]], ...] = (
    (_library(OUTCOME, "Nilai tingkat kegemaran membaca masyarakat", "nilai"), _printed("TGM", READING)),
    (_library(OUTCOME, "Indeks Pembangunan Literasi Masyarakat", "nilai"), _printed("IPLM", IPLM)),
    (
        _library(OUTPUT, "Rasio ketercukupan koleksi dengan penduduk", "eksemplar per penduduk"),
        _per_head("print_items", "digital_items"),
    ),
    (
        _library(OUTPUT, "Persentase kemanfaatan perpustakaan oleh masyarakat", "persen", "rumusnya belum ditemukan"),
        _unknown,
    ),
    (_library(OUTPUT, "Rasio ketercukupan tenaga perpustakaan dengan penduduk", "orang per penduduk"), _staff),
    (_library(OUTPUT, "Persentase perpustakaan sesuai SNP", "persen"), _accredited),
    (
        _archives(
            OUTCOME,
            "Tingkat ketersediaan arsip sebagai bahan akuntabilitas kinerja, alat bukti yang sah, dan "
            "pertanggungjawaban nasional",
            "not_found",
            "persen",
        ),
        _unknown,
    ),
    *_outputs(
        (
            "Arsip aktif yang telah dibuatkan daftar arsip",
            "Arsip inaktif yang telah dibuatkan daftar arsip",
            "Arsip statis yang telah dibuatkan sarana bantu temu balik",
            "Arsip yang dimasukkan ke SIKN melalui JIKN",
        )
    ),
    (
        _archives(
            OUTCOME,
            "Tingkat keberadaan dan keutuhan arsip sebagai bahan pertanggungjawaban setiap aspek kehidupan berbangsa "
            "dan bernegara",
            "not_found",
            "persen",
        ),
        _unknown,
    ),
    *_outputs(
        (
            "Pemusnahan arsip sesuai NSPK",
            "Pelindungan dan penyelamatan arsip akibat bencana",
            "Penyelamatan arsip perangkat daerah yang digabung atau dibubarkan",
            "Autentikasi arsip statis dan arsip hasil alih media",
            "Pencarian arsip statis yang dinyatakan hilang",
            "Penerbitan izin penggunaan arsip yang bersifat tertutup",
        )
    ),
)
