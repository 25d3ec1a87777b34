"""How far a sub-activity came by the end of a quarter, and the files that show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import NoReturn

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.evidence import actions as evidence
from etam.evidence import queries as library
from etam.evidence.exceptions import CannotDo
from etam.evidence.models import Use
from etam.programmes.exceptions import BadInput, NeedsReason, WrongState
from etam.programmes.models import ActivityEvidence, Realisation, SubActivity
from etam.programmes.queries.activities import budget_of
from etam.web.formats import day as written_day
from etam.web.formats import percent, rupiah

ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}
PLACE = Use.Place.ACTIVITY


@dataclass(frozen=True)
class Quarter:
    """What is reported at the end of a quarter, counted from January."""

    quarter: int
    physical_percent: float
    spent: int
    note: str = ""


@transaction.atomic
def report(
    activity: SubActivity,
    said: Quarter,
    *,
    by: User | None,
    version: int = 0,
    confirmed: bool = False,
    at: datetime | None = None,
) -> Realisation:
    """Record or correct a quarter; `version` is that of the row that is corrected, 0 for a new one.

    Raises BadInput for a quarter that is not over, per cent outside 0–100, a negative amount or more than the budget;
    NeedsReason where the count falls from one quarter to the next unless `confirmed` with a note; WrongState when
    somebody reported the quarter meanwhile.
    """
    at = at or timezone.now()
    locked = SubActivity.objects.select_for_update().get(pk=activity.pk)
    if locked.withdrawn_at is not None:
        raise WrongState("Subkegiatan ini sudah ditarik.")
    _refuse(locked, said, localdate(at))
    rows = {one.quarter: one for one in locked.realisations.all()}
    row = rows.get(said.quarter)
    if (row.version if row else 0) != version:
        raise WrongState("Triwulan ini sudah dilaporkan orang lain. Muat ulang halamannya, lalu periksa lagi.")
    if not (confirmed and said.note.strip()):
        _ask_about_falls(said, rows)
    row = row or Realisation(activity=locked, quarter=said.quarter, version=0)
    row.physical_percent, row.spent, row.note = said.physical_percent, said.spent, said.note.strip()
    row.version, row.at, row.by = row.version + 1, at, by
    row.save()
    summary = (
        f"Melaporkan triwulan {said.quarter} {locked}: fisik {percent(said.physical_percent)}, {rupiah(said.spent)}."
    )
    journal.record("realisation_reported", locked, by=by, summary=summary, quarter=said.quarter)
    return row


@transaction.atomic
def attach(activity: SubActivity, *, codes: Sequence[str], by: User | None, at: datetime | None = None) -> None:
    """Let exactly the office's files with these codes show what a sub-activity did; others no longer do.

    Raises BadInput for an unknown code or a file that was withdrawn or has expired.
    """
    at, locked = at or timezone.now(), SubActivity.objects.select_for_update().get(pk=activity.pk)
    title, url = f"{locked.budget_code.name[:150]} {locked.year}", f"/meja/program/subkegiatan/{locked.pk}/"
    try:
        evidence.choose(locked.office, codes=codes, place=PLACE, place_id=locked.pk, by=by, title=title, url=url, at=at)
    except CannotDo as problem:
        raise BadInput(f"{str(problem)[:1].upper()}{str(problem)[1:]}", "evidence") from problem
    used = {one.pk: one for one in library.uses(PLACE, locked.pk).get("", [])}
    locked.papers.exclude(evidence__in=used).delete()
    known = set(locked.papers.values_list("evidence_id", flat=True))
    ActivityEvidence.objects.bulk_create(
        ActivityEvidence(activity=locked, evidence=one, at=at, by=by) for pk, one in used.items() if pk not in known
    )
    journal.record("activity_evidence", locked, by=by, summary=f"Memilih {len(used)} bukti untuk {locked}.")


def end_of(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    return date(year, *ENDS[quarter])


def _refuse(activity: SubActivity, said: Quarter, today: date) -> None:
    if said.quarter not in ENDS:
        raise BadInput("Pilih triwulan 1 sampai 4.", "quarter")
    end = end_of(activity.year, said.quarter)
    if end >= today:
        raise BadInput(
            f"Triwulan {said.quarter} baru berakhir {written_day(end)}. Laporkan setelah hari itu lewat.", "quarter"
        )
    if not 0 <= said.physical_percent <= 100:
        raise BadInput(
            "Realisasi fisik dihitung dalam persen dari seluruh pekerjaan: 0 sampai 100.", "physical_percent"
        )
    if said.spent < 0:
        raise BadInput("Realisasi keuangan tidak boleh negatif.", "spent")
    budget = budget_of(activity)
    if said.spent > budget:
        raise BadInput(
            f"Realisasi {rupiah(said.spent)} melebihi anggaran {rupiah(budget)}. "
            "Naikkan anggarannya dulu bila memang berubah, atau betulkan realisasinya.",
            "spent",
        )


def _ask_about_falls(said: Quarter, rows: dict[int, Realisation]) -> None:
    """What is counted from January only grows; a fall may be a refund, but mostly the quarter alone was typed."""
    course: dict[int, Quarter | Realisation] = {**rows, said.quarter: said}
    for first, second in pairwise(course[quarter] for quarter in sorted(course)):
        if said not in (first, second):
            continue
        if second.spent < first.spent:
            _ask("Keuangan", second.quarter, rupiah(second.spent), first.quarter, rupiah(first.spent), "spent")
        if second.physical_percent < first.physical_percent:
            now, before = percent(second.physical_percent), percent(first.physical_percent)
            _ask("Fisik", second.quarter, now, first.quarter, before, "physical_percent")


def _ask(what: str, quarter: int, now: str, earlier: int, before: str, field: str) -> NoReturn:
    raise NeedsReason(
        f"{what} triwulan {quarter} ({now}) lebih kecil daripada triwulan {earlier} ({before}), padahal dihitung sejak "
        "Januari. Bila memang turun, tulis sebabnya pada catatan lalu nyatakan benar.",
        field,
    )
