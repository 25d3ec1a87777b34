"""What may be written about money: each entry held to last year, to the ceilings and to what was written meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from etam.institutions.models import Institution, ParentBody
from etam.programmes.amounts import meant
from etam.programmes.exceptions import BadInput, Doubtful, WrongState
from etam.programmes.models import Ceiling, LibraryMoney
from etam.programmes.models.money import Fund
from etam.programmes.rules import MEASURES, OPERATING_RULE
from etam.web.formats import rupiah

FIRST_YEAR = 2010
YEARS_AHEAD = 2
Kind, Purpose = Ceiling.Kind, LibraryMoney.Purpose
CEILING_OF_FUND = {Fund.BOSP: Kind.BOSP_REGULAR, Fund.DANA_DESA: Kind.DANA_DESA}
CEILINGS_OF_BODY = {
    ParentBody.Kind.SCHOOL: (Kind.OPERATING, Kind.BOSP_REGULAR),
    ParentBody.Kind.VILLAGE: (Kind.DANA_DESA,),
}
NOT_OF_BODY = {ParentBody.Kind.SCHOOL: Fund.DANA_DESA, ParentBody.Kind.VILLAGE: Fund.BOSP}


@dataclass(frozen=True)
class MoneyEntry:
    """One line: money of a source for a purpose. `version` is that of the row it corrects, None for a new one."""

    subject: ParentBody | Institution
    year: int
    fund: str
    purpose: str
    planned: int | None
    spent: int | None
    source: str = ""
    reason: str = ""
    version: int | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        return type(self.subject).__name__, self.subject.pk, self.year, self.fund, self.purpose

    @property
    def values(self) -> dict[str, int | None]:
        return {"planned": self.planned, "spent": self.spent}

    def values_of(self, row: LibraryMoney) -> dict[str, int | None]:
        return {"planned": row.planned, "spent": row.spent}

    def is_said_by(self, row: LibraryMoney | None) -> bool:
        """Whether the row says this already, so that nothing is to be written."""
        return row is not None and self.values_of(row) == self.values and self.source.strip() in ("", row.source)

    def new_row(self, **stamp: Any) -> LibraryMoney:
        owner = "body" if isinstance(self.subject, ParentBody) else "institution"
        return LibraryMoney(**{owner: self.subject}, year=self.year, fund=self.fund, purpose=self.purpose, **stamp)


@dataclass(frozen=True)
class CeilingEntry:
    """The whole of which a rule takes its share. `version` is that of the row it corrects, None for a new one."""

    subject: ParentBody
    year: int
    kind: str
    amount: int
    source: str = ""
    reason: str = ""
    version: int | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        return "Ceiling", self.subject.pk, self.year, self.kind

    @property
    def values(self) -> dict[str, int | None]:
        return {"amount": self.amount}

    def values_of(self, row: Ceiling) -> dict[str, int | None]:
        return {"amount": row.amount}

    def is_said_by(self, row: Ceiling | None) -> bool:
        return row is not None and row.amount == self.amount and self.source.strip() in ("", row.source)

    def new_row(self, **stamp: Any) -> Ceiling:
        return Ceiling(body=self.subject, year=self.year, kind=self.kind, **stamp)


Entry = MoneyEntry | CeilingEntry


class Ledger:
    """What is written about some bodies and institutions, and what entries would make of it."""

    def __init__(self, rows: dict[tuple[Any, ...], Any]):
        self.rows = rows
        self.amounts = {key: _values(row) for key, row in rows.items()}

    @classmethod
    def of(cls, entries: Sequence[Entry], lock: bool = False) -> "Ledger":
        """Everything that is written about the subjects of these entries."""
        bodies = {one.subject.pk for one in entries if isinstance(one.subject, ParentBody)}
        others = {one.subject.pk for one in entries if isinstance(one.subject, Institution)}
        money, ceilings = LibraryMoney.objects.order_by(), Ceiling.objects.order_by()
        if lock:
            money, ceilings = money.select_for_update(of=("self",)), ceilings.select_for_update(of=("self",))
        rows: dict[tuple[Any, ...], Any] = {}
        for one in money.filter(body__in=bodies).select_related("body"):
            rows["ParentBody", one.body_id, one.year, one.fund, one.purpose] = one
        for one in money.filter(institution__in=others).select_related("institution"):
            rows["Institution", one.institution_id, one.year, one.fund, one.purpose] = one
        for ceiling in ceilings.filter(body__in=bodies).select_related("body"):
            rows["Ceiling", ceiling.body_id, ceiling.year, ceiling.kind] = ceiling
        return cls(rows)

    def row(self, entry: Entry) -> Any:
        """The row that an entry corrects, None for a new one."""
        return self.rows.get(entry.key)

    def take(self, entry: Entry) -> None:
        """Hold one entry to itself, to last year and to the stored version, and keep what it says for the sums."""
        _check_year(entry.year)
        if isinstance(entry, MoneyEntry):
            _check_money(entry, self.row(entry) is not None)
        else:
            _check_ceiling(entry)
        self._check_version(entry)
        if not entry.reason.strip() and not entry.is_said_by(self.row(entry)):
            self._doubt(entry)
        self.amounts[entry.key] = entry.values

    def check_sum(self, entry: Entry) -> None:
        """Raise BadInput where library money would exceed the ceiling that it is part of."""
        if not isinstance(entry.subject, ParentBody):
            return
        kinds = (entry.kind,) if isinstance(entry, CeilingEntry) else _ceilings_over(entry)
        for kind in kinds:
            ceiling = self.ceiling(entry.subject, entry.year, kind)
            total = self.total_under(entry.subject, entry.year, kind)
            if ceiling is not None and total > ceiling:
                raise _too_much(entry, Kind(kind), ceiling, total)

    def ceiling(self, body: ParentBody, year: int, kind: str) -> int | None:
        return self.amounts.get(("Ceiling", body.pk, year, kind), {}).get("amount")

    def total_under(self, body: ParentBody, year: int, kind: str) -> int:
        """The library money that a ceiling must hold: what is planned, else what was spent."""
        total = 0
        for key, values in self.amounts.items():
            if key[0] == "ParentBody" and key[1:3] == (body.pk, year) and _lies_under(key[3], key[4], kind):
                total += values["planned"] if values["planned"] is not None else values["spent"] or 0
        return total

    def _check_version(self, entry: Entry) -> None:
        row = self.row(entry)
        if row is not None and entry.version is None and not entry.is_said_by(row):
            raise WrongState(f"{row} sudah tercatat. Muat ulang halaman, lalu perbaiki yang tercatat.")
        if row is not None and entry.version is not None and row.version != entry.version:
            raise WrongState(_stale(row))

    def _doubt(self, entry: Entry) -> None:
        """Raise Doubtful where an amount looks a thousand times too large or too small."""
        last = self.amounts.get((*entry.key[:2], entry.year - 1, *entry.key[3:]), {})
        ceiling = self._ceiling_beside(entry)
        for name, value in entry.values.items():
            probably = meant(value, last_year=last.get(name), ceiling=ceiling)
            if probably is not None:
                before = last.get(name)
                beside = f"{rupiah(before)} tahun {entry.year - 1}" if before else f"pagu {rupiah(ceiling or 0)}"
                raise Doubtful(
                    f"{rupiah(value or 0)} jauh berbeda dari {beside}. Maksud Anda {rupiah(probably)}? "
                    "Bila memang benar, tulis alasannya.",
                    name,
                    probably,
                )

    def _ceiling_beside(self, entry: Entry) -> int | None:
        kind = CEILING_OF_FUND.get(Fund(entry.fund)) if isinstance(entry, MoneyEntry) else None
        return self.ceiling(entry.subject, entry.year, kind) if kind and isinstance(entry.subject, ParentBody) else None


def _values(row: LibraryMoney | Ceiling) -> dict[str, int | None]:
    if isinstance(row, Ceiling):
        return {"amount": row.amount}
    return {"planned": row.planned, "spent": row.spent}


def _check_year(year: int) -> None:
    last = localdate().year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        raise BadInput(f"Tahun anggaran {year} di luar {FIRST_YEAR}–{last}. Periksa tahunnya.", "year")


def _check_money(entry: MoneyEntry, stands: bool) -> None:
    if entry.fund not in Fund.values:
        raise BadInput("Pilih sumber dananya.", "fund")
    if entry.purpose not in Purpose.values:
        raise BadInput("Pilih untuk apa dananya.", "purpose")
    if isinstance(entry.subject, ParentBody) and NOT_OF_BODY.get(ParentBody.Kind(entry.subject.kind)) == entry.fund:
        what = "Sekolah tidak menerima Dana Desa" if entry.fund == Fund.DANA_DESA else "Desa tidak menerima BOS/BOSP"
        raise BadInput(f"{what}. Pilih sumber dana lain.", "fund")
    for name, value in entry.values.items():
        if value is not None and value < 0:
            raise BadInput(f"−{rupiah(-value)} tidak mungkin. Dana tidak pernah kurang dari 0.", name)
    if entry.planned is None and entry.spent is None and not stands:
        raise BadInput("Isi anggaran, realisasi, atau keduanya. Tulis 0 bila memang tidak ada.", "planned")
    if entry.planned is not None and entry.spent is not None and entry.spent > entry.planned:
        raise BadInput(
            f"Realisasi {rupiah(entry.spent)} melebihi anggaran {rupiah(entry.planned)}. "
            "Periksa keduanya; bila anggarannya diubah, tulis anggaran setelah perubahan.",
            "spent",
        )


def _check_ceiling(entry: CeilingEntry) -> None:
    allowed = CEILINGS_OF_BODY[ParentBody.Kind(entry.subject.kind)]
    if entry.kind not in allowed:
        raise BadInput(f"Pagu ini tidak berlaku di sini. Yang ada: {'; '.join(one.label for one in allowed)}.", "kind")
    if entry.amount < 0:
        raise BadInput(f"−{rupiah(-entry.amount)} tidak mungkin. Pagu tidak pernah kurang dari 0.", "amount")


def _ceilings_over(entry: MoneyEntry) -> list[str]:
    return [kind for kind in Kind if _lies_under(entry.fund, entry.purpose, kind)]


def _lies_under(fund: str, purpose: str, kind: str) -> bool:
    """Whether a line is part of what a ceiling is the whole of."""
    if kind == Kind.OPERATING:
        measure = MEASURES[OPERATING_RULE]
        return fund in measure.funds and purpose in measure.purposes
    return fund in CEILING_OF_FUND and CEILING_OF_FUND[Fund(fund)] == kind


def _too_much(entry: Entry, kind: Any, ceiling: int, total: int) -> BadInput:
    field = "amount" if isinstance(entry, CeilingEntry) else "planned" if entry.planned is not None else "spent"
    value = entry.values[field] or 0
    hint = "Periksa keduanya."
    if field != "amount" and value > ceiling and value // 1_000 <= ceiling:
        hint = f"Maksud Anda {rupiah(value // 1_000)}?"
    return BadInput(
        f"Dana perpustakaan {entry.year} berjumlah {rupiah(total)}, melebihi {kind.label} {rupiah(ceiling)}. {hint}",
        field,
    )


def _stale(row: Any) -> str:
    return f"{row} sudah diubah orang lain sejak halaman ini dibuka. Muat ulang, lalu periksa yang baru."
