"""`etam test`: everything that must hold, one command, the same on a laptop and in CI.

On SQLite every test runs. On PostgreSQL those of `src/etam` run that touch the database, but no browser.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from etam.config.environment import ROOT

STYLE = (
    ("Gaya", ("-m", "ruff", "check", ".")),
    ("Tata letak", ("-m", "ruff", "format", "--check", ".")),
    ("Tipe", ("-m", "mypy")),
    ("Arsitektur", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
    ("Isi acuan", ("-m", "etam.config.cli", "content", "check")),
)
# What never asks for the database says nothing new on another one; `conftest.py` marks what does.
POSTGRES_SUITE = ("-m", "(database or postgres) and not browser and not libreoffice", "src/etam")


def main(arguments: Sequence[str]) -> int:
    """Run lint, types, contracts and tests; says at the end what was skipped and why."""
    parser = argparse.ArgumentParser(prog="etam test", description=main.__doc__)
    parser.add_argument("--fast", action="store_true", help="tanpa uji peramban dan LibreOffice")
    parser.add_argument("pytest", nargs="*", help="diteruskan ke pytest")
    options, extra = parser.parse_known_args(arguments)
    start = time.monotonic()
    failed = [label for label, command in STYLE if not _run(label, [sys.executable, *command])]
    results = Results()
    with tempfile.TemporaryDirectory() as folder:
        chosen = [*options.pytest, *extra, *(["-m", "not browser and not libreoffice"] if options.fast else [])]
        results.read(_pytest("Uji (SQLite)", Path(folder) / "sqlite.xml", chosen, {}))
        if url := os.environ.get("ETAM_TEST_POSTGRES"):
            results.read(
                _pytest("Uji (PostgreSQL)", Path(folder) / "postgres.xml", POSTGRES_SUITE, {"ETAM_TEST_DATABASE": url})
            )
        else:
            results.skipped["PostgreSQL: ETAM_TEST_POSTGRES tidak diisi"] += 1
    return _summary(failed, results, time.monotonic() - start)


class Results:
    """Counts over all pytest runs, and the reasons of what was skipped."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0
        self.skipped: Counter[str] = Counter()

    def read(self, report: Path) -> None:
        """Add the JUnit file of one run; a run that left none counts as a failure."""
        if not report.exists():
            self.failed += 1
            return
        for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314
            if case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
            elif (skip := case.find("skipped")) is not None:
                self.skipped[re.sub(r"^Skipped: ", "", skip.get("message", "tanpa alasan"))] += 1
            else:
                self.passed += 1


def _run(label: str, command: list[str], environment: dict[str, str] | None = None) -> bool:
    print(f"\n── {label}", flush=True)
    return subprocess.call(command, cwd=ROOT, env={**os.environ, **(environment or {})}) == 0


def _pytest(label: str, report: Path, arguments: Sequence[str], environment: dict[str, str]) -> Path:
    workers = ["-n", str(os.cpu_count() or 1), "--dist", "loadgroup"]
    _run(label, [sys.executable, "-m", "pytest", *workers, f"--junit-xml={report}", *arguments], environment)
    return report


def _summary(failed: list[str], results: Results, seconds: float) -> int:
    print("\n── Ringkasan")
    for reason, count in sorted(results.skipped.items()):
        print(f"Dilewati ({count}): {reason}")
    for label in failed:
        print(f"Gagal: {label}")
    print(f"Lama: {seconds / 60:.1f} menit")
    print(f"{results.passed} passed, {results.failed + len(failed)} failed, {sum(results.skipped.values())} skipped")
    return 1 if failed or results.failed or not results.passed else 0
