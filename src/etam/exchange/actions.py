"""Every write of this room: take a file in, store what was previewed, throw it away."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.exchange import access, preview
from etam.exchange.exceptions import FileRefused
from etam.exchange.models import Upload
from etam.exchange.preview import PreviewRow
from etam.exchange.reading import read_template
from etam.exchange.uploads import forget_old, kept_of, waiting
from etam.submissions import actions, editions
from etam.submissions.models import Revision, Round, Submission
from etam.web.formats import day, number

SAVED = "saved"


def receive(*, data: bytes, file_name: str, round_: Round, by: User, at: datetime | None = None) -> Upload:
    """Read a filled template and keep what it would change; no answer is stored.

    Raises FileRefused when nothing can be done with the file.
    """
    at = at or timezone.now()
    mine = {one.institution.code: one for one in access.submissions_to_exchange(by, round_)}
    _refuse_closed(round_, mine.values(), at)
    reading = read_template(
        data, editions.of_round(round_), round_code=round_.code, limit_bytes=settings.UPLOAD_LIMIT_BYTES
    )
    rows = preview.build(round_, reading, mine, at=at)
    with transaction.atomic():
        forget_old(Upload.objects.all(), at, rows=[], problems=[])
        upload = Upload.objects.create(
            round=round_,
            **kept_of(data, file_name),
            by=by,
            rows=[row.to_json() for row in rows],
            problems=[str(trouble) for trouble in reading.troubles],
        )
        journal.record("upload.receive", upload, by=by, summary=f"Mengunggah {upload.file_name} untuk {round_.title}.")
    return upload


@transaction.atomic
def confirm(upload: Upload, *, by: User, at: datetime | None = None) -> Upload:
    """Store what was previewed: each institution wholly or not at all.

    What somebody saved since the preview is not overwritten; such a row is left out and says so. Afterwards the upload
    keeps what happened, not the answers. Raises NothingToConfirm.
    """
    upload = waiting(Upload.objects.select_related("round"), upload, by=by)
    mine = set(access.submissions_to_exchange(by, upload.round).values_list("institution__code", flat=True))
    rows = [PreviewRow.from_json(row) for row in upload.rows]
    chosen = [row for row in rows if row.state in preview.STORABLE and row.institution in mine]
    report = actions.save_many(
        upload.round,
        answers={row.institution: row.answers for row in chosen},
        reasons={row.institution: row.reasons for row in chosen},
        base_revisions={row.institution: row.revision for row in chosen},
        by=by,
        channel=Revision.Channel.XLSX,
        file_name=upload.file_name,
        file_sha256=upload.sha256,
        at=at,
    )
    saved = set(report.saved)
    upload.rows = [_outcome(row, saved, report.refused).to_json() for row in rows]
    upload.state = Upload.State.CONFIRMED
    upload.save()
    summary = f"Menyimpan {number(len(saved))} isian dari {upload.file_name}."
    journal.record("upload.confirm", upload, by=by, summary=summary, refused=len(report.refused))
    return upload


@transaction.atomic
def discard(upload: Upload, *, by: User) -> Upload:
    """Throw a preview away; nothing was stored and nothing is kept of its answers. Raises NothingToConfirm."""
    upload = waiting(Upload.objects.select_related("round"), upload, by=by)
    upload.rows, upload.problems, upload.state = [], [], Upload.State.DISCARDED
    upload.save()
    journal.record("upload.discard", upload, by=by, summary=f"Membatalkan unggahan {upload.file_name}.")
    return upload


def _outcome(row: PreviewRow, saved: set[str], refused: dict[str, str]) -> PreviewRow:
    """What became of a row, without the answers: those stand in the revision now."""
    kept = replace(row, changes=(), reasons={})
    if row.institution in saved:
        return replace(kept, state=SAVED, notes=(f"{number(len(row.changes))} jawaban disimpan.",))
    if row.institution in refused:
        return replace(kept, state=preview.CONFLICT, notes=(refused[row.institution],))
    return kept


def _refuse_closed(round_: Round, mine: Iterable[Submission], at: datetime) -> None:
    state = round_.state_on(timezone.localdate(at))
    if round_.locked_at or (state == "closed" and not any(one.state == "sent_back" for one in mine)):
        raise FileRefused(
            f"{round_.title} sudah ditutup pada {day(round_.closes_on)}, jadi tidak ada yang disimpan. "
            "Hubungi petugas provinsi jika masih perlu mengisi."
        )
    if state == "planned":
        raise FileRefused(
            f"{round_.title} baru dibuka pada {day(round_.opens_on)}. Simpan berkas Anda sampai saat itu."
        )
