"""Which sheets and columns the workbook of an instrument has, and the words that stand in them.

A column's `key` is the path of its value in the instrument's file ("label.id"); keys in brackets have no such path.
What no sheet holds is taken over from the edition named under "Versi dasar": `CARRIED` of a question, `CARRIED_TOP` of
the instrument.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

INSTRUMENT, SECTIONS, QUESTIONS, LADDERS = "Instrumen", "Komponen", "Pertanyaan", "Tangga"
GRADES, NOTES, KNOWN = "Predikat", "Catatan", "Diketahui"

CONFIDENCE: Mapping[str, str] = {
    "resmi": "official",
    "sekunder": "secondary",
    "turunan": "derived",
    "belum diverifikasi": "unverified",
    "tidak ditemukan": "not_found",
}
TYPES: Mapping[str, str] = {
    "bilangan": "count",
    "rupiah": "money",
    "angka": "number",
    "persen": "percent",
    "teks": "text",
    "tautan": "url",
    "tanggal": "date",
    "pilihan": "choice",
    "ya/tidak": "yes_no",
    "tangga": "ladder",
}
FLAGS: Mapping[str, bool] = {"ya": True, "tidak": False}
FORM, VALUE, BOTH = "formulir", "nilai", "formulir dan nilai"
USES = (BOTH, FORM, VALUE)
OUTSIDE = "-"
"""Stands for the node of a question that gives no points although its component does."""

BASIS_HELP = "Kode peraturan, dipisahkan koma; boleh dengan pasal: UU-43-2007 pasal 15(3) (sekunder)."

CARRIED = ("column", "iso_2789", "not_applicable_as", "personal", "prefill")
CARRIED_TOP = ("mechanisms", "checks", "derived")


@dataclass(frozen=True)
class Column:
    """One column. `kind` is text, number, list, basis, flag, confidence, type, use or points."""

    key: str
    title: str
    kind: str = "text"
    width: int = 16
    required: bool = False
    help: str = ""


def _words(key: str, title: str, required: bool = False, width: int = 40) -> tuple[Column, Column]:
    return (
        Column(f"{key}.id", title, width=width, required=required),
        Column(f"{key}.en", f"{title} (Inggris)", width=width, help="Kosong: sama dengan bahasa Indonesianya."),
    )


CONFIDENCE_COLUMN = Column("confidence", "Keyakinan", "confidence", 18, required=True)
ORIGIN = (
    Column("source", "Sumber", width=30),
    Column("basis", "Dasar hukum", "basis", 24, help=BASIS_HELP),
)
BAND = (
    Column("from", "Dari (termasuk)", "number", 10),
    Column("over", "Lebih dari", "number", 10),
    Column("up_to", "Sampai (termasuk)", "number", 10),
    Column("below", "Kurang dari", "number", 10),
)

# The first sheet stands upright: one row for each of these.
ABOUT: tuple[Column, ...] = (
    Column("code", "Kode", required=True, help="Huruf kecil dan tanda hubung."),
    Column("version", "Versi", required=True, help="Tahun dan nomor, misalnya 2026.1."),
    *_words("title", "Judul", required=True),
    Column("confidence", "Keyakinan", "confidence", required=True),
    Column("source", "Sumber"),
    Column("basis", "Dasar hukum", "basis", help=BASIS_HELP),
    Column(
        "asks", "Jenis lembaga yang ditanya", "list", help="Kode jenis, dipisahkan koma; kosong: semua perpustakaan."
    ),
    Column("answered_by", "Diisi oleh", help="Peran: operator."),
    Column("verified_by", "Diperiksa oleh", help="Peran: verifier atau assessor."),
    Column("[base]", "Versi dasar", help="KODE@VERSI yang menjadi asal; pemeriksaannya ikut dibawa."),
    Column("[changes]", "Yang berubah", help="Satu atau beberapa kalimat untuk CHANGES.md."),
    Column("scoring.tree.code", "Kode nilai", help="Kosong: instrumen ini tidak menilai."),
    *_words("scoring.tree.label", "Nama nilai"),
    Column("scoring.tree.confidence", "Keyakinan nilai", "confidence"),
    Column("scoring.tree.source", "Sumber nilai"),
    Column("scoring.tree.needs", "Syarat nilai"),
    *_words("scoring.tree.note", "Catatan nilai"),
    Column("scoring.decimals", "Desimal pembulatan", "number", help="Kosong: digolongkan tanpa dibulatkan."),
)
TABLES: Mapping[str, tuple[Column, ...]] = {
    SECTIONS: (
        Column("code", "Kode", required=True),
        Column("[use]", "Dipakai untuk", "use", 20, help=f"{FORM}, {VALUE}, atau {BOTH}."),
        Column("[parent]", "Induk", help="Kode simpul di atasnya; kosong: langsung di bawah nilai akhir."),
        Column("number", "Nomor", width=8),
        *_words("title", "Judul", required=True, width=30),
        *_words("help", "Bantuan"),
        Column("weight", "Bobot", "number", 9, help="Semua saudaranya berjumlah 100; semua kosong: sama berat."),
        Column("confidence", "Keyakinan", "confidence", 18, help="Keyakinan bobotnya."),
        Column("source", "Sumber", width=30),
        Column("needs", "Syarat nilai", width=24),
        *_words("note", "Catatan bobot"),
    ),
    QUESTIONS: (
        Column("element", "Elemen", width=22, required=True),
        Column("[section]", "Komponen", required=True, help="Kode pada lembar Komponen."),
        Column("[node]", "Simpul", help=f"Kosong: komponennya. {OUTSIDE} berarti tidak bernilai."),
        Column("number", "Nomor", width=8, required=True),
        Column("type", "Tipe", "type", 12, required=True),
        *_words("label", "Label", required=True),
        *_words("short", "Label pendek", width=20),
        *_words("help", "Bantuan"),
        *_words("definition", "Definisi"),
        *_words("evidence", "Bukti"),
        Column("[ladder]", "Tangga", width=12, help="Nama pada lembar Tangga."),
        Column("points", "Poin", "points", 8, help="nilai: jawabannya sendiri menjadi poin."),
        *_words("unit", "Satuan", width=12),
        Column("minimum", "Minimum", "number", 10),
        Column("maximum", "Maksimum", "number", 10, help="Pada tangga: poin tertinggi."),
        Column("needs", "Syarat nilai", width=24),
        Column("applies_to", "Berlaku untuk", width=24),
        Column("required", "Wajib", "flag", 8),
        CONFIDENCE_COLUMN,
        *ORIGIN,
    ),
    LADDERS: (
        Column("[ladder]", "Tangga", width=12, required=True),
        Column("value", "Nilai", width=10),
        *_words("label", "Label"),
        Column("points", "Poin", "number", 8),
        *BAND,
        Column("applies_to", "Berlaku untuk", width=24),
        Column("national", "Kata formulir nasional", width=20),
        Column("confidence", "Keyakinan", "confidence", 18),
        *ORIGIN,
    ),
    GRADES: (
        Column("code", "Kode", required=True),
        *_words("label", "Label", required=True, width=24),
        *BAND,
        CONFIDENCE_COLUMN,
        Column("source", "Sumber", width=30),
    ),
    NOTES: (
        Column("[element]", "Elemen", width=22, required=True),
        *_words("text", "Catatan", required=True, width=60),
        CONFIDENCE_COLUMN,
    ),
    KNOWN: (
        Column("[element]", "Elemen", width=22, required=True),
        *_words("label", "Label", required=True),
        Column("expression", "Ungkapan", width=40),
        Column("instrument", "Instrumen", help="Kosong: isian tahunan."),
        Column("register", "Isian daftar lembaga", width=18),
        *_words("unit", "Satuan", width=12),
        Column("proposes", "Menjadi jawaban", "points", 10, help="nilai: angkanya menjadi jawaban."),
        Column("[ladder]", "Tangga usul", width=12, help="Nama tangga dengan nilai dan batas."),
        Column("at_least.value", "Paling sedikit", "number", 10),
        Column("at_least.confidence", "Keyakinan batas", "confidence", 18),
        Column("at_least.source", "Sumber batas", width=30),
        Column("at_least.basis", "Dasar batas", "basis", 24, help=BASIS_HELP),
    ),
}
SHEETS = (INSTRUMENT, *TABLES)
# A sheet that may be absent or empty.
OPTIONAL = (LADDERS, GRADES, NOTES, KNOWN)


# What a row of the sheet of components says of the form, and what of the tree of weights.
SECTION = ("code", "number", "title", "help")
NODE = ("weight", "confidence", "source", "needs", "note")


def of_section(names: Collection[str]) -> list[Column]:
    """The columns of the sheet of components that say something of `names`."""
    return [column for column in TABLES[SECTIONS] if column.key.partition(".")[0] in names]


def is_path(key: str) -> bool:
    """Whether a column's key is a path in the instrument's file."""
    return not key.startswith("[")
