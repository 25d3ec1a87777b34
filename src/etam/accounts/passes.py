"""Signed links for people without an account: made by somebody who may, good for one purpose, one subject, some days.

PassRefused is raised for every link that does not open what was asked, with a sentence for the holder.
"""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import Pass, User

TOKEN_BYTES = 24


class PassRefused(Exception):
    """The link does not open this: unknown, for something else, over, used, or taken back."""


def issue(
    *,
    purpose: str,
    subject: str,
    holder: str,
    expires_at: datetime,
    by: User | None,
    email: str = "",
    serves_once: bool = True,
    at: datetime | None = None,
) -> tuple[Pass, str]:
    """Make a link; returns the pass and its token, which is kept nowhere else and cannot be shown again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    one = Pass.objects.create(
        purpose=purpose,
        subject=subject,
        token_sha256=_digest(token),
        holder=holder.strip(),
        email=email.strip(),
        serves_once=serves_once,
        made_at=at or timezone.now(),
        made_by=by,
        expires_at=expires_at,
    )
    journal.record("pass_issued", one, by=by, summary=f"Membuat tautan bertanda tangan untuk {one.holder}.")
    return one, token


def opened(token: str, *, purpose: str, at: datetime | None = None) -> Pass:
    """The pass behind a token, if it serves this purpose now; raises PassRefused with what the holder can do."""
    found = Pass.objects.filter(token_sha256=_digest(token)).first()
    if found is None:
        raise PassRefused("Tautan ini tidak dikenal. Salin lagi dari pesan yang Anda terima, sampai huruf terakhir.")
    if found.purpose != purpose:
        raise PassRefused("Tautan ini dibuat untuk keperluan lain. Buka seluruh alamat dari pesan yang Anda terima.")
    if found.revoked_at is not None:
        raise PassRefused("Tautan ini sudah ditarik oleh pembuatnya. Minta tautan baru kepada yang mengirimnya.")
    if found.used_at is not None and found.serves_once:
        raise PassRefused("Tautan ini sudah dipakai satu kali. Minta tautan baru kalau masih ada yang perlu dikirim.")
    if (at or timezone.now()) > found.expires_at:
        raise PassRefused("Masa tautan ini sudah lewat. Minta tautan baru kepada yang mengirimnya.")
    return found


@transaction.atomic
def use(one: Pass, *, at: datetime | None = None) -> None:
    """Mark a pass as used; raises PassRefused when it serves once and was used meanwhile."""
    locked = Pass.objects.select_for_update().get(pk=one.pk)
    if locked.serves_once and locked.used_at is not None:
        raise PassRefused("Tautan ini sudah dipakai satu kali. Minta tautan baru kalau masih ada yang perlu dikirim.")
    locked.used_at = at or timezone.now()
    locked.save(update_fields=["used_at"])


@transaction.atomic
def revoke(one: Pass, *, by: User, at: datetime | None = None) -> None:
    """Take a link back; it opens nothing any more."""
    one.revoked_at = at or timezone.now()
    one.save(update_fields=["revoked_at"])
    journal.record("pass_revoked", one, by=by, summary=f"Menarik tautan bertanda tangan untuk {one.holder}.")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
