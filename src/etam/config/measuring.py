"""`etam measures`: keep what the measures of the recommendations say today, to compare later days with it."""

import argparse
from collections.abc import Sequence
from datetime import date

from etam.config.cli import start_django


def main(arguments: Sequence[str]) -> int:
    """Keep today's figures; running it again changes nothing but what changed. Meant for once a day.

    The day of adoption is kept along with today, as far as the records tell what was so then: it is what the board
    compares with. Of any past day only measures are kept whose records carry their days. Libraries whose last day has
    come are let go by their villages and schools first.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    start_django()
    from django.utils.timezone import localdate

    from etam.institutions.actions.body_links import let_go_ended
    from etam.meetings.actions import record_readings
    from etam.publishing import board, reference
    from etam.web.formats import day, number

    today = localdate()
    if options.date and options.date > today:
        parser.error(f"{day(options.date)} belum tiba; angkanya belum ada. Pilih hari ini atau sebelumnya.")
    if count := let_go_ended():
        print(f"{number(count)} perpustakaan berakhir; tautannya dengan desa atau sekolah dilepas.")
    for one in [options.date] if options.date else [reference.recommendations().adopted_on, today]:
        values = board.numbers(one, is_past=one < today)
        fresh = record_readings(values, on=one)
        print(f"{day(one)}: {number(len(values))} ukuran, {number(len(fresh))} baru atau berubah.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam measures", description=main.__doc__)
    parser.add_argument("what", choices=["record"], help="catat angka ukuran rekomendasi")
    parser.add_argument(
        "--date", type=date.fromisoformat, help="hari yang dicatat, misalnya 2024-12-31; hari ini bila kosong"
    )
    return parser
