"""`etam workforce reseal`: seal personal data of holders again with the first key."""

import argparse
import sys
from collections.abc import Sequence

from etam.config.cli import start_django


def main(arguments: Sequence[str]) -> int:
    """Seal everything again with the first of ETAM_SEAL_KEYS, all or nothing; status 1 when something does not open."""
    options = _parser().parse_args(arguments)
    start_django()
    from etam.web.formats import number
    from etam.workforce.actions.personal_data import reseal_all
    from etam.workforce.sealing import SealLost

    try:
        done = reseal_all(dry_run=options.dry_run)
    except SealLost as lost:
        print(f"Tidak ada yang diubah. {lost}", file=sys.stderr)
        return 1
    verb = "akan disegel" if options.dry_run else "disegel"
    print(
        f"{number(done.holders)} pemangku dan {number(done.corrections)} permintaan {verb} ulang dengan kunci pertama."
    )
    if not options.dry_run:
        print("Tidak ada yang tersisa pada kunci lama: kunci itu boleh dikeluarkan dari ETAM_SEAL_KEYS.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam workforce", description=main.__doc__)
    parser.add_argument("what", choices=["reseal"], help="segel ulang dengan kunci pertama")
    parser.add_argument("--dry-run", action="store_true", help="hitung saja, jangan ubah")
    return parser
