"""The report of a release as PDF/A: words and numbers are made here, `report.typ` only lays them out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typst

from etam.indices import finding
from etam.indices.mapping import map_svg
from etam.indices.results import Quality, Results, Unit, dimensions, missing_share, ranked
from etam.indices.shaping import places
from etam.web import formats
from etam.web.components import CONFIDENCE
from etam.web.palette import colours

TEMPLATE = Path(__file__).with_name("report.typ")
# Only what Typst brings along: another machine's fonts would give other bytes.
FONT = "Libertinus Serif"
STATUSES = {
    "official": "Metode resmi",
    "simulation": "Simulasi metode resmi: sebagian parameternya tidak diterbitkan",
    "proposal": "Metode usulan: indeks ini belum punya definisi nasional yang resmi",
    "external": "Publikasi lembaga lain",
}

RECOMPUTED = "Publikasi lembaga lain, dihitung ulang dari komponen yang tercetak"


@dataclass(frozen=True)
class Cover:
    """What the report says of the release: `day` is its date, `replaces` the label of the release it corrects."""

    code: str
    label: str
    day: date
    replaces: str = ""
    reason: str = ""


def report_pdf(results: Results, cover: Cover) -> bytes:
    """The report as PDF/A-2b. The same results and cover give the same bytes on every machine."""
    picture = map_svg(results).replace("Noto Sans, Liberation Sans, DejaVu Sans, sans-serif", FONT)
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards="a-2b",
        ignore_system_fonts=True,
        font_paths=[],
        sys_inputs={"document": json.dumps(document(results, cover)), "map": picture},
    )


def document(results: Results, cover: Cover) -> dict[str, Any]:
    """Everything the report prints, already written."""
    method = results["method"]
    return {
        "title": results["finding"],
        "subtitle": f"{results['table_title']}. {finding.reach(places(results['units']), results['level'])}",
        "subject": finding.SUBJECTS[results["level"]],
        "sample": results["sample"],
        "release": {"code": cover.code, "label": cover.label, "day": formats.day(cover.day)},
        "date": {"year": cover.day.year, "month": cover.day.month, "day": cover.day.day},
        "status": RECOMPUTED if results["source"] else STATUSES[method["status"]],
        "correction": f"Rilis ini menggantikan {cover.replaces}: {cover.reason}" if cover.replaces else "",
        "source": results["source"],
        "defects": results["defects"],
        "rows": [_row(unit, results) for unit in ranked(results)],
        "unranked": [[unit["full_name"], _coverage(unit), unit["why_not"]] for unit in _unranked(results)],
        "has_intervals": results["robustness"] is not None,
        "groups_note": _groups_note(results),
        "bands": [[band["label"], band["text"], _colour(band["step"])] for band in results["bands"]],
        "dimensions": _dimension_table(results),
        "explanations": [[unit["name"], " ".join(unit["explanation"])] for unit in ranked(results)],
        "method": _method(results),
        "quality": list(_quality(results["quality"])),
        "series": [f"{one['label']} ({one['unit']}), {one['period']}. {one['source']}" for one in results["series"]],
        "notes": results["notes"],
        "colours": {name: colours()[name] for name in ("ink", "ink-2", "line", "river", "gold", "deep", "surface-2")},
    }


def _row(unit: Unit, results: Results) -> dict[str, Any]:
    low, high = unit["interval"] or (unit["rank"], unit["rank"])
    printed = unit["printed"].get("score")
    return {
        "rank": formats.number(unit["rank"] or 0),
        "name": unit["name"],
        "score": formats.number(unit["score"] or 0, _decimals(results)),
        "printed": formats.number(printed, 2) if isinstance(printed, int | float) else "",
        "category": unit["category_label"],
        "colour": _colour(unit["step"]),
        "interval": formats.interval(low or 0, high or 0) if unit["interval"] else "",
        "low": low,
        "high": high,
        "at": unit["rank"],
        "groups": ", ".join(unit["groups"]),
        "coverage": _coverage(unit),
    }


def _unranked(results: Results) -> list[Unit]:
    return [unit for unit in results["units"] if unit["rank"] is None]


def _coverage(unit: Unit) -> str:
    return "" if unit["coverage"] is None else formats.percent(unit["coverage"] * 100, 0)


def _decimals(results: Results) -> int:
    return 1 if results["level"] == "regency" else 2


def _colour(step: int) -> str:
    return colours()[f"seq-{step}"] if step else "#ffffff"


def _groups_note(results: Results) -> str:
    found = results["robustness"]
    if found is None:
        return ""
    subject = finding.SUBJECTS[results["level"]].capitalize()
    doubt = formats.percent(round((1 - found["certain"]) * 100, 6))
    return (
        f"{subject} dengan huruf kelompok yang sama bertukar urutan pada lebih dari {doubt} perhitungan ulang. "
        "Selisih peringkat di dalam kelompok jangan dibaca sebagai selisih kinerja. "
        f"Selang memuat {formats.percent(found['share'] * 100)} dari {formats.number(found['draws'])} "
        f"perhitungan ulang dengan benih {found['seed']}; yang divariasikan: {formats.listed(found['varied'])}. "
        "Selang ini karena pilihan metode, bukan galat sampel."
    )


def _dimension_table(results: Results) -> dict[str, Any]:
    parts = dimensions(results)
    decimals = _decimals(results)
    return {
        "heads": [f"{part['label']} ({formats.percent(round(part['weight'] * 100, 1))})" for part in parts],
        "rows": [
            [unit["name"], *(_score(unit["nodes"].get(part["code"]), decimals) for part in parts)]
            for unit in ranked(results)
        ]
        if parts
        else [],
    }


def _score(value: float | None, decimals: int) -> str:
    return "tidak ada data" if value is None else formats.number(value, decimals)


def _method(results: Results) -> dict[str, Any]:
    method = results["method"]
    return {
        "name": f"{method['title']}, versi {method['version']}",
        "summary": method["summary"],
        "steps": method["steps"],
        "cautions": method["cautions"],
        "basis": [f"{one['title']}{_mark(one['confidence'])}" for one in method["basis"]],
        "source": method["source"],
        "checksum": method["checksum"],
    }


def _mark(confidence: str) -> str:
    word = CONFIDENCE.get(confidence, "usulan" if confidence == "proposal" else confidence)
    return f" [{word}]" if word else ""


def _quality(quality: Quality | None) -> Iterator[str]:
    if quality is None:
        return
    accepted, expected = quality["accepted"], quality["expected"]
    share = formats.share(accepted, expected)
    yield f"Isian diterima: {formats.number(accepted)} dari {formats.number(expected)} ({share})."
    yield f"Dikirim sebelum batas waktu: {formats.share(quality['on_time'], expected)} dari yang diharapkan."
    yield f"Angka yang tidak ada datanya pada isian yang diterima: {missing_share(quality)} dari yang berlaku."
    yield f"Pemeriksaan yang gagal dan diberi penjelasan: {formats.number(quality['explained'])}."
