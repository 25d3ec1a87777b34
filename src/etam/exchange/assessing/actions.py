"""Every write: take a workbook in, store what was previewed, throw it away."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments import actions as assessments
from etam.assessments import editions
from etam.assessments.exceptions import AssessmentProblem
from etam.assessments.models import Sheet, SheetRevision
from etam.exchange.assessing.queries import key_of
from etam.exchange.assessing.reading import read_assessment
from etam.exchange.exceptions import FileRefused, NothingToConfirm
from etam.exchange.models import SheetUpload
from etam.exchange.uploads import kept_of, waiting

State = SheetUpload.State
SHEETS = SheetUpload.objects.select_related("sheet__assessment__institution")


@transaction.atomic
def receive_sheet(*, data: bytes, file_name: str, sheet: Sheet, by: User) -> SheetUpload:
    """Read a filled workbook and keep what it would change; nothing of the sheet changes.

    Raises FileRefused when nothing can be done with the file, or the sheet is not open now.
    """
    try:
        assessments.refuse_closed(sheet)
    except AssessmentProblem as problem:
        raise FileRefused(str(problem)) from problem
    edition = editions.instrument_of(sheet.assessment)
    reading = read_assessment(data, edition, key=key_of(sheet), limit_bytes=settings.UPLOAD_LIMIT_BYTES)
    content = asdict(reading)
    troubles = content.pop("troubles") and [str(one) for one in reading.troubles]
    upload = SheetUpload.objects.create(
        sheet=sheet,
        **kept_of(data, file_name),
        by=by,
        content=content,
        problems=list(troubles or []),
    )
    summary = f"Mengunggah {upload.file_name} untuk {sheet.assessment}."
    journal.record("sheet_upload.receive", upload, by=by, summary=summary)
    return upload


@transaction.atomic
def confirm_sheet(upload: SheetUpload, *, by: User, at: datetime | None = None) -> SheetRevision | None:
    """Store what was previewed: answers, notes, tests and evidence together, or nothing.

    Raises NothingToConfirm when it was settled before, AssessmentProblem (conflict, a value that cannot be, evidence
    that is not the institution's or has expired).
    """
    held = waiting(SHEETS, upload, by=by)
    if held.problems:
        raise NothingToConfirm("Masih ada sel yang tidak dapat dibaca. Perbaiki, lalu unggah berkasnya lagi.")
    content: dict[str, Any] = held.content
    revision = assessments.save_sheet(
        held.sheet,
        answers=content["answers"],
        notes=content["notes"],
        tests=content["tests"],
        base_revision=content["revision"],
        by=by,
        channel=SheetRevision.Channel.XLSX,
        file_name=held.file_name,
        file_sha256=held.sha256,
        at=at,
    )
    if held.sheet.side == Sheet.Side.SELF:
        for element, codes in content["evidence"].items():
            assessments.attach(held.sheet.assessment, element=element, codes=codes, by=by, at=at)
    _settle(held, State.CONFIRMED)
    journal.record("sheet_upload.confirm", held, by=by, summary=f"Menyimpan isi {held.file_name}.")
    return revision


@transaction.atomic
def discard_sheet(upload: SheetUpload, *, by: User) -> None:
    """Throw a preview away; nothing of its answers is kept. Raises NothingToConfirm."""
    held = waiting(SHEETS, upload, by=by)
    _settle(held, State.DISCARDED)
    journal.record("sheet_upload.discard", held, by=by, summary=f"Membatalkan unggahan {held.file_name}.")


def _settle(upload: SheetUpload, state: str) -> None:
    """Afterwards the upload keeps what happened, not the answers."""
    upload.state, upload.content, upload.problems = state, {}, []
    upload.save(update_fields=["state", "content", "problems"])
