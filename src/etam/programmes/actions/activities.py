"""Recording what an office means to do in a year, changing it, taking it back, and starting from the year before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.models import Institution, Region
from etam.programmes.actions.doubts import refuse_unlikely_budget
from etam.programmes.exceptions import BadInput, WrongState
from etam.programmes.models import (
    ActivityAim,
    ActivityIndicator,
    ActivityMoney,
    ActivityPlace,
    BudgetCode,
    SubActivity,
)
from etam.programmes.models.money import Fund
from etam.programmes.queries.activities import budget_of, spent_of, standing
from etam.programmes.queries.nomenclature import LEVELS
from etam.programmes.queries.offices import area_of, level_of
from etam.web.formats import rupiah

FIRST_YEAR, YEARS_AHEAD = 2015, 2
LARGEST = 10**13


@dataclass(frozen=True)
class Indicator:
    """What is to be reached, in which unit, how much; `reached` is None until somebody says."""

    text: str
    unit: str
    target: float
    reached: float | None = None


@dataclass(frozen=True)
class Plan:
    """What a sub-activity means to do: budget by code of fund, places, and the indicators it should move."""

    note: str = ""
    indicators: Sequence[Indicator] = ()
    money: Mapping[str, int] = field(default_factory=dict)
    places: Sequence[Region] = ()
    aims: Sequence[tuple[str, str]] = ()

    @property
    def budget(self) -> int:
        return sum(self.money.values())


@transaction.atomic
def record(
    office: Institution,
    *,
    year: int,
    code: BudgetCode,
    plan: Plan,
    by: User | None,
    confirmed: bool = False,
    at: datetime | None = None,
    is_sample: bool = False,
) -> SubActivity:
    """Record a sub-activity of an office in a year.

    Raises BadInput for a year out of reach, a code that is no sub-activity or not of the office's level, what stands
    there already, a place outside the office's area, and amounts that cannot be; NeedsReason for a budget that is a
    thousand times the year before unless `confirmed` with a note.
    """
    at = at or timezone.now()
    _refuse_year(year, at)
    _refuse_code(office, code)
    if SubActivity.objects.filter(office=office, year=year, budget_code=code, withdrawn_at=None).exists():
        raise BadInput(f"{code.code} sudah tercatat pada {year}. Buka catatannya dan ubah di sana.", "code")
    _refuse_plan(office, plan)
    refuse_unlikely_budget(office, year, code, plan.budget, confirmed=confirmed and bool(plan.note.strip()))
    row = SubActivity.objects.create(
        office=office, year=year, budget_code=code, note=plan.note.strip(), at=at, by=by, is_sample=is_sample
    )
    _store(row, plan)
    journal.record("activity_recorded", row, by=by, summary=f"Mencatat {row}, anggaran {rupiah(plan.budget)}.")
    return row


@transaction.atomic
def change(
    activity: SubActivity, *, plan: Plan, version: int, by: User, confirmed: bool = False, at: datetime | None = None
) -> SubActivity:
    """Replace what a sub-activity means to do; its code, office and year stay.

    Raises WrongState when somebody changed it meanwhile, BadInput and NeedsReason as `record`, and BadInput for a
    budget below what was spent already.
    """
    row = _locked(activity, version)
    _refuse_plan(row.office, plan)
    spent = spent_of(row) or 0
    if plan.budget < spent:
        raise BadInput(
            f"Sudah {rupiah(spent)} terpakai, jadi anggarannya tidak dapat menjadi {rupiah(plan.budget)}. "
            "Betulkan realisasinya dulu bila itu yang keliru.",
            "money",
        )
    if plan.budget != budget_of(row):
        agreed = confirmed and bool(plan.note.strip())
        refuse_unlikely_budget(row.office, row.year, row.budget_code, plan.budget, confirmed=agreed)
    before, row.note, row.version = budget_of(row), plan.note.strip(), row.version + 1
    row.at, row.by = at or timezone.now(), by
    row.save(update_fields=["note", "version", "at", "by"])
    for part in (row.indicators, row.money, row.places, row.aims):
        part.all().delete()
    _store(row, plan)
    journal.record(
        "activity_changed", row, by=by, summary=f"Mengubah {row}.", budget_before=before, budget_after=plan.budget
    )
    return row


@transaction.atomic
def withdraw(activity: SubActivity, *, reason: str, version: int, by: User, at: datetime | None = None) -> None:
    """Take back a sub-activity that was recorded wrongly; it stays in the database with its reason.

    Raises BadInput without a reason, WrongState when it was changed or withdrawn meanwhile.
    """
    if not reason.strip():
        raise BadInput("Tulis alasannya: mengapa subkegiatan ini ditarik.", "reason")
    row = _locked(activity, version)
    row.withdrawn_at, row.withdrawn_reason = at or timezone.now(), reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    journal.record("activity_withdrawn", row, by=by, summary=f"Menarik {row}: {row.withdrawn_reason}.")


@transaction.atomic
def copy_year(
    office: Institution, *, source: int, target: int, by: User, at: datetime | None = None
) -> list[SubActivity]:
    """Start a year from another one's sub-activities: targets, budgets, places and aims, nothing reached or spent.

    What the year holds already is left alone. Raises BadInput when there is nothing to copy.
    """
    at = at or timezone.now()
    _refuse_year(target, at)
    there = set(
        SubActivity.objects.filter(office=office, year=target, withdrawn_at=None).values_list("budget_code", flat=True)
    )
    rows = [one for one in standing().filter(office=office, year=source) if one.budget_code_id not in there]
    if not rows:
        raise BadInput(f"Tidak ada subkegiatan {source} yang belum ada pada {target}.", "source")
    made = []
    for one in rows:
        plan = plan_of(one)
        fresh = [Indicator(row.text, row.unit, row.target) for row in plan.indicators]
        copied = Plan("", fresh, plan.money, plan.places, plan.aims)
        row = SubActivity.objects.create(office=office, year=target, budget_code=one.budget_code, at=at, by=by)
        _store(row, copied)
        made.append(row)
    journal.record_many("activity_recorded", made, by=by, summary=f"Menyalin subkegiatan {source} ke {target}.")
    return made


def plan_of(activity: SubActivity) -> Plan:
    """What a sub-activity means to do, as it could be recorded again."""
    return Plan(
        note=activity.note,
        indicators=[Indicator(row.text, row.unit, row.target, row.reached) for row in activity.indicators.all()],
        money={row.fund: row.budget for row in activity.money.all()},
        places=[row.region for row in activity.places.all()],
        aims=[(row.source, row.code) for row in activity.aims.all()],
    )


def _store(row: SubActivity, plan: Plan) -> None:
    ActivityIndicator.objects.bulk_create(
        ActivityIndicator(activity=row, text=one.text, unit=one.unit, target=one.target, reached=one.reached)
        for one in plan.indicators
    )
    ActivityMoney.objects.bulk_create(
        ActivityMoney(activity=row, fund=fund, budget=budget) for fund, budget in sorted(plan.money.items())
    )
    places = {one.code: one for one in plan.places}
    ActivityPlace.objects.bulk_create(ActivityPlace(activity=row, region=one) for one in places.values())
    aims = dict.fromkeys(plan.aims)
    ActivityAim.objects.bulk_create(ActivityAim(activity=row, source=source, code=code) for source, code in aims)


def _locked(activity: SubActivity, version: int) -> SubActivity:
    """The row as it is now, held until the transaction ends."""
    SubActivity.objects.select_for_update().get(pk=activity.pk)
    row = standing().filter(pk=activity.pk).first()
    if row is None:
        raise WrongState("Subkegiatan ini sudah ditarik.")
    if row.version != version:
        raise WrongState("Catatan ini diubah orang lain sementara Anda mengisi. Muat ulang halamannya, lalu ubah lagi.")
    return row


def _refuse_year(year: int, at: datetime) -> None:
    last = localdate(at).year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        raise BadInput(f"Tahun {year} tidak dapat dicatat. Pilih {FIRST_YEAR} sampai {last}.", "year")


def _refuse_code(office: Institution, code: BudgetCode) -> None:
    if code.kind != BudgetCode.Kind.SUB_ACTIVITY:
        raise BadInput(f"{code.code} bukan kode subkegiatan. Pilih salah satu subkegiatan di bawahnya.", "code")
    level = level_of(office)
    if not level:
        raise BadInput(f"{office.name} bukan perangkat daerah provinsi atau kabupaten/kota.", "code")
    if code.level != level:
        raise BadInput(
            f"{code.code} adalah kode {LEVELS[code.level]}, sedangkan {office.name} perangkat daerah {LEVELS[level]}. "
            "Cari kode pada tingkat yang benar.",
            "code",
        )


def _refuse_plan(office: Institution, plan: Plan) -> None:
    for fund, budget in plan.money.items():
        if fund not in Fund.values:
            raise BadInput(f"Sumber dana “{fund}” tidak dikenal.", "money")
        if budget < 0:
            raise BadInput(f"Anggaran {Fund(fund).label} tidak boleh negatif.", "money")
        if budget > LARGEST:
            raise BadInput(f"Anggaran {Fund(fund).label} terlalu besar. Tulis dalam rupiah penuh.", "money")
    _refuse_indicators(plan.indicators)
    area = area_of(office).code
    for place in plan.places:
        if not f"{place.code}.".startswith(f"{area}."):
            raise BadInput(
                f"{place.name} ({place.code}) di luar wilayah kerja {office.name}. Pilih lokasi di {area_of(office)}.",
                "places",
            )


def _refuse_indicators(indicators: Iterable[Indicator]) -> None:
    for one in indicators:
        if not one.text.strip() or not one.unit.strip():
            raise BadInput("Tulis indikator beserta satuannya.", "indicators")
        if one.target < 0 or (one.reached or 0) < 0:
            raise BadInput(f"Target dan capaian “{one.text}” tidak boleh negatif.", "indicators")
        is_share = "%" in one.unit or one.unit.strip().lower() in ("persen", "persentase")
        if is_share and max(one.target, one.reached or 0) > 100:
            raise BadInput(f"“{one.text}” dihitung dalam persen, jadi paling tinggi 100.", "indicators")
