"""A release of ten kab/kota with invented figures, and an external one, as pages receive them."""

from typing import Any

from etam.indices.explaining import explain
from etam.indices.results import Results, Unit

DIMENSIONS = {
    "collection": "Koleksi",
    "staff": "Tenaga perpustakaan",
    "use": "Pemanfaatan",
    "activity": "Kegiatan literasi",
    "information": "Literasi informasi digital",
}
BANDS = (
    ("very_low", "Sangat rendah", 0, 40, "< 40"),
    ("low", "Rendah", 40, 50, "40–<50"),
    ("medium", "Sedang", 50, 60, "50–<60"),
    ("high", "Tinggi", 60, 70, "60–<70"),
    ("very_high", "Sangat tinggi", 70, 100, "≥ 70"),
)
# code, name, score, rank, interval, groups, accepted share, places won since the release before
UNITS = (
    ("64.74", "Bontang", 73.6, 1, (1, 2), "A", 0.96, 1),
    ("64.72", "Samarinda", 71.9, 2, (1, 2), "A", 0.88, -1),
    ("64.02", "Kutai Kartanegara", 66.2, 3, (3, 4), "B", 0.81, 0),
    ("64.71", "Balikpapan", 64.7, 4, (3, 5), "B", 0.92, 2),
    ("64.03", "Berau", 61.3, 5, (4, 7), "C", 0.79, -1),
    ("64.09", "Penajam Paser Utara", 59.8, 6, (5, 7), "C", 0.84, 1),
    ("64.08", "Kutai Timur", 58.9, 7, (5, 8), "CD", 0.76, -2),
    ("64.01", "Paser", 55.4, 8, (7, 8), "D", 0.9, 0),
    ("64.07", "Kutai Barat", 48.1, 9, (9, 9), "E", 0.72, 0),
    ("64.11", "Mahakam Ulu", None, None, None, "", 0.46, None),
)
GROUPS = [["64.74", "64.72"], ["64.02", "64.71"], ["64.03", "64.09", "64.08"], ["64.08", "64.01"], ["64.07"]]
MEAN = 62.2
# How far a unit's dimensions lie from its score; they sum to nothing, so that their mean is the score.
SPREAD = {"collection": 4.0, "staff": -12.0, "use": -2.0, "activity": 7.0, "information": 3.0}


def results(**changes: Any) -> Results:
    """Results of the ten kab/kota, with `changes` on top."""
    made: dict[str, Any] = {
        "schema": 1,
        "finding": "Bontang dan Samarinda teratas; urutan 3–4 dan 5–8 belum dapat dipastikan",
        "table_title": "Peringkat Indeks Budaya Baca dan Literasi Informasi 2024, kabupaten/kota di Kalimantan Timur",
        "period": 2024,
        "level": "regency",
        "sample": True,
        "method": _method(),
        "bands": [_band(position, *band) for position, band in enumerate(BANDS, start=1)],
        "nodes": _nodes(DIMENSIONS),
        "dimensions": list(DIMENSIONS),
        "indicators": [],
        "units": [_unit(*unit) for unit in UNITS],
        "groups": GROUPS,
        "mean": MEAN,
        "coverage_minimum": 0.68,
        "robustness": {
            "draws": 10_000,
            "seed": 20200318,
            "share": 0.9,
            "certain": 0.95,
            "varied": ["bobot ± 25%", "cara menyamakan skala", "satu indikator dilepas"],
            "mean_shift": 0.7,
            "frequency": {},
            "pairwise": {},
        },
        "quality": {
            "expected": 2310,
            "submitted": 2050,
            "accepted": 1917,
            "on_time": 1802,
            "cells": 80_000,
            "missing": 3_280,
            "not_applicable": 8_000,
            "must_fix": 0,
            "explained": 412,
        },
        "frame": {"previous": 2023, "new": 31, "gone": 12, "merged": 3, "renamed": 9, "by_regency": {}},
        "series": [
            {
                "code": "population",
                "label": "Penduduk",
                "unit": "orang",
                "period": 2024,
                "source": "Ditjen Dukcapil, semester II 2024",
            }
        ],
        "notes": [],
        "defects": [],
        "source": "",
    }
    return {**made, **changes}  # type: ignore[typeddict-item]


