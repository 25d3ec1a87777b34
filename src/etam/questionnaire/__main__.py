"""`etam instrument score | list | office`: instruments and schemes without any database."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from etam.content.files import ContentError
from etam.questionnaire.answers_file import AnswersFault, read_answers
from etam.questionnaire.context import Context
from etam.questionnaire.editions import UnknownEdition, find_instrument, find_scheme
from etam.questionnaire.load import instrument_folders, load_instrument
from etam.questionnaire.numbers import format_number, read_number
from etam.questionnaire.report import report, report_text
from etam.questionnaire.scheme import Range, load_scheme, office_value

OK, REFUSED = 0, 2


def main(argv: Sequence[str] | None = None) -> int:
    """`instrument score`, `list` and `office`. 0 done, 2 the input cannot be used (said on stderr, stdout empty)."""
    arguments = _parser().parse_args(argv)
    try:
        print({"score": _score, "list": _list, "office": _office}[arguments.task](arguments))
    except AnswersFault as fault:
        return _refuse(fault.sentences)
    except (UnknownEdition, ContentError, ValueError) as error:
        return _refuse([str(error)])
    except BrokenPipeError:
        # Whoever reads the output has seen enough (`| head`). Python must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OK


def _score(arguments: argparse.Namespace) -> str:
    instrument = load_instrument(find_instrument(arguments.instrument))
    if instrument.scoring is None:
        raise UnknownEdition(
            f"Instrumen {instrument.code}@{instrument.version} tidak mempunyai penilaian. "
            "Lihat yang mempunyainya: etam instrument list."
        )
    answers = read_answers(instrument, arguments.answers)
    context = Context(arguments.kind, arguments.subtype, arguments.region)
    if arguments.json:
        return json.dumps(report(instrument, answers, context), ensure_ascii=False, indent=2)
    return report_text(instrument, answers, context)


def _list(arguments: argparse.Namespace) -> str:
    instruments = [load_instrument(folder) for folder in instrument_folders()]
    names = [f"{instrument.code}@{instrument.version}" for instrument in instruments]
    width = max(map(len, names), default=0)
    return "\n".join(
        f"{name:<{width}}  {'dinilai' if instrument.scoring else '–':<7}  {instrument.title.id}"
        for name, instrument in zip(names, instruments, strict=True)
    )


def _office(arguments: argparse.Namespace) -> str:
    scheme = load_scheme(find_scheme(arguments.scheme))
    units = {
        "unit_pengolah": [_percent(text) for text in arguments.unit_pengolah],
        "unit_kearsipan": [_percent(text) for text in arguments.unit_kearsipan],
    }
    value = office_value(scheme, units)
    grade = scheme.grade_of(value)
    ends = [format_number(end, scheme.shown_decimals) for end in (value.low, value.high)]
    shown = ends[0] if value.is_certain else " sampai ".join(ends)
    lines = [f"{scheme.title.id} ({scheme.code}@{scheme.version})", f"Nilai perangkat daerah: {shown}"]
    lines.append(f"Kategori: {grade.code} ({grade.label.id})" if grade else "Kategori: belum dapat ditentukan.")
    if scheme.units_origin and any(len(ranges) > 1 for ranges in units.values()):
        lines.append(f"Catatan: {scheme.units_origin.source}.")
    return "\n".join(lines)


def _percent(text: str) -> Range:
    readings = [value for value in read_number(text).readings if 0 <= value <= 100]
    if len(readings) != 1:
        raise ValueError(f"“{text}” bukan nilai 0 sampai 100. Tulis seperti 63,1 atau 63.1.")
    return Range(readings[0], readings[0])


def _refuse(sentences: Sequence[str]) -> int:
    for sentence in sentences:
        print(f"etam: {sentence}", file=sys.stderr)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam instrument", description="Menilai jawaban tanpa basis data.")
    tasks = parser.add_subparsers(dest="task", required=True, metavar="score|list|office")
    score = tasks.add_parser("score", help="nilai sebuah berkas jawaban")
    score.add_argument("instrument", metavar="INSTRUMEN@EDISI", help="@2020.1, @2020 (terbaru tahun itu), atau tanpa @")
    score.add_argument("answers", metavar="JAWABAN.csv", type=Path, help="kolom element,value")
    score.add_argument("--json", action="store_true", help="tulis JSON, bukan tabel")
    score.add_argument("--kind", default="", help="jenis lembaga, bila ada pertanyaan yang bergantung padanya")
    score.add_argument("--subtype", default="", help="subjenis lembaga")
    score.add_argument("--region", default="", help="kode wilayah")
    tasks.add_parser("list", help="sebutkan semua instrumen dan edisinya")
    office = tasks.add_parser("office", help="nilai perangkat daerah dari nilai unitnya")
    office.add_argument("--scheme", metavar="SKEMA@EDISI", default="archive-supervision", help="skema pengawasan")
    for part in ("--unit-pengolah", "--unit-kearsipan"):
        office.add_argument(part, metavar="NILAI", action="append", default=[], help="boleh lebih dari sekali")
    return parser


if __name__ == "__main__":
    sys.exit(main())
