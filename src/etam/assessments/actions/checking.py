"""An accreditation on its way out: checked by the kab/kota, delivered to Perpusnas, or sent back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments import editions, teams
from etam.assessments.actions.moving import lock, move, refuse_other_state
from etam.assessments.actions.sheets import evidence_obstacles
from etam.assessments.exceptions import BadInput, NotReady, WrongPerson
from etam.assessments.models import Assessment, Sheet, SheetRevision
from etam.web.formats import number

State = Assessment.State


@transaction.atomic
def check(assessment: Assessment, *, by: User, at: datetime | None = None) -> Assessment:
    """Confirm form and evidence.

    Raises WrongState, WrongPerson (own answers), NotReady (evidence that no longer holds).
    """
    at = at or timezone.now()
    row = lock(assessment)
    refuse_other_state(row, State.CHECKING, "dinyatakan siap")
    _refuse_maker(row, by)
    if found := evidence_obstacles(row, at):
        raise NotReady(found)
    return move(row, State.CHECKED, by=by, at=at, action="check", summary="Diperiksa; siap diajukan.", given=assessment)


@transaction.atomic
def send_back(
    assessment: Assessment,
    *,
    reason: str,
    by: User,
    remarks: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Assessment:
    """Give the own sheet back to the institution with a reason, and with remarks on single questions by element.

    From the kab/kota's check, from what is ready, or when Perpusnas gave it back. Raises BadInput without either or
    for a question that is not asked, WrongState, WrongPerson.
    """
    row = lock(assessment)
    refuse_other_state(row, (State.CHECKING, State.CHECKED, State.DELIVERED), "dikembalikan")
    _refuse_maker(row, by)
    written = {element: text.strip() for element, text in (remarks or {}).items() if text.strip()}
    if strange := sorted(written.keys() - editions.instrument_of(row).by_element.keys()):
        raise BadInput(f"Catatan menunjuk pertanyaan yang tidak ada: {strange[0]}.")
    if not reason.strip() and not written:
        raise BadInput("Tulis sebabnya: petugas perlu tahu apa yang harus dilengkapi.")
    told = reason.strip() or f"{number(len(written))} catatan pada pertanyaan."
    row.sheets.filter(side=Sheet.Side.SELF).update(finished_at=None)
    return move(
        row,
        State.ANSWERING,
        by=by,
        at=at or timezone.now(),
        action="send_back",
        summary=f"Dikembalikan: {told}",
        reason=told,
        remarks=written,
        given=assessment,
    )


@transaction.atomic
def deliver(assessment: Assessment, *, receipt: str, by: User, at: datetime | None = None) -> Assessment:
    """Note that form and evidence went to Perpusnas, with the number or date of the receipt.

    Raises BadInput without receipt, WrongState, NotReady (evidence that no longer holds).
    """
    at = at or timezone.now()
    row = lock(assessment)
    refuse_other_state(row, State.CHECKED, "diajukan")
    if not receipt.strip():
        raise BadInput("Tulis nomor atau tanggal tanda terima Perpusnas, supaya pengajuan ini dapat ditelusuri.")
    if found := evidence_obstacles(row, at):
        raise NotReady(found)
    summary = f"Diajukan ke Perpusnas, tanda terima {receipt.strip()}."
    return move(row, State.DELIVERED, by=by, at=at, action="deliver", summary=summary, reason=receipt, given=assessment)


def note_bundle(assessment: Assessment, *, files: int, by: User) -> None:
    """Write down that somebody took form and evidence as one archive."""
    summary = f"{assessment}: berkas pengajuan diambil, {number(files)} berkas."
    journal.record("assessment.bundle", assessment, by=by, summary=summary, files=files)


def _refuse_maker(row: Assessment, by: User) -> None:
    made = SheetRevision.objects.filter(sheet__assessment=row, sheet__side=Sheet.Side.SELF, by=by).exists()
    if made or teams.is_auditee(by, row):
        raise WrongPerson("Anda ikut mengisi penilaian mandiri ini, jadi orang lain yang memeriksanya.")
