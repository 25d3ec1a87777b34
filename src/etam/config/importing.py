"""`etam import`: data that come as files and not through a page."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from etam.config.cli import start_django

if TYPE_CHECKING:
    from etam.accounts.models import User


def main(arguments: Sequence[str]) -> int:
    """Import returns or institutions from a CSV file, one row per institution."""
    options = _parser().parse_args(arguments)
    start_django()
    from etam.accounts.models import User

    user = User.objects.filter(email__iexact=options.email, is_active=True).first()
    if user is None:
        return _failed(f"Tidak ada akun aktif dengan surel {options.email}.")
    if options.command == "institutions":
        return _institutions(options.file, user)
    return _returns(options.file, options.round_code, user)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam import", description=main.__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    returns = commands.add_parser("returns", help="isian dari CSV")
    returns.add_argument("--round", required=True, dest="round_code", help="kode putaran")
    institutions = commands.add_parser("institutions", help="daftar lembaga dari CSV")
    for command in (returns, institutions):
        command.add_argument("file", type=Path)
        command.add_argument("--as", required=True, dest="email", help="surel petugas provinsi yang memasukkan")
    return parser


def _returns(file: Path, round_code: str, user: "User") -> int:
    from etam.exchange.bulk import ImportProblem, import_returns

    try:
        print(import_returns(file, round_code, by=user))
    except ImportProblem as problem:
        return _failed(problem)
    return 0


def _institutions(file: Path, user: "User") -> int:
    from etam.institutions.actions import InstitutionProblem
    from etam.institutions.intake import import_listing
    from etam.web.csv_list import ListingProblem

    try:
        plan = import_listing(file.read_bytes(), by=user)
    except OSError as error:
        return _failed(f"{file} tidak dapat dibaca: {error.strerror}.")
    except (ListingProblem, InstitutionProblem) as problem:
        return _failed(problem)
    print(f"{len(plan.new)} lembaga didaftarkan, {len(plan.skipped)} dilewati, {len(plan.warnings)} perlu diperiksa.")
    print("\n".join([*plan.skipped, *plan.warnings]), end="\n" if plan.skipped or plan.warnings else "")
    return 0


def _failed(problem: object) -> int:
    print(f"etam: {problem}", file=sys.stderr)
    return 1
