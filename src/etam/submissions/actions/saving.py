"""Saving answers: every save is a new revision, and two people never overwrite each other unawares."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.submissions import editions
from etam.submissions.exceptions import BadInput, Clash, Conflict, RoundClosed, WrongState
from etam.submissions.models import Finding, Revision, Submission, Transition
from etam.web.formats import day, number

State = Submission.State
Document = Mapping[str, Any]

LONGEST_TEXT = 2000
FILLABLE = (State.NONE, State.DRAFT, State.SENT_BACK)


@transaction.atomic
def save_answers(
    submission: Submission,
    *,
    answers: Document,
    base_revision: int,
    by: User | None,
    reasons: Mapping[str, str] | None = None,
    channel: str = Revision.Channel.WEB,
    file_name: str = "",
    file_sha256: str = "",
    at: datetime | None = None,
) -> Revision | None:
    """Put `answers` on top of what is stored and keep the result as the next revision.

    `answers` and `reasons` hold what the person saw and may have changed: one section or everything; a value of None
    takes an answer back. `base_revision` is the number of the revision the person began from (0: none). What others
    changed meanwhile stays, unless both changed the same answer to different values: then nothing is stored and
    Conflict names them. Content that is already stored makes no new revision.

    Returns the latest revision (None when nothing was ever stored).
    Raises Conflict, WrongState, RoundClosed, BadInput (a question the instrument does not have).
    """
    at = at or timezone.now()
    row = lock(submission)
    refuse_unfillable(row, at)
    _refuse_unknown(row, answers)
    refuse_long_texts(reasons or {})
    latest = row.latest
    base = _base(latest, base_revision)
    _refuse_clashes(latest, base, answers)
    merged = merge(latest.answers if latest else {}, base.answers if base else {}, answers)
    explained = merge(latest.reasons if latest else {}, base.reasons if base else {}, written(reasons or {}))
    if latest and (merged, explained) == (latest.answers, latest.reasons):
        return latest
    if latest is None and not merged and not explained:
        return None
    revision = Revision(
        submission=row,
        number=latest.number + 1 if latest else 1,
        answers=merged,
        reasons=explained,
        changed=changed(latest.answers if latest else {}, merged),
        at=at,
        by=by,
        channel=channel,
        file_name=file_name[:200],
        file_sha256=file_sha256,
    )
    _store(row, revision, at)
    _copy_back(row, submission)
    return revision


@transaction.atomic
def restore(submission: Submission, *, number_: int, by: User | None, at: datetime | None = None) -> Revision | None:
    """Make the answers of an earlier revision the latest again, as a new revision; nothing is taken away.

    Raises BadInput when there is no such revision, and what `save_answers` raises.
    """
    old = submission.revisions.filter(number=number_).first()
    if old is None or submission.latest is None:
        raise BadInput(f"Isian ini tidak punya revisi {number_}. Pilih revisi lain dari riwayatnya.")
    gone = dict.fromkeys(submission.latest.answers.keys() - old.answers.keys())
    gone_reasons = dict.fromkeys(submission.latest.reasons.keys() - old.reasons.keys(), "")
    return save_answers(
        submission,
        answers={**old.answers, **gone},
        reasons={**old.reasons, **gone_reasons},
        base_revision=submission.latest.number,
        by=by,
        at=at,
    )


def lock(submission: Submission) -> Submission:
    """The submission's row as it stands now, held until the transaction ends."""
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round", "institution", "latest")
        .get(pk=submission.pk)
    )


