"""How long a first start of the demonstration takes after installation, and a second one."""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from etam.config.environment import ROOT

PROGRAM = (
    "import sys; from pathlib import Path; from etam.config.server import prepare_demo; prepare_demo(Path(sys.argv[1]))"
)


def measure() -> list[tuple[str, str, str]]:
    with TemporaryDirectory() as folder:
        first, second = _seconds(Path(folder) / "demo"), _seconds(Path(folder) / "demo")
    return [
        ("etam demo, start pertama (tanpa pemasangan)", f"{first:.1f} s", "< 60 s"),
        ("etam demo, start kedua", f"{second:.1f} s", "< 5 s"),
    ]


def _seconds(var: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(var)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src")},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - start
