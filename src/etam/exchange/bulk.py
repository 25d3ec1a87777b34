"""Many returns from one CSV file: a row per institution, a column per question.

    institution;print_titles;print_items;...
    L-0001;1048;1174;...

Comma or semicolon, with or without byte order mark, numbers in either tradition. An empty cell says nothing.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.exchange import access
from etam.exchange.exceptions import ExchangeError
from etam.exchange.queries import KEY_COLUMN as KEY
from etam.exchange.queries import registry_fixed
from etam.exchange.reading import problem_of
from etam.questionnaire import Answer, Instrument, Question
from etam.questionnaire.answers import read_answer
from etam.submissions import actions, editions
from etam.submissions.exceptions import SubmissionProblem
from etam.submissions.models import Revision, Round
from etam.web.formats import number

# Columns that our own exports add for people; the import passes over them.
PASSED_OVER = {"keterangan"}
# How many problems a person is shown; the rest is counted.
SHOWN_PROBLEMS = 200
# A batch is one transaction; the next begins where it ended, so that memory stays the same for any file.
BATCH_ROWS = 5_000


class ImportProblem(ExchangeError):
    """The file was not imported; the message says why, by line and column."""


@dataclass(frozen=True)
class ImportReport:
    """What became of a file. `problems` are sentences with line and column; their rows were not stored."""

    saved: int
    unchanged: int
    answers: int
    problems: tuple[str, ...]

    def __str__(self) -> str:
        lines = [
            f"{number(self.saved)} isian disimpan ({number(self.answers)} jawaban), "
            f"{number(self.unchanged)} tidak berubah, {number(len(self.problems))} masalah."
        ]
        return "\n".join([*lines, *islice(self.problems, SHOWN_PROBLEMS)])


@dataclass(frozen=True)
class _Row:
    line: int
    institution: str
    answers: Mapping[str, Answer]
    problems: tuple[str, ...]


def import_returns(
    path: Path, round_code: str, *, by: User, all_or_nothing: bool = False, at: datetime | None = None
) -> ImportReport:
    """Import the returns of a round from the CSV file at `path`; see `import_csv`.

    Raises ImportProblem.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportProblem(f"{path} tidak dapat dibaca: {error.strerror}.") from error
    round_ = Round.objects.filter(code=round_code).first()
    if round_ is None:
        known = ", ".join(Round.objects.values_list("code", flat=True)[:10])
        raise ImportProblem(f"Tidak ada putaran dengan kode {round_code}. Yang ada: {known or 'belum ada'}.")
    return import_csv(data, round_, by=by, file_name=path.name, all_or_nothing=all_or_nothing, at=at)


def import_csv(
    data: bytes, round_: Round, *, by: User, file_name: str, all_or_nothing: bool = False, at: datetime | None = None
) -> ImportReport:
    """Import returns as revisions, with all checks, through the same action as every other save.

    A row with a problem is not stored; the others are, unless `all_or_nothing`. Raises ImportProblem when the file
    cannot be read at all, or when it has problems and `all_or_nothing` is asked, or when `by` is no officer.
    """
    if not access.is_officer(by):
        raise ImportProblem("Isian banyak lembaga sekaligus hanya untuk petugas provinsi.")
    edition = editions.of_round(round_)
    lines, columns = _open(data, edition)
    rows = list(_without_twins([_read(line, cells, columns) for line, cells in lines if any(cells)]))
    problems = [problem for row in rows for problem in row.problems]
    if all_or_nothing and problems:
        raise ImportProblem(_nothing_stored(problems))
    good = [row for row in rows if not row.problems]
    digest, at = hashlib.sha256(data).hexdigest(), at or timezone.now()
    with transaction.atomic():
        report = _save(round_, good, by=by, file_name=file_name, digest=digest, at=at)
        places = {row.institution: row.line for row in good}
        problems += [f"Baris {places[code]} ({code}): {why}" for code, why in report.refused.items()]
        if all_or_nothing and problems:
            raise ImportProblem(_nothing_stored(problems))
    stored = set(report.saved)
    answers = sum(len(row.answers) for row in good if row.institution in stored)
    return ImportReport(len(report.saved), len(report.unchanged), answers, tuple(problems))


