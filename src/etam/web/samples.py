"""Invented values that fill the component page. Outlines are squares: the face needs no content to be looked at."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator

from etam.web import formats
from etam.web.charts import Series, line_chart, spark
from etam.web.components import STATUSES, Link, Stat, Step, group_rows, legend
from etam.web.maps import MapFigure, Mark, Place, build

OUTLINES = Path(__file__).parent / "samples.geojson"
BANDS = (
    ("Sangat rendah", None, 40),
    ("Rendah", 40, 50),
    ("Sedang", 50, 60),
    ("Tinggi", 60, 70),
    ("Sangat tinggi", 70, None),
)
GROUPS = (("Hulu", "Muara"), ("Tanjung", "Teluk"))
RANKING = (
    ("Hulu", 73.6, 5, "Sangat tinggi", 1, (1, 2, 1), 96),
    ("Muara", 71.9, 5, "Sangat tinggi", -1, (1, 2, 2), 88),
    ("Tanjung", 58.9, 3, "Sedang", 0, (3, 4, 3), 76),
    ("Teluk", 55.4, 3, "Sedang", None, (3, 4, 4), 90),
)
MISSING, NOT_APPLICABLE = {"nothing": "missing"}, {"nothing": "not_applicable"}


class SampleForm(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label="Nama perpustakaan", help_text="Seperti tertulis di surat keputusan.")
    copies = forms.CharField(label="Eksemplar tercetak", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    regency = forms.ChoiceField(label="Kabupaten/kota", choices=[("", "Pilih"), ("a", "Hulu"), ("b", "Muara")])
    email = forms.EmailField(label="Surel", required=False, help_text="Untuk kabar tentang isian Anda.")
    opened = forms.DateField(label="Mulai melayani", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    room = forms.ChoiceField(
        label="Ruang baca", widget=forms.RadioSelect, choices=[("yes", "Ada"), ("no", "Tidak ada")], initial="yes"
    )
    reason = forms.CharField(label="Penjelasan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    evidence = forms.FileField(label="Bukti dukung", required=False)
    agree = forms.BooleanField(label="Saya sudah memeriksa angka-angka ini")


def context() -> dict[str, Any]:
    """Everything `web/components.html` shows."""
    broken = SampleForm({"salah-name": "Perpustakaan Desa Contoh", "salah-email": "bukan surel"}, prefix="salah")
    return {
        "etam_sample": True,
        "states": list(STATUSES),
        "form": SampleForm(),
        "broken": broken,
        "page_obj": _page(),
        "links": [
            Link("#tab", "Menunggu Anda", True, 6),
            Link("#tab", "Dikembalikan", count=1234),
            Link("#tab", "Selesai"),
        ],
        "steps": _steps(),
        "stats": _stats(),
        "keys": legend(BANDS),
        "ranking": _ranking(),
        "parts": [("Koleksi", -0.6), ("Tenaga perpustakaan", -2.4), ("Pemanfaatan", 0.9), ("Kegiatan literasi", 0.0)],
        "chart": _chart(),
        "spark": spark(
            "Isian diterima 2021 sampai 2024: naik dari 31% ke 83%",
            [(2021, 31), (2022, 44), (2024, 83)],
            formats.percent,
        ),
        "figure": sample_map(),
        "today": date(2026, 2, 17),
        "due": date(2026, 3, 31),
        "moment": datetime(2026, 2, 11, 2, 58, tzinfo=UTC),
        "answers": [1234.5, 0, MISSING, NOT_APPLICABLE, None],
        "missing": MISSING,
        "not_applicable": NOT_APPLICABLE,
        "regions": ["Hulu", "Muara", "Teluk"],
        "pair": (5, 8),
    }


def _page() -> Page:
    return Paginator(range(240), 10).get_page(3)


def _steps() -> list[Step]:
    return [
        Step("#langkah", "Identitas", "full", "lengkap"),
        Step("#langkah", "Koleksi", "half", "1 perbaikan", "stop", current=True),
        Step("#langkah", "Tenaga", "half", "1 penjelasan", "warn"),
        Step("#langkah", "Periksa dan kirim"),
    ]


def _stats() -> list[Stat]:
    return [
        Stat("83%", "isian diterima: 1.917 dari 2.310 lembaga", "#angka"),
        Stat("+19", "poin di atas hari yang sama tahun lalu"),
        Stat("63", "dikembalikan, belum diperbaiki"),
        Stat("0", "pembetulan sejak terbit"),
    ]


def _ranking() -> list[dict[str, Any]]:
    rows = group_rows([row[0] for row in RANKING], GROUPS)
    names = ("name", "score", "step", "category", "change", "interval", "coverage")
    return [dict(zip(names, row, strict=True)) | {"groups": rows[str(row[0])]} for row in RANKING]


def _chart() -> Any:
    opened = date(2026, 1, 5)
    now = [(0, 0), (14, 6), (28, 28), (43, 51)]
    then = [(0, 0), (14, 3), (28, 17), (43, 32), (60, 48), (85, 78), (95, 83)]
    return line_chart(
        "Putaran 2025 mencapai 51% pada hari ke-43; putaran 2024 mencapai 32% pada hari yang sama dan berakhir 83%",
        [Series("2025: 51%", now), Series("2024: 83%", then, "then")],
        ticks=[(0, "5 Jan"), (43, "17 Feb"), (85, f"{(opened + timedelta(85)).day} Mar")],
        mark=(85, "batas kirim"),
    )


def sample_map() -> MapFigure:
    """Four invented regions with a map's every state: ranked, ranked and small, not ranked."""
    marks = {
        "hulu": Mark(5, "1", "73,6", "Hulu: peringkat 1, indeks 73,6, sangat tinggi", "#peta"),
        "muara": Mark(4, "2", "64,7", "Muara: peringkat 2, indeks 64,7, tinggi", "#peta"),
        "teluk": Mark(2, "3", "48,1", "Teluk: peringkat 3, indeks 48,1, rendah", "#peta"),
        "tanjung": Mark(0, "–", "belum", "Tanjung: belum diperingkat", "#peta"),
    }
    places = [
        Place("hulu", "Hulu", 0.9, 1.9, 0, 0),
        Place("teluk", "Teluk", 2.4, 1.9, 0, 1),
        Place("tanjung", "Tanjung", 1.2, 0.6, 1, 0),
        Place("muara", "Muara", 2.98, 0.95, 1, 1),
    ]
    return build(OUTLINES, places, marks, "Peta contoh dengan empat daerah", name="contoh")
