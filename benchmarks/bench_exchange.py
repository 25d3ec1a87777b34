"""How long a kab/kota workbook and a large CSV take, in a database of their own."""

import csv
import io
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from scratch import database

WORKBOOK_INSTITUTIONS = 500
CSV_RETURNS = 23_000


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty SQLite file."""
    with database():
        return [*_workbook(), *_csv()]


def _workbook() -> list[tuple[str, str, str]]:
    from dataclasses import replace

    from etam.exchange import access, actions
    from etam.exchange.queries import template_task
    from etam.exchange.template import write_table

    officer, round_ = _round("workbook", WORKBOOK_INSTITUTIONS)
    rows = list(access.submissions_to_exchange(officer, round_))
    task = template_task(round_, rows, place="Paser", generated_on=date(2026, 2, 17))
    filled = replace(task, rows=tuple(replace(row, answers=_answers(row.code)) for row in task.rows))
    writing, data = _timed(lambda: write_table(filled))
    reading, upload = _timed(lambda: actions.receive(data=data, file_name="a.xlsx", round_=round_, by=officer))
    storing, _ = _timed(lambda: actions.confirm(upload, by=officer))
    what = f"{WORKBOOK_INSTITUTIONS} lembaga × 43 kolom"
    return [
        (f"Templat {what} ditulis", f"{writing:.2f} s, {len(data) / 1e6:.1f} MB", "–"),
        (f"Unggahan {what} dibaca, diperiksa, dipratinjau", f"{reading:.2f} s", "< 3 s"),
        (f"Unggahan {what} disimpan", f"{storing:.2f} s", "–"),
    ]


def _csv() -> list[tuple[str, str, str]]:
    from etam.exchange.bulk import import_csv

    officer, round_ = _round("csv", CSV_RETURNS)
    data = _file(round_)
    seconds, report = _timed(lambda: import_csv(data, round_, by=officer, file_name="a.csv"))
    rate = report.answers / seconds * 60
    return [(f"CSV {report.answers:,} jawaban ke SQLite, diperiksa", f"{rate / 1e6:.2f} juta/menit", "≥ 1 juta/menit")]


def _round(code: str, count: int) -> tuple[Any, Any]:
    from etam.accounts.models import User
    from etam.institutions.models import Institution, Membership, Region
    from etam.submissions import actions, editions

    province, _ = Region.objects.get_or_create(code="64", defaults={"level": 1, "type": "provinsi", "name": "Kaltim"})
    regency, _ = Region.objects.get_or_create(
        code="64.01", defaults={"level": 2, "type": "kabupaten", "name": "Kabupaten Paser", "parent": province}
    )
    officer = User.objects.create_user(f"{code}@example.id", name="Rina")
    Membership.objects.create(user=officer, role="officer", region=province, valid_from=date(2020, 1, 1))
    made = Institution.objects.bulk_create(
        Institution(
            code=f"{code}-{index:05}",
            name=f"Perpustakaan {index}",
            kind="school" if index % 2 else "public",
            subtype="sd_mi" if index % 2 else "village",
            regency=regency,
            region=regency,
        )
        for index in range(count)
    )
    today = date.today()
    round_ = actions.open_round(
        code=code,
        title=f"Putaran {code}",
        instrument=editions.instrument("library-return", "2026.1"),
        period=today.year - 1,
        opens_on=today,
        due_on=today,
        closes_on=today,
        by=None,
        institutions=made,
    )
    return officer, round_


def _answers(code: str) -> dict[str, Any]:
    from etam.submissions import editions

    edition = editions.instrument("library-return", "2026.1")
    size = 100 + int(code[-5:]) % 900
    return {one.element: size for one in edition.questions if one.is_number}


def _file(round_: Any) -> bytes:
    from etam.submissions import editions

    elements = [one.element for one in editions.of_round(round_).questions]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["institution", *elements])
    for code in round_.submissions.values_list("institution__code", flat=True):
        known = _answers(code)
        writer.writerow([code, *(known.get(element, "tidak ada data") for element in elements)])
    return text.getvalue().encode()


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result
