"""`etam formation need`: the need of posts by workload (ABK) from a list of tasks, without a database."""

import argparse
import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from etam.content.bases import Basis
from etam.content.regulations import latest_register
from etam.content.workload import EffectiveTime, Workload, latest_workload
from etam.indexmath.numbers import WORDS as CONFIDENCE
from etam.questionnaire.numbers import format_number
from etam.web.csv_list import ListingProblem
from etam.workforce.need import Effectiveness, Need, Task, effectiveness, need, repeated
from etam.workforce.task_list import NotANumber, amount, read_tasks

OK, REFUSED = 0, 2
MINUTES_OF_A_YEAR = 366 * 24 * 60


class Refused(Exception):
    """Input that cannot be used; `sentences` says for each fault where it is and what to do."""

    def __init__(self, *sentences: str):
        self.sentences = sentences
        super().__init__("\n".join(sentences))


def main(arguments: Sequence[str]) -> int:
    """Compute the need. 0 done, 2 the input cannot be used (said on stderr, stdout empty)."""
    options = _parser().parse_args(arguments)
    workload = latest_workload()
    try:
        time = _effective_time(options.effective_minutes, workload)
        holders = _holders(options.holders)
        needed = need(_tasks(options.tasks), Fraction(time.minutes), workload.rounding)
    except Refused as problem:
        for sentence in problem.sentences:
            print(f"etam: {sentence}", file=sys.stderr)
        return REFUSED
    used = effectiveness(needed, holders, workload) if holders else None
    if options.json:
        print(json.dumps(_report(needed, used, time, workload), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(needed, used, time, workload)))
    return OK


def _tasks(path: Path) -> tuple[Task, ...]:
    try:
        read = read_tasks(path.read_bytes())
    except FileNotFoundError:
        raise Refused(f"{path}: berkas tidak ada. Periksa nama dan foldernya.") from None
    except IsADirectoryError:
        raise Refused(f"{path}: ini folder, bukan berkas. Sebutkan berkas CSV-nya.") from None
    except OSError as error:
        raise Refused(f"{path}: tidak dapat dibaca ({error.strerror}). Periksa hak aksesnya.") from None
    except ListingProblem as problem:
        raise Refused(f"{path.name}: {problem}") from problem
    if read.faults:
        raise Refused(*(f"{path.name}: {fault}" for fault in read.faults))
    return read.tasks


def _effective_time(text: str | None, workload: Workload) -> EffectiveTime:
    """The time that was asked for, with what content knows about it; a time of one's own rests on nothing."""
    if text is None:
        return workload.default_time
    try:
        minutes = amount(text)
    except NotANumber as problem:
        raise Refused(f"--effective-minutes: {problem}") from problem
    if minutes.denominator > 1 or minutes > MINUTES_OF_A_YEAR:
        raise Refused(
            f"--effective-minutes: tulis menit bulat, paling banyak {format_number(MINUTES_OF_A_YEAR)} (setahun penuh)."
        )
    known = (time for time in workload.effective_times.values() if time.minutes == minutes)
    label = {"id": "ditulis pada perintah", "en": "given on the command line"}
    own = EffectiveTime("own", label, int(minutes), (), "unverified", "Ditulis pada perintah")
    return next(known, own)


def _holders(text: str | None) -> int:
    """How many hold the post; 0 when that was not asked."""
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 7 and int(text)):
        raise Refused(f"--holders: “{text}” tidak mungkin. Tulis bilangan bulat mulai 1; jabatan kosong tidak ber-EJ.")
    return int(text)


def _report(needed: Need, used: Effectiveness | None, time: EffectiveTime, workload: Workload) -> dict[str, Any]:
    formula, rounding = workload.formulas["need"], needed.rounding
    return {
        "need": _plain(needed.exact),
        "need_rounded": needed.persons,
        "total_minutes": _plain(needed.total_minutes),
        "tasks": [
            {
                "line": task.line,
                "activity": task.activity,
                "volume": _plain(task.volume),
                "standard_minutes": _plain(task.standard_minutes),
                "minutes": _plain(task.minutes),
            }
            for task in needed.tasks
        ],
        "notes": _notes(needed),
        "effectiveness": _effectiveness(used, workload) if used else None,
        "parameters": {
            "effective_minutes": {
                "value": time.minutes,
                "code": time.code,
                "basis": [vars(basis) for basis in time.basis],
                "confidence": time.confidence,
                "source": time.source,
            },
            "rounding": {
                "rule": rounding.rule,
                "label": rounding.label["id"],
                "basis": [],
                "confidence": rounding.confidence,
                "source": rounding.source,
            },
            "formula": {"label": formula.label["id"], "confidence": formula.confidence, "source": formula.source},
        },
        "content": {"kind": "workload", "version": workload.version, "checksum": workload.checksum},
    }