def refuse_unfillable(submission: Submission, at: datetime) -> None:
    """Raise unless the answers of this submission may change at this moment.

    What a desk sent back may still be corrected after the round closed: the desk asked for it.
    """
    round_, today = submission.round, timezone.localdate(at)
    if round_.locked_at:
        raise RoundClosed(f"{round_.title} sudah dikunci; isian tidak dapat diubah lagi.")
    if submission.state not in FILLABLE:
        word = submission.get_state_display().lower()
        raise WrongState(f"Isian ini {word} dan tidak dapat diubah. Tarik kembali atau minta dikembalikan lebih dulu.")
    if round_.state_on(today) == "planned":
        raise RoundClosed(f"{round_.title} baru dibuka pada {day(round_.opens_on)}.")
    if round_.state_on(today) == "closed" and submission.state != State.SENT_BACK:
        raise RoundClosed(
            f"{round_.title} ditutup pada {day(round_.closes_on)}. Hubungi petugas provinsi jika masih perlu mengisi."
        )


def merge(latest: Document, base: Document, mine: Document) -> dict[str, Any]:
    """`latest` with what `mine` changed against `base`; None in `mine` takes an answer away."""
    merged = dict(latest)
    for name, value in mine.items():
        if value == base.get(name):
            continue
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = value
    return merged


def changed(before: Document, after: Document) -> list[str]:
    """The elements whose answer differs, in alphabetical order."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def clashes(latest: Document, base: Document, mine: Document) -> list[Clash]:
    """Answers that both sides changed since `base`, to different values."""
    return [
        Clash(name, base.get(name), latest.get(name), value)
        for name, value in mine.items()
        if value != base.get(name) and latest.get(name) != base.get(name) and latest.get(name) != value
    ]


def _base(latest: Revision | None, number_: int) -> Revision | None:
    if latest is None or latest.number == number_:
        return latest
    return Revision.objects.filter(submission=latest.submission_id, number=number_).first()


def _refuse_clashes(latest: Revision | None, base: Revision | None, answers: Document) -> None:
    if latest is None or latest is base:
        return
    if found := clashes(latest.answers, base.answers if base else {}, answers):
        raise Conflict(latest, found)


def _refuse_unknown(submission: Submission, answers: Document) -> None:
    unknown = sorted(answers.keys() - set(editions.of_round(submission.round).elements))
    if unknown:
        raise BadInput(f"Putaran ini tidak menanyakan: {', '.join(unknown)}. Pakai templat putaran ini.")


def refuse_long_texts(texts: Mapping[str, str]) -> None:
    """Raise BadInput when an explanation or a remark is longer than anybody would read."""
    if any(len(text) > LONGEST_TEXT for text in texts.values()):
        raise BadInput(f"Tulis penjelasan atau catatan paling panjang {number(LONGEST_TEXT)} huruf.")


def written(reasons: Mapping[str, str]) -> dict[str, str | None]:
    """An explanation that was wiped out is taken back."""
    return {name: text.strip() or None for name, text in reasons.items()}


def _store(submission: Submission, revision: Revision, at: datetime) -> None:
    revision.save()
    checked = editions.check(submission, revision.answers)
    submission.latest = revision
    submission.failed_checks = list(checked.failed)
    submission.must_fix_count, submission.explain_count = checked.must_fix, checked.explain
    submission.answered_count = len(revision.answers)
    if submission.state == State.NONE:
        Transition.objects.create(
            submission=submission, from_state=State.NONE, to_state=State.DRAFT, at=at, by=revision.by, revision=revision
        )
        submission.state, submission.state_since = State.DRAFT, at
    submission.save()
    if submission.state == State.SENT_BACK:
        Finding.objects.filter(submission=submission, element__in=revision.changed, settled_at=None).update(
            settled_at=at
        )
    journal.record(
        "submission.save",
        submission,
        by=revision.by,
        summary=f"Menyimpan revisi {revision.number}: {number(len(revision.changed))} jawaban berubah.",
        revision=revision.number,
        channel=revision.channel,
        changed=revision.changed,
        file_sha256=revision.file_sha256,
    )


def _copy_back(row: Submission, given: Submission) -> None:
    """The caller's object goes on telling the truth."""
    for field in Submission._meta.concrete_fields:
        setattr(given, field.attname, getattr(row, field.attname))
    given.latest = row.latest
