"""What an overseer may do besides judging: a later due date, another owner."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.followup.actions.locking import (
    lock,
    next_due,
    optional,
    refuse_maker,
    refuse_pending,
    refuse_settled,
    store,
    written,
)
from etam.followup.exceptions import BadInput
from etam.followup.models import Extension, OwnerChange, Recommendation
from etam.followup.owners import owner_on
from etam.institutions.models import Institution
from etam.web.formats import day as written_day


@transaction.atomic
def extend(
    recommendation: Recommendation,
    *,
    due_on: date,
    reason: str,
    by: User,
    note: str = "",
    at: datetime | None = None,
) -> Extension:
    """Give the owner more time, for one of the reasons that the rules accept.

    Raises BadInput when the day is not later than the due date or lies in the past, or the reason is unknown or needs a
    note; WrongState when it is settled or an answer waits; WrongPerson for somebody who answered or acts for the owner.
    """
    at = at or timezone.now()
    row = lock(recommendation)
    refuse_settled(row, "diperpanjang")
    refuse_pending(row, "diperpanjang")
    refuse_maker(row, by, at)
    known = row.rules.late_reasons.get(reason)
    if known is None:
        raise BadInput("Pilih salah satu alasan yang sah.")
    if due_on <= row.due_on or due_on < localdate(at):
        raise BadInput(f"Batas baru harus sesudah {written_day(max(row.due_on, localdate(at)))}.")
    kept = written(note, f"Jelaskan “{known.label['id'].lower()}”.") if known.needs_note else optional(note)
    extension = Extension.objects.create(
        recommendation=row, from_due_on=row.due_on, due_on=due_on, reason=reason, note=kept, at=at, by=by
    )
    row.due_on = due_on
    store(row, recommendation, "due_on")
    summary = f"Memperpanjang batas rekomendasi {row.code} sampai {written_day(due_on)}: {known.label['id'].lower()}."
    journal.record("recommendation_extended", row, by=by, summary=summary, before=extension.from_due_on.isoformat())
    return extension


@transaction.atomic
def change_owner(
    recommendation: Recommendation,
    *,
    reason: str,
    by: User,
    institution: Institution | None = None,
    owner_name: str = "",
    at: datetime | None = None,
) -> OwnerChange:
    """Pass a recommendation on to another owner, with a reason; the clock of the rules starts again for that owner.

    Raises BadInput without a reason, without exactly one owner, with the present one, or one that has ended; WrongState
    when it is settled or an answer waits; WrongPerson for somebody who answered or acts for the owner.
    """
    at = at or timezone.now()
    row, day, name = lock(recommendation), localdate(at), optional(owner_name)
    refuse_settled(row, "dialihkan")
    refuse_pending(row, "dialihkan")
    refuse_maker(row, by, at)
    said = written(reason, "Tulis alasan pengalihan: penanggung jawab lama dan baru perlu mengetahuinya.")
    _refuse_owner(row, institution, name, day)
    change = OwnerChange.objects.create(
        recommendation=row,
        from_institution=row.institution,
        from_name=row.owner_name,
        to_institution=institution,
        to_name=name,
        reason=said,
        due_on=next_due(row, day),
        at=at,
        by=by,
    )
    row.institution, row.owner_name, row.due_on = institution, name, change.due_on
    store(row, recommendation, "institution", "owner_name", "due_on")
    journal.record(
        "recommendation_passed_on", row, by=by, summary=f"Mengalihkan rekomendasi {row.code}: {change}. {said}"
    )
    return change


def _refuse_owner(row: Recommendation, institution: Institution | None, name: str, day: date) -> None:
    if (institution is None) == (not name):
        raise BadInput("Sebutkan satu penanggung jawab baru: lembaga terdaftar atau nama.")
    if institution is not None and institution == owner_on(row, day):
        raise BadInput(f"{institution} sudah menjadi penanggung jawabnya.")
    if name and name == row.owner_name:
        raise BadInput(f"{name} sudah menjadi penanggung jawabnya.")
    if institution is not None and institution.valid_to is not None and institution.valid_to < day:
        raise BadInput(f"{institution} sudah berakhir pada {written_day(institution.valid_to)}. Pilih lembaga lain.")
