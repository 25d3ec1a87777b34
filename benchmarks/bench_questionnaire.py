"""How fast returns are checked: a province many times over, and one kabupaten/kota's workbook."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from etam.questionnaire import (
    Context,
    Instrument,
    instrument_folder,
    load_instrument,
    peer_fences,
    read_answer,
    run_checks,
    run_table,
    score_table,
    table_failures,
    to_table,
)
from etam.questionnaire.table import complete

MANY, FEW, SEED = 23_256, 500, 20200318
"""23,256 returns × 43 questions make one million answers."""
ASSESSMENTS, INDICATORS = 10_000, 90


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) of each measurement."""
    instrument = load_instrument(instrument_folder("library-return", "2026.1"))
    many, few = returns_table(instrument, MANY), returns_table(instrument, FEW)
    fences = peer_fences(instrument, complete(instrument, many))
    documents = [(str(n), document(instrument, n), Context("public", "village", "64.08")) for n in range(FEW)]
    checks = len(instrument.checks)
    bulk = _best(lambda: table_failures(run_table(instrument, many, fences)))
    small = _best(lambda: run_table(instrument, few, fences))
    whole = _best(lambda: run_table(instrument, to_table(instrument, documents), fences))
    ladder = ladder_of(INDICATORS)
    assessed = assessments_table(ladder, ASSESSMENTS)
    scores = _best(lambda: score_table(ladder, assessed))
    single = _best(lambda: run_checks(instrument, documents[0][1], documents[0][2]))
    read = _best(lambda: read_all(instrument))
    return [
        (f"1.000.000 jawaban × {checks} pemeriksaan, tabel", f"{bulk:.2f} s", "< 15 s"),
        (f"{FEW} isian × 43 × {checks} pemeriksaan, tabel", f"{small:.2f} s", "< 0,5 s"),
        (f"{FEW} isian × 43, dari dokumen sampai putusan", f"{whole:.2f} s", "< 0,5 s"),
        (f"10.000 penilaian × {INDICATORS} indikator", f"{scores:.2f} s", "< 5 s"),
        (f"satu isian, {checks} pemeriksaan", f"{1000 * single:.1f} ms", "< 10 ms"),
        (f"{FEW} × 43 sel dibaca sebagai jawaban", f"{read:.2f} s", "< 0,5 s"),
    ]


def returns_table(instrument: Instrument, rows: int) -> pl.DataFrame:
    """Returns of this and last year with seeded figures, a tenth of them missing."""
    drawn = np.random.default_rng(SEED)
    columns: dict[str, object] = {
        "institution": [str(n) for n in range(rows)],
        "kind": drawn.choice(["public", "school"], rows),
        "subtype": drawn.choice(["village", "sd_mi"], rows),
        "region": ["64.08"] * rows,
    }
    for question in instrument.questions:
        for prefix in ("", "last_year."):
            if question.is_number:
                figures = pl.Series(drawn.integers(0, 1000, rows)).cast(pl.Float64)
                columns[prefix + question.element] = figures.set(pl.Series(drawn.random(rows) < 0.1), None)
            else:
                columns[prefix + question.element] = ["64.08"] * rows
    return pl.DataFrame(columns)


def ladder_of(indicators: int) -> Instrument:
    """An assessment of nine components with ten indicators each; half of them need the first of their component."""
    options = ", ".join(
        f"{{value: {step}, label: {{id: A, en: A}}, points: {5 - n}}}" for n, step in enumerate("abcde")
    )
    lines = ["code: ladder", 'version: "2026.1"', "title: {id: A, en: A}", "confidence: derived", "sections:"]
    for component in range(indicators // 10):
        lines += [
            f"  - code: c{component}",
            f'    number: "{component}"',
            "    title: {id: A, en: A}",
            "    questions:",
        ]
        for indicator in range(10):
            needs = f'needs: \'c{component}_0 in ("a", "b", "c")\', ' if indicator > 4 else ""
            lines += [
                f'      - {{element: c{component}_{indicator}, number: "{indicator}", type: ladder, {needs}'
                f"label: {{id: A, en: A}}, options: [{options}], confidence: derived}}"
            ]
    lines += ["scoring:", "  tree:", "    code: total", "    label: {id: A, en: A}", "    parts:"]
    lines += [
        f"      - {{code: C{n}, label: {{id: A, en: A}}, weight: {n + 1}, section: c{n}}}"
        for n in range(indicators // 10)
    ]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "instrument.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load_instrument(Path(folder))


def assessments_table(instrument: Instrument, rows: int) -> pl.DataFrame:
    """Seeded steps, a tenth of them missing."""
    drawn = np.random.default_rng(SEED)
    columns: dict[str, object] = {
        "institution": [str(n) for n in range(rows)],
        "kind": ["public"] * rows,
        "subtype": ["village"] * rows,
        "region": ["64.08"] * rows,
    }
    for element in instrument.elements:
        steps = pl.Series(drawn.choice(list("abcde"), rows))
        columns[element] = steps.set(pl.Series(drawn.random(rows) < 0.1), None)
    return pl.DataFrame(columns)


def document(instrument: Instrument, number: int) -> dict[str, float | int | str | dict[str, str]]:
    return {
        question.element: (number * 7) % 1000 if question.is_number else "teks" for question in instrument.questions
    }


def read_all(instrument: Instrument) -> int:
    questions = list(instrument.questions)
    cells = ["12.500.000", "Rp 1.000", "12", "tidak ada data"]
    return sum(read_answer(question, cells[n % 4]).is_blank for n in range(FEW) for question in questions)


def _best(work: Callable[[], object], times: int = 3) -> float:
    durations = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return min(durations)
