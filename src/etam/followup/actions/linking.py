"""Signed links: somebody without an account answers one recommendation, once, until a day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from etam.accounts import passes
from etam.accounts.models import Pass, User
from etam.followup.actions.answering import respond
from etam.followup.actions.locking import lock, refuse_pending, refuse_settled
from etam.followup.exceptions import BadInput, WrongState
from etam.followup.models import ANSWER_PURPOSE, Recommendation, Response

DAYS, MOST_DAYS, LONGEST_NAME = 14, 60, 200
"""How long a link serves: our proposal, no rule names a time."""


@transaction.atomic
def make_link(
    recommendation: Recommendation, *, holder: str, by: User, days: int = DAYS, at: datetime | None = None
) -> tuple[Pass, str]:
    """Make the link with which `holder` answers; returns the pass and its token, which cannot be shown again.

    Raises WrongState when nothing can be answered now, BadInput without a name or with a time that is too long.
    """
    at, row = at or timezone.now(), lock(recommendation)
    refuse_settled(row, "dijawab lewat tautan")
    refuse_pending(row, "dijawab lewat tautan")
    if not holder.strip():
        raise BadInput("Tulis siapa yang akan menjawab: nama orang dan instansinya.")
    if len(holder.strip()) > LONGEST_NAME:
        raise BadInput(f"Nama penjawab paling panjang {LONGEST_NAME} huruf. Ringkas nama dan instansinya.")
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"Tautan berlaku 1 sampai {MOST_DAYS} hari. Pilih angka di antaranya.")
    return passes.issue(
        purpose=ANSWER_PURPOSE, subject=row.code, holder=holder, expires_at=at + timedelta(days=days), by=by, at=at
    )


@transaction.atomic
def revoke_link(link: Pass, *, by: User, at: datetime | None = None) -> None:
    """Take a link back; raises WrongState when it has served or was taken back already."""
    row = Pass.objects.select_for_update().get(pk=link.pk)
    if row.used_at is not None:
        raise WrongState("Tautan ini sudah dipakai untuk menjawab, jadi tidak ada lagi yang ditarik.")
    if row.revoked_at is not None:
        raise WrongState("Tautan ini sudah ditarik.")
    passes.revoke(row, by=by, at=at)


@transaction.atomic
def respond_by_link(
    recommendation: Recommendation, link: Pass, *, text: str, progress: int, proof: str, at: datetime | None = None
) -> Response:
    """Answer with a link, which then serves no more; `proof` says where the evidence can be seen, or why there is none.

    Raises what `respond` raises, and PassRefused when the link has served meanwhile; then nothing is stored.
    """
    at = at or timezone.now()
    passes.use(link, at=at)
    return respond(recommendation, text=text, progress=progress, no_evidence_reason=proof, by=None, by_pass=link, at=at)
