"""Rounds: opened, rescheduled, widened by institutions, locked."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.editions.models import ContentVersion
from etam.institutions.models import Institution
from etam.questionnaire import Instrument
from etam.submissions import editions
from etam.submissions.exceptions import BadInput, RoundClosed
from etam.submissions.models import Round, Submission, Transition
from etam.web.formats import day, number


@transaction.atomic
def open_round(
    *,
    code: str,
    title: str,
    instrument: Instrument,
    period: int,
    opens_on: date,
    due_on: date,
    closes_on: date,
    by: User | None,
    institutions: Iterable[Institution] | None = None,
    is_sample: bool = False,
    at: datetime | None = None,
) -> Round:
    """Open a round; it expects `institutions`, by default all that exist on the day it opens.

    Whoever `institutions` names: only kinds that the instrument asks are expected.
    Raises BadInput when the dates are out of order or the code is taken.
    """
    _refuse_disorder(opens_on, due_on, closes_on)
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                code=code,
                title=title,
                instrument_code=instrument.code,
                instrument_version=instrument.version,
                instrument_checksum=instrument.checksum,
                period=period,
                opens_on=opens_on,
                due_on=due_on,
                closes_on=closes_on,
                is_sample=is_sample,
            )
    except IntegrityError as error:
        raise BadInput(f"Kode putaran “{code}” sudah dipakai. Pilih kode lain, misalnya {code}-b.") from error
    count = _expect(round_, instrument, _existing(opens_on) if institutions is None else institutions, at)
    journal.record(
        "round.open", round_, by=by, summary=f"Membuka {title}, {number(count)} lembaga diharapkan.", expected=count
    )
    return round_


@transaction.atomic
def expect(round_: Round, *, institutions: Iterable[Institution], by: User | None, at: datetime | None = None) -> int:
    """Add institutions that the round asks but does not expect yet; returns how many were new."""
    _refuse_locked(round_)
    known = set(round_.submissions.values_list("institution_id", flat=True))
    edition = editions.of_round(round_)
    count = _expect(round_, edition, [one for one in institutions if one.pk not in known], at)
    if count:
        journal.record("round.expect", round_, by=by, summary=f"Menambah {number(count)} lembaga pada {round_.title}.")
    return count


@transaction.atomic
def reschedule_round(round_: Round, *, opens_on: date, due_on: date, closes_on: date, by: User | None) -> None:
    """Change the dates. Raises BadInput when they are out of order, RoundClosed when the round is locked."""
    _refuse_disorder(opens_on, due_on, closes_on)
    _refuse_locked(round_)
    before = [round_.opens_on, round_.due_on, round_.closes_on]
    if before == [opens_on, due_on, closes_on]:
        return
    round_.opens_on, round_.due_on, round_.closes_on = opens_on, due_on, closes_on
    round_.save(update_fields=["opens_on", "due_on", "closes_on"])
    journal.record(
        "round.reschedule",
        round_,
        by=by,
        summary=f"Mengubah jadwal {round_.title}: batas kirim {day(due_on)}, ditutup {day(closes_on)}.",
        before=[one.isoformat() for one in before],
    )


@transaction.atomic
def lock_round(round_: Round, *, by: User | None, at: datetime | None = None) -> int:
    """Lock a round that has closed: its accepted returns can no longer be reopened. Returns how many were locked."""
    at = at or timezone.now()
    _refuse_locked(round_)
    if round_.state_on(timezone.localdate(at)) != "closed":
        raise RoundClosed(f"{round_.title} baru dapat dikunci setelah ditutup pada {day(round_.closes_on)}.")
    accepted = list(round_.submissions.select_for_update().filter(state=Submission.State.ACCEPTED))
    Transition.objects.bulk_create(
        Transition(
            submission=one,
            from_state=one.state,
            to_state=Submission.State.LOCKED,
            at=at,
            by=by,
            revision_id=one.latest_id,
        )
        for one in accepted
    )
    round_.submissions.filter(state=Submission.State.ACCEPTED).update(state=Submission.State.LOCKED, state_since=at)
    round_.locked_at = at
    round_.save(update_fields=["locked_at"])
    journal.record("round.lock", round_, by=by, summary=f"Mengunci {round_.title}, {number(len(accepted))} isian.")
    return len(accepted)


def record_instruments() -> None:
    """Note every edition on disk with its checksum, so that a round's edition can be told from a changed one."""
    for edition in editions.available():
        ContentVersion.objects.update_or_create(
            kind="instrument",
            code=edition.code,
            version=edition.version,
            defaults={"checksum": edition.checksum},
        )


def _existing(on: date) -> Iterable[Institution]:
    return Institution.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )


def _expect(round_: Round, instrument: Instrument, institutions: Iterable[Institution], at: datetime | None) -> int:
    since = at or timezone.now()
    made = Submission.objects.bulk_create(
        (
            Submission(
                round=round_,
                institution=institution,
                kind=institution.kind,
                subtype=institution.subtype,
                regency_id=institution.regency_id,
                state_since=since,
                is_sample=round_.is_sample or institution.is_sample,
            )
            for institution in institutions
            if institution.kind in instrument.asks
        ),
        batch_size=2000,
    )
    return len(made)


def _refuse_disorder(opens_on: date, due_on: date, closes_on: date) -> None:
    if not opens_on <= due_on <= closes_on:
        raise BadInput("Tanggal harus berurutan: dibuka, batas kirim, lalu ditutup. Perbaiki salah satunya.")


def _refuse_locked(round_: Round) -> None:
    if round_.locked_at:
        raise RoundClosed(f"{round_.title} sudah dikunci pada {day(round_.locked_at)}; datanya tidak berubah lagi.")
