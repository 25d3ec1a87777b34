"""`etam bench`: run every file in `benchmarks/` and print one table."""

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from etam.config.environment import ROOT

Row = tuple[str, str, str]


def main(arguments: Sequence[str]) -> int:
    """Measure and print; nothing here passes or fails, the reader compares with the target."""
    parser = argparse.ArgumentParser(prog="etam bench", description=main.__doc__)
    parser.add_argument("names", nargs="*", help="bagian nama berkas, misalnya indexmath")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(ROOT / "benchmarks"))
    files = [path for path in sorted((ROOT / "benchmarks").glob("bench_*.py")) if _wanted(path, options.names)]
    rows: list[Row] = [("Ukuran", "Hasil", "Sasaran")]
    for path in files:
        print(f"{path.stem} ...", flush=True)
        rows += _measure(path)
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    print(f"\n{platform.machine()}, {os.cpu_count()} inti, Python {platform.python_version()}")
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


def _wanted(path: Path, names: list[str]) -> bool:
    return not names or any(name in path.stem for name in names)


def _measure(path: Path) -> list[Row]:
    spec = spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    measured: list[Row] = module.measure()
    return measured
