"""Relations between regulations are recorded, changed and taken out, and with them the status of what they end."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.relations import ENDING, circle, verbs_beside
from etam.regulations.actions.editing import lock
from etam.regulations.actions.flagging import raise_flags
from etam.regulations.checks import refuse_circle, refuse_relation
from etam.regulations.exceptions import BadInput, Changed, WrongState
from etam.regulations.models import Origin, Regulation, RegulationRelation
from etam.regulations.queries.register import ahead, enders_of
from etam.regulations.seals import label_of, seal, told
from etam.web.formats import listed

Status = Regulation.Status


@dataclass(frozen=True)
class Terms:
    """What a relation says beside who does what to whom. No articles means the whole of the object."""

    articles: list[str] = field(default_factory=list)
    by_article: str = ""
    since: date | None = None
    confidence: str = "unverified"
    note: str = ""


@transaction.atomic
def relate(
    subject: Regulation, verb: str, target: Regulation, terms: Terms, *, by: User, at: datetime | None = None
) -> RegulationRelation:
    """Record what one regulation does to another. One that was taken out comes back with what is said now.

    A regulation that ends with it is "dicabut" from now on, or "perlu verifikasi" where the relation itself is not
    verified. Raises Impossible or BadInput.
    """
    moment = at or timezone.now()
    refuse_relation(verb, subject, target, terms.since)
    both = [lock(one) for one in sorted((subject, target), key=lambda one: one.code)]
    refuse_circle(circle(subject.code, target.code, ahead(verbs_beside(verb))))
    row = RegulationRelation.objects.filter(subject=subject, verb=verb, object=target).first()
    if row and not row.withdrawn_at:
        raise BadInput(f"Sudah tercatat bahwa {subject} {verb} {target}. Ubah yang itu bila isinya lain.", "other")
    row = row or RegulationRelation(subject=subject, verb=verb, object=target, origin=Origin.ENTERED)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = None, None, ""
    _fill(row, terms, by, moment)
    row.save()
    summary = f"Mencatat hubungan: {subject} {verb} {target}."
    journal.record_many("regulation.relate", both, by=by, summary=summary, relation=row.pk, after=told(row))
    _settle_status(row, by, moment)
    raise_flags(by=by, at=moment)
    return row


@transaction.atomic
def change_relation(
    relation: RegulationRelation, terms: Terms, *, seen: str, by: User, at: datetime | None = None
) -> RegulationRelation:
    """Change what a relation says; `seen` is the seal of the row that the person saw. Raises Changed or BadInput."""
    moment = at or timezone.now()
    row = _lock(relation)
    if seal(row) != seen:
        raise Changed("Orang lain mengubah hubungan ini sementara Anda mengisi. Periksa, lalu simpan lagi.")
    refuse_relation(row.verb, row.subject, row.object, terms.since)
    before = told(row)
    _fill(row, terms, by, moment)
    row.save()
    after = told(row)
    changed = [name for name in after if after[name] != before[name]]
    what = listed([label_of(row, name) for name in changed]) or "tanpa perubahan isi"
    journal.record_many(
        "regulation.relation_change",
        [row.subject, row.object],
        by=by,
        summary=f"Mengubah hubungan {row.subject} {row.verb} {row.object}: {what}.",
        relation=row.pk,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    _settle_status(row, by, moment)
    raise_flags(by=by, at=moment)
    return row


@transaction.atomic
def withdraw_relation(
    relation: RegulationRelation, *, reason: str, by: User, at: datetime | None = None
) -> RegulationRelation:
    """Take a relation out, for a reason; it stays for the record. Raises BadInput without a reason, or WrongState."""
    moment = at or timezone.now()
    row, reason = _lock(relation), " ".join(reason.split())
    if not reason:
        raise BadInput("Tulis alasannya: riwayat peraturan menampilkannya.", "reason")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = moment, by, reason
    row.save()
    journal.record_many(
        "regulation.relation_withdraw",
        [row.subject, row.object],
        by=by,
        summary=f"Menarik hubungan {row.subject} {row.verb} {row.object}: {reason}",
        relation=row.pk,
    )
    _settle_status(row, by, moment)
    raise_flags(by=by, at=moment)
    return row


@transaction.atomic
def restore_relation(relation: RegulationRelation, *, by: User, at: datetime | None = None) -> RegulationRelation:
    """Bring back a relation that was taken out, saying what it said then. Raises WrongState, Impossible or BadInput."""
    moment = at or timezone.now()
    row = _locked(relation)
    if not row.withdrawn_at:
        raise WrongState("Hubungan ini sudah dipulihkan.")
    refuse_relation(row.verb, row.subject, row.object, row.since)
    refuse_circle(circle(row.subject.code, row.object.code, ahead(verbs_beside(row.verb))))
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = None, None, ""
    row.save()
    journal.record_many(
        "regulation.relation_restore",
        [row.subject, row.object],
        by=by,
        summary=f"Memulihkan hubungan {row.subject} {row.verb} {row.object}.",
        relation=row.pk,
    )
    _settle_status(row, by, moment)
    raise_flags(by=by, at=moment)
    return row


def _lock(relation: RegulationRelation) -> RegulationRelation:
    row = _locked(relation)
    if row.withdrawn_at:
        raise WrongState("Hubungan ini sudah ditarik. Catat lagi bila ternyata benar.")
    return row


def _locked(relation: RegulationRelation) -> RegulationRelation:
    rows = RegulationRelation.objects.select_for_update(of=("self",)).select_related("subject", "object")
    row: RegulationRelation = rows.get(pk=relation.pk)
    return row


def _fill(row: RegulationRelation, terms: Terms, by: User, at: datetime) -> None:
    for name, value in vars(terms).items():
        setattr(row, name, value)
    row.edited_at, row.edited_by = at, by


def _settle_status(relation: RegulationRelation, by: User, at: datetime) -> None:
    """Bring the status of the object to what its relations say today; what only an officer can know stays as it is."""
    if relation.verb not in ENDING:
        return
    row = lock(relation.object)
    status = _status(row, relation, localdate(at))
    if status == row.status:
        return
    before, row.status = row.status, status
    row.edited_at, row.edited_by = at, by
    row.save(update_fields=["status", "edited_at", "edited_by", "changed_at"])
    journal.record(
        "regulation.change",
        row,
        by=by,
        summary=f"Status {row} menjadi {row.get_status_display().lower()} karena hubungannya berubah.",
        before={"status": before},
        after={"status": status},
    )


def _status(row: Regulation, relation: RegulationRelation, today: date) -> str:
    enders = enders_of(row.code, today)
    if relation.subject_id in enders:
        return Status.REVOKED if relation.confidence in ("official", "secondary") else Status.TO_VERIFY
    lost_its_ender = row.status == Status.REVOKED and not enders and not (row.ended_on and row.ended_on <= today)
    return Status.TO_VERIFY if lost_its_ender else row.status
