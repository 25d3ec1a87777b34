"""`etam jdih write`: write the feed for the legal documentation network; meant to run every night."""

import argparse
from collections.abc import Mapping, Sequence

from etam.config.cli import start_django


def main(arguments: Sequence[str]) -> int:
    """Write the feed; the exit status is 1 when there was nothing that may be written."""
    options = _parser().parse_args(arguments)
    start_django()
    from etam.exchange.exceptions import EmptyFeed
    from etam.exchange.jdihn.writing import feed_path, write_feed

    try:
        written = write_feed(whole_register=options.all)
    except EmptyFeed as problem:
        print(f"etam: {problem}")
        _say(problem.left_out)
        return 1
    print(f"{written.rows} peraturan ditulis ke {feed_path()}.")
    _say(written.left_out)
    return 0


def _say(left_out: Mapping[str, int]) -> None:
    for reason, count in sorted(left_out.items()):
        print(f"Tidak ditulis: {count} peraturan, {reason}.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam jdih", description="Umpan jaringan dokumentasi dan informasi hukum.")
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write", help="tulis umpan dari daftar peraturan")
    write.add_argument("--all", action="store_true", help="seluruh daftar, bukan hanya produk hukum daerah ini")
    return parser
