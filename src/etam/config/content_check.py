"""`etam content`: every fault in the content files with file and line, and instruments from workbooks."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from etam.config import content_commands
from etam.content.check import CHECKERS, Checker, check_content, editions
from etam.content.definitions import check_definitions, check_uses
from etam.content.files import CONTENT_ROOT, Fault
from etam.content.sources import check_source
from etam.indexmath.method import check_method
from etam.indexmath.publications import check_publication
from etam.indexmath.scales import check_scale
from etam.questionnaire.load import check_instrument
from etam.questionnaire.scheme import check_scheme


def check_published(folder: Path) -> list[Fault]:
    """What is wrong with values that others published, and with the note that says who and under which licence."""
    return [*check_source(folder), *check_publication(folder)]


def check_defined(folder: Path) -> list[Fault]:
    """What is wrong with definitions, and with what they say of the content that uses them."""
    return [*check_definitions(folder), *check_uses(folder)]


ALL_CHECKERS: Mapping[str, Checker] = {
    **CHECKERS,
    "category-scales": check_scale,
    "definitions": check_defined,
    "instruments": check_instrument,
    "methods": check_method,
    "published": check_published,
    "schemes": check_scheme,
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit status is 1 when there is a fault."""
    parser = argparse.ArgumentParser(prog="etam content", description="Periksa dan lengkapi berkas acuan.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="sebutkan berkas dan baris setiap kesalahan")
    check.add_argument("folder", type=Path, nargs="?", default=CONTENT_ROOT, help="folder isi acuan")
    check.set_defaults(run=lambda options: check_all(options.folder))
    content_commands.add_parsers(commands)
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status


def check_all(folder: Path) -> int:
    """Check all content; the exit status is 1 when there is a fault."""
    if not folder.is_dir():
        print(f"etam: {folder} bukan folder. Sebutkan folder isi acuan.")
        return 1
    root = folder.resolve()
    faults = check_content(root, ALL_CHECKERS)
    for fault in faults:
        print(fault)
    print(_summary(root, faults))
    return 1 if faults else 0


def _summary(root: Path, faults: Sequence[Fault]) -> str:
    counts = {kind: len(editions(root, kind)) for kind in ALL_CHECKERS}
    checked = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()) if count)
    return f"{len(faults)} kesalahan. Edisi yang diperiksa: {checked}."
