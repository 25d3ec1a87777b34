"""The official document: set once for what it says, kept by its hash; a later edition says why there is one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments.documents import storage
from etam.meetings.actions.planning import lock
from etam.meetings.documents.composing import compose
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import Meeting, MeetingDocument
from etam.web.documents import Paper
from etam.web.formats import number


def make_document(
    meeting: Meeting, *, by: User | None, reason: str = "", at: datetime | None = None
) -> MeetingDocument:
    """Set the document of an adopted meeting and keep it as its next edition; earlier editions stay.

    Where nothing changed since the latest edition, that one is returned. Setting takes its time outside any lock.
    Raises WrongState before adoption, BadInput when a later edition is without a reason.
    """
    while True:
        row = Meeting.objects.select_related("host").get(pk=meeting.pk)
        if not row.is_adopted:
            raise WrongState("Dokumen resmi dibuat sesudah rekomendasi ditetapkan. Tetapkan dulu rekomendasinya.")
        latest = row.documents.first()
        edition = latest.edition + 1 if latest else 1
        paper = compose(row, edition=edition)
        if latest and latest.content_sha256 == paper.content_sha256 and storage.is_whole(latest.sha256):
            return latest
        kept = " ".join(reason.split())
        if latest and not kept:
            raise BadInput("Isinya berubah sejak terbitan terakhir. Tulis mengapa ada terbitan baru.", "reason")
        made = _store(row, edition, paper, kept if latest else "", by, at or timezone.now())
        if made is not None:
            return made


@transaction.atomic
def _store(
    meeting: Meeting, edition: int, paper: Paper, reason: str, by: User | None, at: datetime
) -> MeetingDocument | None:
    """Keep what was set; None when somebody else made the same edition meanwhile."""
    row = lock(meeting)
    if row.documents.filter(edition__gte=edition).exists():
        return None
    made = MeetingDocument.objects.create(
        meeting=row,
        edition=edition,
        sha256=storage.keep(paper.data),
        content_sha256=paper.content_sha256,
        size_bytes=len(paper.data),
        reason=reason[:300],
        at=at,
        by=by,
    )
    summary = f"Membuat dokumen resmi {row}, terbitan {number(edition)}. {reason}".strip()
    journal.record("meeting_document", row, by=by, summary=summary, sha256=made.sha256)
    return made
