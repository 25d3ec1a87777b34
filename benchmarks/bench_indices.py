"""How long a release of the province takes: 2,775 libraries × 43 figures, ten kab/kota, 10,000 draws."""

import sys
import tempfile
import time
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl

from etam.indexmath import bundle
from etam.indexmath.bundle import ReleaseInfo
from etam.indexmath.formulas import element_names
from etam.indexmath.gather import Inputs
from etam.indexmath.method import find_method, load_method
from etam.indexmath.model import Method
from etam.indexmath.verify import verify
from etam.indices.report import Cover, report_pdf
from etam.indices.shaping import Circumstances, Name, shape
from etam.indices.workbook import results_workbook

REGENCIES = ("64.01", "64.02", "64.03", "64.07", "64.08", "64.09", "64.11", "64.71", "64.72", "64.74")
SUBTYPES = {"regency": "public", "district": "public", "village": "public", "tbm": "tbm", "sd_mi": "school"}
PERIOD, LIBRARIES, SEED = 2024, 2_775, 20200318


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) of each measurement."""
    method = load_method(find_method("reading-culture-and-information-literacy"))
    inputs = province(_figures(method))
    start = time.perf_counter()
    calculation = bundle.calculate(method, inputs)
    computed = time.perf_counter()
    names = {code: Name(code, code) for code in REGENCIES}
    results = shape(calculation.result, Circumstances(PERIOD, "Peringkat", names))
    shaped = time.perf_counter()
    extras = {
        "report.pdf": report_pdf(results, Cover("bench", "2024.1", date(2026, 1, 1))),
        "results.xlsx": results_workbook(results),
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "release"
        bundle.write(folder, calculation, ReleaseInfo(period=PERIOD), extras)
        frozen = time.perf_counter()
        differences = verify(folder)
        verified = time.perf_counter()
    if differences:
        sys.exit(f"The release differs from its recomputation: {differences[0]}")
    return [
        ("kumpulkan dan hitung, 2.775 lembaga, 10.000 hitung ulang", f"{computed - start:.2f} s", "< 3 s"),
        ("temuan dan penjelasan sepuluh daerah", f"{shaped - computed:.2f} s", "< 1 s"),
        ("bekukan folder dengan PDF/A dan XLSX", f"{frozen - shaped:.2f} s", "< 3 s"),
        ("hitung ulang dan bandingkan setiap bita", f"{verified - frozen:.2f} s", "< 5 s"),
    ]


def province(elements: set[str]) -> Inputs:
    """Random figures of all libraries, a main library in each kab/kota, and a population for each."""
    random = np.random.default_rng(SEED)
    subtypes = random.choice(list(SUBTYPES)[1:], LIBRARIES)
    subtypes[: len(REGENCIES)] = "regency"
    frame = pl.DataFrame(
        {
            "institution": [f"L-{number:04d}" for number in range(LIBRARIES)],
            "kind": [SUBTYPES[subtype] for subtype in subtypes],
            "subtype": subtypes.tolist(),
            "regency": [REGENCIES[number % len(REGENCIES)] for number in range(LIBRARIES)],
            "period": PERIOD,
            "state": "accepted",
            "submitted_on_time": True,
        }
    )
    cells = list(product(frame["institution"], sorted(elements)))
    figures = pl.DataFrame(cells, schema=["institution", "element"], orient="row").with_columns(
        period=pl.lit(PERIOD), value=pl.Series(random.integers(1, 500, len(cells)).astype(float)), nothing=pl.lit("")
    )
    series = pl.DataFrame(
        {"series": "population", "region": REGENCIES, "period": PERIOD, "value": 400_000.0, "source": "acak"}
    )
    return Inputs(figures, frame, series, pl.DataFrame({"region": REGENCIES, "name": REGENCIES}), PERIOD)


def _figures(method: Method) -> set[str]:
    """The figures that the method reads, and fillers up to the 43 of a return."""
    rules = [element.gather for element in method.elements if element.gather]
    named = {name for rule in rules for text in (rule.of, rule.per) if text for name in element_names(text)}
    return named | {f"filler_{number}" for number in range(43 - len(named))}