def _save(
    round_: Round, rows: Sequence[_Row], *, by: User, file_name: str, digest: str, at: datetime
) -> actions.BulkSaved:
    total = actions.BulkSaved()
    for start in range(0, len(rows), BATCH_ROWS):
        batch = {row.institution: row.answers for row in rows[start : start + BATCH_ROWS]}
        fixed = registry_fixed(round_, batch)
        try:
            report = actions.save_many(
                round_,
                answers={code: {**answers, **fixed.get(code, {})} for code, answers in batch.items()},
                by=by,
                channel=Revision.Channel.CSV,
                file_name=file_name,
                file_sha256=digest,
                at=at,
            )
        except SubmissionProblem as problem:
            raise ImportProblem(str(problem)) from problem
        total.saved += report.saved
        total.unchanged += report.unchanged
        total.refused |= report.refused
    return total


def _open(data: bytes, edition: Instrument) -> tuple[Iterator[tuple[int, list[str]]], list[Question | None]]:
    """Every line after the header with its number, and the question of every column (None where there is none)."""
    if not data.strip():
        raise ImportProblem("Berkas CSV ini kosong. Baris pertama memuat nama kolom: institution dan kode pertanyaan.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportProblem(
            f"Berkas ini bukan UTF-8 (bita ke-{error.start + 1}). "
            "Di Excel pilih Simpan Sebagai > CSV UTF-8, lalu impor lagi."
        ) from error
    if "\x00" in text:
        raise ImportProblem(
            "Berkas ini bukan teks CSV: ada karakter NUL di dalamnya. Simpan lembar kerja sebagai CSV UTF-8."
        )
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") >= first.count(",") else ",")
    names = [name.strip() for name in next(reader)]
    _refuse_header(names, edition)
    return ((reader.line_num, cells) for cells in reader), [edition.by_element.get(name) for name in names]


def _refuse_header(names: list[str], edition: Instrument) -> None:
    known = {KEY, *PASSED_OVER, *edition.by_element}
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    unknown = [name for name in names if name not in known]
    if names[0] != KEY:
        raise ImportProblem(f"Kolom pertama harus “{KEY}” (kode lembaga); tertulis “{names[0][:40]}”.")
    if twice:
        raise ImportProblem(f"Kolom ini ada dua kali: {', '.join(twice)}. Sisakan satu.")
    if unknown:
        raise ImportProblem(
            f"Kolom ini tidak ditanyakan pada putaran ini: {', '.join(unknown)}. Hapus atau betulkan namanya."
        )


def _read(line: int, cells: list[str], columns: list[Question | None]) -> _Row:
    institution = cells[0].strip()
    problems = []
    if not institution:
        problems.append(f"Baris {line}: kode lembaga kosong. Isi kolom {KEY}.")
    if len(cells) != len(columns):
        problems.append(
            f"Baris {line}: ada {len(cells)} kolom, seharusnya {len(columns)}. Periksa tanda pemisah dan tanda kutip."
        )
        return _Row(line, institution, {}, tuple(problems))
    answers: dict[str, Answer] = {}
    for question, text in zip(columns[1:], cells[1:], strict=True):
        if not text or question is None:
            continue
        # Most cells are plain digits; reading them at once makes a large file several times faster.
        if question.type in ("count", "money") and text.isascii() and text.isdigit() and len(text) <= 12:
            answers[question.element] = int(text)
            continue
        reading = read_answer(question, text)
        if reading.problem:
            problems.append(f"Baris {line}, kolom {question.element} ({question.short.id}): {problem_of(reading)}")
        elif reading.answer is not None:
            answers[question.element] = reading.answer
    return _Row(line, institution, answers, tuple(problems))


def _without_twins(rows: list[_Row]) -> Iterator[_Row]:
    """The rows; those that name an institution a second time carry a problem, for which one holds cannot be told."""
    lines: dict[str, list[int]] = {}
    for row in rows:
        lines.setdefault(row.institution, []).append(row.line)
    for row in rows:
        same = lines[row.institution]
        if row.institution and len(same) > 1:
            where = ", ".join(map(str, same))
            twin = f"Baris {row.line}: lembaga {row.institution} ada di baris {where}. Sisakan satu."
            row = _Row(row.line, row.institution, row.answers, (twin, *row.problems))
        yield row


def _nothing_stored(problems: Sequence[str]) -> str:
    shown = "\n".join(problems[:SHOWN_PROBLEMS])
    more = f"\n… dan {number(len(problems) - SHOWN_PROBLEMS)} lagi." if len(problems) > SHOWN_PROBLEMS else ""
    return f"Tidak ada yang disimpan: {number(len(problems))} masalah.\n{shown}{more}"
