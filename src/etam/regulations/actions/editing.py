"""Regulations are entered, changed and verified by officers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.regulation_types import latest_regulation_types
from etam.regulations.actions.flagging import raise_flags
from etam.regulations.checks import DAYS, refuse_days, refuse_relation, refuse_status, refuse_year
from etam.regulations.codes import bare_number, new_code, place_in_code
from etam.regulations.exceptions import BadInput, Changed, Twice
from etam.regulations.models import Origin, Regulation, RegulationRelation
from etam.regulations.queries.register import enders_of
from etam.regulations.seals import label_of, seal, told
from etam.web.formats import listed

Status = Regulation.Status
# How well existence and title are known, once somebody has looked.
CONFIDENCES = {"official": "Naskah resmi", "secondary": "Sumber kedua", "unverified": "Belum diverifikasi"}


@dataclass(frozen=True)
class Details:
    """What the register says of a regulation, apart from what only a verification may say."""

    type: str
    number: str
    year: int
    title: str
    issuer: str
    place: str = ""
    set_on: date | None = None
    promulgated_on: date | None = None
    in_force_on: date | None = None
    ended_on: date | None = None
    gazette: str = ""
    subjects: list[str] = field(default_factory=list)
    abstract: str = ""
    call_number: str = ""
    note: str = ""

    @property
    def days(self) -> dict[str, date | None]:
        return {name: getattr(self, name) for name in DAYS}


@transaction.atomic
def add(details: Details, *, by: User, at: datetime | None = None) -> Regulation:
    """Enter a regulation, which then waits to be verified. Raises BadInput, and Twice when the register holds it."""
    moment = at or timezone.now()
    details = _checked(details, localdate(moment))
    code = new_code(details.type, details.number, details.year, place=place_in_code(details.type, details.issuer))
    regulation = Regulation(code=code, status=Status.TO_VERIFY, confidence="unverified")
    regulation.origin = Origin.ENTERED
    _fill(regulation, vars(details), by, moment)
    try:
        with transaction.atomic():
            regulation.save(force_insert=True)
    except IntegrityError:
        # Somebody else entered the same one at this very moment.
        _checked(details, localdate(moment))
        raise
    journal.record("regulation.add", regulation, by=by, summary=f"Mencatat {regulation}.", after=told(regulation))
    return regulation


@transaction.atomic
def change(regulation: Regulation, details: Details, *, seen: str, by: User, at: datetime | None = None) -> Regulation:
    """Change what the register says; `seen` is the seal of the row that the person saw.

    "Berlaku" falls into doubt with a last day that is over. Raises Changed when the row is another by now, BadInput,
    and Twice when another regulation has this number.
    """
    moment = at or timezone.now()
    today = localdate(moment)
    row = lock(regulation)
    _refuse_change(row, seen)
    details = _checked(details, today, row.code)
    _refuse_against_relations(row, details)
    is_over = bool(details.ended_on and details.ended_on <= today) and row.status == Status.IN_FORCE
    doubt = {"status": Status.TO_VERIFY} if is_over else {}
    return _record("regulation.change", row, {**vars(details), **doubt}, by, moment)


@transaction.atomic
def mark_checked(
    regulation: Regulation,
    *,
    status: str,
    confidence: str,
    checked_on: date,
    note: str,
    seen: str,
    by: User,
    at: datetime | None = None,
) -> Regulation:
    """Say that the text was looked at on a day, what its status is, and in `note` where it was seen.

    Raises Changed, or BadInput: a day to come, nothing said of where, or "berlaku" against what the register knows.
    """
    moment = at or timezone.now()
    today = localdate(moment)
    row = lock(regulation)
    _refuse_change(row, seen)
    if checked_on > today:
        raise BadInput("Hari pemeriksaan belum tiba. Isi hari Anda melihat naskahnya.", "checked_on")
    if not note.strip():
        raise BadInput("Tulis di mana naskahnya dilihat, agar orang lain dapat memeriksanya lagi.", "note")
    days = {name: getattr(row, name) for name in DAYS}
    refuse_status(status, days, enders_of(row.code, today), today)
    values = {"status": status, "confidence": confidence, "checked_on": checked_on, "note": note.strip()}
    row.checked_by = by
    return _record("regulation.check", row, values, by, moment)


def lock(regulation: Regulation) -> Regulation:
    """The row as it is now, which nobody else changes until this is done."""
    return Regulation.objects.select_for_update(of=("self",)).get(pk=regulation.pk)


def _refuse_change(row: Regulation, seen: str) -> None:
    if seal(row) != seen:
        who = f"{row.edited_by} " if row.edited_by else "Orang lain "
        raise Changed(
            f"{who}mengubah peraturan ini sementara Anda mengisi. Isian Anda masih ada di bawah dan belum disimpan. "
            "Bandingkan dengan yang kini tersimpan, lalu simpan lagi bila isian Anda yang benar."
        )


def _refuse_against_relations(row: Regulation, details: Details) -> None:
    """Raises BadInput when a year or day would make a relation impossible that the register holds."""
    after = Regulation(code=row.code, **vars(details))
    either = Q(subject=row) | Q(object=row)
    for one in RegulationRelation.objects.standing().filter(either).select_related("subject", "object"):
        subject, target = (after if end.code == row.code else end for end in (one.subject, one.object))
        try:
            refuse_relation(one.verb, subject, target, one.since)
        except BadInput as problem:
            raise BadInput(str(problem), "year") from problem


def _checked(details: Details, today: date, own_code: str = "") -> Details:
    """The details in the register's own spelling. Raises BadInput or Twice."""
    refuse_year(details.year, details.set_on, today)
    refuse_days(details.days, today)
    known = latest_regulation_types().named(details.type, details.issuer)
    type_ = known.code if known else details.type
    number = details.number.strip()
    same = Regulation.objects.filter(type__iexact=type_, year=details.year).exclude(code=own_code)
    if known is None or known.is_regional:
        same = same.filter(issuer__iexact=details.issuer)
    twin = next((one for one in same if bare_number(one.number) == bare_number(number)), None)
    if twin is not None:
        sentence = f"{twin} sudah tercatat dengan kode {twin.code}. Buka yang itu, atau periksa nomor dan tahunnya."
        raise Twice(sentence, "number", twin)
    return Details(**{**vars(details), "type": type_, "number": number})


def _record(action: str, row: Regulation, values: Mapping[str, Any], by: User, at: datetime) -> Regulation:
    before = told(row)
    _fill(row, values, by, at)
    row.save()
    after = told(row)
    changed = [name for name in after if after[name] != before[name]]
    what = listed([label_of(row, name) for name in changed]) or "tanpa perubahan isi"
    word = "Memeriksa" if action == "regulation.check" else "Mengubah"
    journal.record(
        action,
        row,
        by=by,
        summary=f"{word} {row}: {what}.",
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    raise_flags(by=by, at=at)
    return row


def _fill(row: Regulation, values: Mapping[str, Any], by: User, at: datetime) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.edited_at, row.edited_by = at, by
