"""A whole year of an office from a list: tried row by row, stored all together or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.institutions.models import Institution
from etam.programmes.actions.activities import Indicator, Plan, record
from etam.programmes.activity_list import Line, grouped
from etam.programmes.exceptions import BadInput, ProgrammeProblem
from etam.programmes.models import BudgetCode, CodeVersion, SubActivity
from etam.programmes.models.money import Fund
from etam.programmes.queries.offices import level_of
from etam.programmes.reading import read_number, read_place, read_rupiah
from etam.web.csv_list import RowFault

T = TypeVar("T")
FUNDS = {plain_name(word): code for code, label in Fund.choices for word in (code, label)}


@dataclass(frozen=True)
class Outcome:
    """What storing a list would do, or did: how many sub-activities and rupiah, what is wrong, what was there."""

    count: int
    budget: int
    faults: tuple[RowFault, ...]
    skipped: tuple[str, ...]

    @property
    def can_store(self) -> bool:
        return bool(self.count) and not self.faults


def import_list(
    office: Institution,
    *,
    year: int,
    version: CodeVersion,
    lines: Sequence[Line],
    by: User,
    store: bool,
    at: datetime | None = None,
) -> Outcome:
    """Record every sub-activity of a list; without `store`, or with a fault in any row, nothing stays.

    What the year holds already is passed over. An unlikely budget is a fault unless its row has a note.
    """
    there = set(
        SubActivity.objects.filter(office=office, year=year, withdrawn_at=None).values_list(
            "budget_code__code", flat=True
        )
    )
    faults: list[RowFault] = []
    skipped: list[str] = []
    count = budget = 0
    with transaction.atomic():
        for code, rows in grouped(lines).items():
            if code in there:
                skipped.append(f"Baris {rows[0].line}: {code} sudah tercatat pada {year}; tidak diubah.")
                continue
            try:
                with transaction.atomic():
                    plan = _plan(office, rows)
                    row = _code(version, office, code, rows[0].line)
                    record(office, year=year, code=row, plan=plan, by=by, confirmed=bool(plan.note), at=at)
            except _InLine as problem:
                faults.append(problem.fault)
            except ProgrammeProblem as problem:
                faults.append(RowFault(rows[0].line, "", str(problem)))
            else:
                count, budget = count + 1, budget + plan.budget
        if faults or not store:
            transaction.set_rollback(True)
    return Outcome(count, budget, tuple(faults), tuple(skipped))


class _InLine(Exception):
    def __init__(self, line: int, column: str, sentence: str):
        super().__init__(sentence)
        self.fault = RowFault(line, column, sentence)


def _code(version: CodeVersion, office: Institution, code: str, line: int) -> BudgetCode:
    rows = list(version.codes.filter(code=code))
    found = next((one for one in rows if one.level == level_of(office)), None) or (rows[0] if rows else None)
    if found is None:
        other = BudgetCode.objects.filter(code=code).select_related("version").first()
        hint = f" Kode itu ada pada {other.version}; pilih daftar itu." if other else ""
        raise _InLine(line, "kode", f"{code} tidak ada pada {version}.{hint}")
    return found


def _plan(office: Institution, rows: Sequence[Line]) -> Plan:
    money: dict[str, int] = {}
    indicators, places = [], {}
    for one in rows:
        if one.budget:
            fund = _fund(one)
            if fund in money:
                raise _InLine(one.line, "sumber dana", f"{Fund(fund).label} sudah ditulis pada baris lain kode ini.")
            money[fund] = _read(one, "anggaran", read_rupiah, one.budget)
        if one.indicator or one.target:
            target = _read(one, "target", read_number, one.target)
            indicators.append(
                Indicator(_whole(one, "indikator", one.indicator, 300), _whole(one, "satuan", one.unit, 60), target)
            )
        if one.place:
            place = _read(one, "lokasi", lambda written: read_place(written, office), one.place)
            places[place.code] = place
    note = _whole(rows[0], "keterangan", " ".join(one.note for one in rows if one.note), 300)
    return Plan(note, indicators, money, list(places.values()))


def _whole(one: Line, column: str, written: str, most: int) -> str:
    """The text as it is: what is too long is said, never cut."""
    if len(written) > most:
        raise _InLine(one.line, column, f"Lebih dari {most} huruf. Persingkat.")
    return written


def _fund(one: Line) -> str:
    if not one.fund:
        return Fund.APBD.value
    found = FUNDS.get(plain_name(one.fund))
    if found is None:
        raise _InLine(one.line, "sumber dana", f"“{one.fund}” tidak dikenal. Yang ada: {', '.join(Fund.labels)}.")
    return found


def _read(one: Line, column: str, reader: Callable[[str], T], written: str) -> T:
    try:
        return reader(written)
    except BadInput as problem:
        raise _InLine(one.line, column, str(problem)) from problem
