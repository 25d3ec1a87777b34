"""How fast a national ranking is: 514 kabupaten/kota, 40 indicators, 10,000 draws."""

import time
from collections.abc import Callable

import numpy as np

from etam.indexmath.model import Element, Goalposts, Indicator, Leaf, Method, Node, Normaliser, RobustnessPlan
from etam.indexmath.pipeline import Data, run
from etam.indexmath.robustness import analyse
from etam.indexmath.table import Table

UNITS, INDICATORS, DIMENSIONS, DRAWS, SEED = 514, 40, 5, 10_000, 20200318


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) of each measurement."""
    method, data = national_method(), national_data()
    result = run(method, data, draws=0)
    drawn = _best(lambda: analyse(method, result.sample, DRAWS, SEED, threads=2), times=3)
    nominal = _best(lambda: run(method, data, draws=0), times=3)
    size = f"{UNITS} × {INDICATORS}"
    return [
        (f"selang peringkat {size}, 10.000 hitung ulang", f"{drawn:.2f} s", "< 1 s"),
        (f"hitung ulang per detik, {size}", f"{DRAWS / drawn:,.0f}".replace(",", "."), "> 10.000"),
        (f"indeks {size} tanpa selang, semua tahap", f"{nominal:.2f} s", "< 0,5 s"),
    ]


def national_method() -> Method:
    """A method of the size of a national index: five dimensions of eight indicators, three normalisers."""
    indicators = tuple(
        Indicator(f"i{number}", {"id": f"Indikator {number}", "en": ""}, f"x{number}", goalposts=Goalposts(0, 1))
        for number in range(INDICATORS)
    )
    each = INDICATORS // DIMENSIONS
    dimensions = tuple(
        Node(f"d{d}", {"id": "", "en": ""}, "arithmetic", "average_available", _leaves(d * each, each))
        for d in range(DIMENSIONS)
    )
    return Method(
        code="benchmark",
        version="1",
        title={"id": "Ukur", "en": "Bench"},
        status="proposal",
        unit="region",
        elements=_elements(),
        indicators=indicators,
        normaliser=Normaliser("goalposts"),
        tree=Node("index", {"id": "Indeks", "en": "Index"}, "arithmetic", "refuse", dimensions),
        robustness=RobustnessPlan(
            normalisers=("goalposts", "minmax", "rank"), aggregations=("arithmetic",), leave_one_out=True
        ),
    )


def national_data() -> Data:
    """Seeded values between 0 and 1."""
    values = np.random.default_rng(SEED).beta(2, 3, (UNITS, INDICATORS))
    units = tuple(f"{number:03d}" for number in range(UNITS))
    columns = tuple(f"x{number}" for number in range(INDICATORS))
    return Data(Table(units, columns, values, np.zeros(values.shape, dtype=bool)))


def _leaves(start: int, count: int) -> tuple[Leaf, ...]:
    return tuple(Leaf(f"i{number}", 1.0) for number in range(start, start + count))


def _elements() -> tuple[Element, ...]:
    return tuple(Element(f"x{number}", {"id": f"Unsur {number}", "en": ""}) for number in range(INDICATORS))


def _best(work: Callable[[], object], times: int) -> float:
    """Seconds of the fastest of some runs: the machine has other work too."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


if __name__ == "__main__":
    for line in measure():
        print(" | ".join(line))
