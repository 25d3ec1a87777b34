"""Articles of regulations are recorded, changed and taken out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.regulations.actions.editing import lock
from etam.regulations.exceptions import BadInput, Changed, WrongState
from etam.regulations.models import Article, Origin, Regulation
from etam.regulations.seals import label_of, seal, told
from etam.web.formats import listed


@dataclass(frozen=True)
class Passage:
    """What the register says of an article: what it is about in our words; `text` only where it was seen."""

    subject: str
    text: str = ""
    confidence: str = "unverified"
    note: str = ""


@transaction.atomic
def add_article(
    regulation: Regulation, number: str, passage: Passage, *, by: User, at: datetime | None = None
) -> Article:
    """Record an article under its address, such as "23(6)". One that was taken out comes back with what is said now.

    Raises BadInput when the address is recorded already.
    """
    owner = lock(regulation)
    row = owner.articles.filter(number=number).first()
    if row and not row.withdrawn_at:
        raise BadInput(f"Pasal {number} sudah tercatat. Ubah yang itu bila isinya lain.", "number")
    row = row or Article(regulation=owner, number=number, origin=Origin.ENTERED)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = None, None, ""
    _save(row, passage, by, at or timezone.now())
    _journal("regulation.article_add", row, by, f"Mencatat pasal {number} {owner}.", after=told(row))
    return row


@transaction.atomic
def change_article(article: Article, passage: Passage, *, seen: str, by: User, at: datetime | None = None) -> Article:
    """Change what is said of an article; `seen` is the seal of the row that the person saw. Raises Changed."""
    row = _lock(article)
    if seal(row) != seen:
        raise Changed("Orang lain mengubah pasal ini sementara Anda mengisi. Periksa, lalu simpan lagi.")
    before = told(row)
    _save(row, passage, by, at or timezone.now())
    after = told(row)
    changed = [name for name in after if after[name] != before[name]]
    what = listed([label_of(row, name) for name in changed]) or "tanpa perubahan isi"
    _journal(
        "regulation.article_change",
        row,
        by,
        f"Mengubah pasal {row.number} {row.regulation}: {what}.",
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return row


@transaction.atomic
def withdraw_article(article: Article, *, reason: str, by: User, at: datetime | None = None) -> Article:
    """Take an article out, for a reason; it stays for the record. Raises BadInput without a reason, or WrongState."""
    row, reason = _lock(article), " ".join(reason.split())
    if not reason:
        raise BadInput("Tulis alasannya: riwayat peraturan menampilkannya.", "reason")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at or timezone.now(), by, reason
    row.save()
    _journal("regulation.article_withdraw", row, by, f"Menarik pasal {row.number} {row.regulation}: {reason}")
    return row


def _lock(article: Article) -> Article:
    rows = Article.objects.select_for_update(of=("self",)).select_related("regulation")
    row: Article = rows.get(pk=article.pk)
    if row.withdrawn_at:
        raise WrongState("Pasal ini sudah ditarik. Catat lagi bila ternyata benar.")
    return row


def _save(row: Article, passage: Passage, by: User, at: datetime) -> None:
    for name, value in vars(passage).items():
        setattr(row, name, value)
    row.edited_at, row.edited_by = at, by
    row.save()


def _journal(action: str, row: Article, by: User, summary: str, **detail: Any) -> None:
    journal.record(action, row.regulation, by=by, summary=summary, article=row.pk, **detail)
