"""`etam import`: data that come as files and not through a page."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from etam.config.cli import start_django


def main(arguments: Sequence[str]) -> int:
    """Import returns from a CSV file: one row per institution, one column per element."""
    parser = argparse.ArgumentParser(prog="etam import", description=main.__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    returns = commands.add_parser("returns", help="isian dari CSV")
    returns.add_argument("file", type=Path)
    returns.add_argument("--round", required=True, dest="round_code", help="kode putaran")
    returns.add_argument("--as", required=True, dest="email", help="surel petugas provinsi yang memasukkan")
    options = parser.parse_args(arguments)
    start_django()
    from etam.accounts.models import User
    from etam.exchange.bulk import ImportProblem, import_returns

    user = User.objects.filter(email__iexact=options.email, is_active=True).first()
    if user is None:
        print(f"etam: Tidak ada akun aktif dengan surel {options.email}.", file=sys.stderr)
        return 1
    try:
        report = import_returns(options.file, options.round_code, by=user)
    except ImportProblem as problem:
        print(f"etam: {problem}", file=sys.stderr)
        return 1
    print(report)
    return 0