def _effectiveness(used: Effectiveness, workload: Workload) -> dict[str, Any]:
    formula = workload.formulas["effectiveness"]
    return {
        "holders": used.holders,
        "ej": _plain(used.ratio),
        "ej_confidence": formula.confidence,
        "pej": used.grade.code,
        "pej_label": used.grade.label["id"],
        "pej_confidence": used.grade.confidence,
    }


def _lines(needed: Need, used: Effectiveness | None, time: EffectiveTime, workload: Workload) -> list[str]:
    rounding, formula = needed.rounding, workload.formulas["need"]
    rule = f"{rounding.rule}: {rounding.label['id']}; {CONFIDENCE[rounding.confidence]}"
    lines = [
        f"Kebutuhan: {needed.persons} orang, sebelum dibulatkan {_shown(needed.exact)}.",
        f"Pembulatan {rule}. {rounding.source}.",
        f"Beban kerja: {_shown(needed.total_minutes)} menit setahun.",
        f"Waktu kerja efektif: {_shown(Fraction(time.minutes))} menit setahun ({_resting(time)}).",
        f"Rumus: {formula.label['id']} ({CONFIDENCE[formula.confidence]}).",
    ]
    if used:
        known = CONFIDENCE[workload.formulas["effectiveness"].confidence]
        marks = f"rumus EJ: {known}; kelas: {CONFIDENCE[used.grade.confidence]}"
        grade = f"PEJ {used.grade.code}, {used.grade.label['id']}"
        lines.append(f"Dengan {used.holders} pemangku: EJ {_shown(used.ratio)}, {grade} ({marks}).")
    return [*lines, "", *_table(needed.tasks), *_notes(needed)]


def _table(tasks: Sequence[Task]) -> list[str]:
    rows = [["Kegiatan", "Volume", "Waktu standar", "Menit setahun"]]
    rows += [[task.activity, *map(_shown, (task.volume, task.standard_minutes, task.minutes))] for task in tasks]
    name, *widths = (max(map(len, column)) for column in zip(*rows, strict=True))
    return [
        f"  {row[0]:<{name}}  " + "  ".join(f"{cell:>{width}}" for cell, width in zip(row[1:], widths, strict=True))
        for row in rows
    ]


def _notes(needed: Need) -> list[str]:
    return [
        f"Catatan: “{activity}” ada pada baris {_and([str(task.line) for task in same])}; semuanya dihitung."
        for activity, same in repeated(needed.tasks).items()
    ]


def _and(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} dan {words[-1]}"


def _resting(time: EffectiveTime) -> str:
    register = latest_register()
    rules = [_cited(basis, register.by_id[basis.regulation].short) for basis in time.basis]
    return ", ".join([*(rules or ["tanpa dasar yang diketahui"]), CONFIDENCE[time.confidence]])


def _cited(basis: Basis, short: str) -> str:
    return f"{short} Pasal {basis.article}" if basis.article else short


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _shown(value: Fraction) -> str:
    return format_number(float(value))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="etam formation", description="Formasi jabatan, tanpa basis data.")
    commands = parser.add_subparsers(dest="command", required=True)
    needing = commands.add_parser("need", help="kebutuhan jabatan menurut beban kerja (ABK)")
    needing.add_argument(
        "tasks",
        type=Path,
        metavar="TASKS.csv",
        help="activity,volume,standard_minutes atau kegiatan;volume;waktu_standar",
    )
    needing.add_argument("--effective-minutes", metavar="N", help="waktu kerja efektif setahun, dalam menit")
    needing.add_argument("--holders", metavar="N", help="jumlah pemangku sekarang: juga EJ dan kelas PEJ")
    needing.add_argument("--json", action="store_true", help="sebagai JSON")
    return parser