def external(count: int = 38) -> Results:
    """An external publication over `count` provinces without intervals or coverage."""
    units = [_province(place, count) for place in range(1, count + 1)]
    return results(
        finding="Provinsi 1 di urutan 1 dari 38 provinsi; ketidakpastian urutan tidak diketahui",
        table_title="Indeks Pembangunan Literasi Masyarakat 2024, provinsi di Indonesia",
        level="province",
        sample=False,
        units=units,
        groups=[],
        robustness=None,
        quality=None,
        frame=None,
        coverage_minimum=None,
        defects=["Nilai dua provinsi tercetak tertukar."],
        source="Perpustakaan Nasional, Kajian IPLM 2024",
        method={**_method(), "code": "iplm", "version": "2023.1", "status": "external"},
    )


def _province(place: int, count: int) -> dict[str, Any]:
    """The second province is printed 0.02 too high."""
    unit = _unit(f"{10 + place}", f"Provinsi {place}", 90 - place, place, None, "", None, None)
    told = explain(unit, mean=MEAN, ranked=count, level="province")
    return {**unit, "explanation": told, "printed": {"score": 90 - place + (0.02 if place == 2 else 0)}}


def _unit(
    code: str,
    name: str,
    score: float | None,
    rank: int | None,
    interval: tuple[int, int] | None,
    groups: str,
    coverage: float | None,
    places: int | None,
) -> Unit:
    city = name in ("Bontang", "Samarinda", "Balikpapan")
    step = 0 if score is None else 1 + sum(score >= low for _, _, low, _, _ in BANDS[1:])
    difference = None if score is None else round(score - MEAN, 1)
    unit: Unit = {
        "code": code,
        "name": name,
        "full_name": f"{'Kota' if city else 'Kabupaten'} {name}",
        "score": score,
        "rank": rank,
        "is_tied": False,
        "category": BANDS[step - 1][0] if step else "",
        "category_label": BANDS[step - 1][1] if step else "",
        "step": step,
        "interval": list(interval) if interval else None,
        "median_rank": rank,
        "groups": list(groups),
        "coverage": coverage,
        "accepted": None,
        "expected": None,
        "why_not": ""
        if rank
        else "Isian diterima 46% dari perpustakaan yang diharapkan, batas 68%. Nilai tidak dihitung.",
        "nodes": {
            "index": score,
            **{node: None if score is None else round(score + by, 1) for node, by in SPREAD.items()},
        },
        "indicators": {},
        "difference": difference,
        "contributions": [],
        "lever": None,
        "explanation": [],
        "change": None,
        "printed": {},
        "notes": [],
    }
    if score is not None and difference is not None:
        parts = {node: round(by / 5 + difference / 5, 1) for node, by in SPREAD.items()}
        unit["contributions"] = [
            {"node": node, "label": DIMENSIONS[node], "points": points} for node, points in parts.items()
        ]
        unit["lever"] = {
            "node": "staff",
            "label": "Tenaga perpustakaan",
            "median": 55.0,
            "score": score + 2.2,
            "rank": rank,
            "interval": list(interval) if interval else None,
        }
    if places is not None and score is not None:
        unit["change"] = {
            "release": "budaya-2023-1",
            "period": 2023,
            "score": score - 1,
            "rank": None,
            "points": 1.0,
            "places": places,
        }
    unit["explanation"] = explain(unit, mean=MEAN, ranked=9, level="regency")
    return unit


def _method() -> dict[str, Any]:
    return {
        "code": "reading-culture-and-information-literacy",
        "version": "2026.1",
        "title": "Indeks Budaya Baca dan Literasi Informasi",
        "summary": "Seberapa kuat perpustakaan menopang budaya baca.",
        "status": "proposal",
        "confidence": "proposal",
        "source": "Rekomendasi 4 Rakornis 2020",
        "basis": [{"id": "UU-43-2007", "title": "UU 43/2007 Perpustakaan", "confidence": "unverified"}],
        "checksum": "0" * 64,
        "steps": ["18 indikator dihitung.", "Indeks adalah rata-rata tertimbang lima dimensi."],
        "cautions": ["Arti pemustaka belum seragam."],
        "notes_path": "method/NOTES.md",
    }


def _band(step: int, code: str, label: str, low: float, high: float, text: str) -> dict[str, Any]:
    return {
        "code": code,
        "label": label,
        "low": low,
        "high": high,
        "low_in": True,
        "high_in": high == 100,
        "step": step,
        "text": text,
    }


def _nodes(labels: dict[str, str]) -> list[dict[str, Any]]:
    root = {"code": "index", "label": "Indeks", "parent": "", "depth": 0, "weight": 1.0}
    below = [
        {"code": code, "label": label, "parent": "index", "depth": 1, "weight": 1 / len(labels)}
        for code, label in labels.items()
    ]
    return [root, *below]
