"""Statistical metadata made from instruments and methods: MS-Keg, MS-Var and MS-Ind.

The columns follow the parts of each form as second-hand sources name them; what the files do not hold stays empty and
is told as a gap.
"""

import re
from collections.abc import Sequence

from django.urls import reverse

from etam.indexmath.model import Indicator, Method
from etam.indices import methods
from etam.obligations.exports.files import File, Gap, book
from etam.questionnaire import Instrument, Question
from etam.submissions import editions
from etam.submissions.models import Round
from etam.web.formats import day, number
from etam.web.tables import Cell, Sheet

PRODUCER = "Dinas Perpustakaan dan Kearsipan Daerah Provinsi Kalimantan Timur"
ACTIVITY = (
    "I. Penyelenggara",
    "II. Penanggung jawab",
    "III. Perencanaan",
    "IV. Desain kegiatan",
    "V. Desain sampel",
    "VI. Penjaminan kualitas",
    "VII. Pengolahan dan analisis",
    "VIII. Diseminasi",
)
VARIABLE = (
    "kegiatan",
    "penyelenggara",
    "nama",
    "alias",
    "konsep",
    "definisi",
    "referensi_pemilihan",
    "referensi_waktu",
    "tipe_data",
    "klasifikasi_isian",
    "aturan_validasi",
    "kalimat_pertanyaan",
    "aksesibilitas_publik",
)
INDICATOR = (
    "nama",
    "konsep",
    "interpretasi",
    "level_estimasi",
    "metode_rumus",
    "variabel_pembangun",
    "satuan",
    "ukuran",
    "sumber",
)
TYPES = {
    "count": "bilangan bulat",
    "money": "bilangan bulat (rupiah)",
    "number": "bilangan",
    "percent": "persen",
    "text": "teks",
    "url": "alamat web",
    "date": "tanggal",
    "choice": "kategori",
    "yes_no": "ya/tidak",
    "ladder": "kategori bertingkat",
}
LEVELS = {"library": "perpustakaan dan kabupaten/kota", "region": "kabupaten/kota", "province": "provinsi"}


def activities(year: int) -> File:
    """One sheet of MS-Keg for each round about `year`."""
    sheets = [
        Sheet(f"MS-Keg {place}", ("bagian", "isi"), list(zip(ACTIVITY, _activity(one), strict=True)))
        for place, one in enumerate(_rounds(year), start=1)
    ]
    nothing = Sheet("MS-Keg", ("bagian", "isi"), [("", f"Belum ada putaran isian tentang data {year}.")])
    return book(f"ms-keg-{year}.xlsx", sheets or [nothing], is_sample=_is_sample(year))


def activity_gaps(year: int) -> list[Gap]:
    """No round about `year`; and what every sheet still needs from the office."""
    return _no_round(year) or [Gap("Nama dan kontak penanggung jawab tidak ada di Etam; lengkapi di berkasnya.")]


def variables(year: int) -> File:
    """MS-Var: one row for each question of the rounds about `year`, each instrument once."""
    rows = [_variable(edition, one, year) for edition in _editions(year) for one in edition.questions]
    return book(f"ms-var-{year}.xlsx", [Sheet("MS-Var", VARIABLE, rows)], is_sample=_is_sample(year))


def variable_gaps(year: int) -> list[Gap]:
    """No round about `year`, or questions without a definition."""
    without = sum(not one.definition.id for edition in _editions(year) for one in edition.questions)
    found = [Gap(f"{number(without)} pertanyaan belum punya definisi.", without)] if without else []
    return _no_round(year) or found


def indicators(year: int) -> File:
    """MS-Ind: one row for each indicator of the newest methods that speak about `year`."""
    rows = [_indicator(method, one) for method in _methods(year) for one in method.indicators]
    return book(f"ms-ind-{year}.xlsx", [Sheet("MS-Ind", INDICATOR, rows)])


def indicator_gaps(year: int) -> list[Gap]:
    """Indicators without a unit, or no method that speaks about `year`."""
    found = [one for method in _methods(year) for one in method.indicators]
    if not found:
        return [Gap(f"Tidak ada metode tentang tahun {year}.", url=reverse("methods"))]
    without = sum(not one.unit for one in found)
    return [Gap(f"{number(without)} indikator belum menyebut satuannya.", without)] if without else []


def _rounds(year: int) -> list[Round]:
    return list(Round.objects.filter(period=year).order_by("opens_on", "pk"))


def _editions(year: int) -> list[Instrument]:
    found = {(one.code, one.version): one for one in map(editions.of_round, _rounds(year))}
    return [found[key] for key in sorted(found)]


def _methods(year: int) -> list[Method]:
    """The newest edition of each method that speaks about a year."""
    newest: dict[str, Method] = {}
    for choice in methods.available():
        method = methods.load(choice.code, choice.version)
        first, last = method.periods
        if first <= year and (last is None or year <= last):
            newest.setdefault(method.code, method)
    return [newest[code] for code in sorted(newest)]


def _no_round(year: int) -> list[Gap]:
    if _rounds(year):
        return []
    return [Gap(f"Belum ada putaran isian tentang data {year}.", url=reverse("submissions:rounds"))]


def _is_sample(year: int) -> bool:
    return any(one.is_sample for one in _rounds(year))


def _activity(one: Round) -> Sequence[str]:
    edition = editions.of_round(one)
    asked, checks = len(list(edition.questions)), len(edition.checks)
    expected = one.submissions.count()
    basis = ", ".join(edition.origin.basis) or "belum disebut"
    return (
        PRODUCER,
        "",
        f"{one.title}. Dasar: {basis}. Dikumpulkan {day(one.opens_on)} sampai {day(one.closes_on)}, data {one.period}.",
        f"{edition.title.id}, edisi {edition.version}: {number(asked)} pertanyaan, diisi lembaganya sendiri.",
        f"Tanpa sampel: semua lembaga yang terdaftar, {number(expected)} pada putaran ini.",
        f"{number(checks)} pemeriksaan otomatis, verifikasi kabupaten/kota, penerimaan provinsi.",
        "Angka yang diterima dibekukan tiap perhitungan; metode, masukan, dan hasil dapat dihitung ulang.",
        "Rilis terbuka: CSV dan Parquet dengan SHA-256, halaman peringkat, jadwal rilis.",
    )


def _variable(edition: Instrument, one: Question, year: int) -> list[Cell]:
    rules = [check.message.id for check in edition.checks if one.element in check.elements]
    ends = (("paling kecil", one.minimum), ("paling besar", one.maximum))
    bounds = [f"{words} {end:g}." for words, end in ends if end is not None]
    return [
        edition.title.id,
        PRODUCER,
        one.short.id or one.label.id,
        one.element,
        one.help.id,
        one.definition.id,
        one.origin.source or ", ".join(one.origin.basis),
        str(year),
        TYPES[one.type],
        "; ".join(option.label.id for option in one.options),
        " ".join([*bounds, *rules]),
        one.label.id,
        "tidak: data pribadi" if one.personal else "ya, setelah diterima",
    ]


def _indicator(method: Method, one: Indicator) -> list[Cell]:
    direction = "makin tinggi makin baik" if one.direction == "up" else "makin rendah makin baik"
    named = set(re.findall(r"[a-z_0-9]+", one.expression))
    used = [element.label["id"] for element in method.elements if element.code in named]
    return [
        one.label["id"],
        method.title["id"],
        direction,
        LEVELS.get(method.unit, method.unit),
        one.expression,
        "; ".join(used),
        one.unit,
        "indeks" if method.normaliser.scale else "",
        one.source or method.source,
    ]
