"""Writing down library money and ceilings: one or many at once, all or none, each with its place in the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.programmes.actions.ledger import CeilingEntry, Entry, Ledger, MoneyEntry
from etam.programmes.exceptions import ProgrammeProblem, WrongState
from etam.programmes.models import Ceiling, LibraryMoney
from etam.web.formats import rupiah

__all__ = ["CeilingEntry", "Entry", "Fault", "MoneyEntry", "faults", "record", "record_all"]


@dataclass(frozen=True)
class Fault:
    """Why one entry cannot be stored; `index` is its place among those that were given."""

    index: int
    problem: ProgrammeProblem


def faults(entries: Sequence[Entry]) -> list[Fault]:
    """Everything that keeps these entries from being stored together; nothing is written."""
    return _checked(entries, Ledger.of(entries))


def record(entry: Entry, *, by: User, at: datetime | None = None, is_sample: bool = False) -> Any:
    """Write one line of money or one ceiling, new or corrected; see `record_all`."""
    return record_all([entry], by=by, at=at, is_sample=is_sample)[0]


@transaction.atomic
def record_all(
    entries: Sequence[Entry], *, by: User, at: datetime | None = None, is_sample: bool = False
) -> list[LibraryMoney | Ceiling]:
    """Write many lines and ceilings, all or none; what stands there already as given is left alone.

    Raises BadInput for what cannot be, Doubtful for what looks like thousands and has no reason, WrongState where
    somebody else wrote meanwhile.
    """
    ledger = Ledger.of(entries, lock=True)
    found = _checked(entries, ledger)
    if found:
        raise found[0].problem
    at = at or timezone.now()
    written = []
    for entry in entries:
        row = ledger.row(entry)
        if entry.is_said_by(row):
            written.append(row)
            continue
        written.append(_write(entry, row, {"by": by, "at": at, "is_sample": is_sample}))
    return written


def _checked(entries: Sequence[Entry], ledger: Ledger) -> list[Fault]:
    """First each entry by itself, then the sums that they lead to together."""
    found = []
    for index, entry in enumerate(entries):
        try:
            ledger.take(entry)
        except ProgrammeProblem as problem:
            found.append(Fault(index, problem))
    wrong = {one.index for one in found}
    for index, entry in enumerate(entries):
        if index not in wrong:
            try:
                ledger.check_sum(entry)
            except ProgrammeProblem as problem:
                found.append(Fault(index, problem))
    return sorted(found, key=lambda one: one.index)


def _write(entry: Entry, row: Any, stamp: dict[str, Any]) -> Any:
    before = entry.values_of(row) if row else None
    if row is None:
        row = entry.new_row(**stamp)
    else:
        row.version += 1
        row.by, row.at = stamp["by"], stamp["at"]
    for name, value in entry.values.items():
        setattr(row, name, value)
    row.source = entry.source.strip() or row.source
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise WrongState("Baris ini baru saja dicatat orang lain. Muat ulang halaman, lalu periksa.") from error
    _journal(entry, row, before, stamp["by"])
    return row


def _journal(entry: Entry, row: Any, before: dict[str, Any] | None, by: User) -> None:
    what = "ceiling" if isinstance(entry, CeilingEntry) else "money"
    done, verb = ("recorded", "Mencatat") if before is None else ("corrected", "Membetulkan")
    amounts = ", ".join(_said(name, value) for name, value in entry.values.items())
    summary = f"{verb} {row}: {amounts}."
    journal.record(
        f"{what}_{done}",
        row,
        by=by,
        summary=summary[:500],
        before=before,
        after=entry.values,
        reason=entry.reason.strip(),
        source=row.source,
    )


def _said(name: str, value: int | None) -> str:
    word = {"planned": "anggaran", "spent": "realisasi", "amount": "pagu"}[name]
    return f"{word} {'belum diketahui' if value is None else rupiah(value)}"
