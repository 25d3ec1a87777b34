"""`etam index run | check` and `etam release verify`: index mathematics without any database."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from etam.content.files import ContentError
from etam.indexmath import bundle
from etam.indexmath.errors import IndexMathError
from etam.indexmath.method import find_method, load_method
from etam.indexmath.numbers import number
from etam.indexmath.reading import read_data
from etam.indexmath.readme import STATUSES
from etam.indexmath.result import IndexResult
from etam.indexmath.verify import verify, verify_url

OK, DIFFERENT, REFUSED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """`index run` and `index check`. 0 done, 1 the method has faults, 2 the input cannot be used."""
    arguments = _index_parser().parse_args(argv)
    try:
        return _run(arguments) if arguments.task == "run" else _check(arguments)
    except (IndexMathError, ContentError) as error:
        return _refuse(error)
    except BrokenPipeError:
        # Whoever reads the output has seen enough (`| head`); the folder is written. Python must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        return _refuse(f"{error.filename}: tidak dapat ditulis ({error.strerror}). Periksa foldernya.")


def release(argv: Sequence[str] | None = None) -> int:
    """`release verify`. 0 the same, 1 something differs, 2 it cannot be read."""
    arguments = _release_parser().parse_args(argv)
    place = arguments.place
    try:
        found = verify_url(place) if "://" in place else verify(Path(place))
    except (IndexMathError, ContentError) as error:
        return _refuse(error)
    for difference in found:
        print(difference)
    if found:
        print(f"Berbeda: {len(found)} berkas.")
        return DIFFERENT
    print("Sama: setiap berkas cocok dengan manifesnya, dan hitungan ulang memberi bita yang sama.")
    return OK


def _run(arguments: argparse.Namespace) -> int:
    method = load_method(find_method(arguments.method))
    read = read_data(method, arguments.data)
    calculation = bundle.calculate(method, read.data, arguments.draws, arguments.seed)
    bundle.write(arguments.out, calculation, bundle.ReleaseInfo(source=f"{arguments.data.name} sha256:{read.sha256}"))
    _tell(calculation.result, arguments.out)
    return OK


def _check(arguments: argparse.Namespace) -> int:
    path = find_method(arguments.method)
    try:
        method = load_method(path)
    except ContentError as error:
        print(error)
        print(f"{len(error.faults)} kesalahan.")
        return DIFFERENT
    print(f"{method.name}: dapat dihitung. {len(method.indicators)} indikator dari {len(method.elements)} elemen.")
    print("Kolom DATA: unit," + (" area," if method.unit == "library" else ""), end=" ")
    print(", ".join(element.code for element in method.elements))
    return OK


def _tell(result: IndexResult, folder: Path) -> None:
    print(f"{result.method.title['id']}, {result.method.name} ({STATUSES[result.method.status]})")
    for unit in result.ranking:
        if unit.rank is None or unit.score is None:
            print(f"   –  {unit.unit}: {unit.reason}")
            continue
        span = f", selang {unit.rank_low}–{unit.rank_high}" if unit.rank_low is not None else ""
        category = f" {unit.category.label['id']}" if unit.category else ""
        print(f"{unit.rank:4g}  {unit.unit}: {number(unit.score)}{category}{span}")
    for note in result.notes:
        print(f"      {note.text}")
    print(f"Tertulis di {folder}")


def _refuse(error: Exception | str) -> int:
    print(error, file=sys.stderr)
    return REFUSED


def _index_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam index", description="Menghitung indeks tanpa basis data.")
    tasks = parser.add_subparsers(dest="task", required=True, metavar="run|check")
    run = tasks.add_parser("run", help="hitung indeks dari sebuah tabel")
    run.add_argument("method", metavar="METODE", help="folder, berkas, kode, atau kode/versi")
    run.add_argument("data", metavar="DATA.csv", type=Path, help="kolom unit, lalu satu kolom per elemen")
    run.add_argument("--out", metavar="FOLDER", type=Path, required=True, help="folder hasil, belum ada atau kosong")
    run.add_argument("--draws", metavar="N", type=_count, help="hitung ulang untuk selang peringkat (0: tanpa selang)")
    run.add_argument("--seed", metavar="S", type=_count, help="benih acak")
    check = tasks.add_parser("check", help="sebutkan kesalahan sebuah berkas metode")
    check.add_argument("method", metavar="METODE", help="folder, berkas, kode, atau kode/versi")
    return parser


def _release_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam release", description="Memeriksa rilis.")
    tasks = parser.add_subparsers(dest="task", required=True, metavar="verify")
    check = tasks.add_parser("verify", help="hitung ulang sebuah rilis dan bandingkan setiap bita")
    check.add_argument("place", metavar="FOLDER|URL", help="folder rilis atau alamat http(s)")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f'"{text}" bukan bilangan bulat 0 sampai 999.999.999')
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
