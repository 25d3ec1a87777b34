"""From a file about money to entries: what would be written, what stands there already, what is wrong, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from etam.accounts.models import User
from etam.institutions.models import ParentBody
from etam.programmes.actions.ledger import CeilingEntry, Entry, Ledger, MoneyEntry
from etam.programmes.actions.money import faults, record_all
from etam.programmes.exceptions import BadInput, WrongState
from etam.programmes.money_file import Row, read_rows
from etam.web.csv_list import RowFault
from etam.web.formats import number

COLUMN_OF = {
    "planned": "anggaran", "spent": "realisasi", "amount": "anggaran", "year": "tahun", "fund": "sumber_dana",
    "purpose": "untuk", "kind": "sumber_dana",
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What storing a file would do. `same` counts rows that stand there already as written."""

    new: tuple[Entry, ...]
    faults: tuple[RowFault, ...]
    same: int

    @property
    def can_store(self) -> bool:
        return bool(self.new) and not self.faults

    @property
    def bodies(self) -> int:
        return len({one.subject.pk for one in self.new})


def plan(bodies: QuerySet[ParentBody], text: str) -> Plan:
    """What storing this file would do now to these villages and schools; others are as good as unknown.

    Raises ListingProblem when it cannot be read at all.
    """
    rows, wrong = read_rows(text)
    known = _bodies(bodies, rows)
    for one in rows:
        if one.code not in known:
            wrong.append(
                RowFault(one.line, "kode", f"Tidak ada desa atau sekolah dengan kode {one.code} dalam bagian Anda.")
            )
    good = [one for one in rows if one.code in known]
    entries = _entries(good, known)
    ledger = Ledger.of(entries)
    kept = [(one, entry) for one, entry in zip(good, entries, strict=True) if not entry.is_said_by(ledger.row(entry))]
    for fault in faults([entry for _, entry in kept]):
        row = kept[fault.index][0]
        wrong.append(RowFault(row.line, _column(fault.problem), _sentence(fault.problem)))
    new = tuple(entry for _, entry in kept)
    return Plan(new, tuple(sorted(wrong, key=lambda one: one.line)), len(good) - len(kept))


def store(found: Plan, *, by: User) -> int:
    """Write every new row of a plan, all or none; raises BadInput when the plan has faults."""
    if found.faults:
        raise BadInput(f"Tidak ada yang disimpan: {number(len(found.faults))} masalah.")
    return len(record_all(found.new, by=by))


def _bodies(bodies: QuerySet[ParentBody], rows: Sequence[Row]) -> dict[str, ParentBody]:
    codes = sorted({one.code for one in rows})
    found: dict[str, ParentBody] = {}
    for start in range(0, len(codes), 500):
        found |= {one.code: one for one in bodies.filter(code__in=codes[start : start + 500])}
    return found


def _entries(rows: Sequence[Row], known: dict[str, ParentBody]) -> list[Entry]:
    """One entry for each row; a row with a reason corrects what stands there."""
    first = [_entry(one, known[one.code], None) for one in rows]
    ledger = Ledger.of(first)
    versions = [
        row.version if one.reason and (row := ledger.row(entry)) else None
        for one, entry in zip(rows, first, strict=True)
    ]
    return [_entry(one, known[one.code], version) for one, version in zip(rows, versions, strict=True)]


def _entry(row: Row, body: ParentBody, version: int | None) -> Entry:
    told: dict[str, Any] = {"source": row.source, "reason": row.reason, "version": version}
    if row.ceiling:
        return CeilingEntry(body, row.year, row.ceiling, row.planned or 0, **told)
    return MoneyEntry(body, row.year, row.fund, row.purpose, row.planned, row.spent, **told)


def _column(problem: Exception) -> str:
    return COLUMN_OF.get(getattr(problem, "field", ""), "")


def _sentence(problem: Exception) -> str:
    if isinstance(problem, WrongState):
        return "Sudah tercatat dengan angka lain. Isi kolom alasan untuk membetulkannya."
    return str(problem).replace("Bila memang benar, tulis alasannya.", "Bila memang benar, isi kolom alasan.")
