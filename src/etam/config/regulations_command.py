"""`etam regulations list | rests-on`: what holds on a day and what rests on it, from content, without a database."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from itertools import groupby

from etam.content.bases import WORDS, Rest, resting_on
from etam.content.regulations import Register, latest_register
from etam.indexmath.numbers import WORDS as CONFIDENCE
from etam.regulations.force import Force, in_register
from etam.web.formats import day as written

FORCE: Mapping[str, str] = {
    Force.NOT_YET: "belum berlaku",
    Force.IN_FORCE: "berlaku",
    Force.ENDED: "tidak berlaku lagi",
    Force.UNCERTAIN: "tidak pasti",
}
UNSEEN = "(judul belum terlihat)"


def main(arguments: Sequence[str]) -> int:
    """Answer from the newest edition of the register; the exit status is 2 when a day or an id means nothing."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options, latest_register()))
    except ValueError as problem:
        print(f"etam: {problem}", file=sys.stderr)
        return 2


def list_regulations(options: argparse.Namespace, register: Register) -> int:
    """The whole register as it stands today, or what is in force on a day."""
    day = _day(options.in_force) if options.in_force else date.today()
    rows, doubtful = _chosen(_rows(register, day), options)
    if options.json:
        _print_json(rows)
    else:
        print(f"{len(rows)} peraturan, {_what(options, day)}, menurut edisi {register.version}.\n")
        _print_table([[row["id"], FORCE[row["force"]], _told(row)] for row in rows])
    if doubtful:
        print(f"{doubtful} peraturan lain tidak pasti; --with-uncertain menyertakannya.", file=sys.stderr)
    return 0


def rests_on(options: argparse.Namespace, register: Register) -> int:
    """What in the product rests on one regulation, the kinds one after another."""
    regulation = register.by_id.get(options.id)
    if regulation is None:
        raise ValueError(f"{options.id} tidak ada dalam daftar peraturan. {_nearest(options.id, register)}")
    found = resting_on(regulation.id)
    if options.json:
        _print_json([asdict(one) for one in found])
        return 0
    latest = [one for one in found if one.is_latest]
    name = f"{regulation.short} tentang {regulation.title or UNSEEN}"
    print(f"{len(latest)} hal bersandar pada {name}." if latest else f"Tidak ada yang kini bersandar pada {name}.")
    for kind, group in groupby(latest, key=lambda one: one.kind):
        rows = [_cells(one) for one in group]
        print(f"\n{WORDS[kind].capitalize()} ({len(rows)})")
        _print_table(rows)
    if len(found) > len(latest):
        print(f"\n{len(found) - len(latest)} lagi pada edisi yang sudah diganti; --json menyertakannya.")
    return 0


def _rows(register: Register, day: date) -> list[dict[str, str]]:
    standings = in_register(register, day)
    return [
        {
            "id": one.id,
            "short": one.short,
            "title": one.title,
            "force": standings[one.id].force.value,
            "reason": standings[one.id].reason,
            "confidence": one.confidence,
        }
        for one in register.regulations
    ]


def _chosen(rows: list[dict[str, str]], options: argparse.Namespace) -> tuple[list[dict[str, str]], int]:
    """The rows that were asked for, and how many were left out because nobody can tell."""
    if not options.in_force:
        return rows, 0
    doubtful = 0 if options.with_uncertain else sum(row["force"] == Force.UNCERTAIN for row in rows)
    wanted = (Force.IN_FORCE, Force.UNCERTAIN) if options.with_uncertain else (Force.IN_FORCE,)
    return [row for row in rows if row["force"] in wanted], doubtful


def _what(options: argparse.Namespace, day: date) -> str:
    if not options.in_force:
        return f"keadaan {written(day)}"
    return f"berlaku {'atau tidak pasti ' if options.with_uncertain else ''}pada {written(day)}"


def _told(row: Mapping[str, str]) -> str:
    title = row["title"] or UNSEEN
    return f"{title} [{row['reason']}]" if row["reason"] else title


def _cells(one: Rest) -> list[str]:
    edition = f"{one.code}@{one.version}" if one.version else one.code
    article = f"pasal {one.article}" if one.article else ""
    return [edition, one.item, article, one.label, CONFIDENCE.get(one.confidence, "")]


def _print_json(rows: Sequence[Mapping[str, object]]) -> None:
    print(json.dumps(rows, ensure_ascii=False, indent=1))


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width)
        print(f"  {'  '.join(cells)}".rstrip())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise ValueError(f'"{text}" bukan tanggal. Tulis tahun, bulan, dan hari seperti 2020-03-18.') from problem


def _nearest(wanted: str, register: Register) -> str:
    near = get_close_matches(wanted.upper().replace(" ", "-").replace("/", "-"), list(register.by_id))
    return f"Mungkin maksudnya {', '.join(near)}." if near else "Semua id: etam regulations list."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam regulations", description="Daftar peraturan, tanpa basis data.")
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list", help="peraturan dan keadaannya")
    listing.add_argument(
        "--in-force", metavar="TANGGAL", help="hanya yang berlaku pada tanggal ini, seperti 2020-03-18"
    )
    listing.add_argument("--with-uncertain", action="store_true", help="juga yang berlakunya tidak pasti")
    listing.set_defaults(run=list_regulations)
    resting = commands.add_parser("rests-on", help="apa yang bersandar pada sebuah peraturan")
    resting.add_argument("id", metavar="ID", help="seperti UU-43-2007")
    resting.set_defaults(run=rests_on)
    for one in (listing, resting):
        one.add_argument("--json", action="store_true", help="sebagai JSON")
    return parser
