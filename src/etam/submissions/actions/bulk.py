"""Many returns at once, from a file: the same merging, checks and revisions as one by one, in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.submissions import editions
from etam.submissions.actions.flattening import column_of
from etam.submissions.actions.saving import changed, merge, refuse_unfillable, written
from etam.submissions.exceptions import BadInput, SubmissionProblem
from etam.submissions.models import Finding, Revision, Round, Submission, Transition
from etam.web.formats import number

State = Submission.State


@dataclass
class BulkSaved:
    """What became of each institution of a file, by code; `refused` says why in a sentence."""

    saved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def save_many(
    round_: Round,
    *,
    answers: Mapping[str, Mapping[str, Any]],
    by: User | None,
    channel: str,
    file_name: str = "",
    file_sha256: str = "",
    reasons: Mapping[str, Mapping[str, str]] | None = None,
    base_revisions: Mapping[str, int] | None = None,
    at: datetime | None = None,
) -> BulkSaved:
    """Save the answers of many institutions (code → {element: answer}); what is stored and not in the file stays.

    An institution that the round does not expect, or whose return may not change now, is refused and the others are
    saved. `base_revisions` (code → revision number seen in a preview) refuses what somebody changed since.
    Raises BadInput when a question is unknown to the instrument.
    """
    at = at or timezone.now()
    _refuse_unknown(round_, answers)
    report = BulkSaved()
    rows = _rows(round_, answers)
    report.refused.update({code: _NOT_EXPECTED for code in answers if code not in rows})
    made: dict[str, tuple[Submission, Revision]] = {}
    for code, row in rows.items():
        if why := _refusal(row, at, (base_revisions or {}).get(code)):
            report.refused[code] = why
            continue
        revision = _next(row, answers[code], (reasons or {}).get(code, {}))
        if revision is None:
            report.unchanged.append(code)
        else:
            revision.at, revision.by, revision.channel = at, by, channel
            revision.file_name, revision.file_sha256 = file_name[:200], file_sha256
            made[code] = (row, revision)
    report.saved = list(made)
    _store(round_, made, at=at, by=by, channel=channel, file_sha256=file_sha256)
    return report


def write_states(submissions: Iterable[Submission]) -> None:
    """Write what a save or an import set on many rows at once."""
    quote = connection.ops.quote_name
    fields = [column_of(Submission, name) for name in STATE_FIELDS]
    sets = ", ".join(f"{quote(str(one.column))} = %s" for one in fields)
    rows = [
        (*(one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields), row.pk)
        for row in submissions
    ]
    with connection.cursor() as cursor:
        # Names come from the model, values travel as parameters.
        cursor.executemany(f"UPDATE {quote(Submission._meta.db_table)} SET {sets} WHERE id = %s", rows)  # noqa: S608


STATE_FIELDS = (
    "state",
    "state_since",
    "latest",
    "failed_checks",
    "must_fix_count",
    "explain_count",
    "answered_count",
    "first_submitted_at",
)
_NOT_EXPECTED = "Putaran ini tidak mengharapkan lembaga dengan kode ini. Periksa kodenya atau tambahkan lembaganya."
_CHANGED_SINCE = "Isian ini diubah orang lain sejak pratinjau. Unggah ulang untuk melihat perbedaannya."


def _refuse_unknown(round_: Round, answers: Mapping[str, Mapping[str, Any]]) -> None:
    known = set(editions.of_round(round_).elements)
    unknown = sorted({element for document in answers.values() for element in document} - known)
    if unknown:
        raise BadInput(f"Putaran ini tidak menanyakan: {', '.join(unknown[:5])}. Pakai templat putaran ini.")


def _rows(round_: Round, codes: Iterable[str]) -> dict[str, Submission]:
    codes = set(codes)
    query = round_.submissions.select_for_update(of=("self",)).select_related("institution", "latest")
    if len(codes) <= 500:
        query = query.filter(institution__code__in=codes)
    found = {row.institution.code: row for row in query if row.institution.code in codes}
    for row in found.values():
        row.round = round_
    return found


def _refusal(row: Submission, at: datetime, base: int | None) -> str:
    if base is not None and base != (row.latest.number if row.latest else 0):
        return _CHANGED_SINCE
    try:
        refuse_unfillable(row, at)
    except SubmissionProblem as problem:
        return str(problem)
    return ""


def _next(row: Submission, answers: Mapping[str, Any], reasons: Mapping[str, str]) -> Revision | None:
    before = row.latest.answers if row.latest else {}
    explained_before = row.latest.reasons if row.latest else {}
    after = merge(before, before, answers)
    explained = merge(explained_before, explained_before, written(reasons))
    if (after, explained) == (before, explained_before):
        return None
    return Revision(
        submission=row,
        number=row.latest.number + 1 if row.latest else 1,
        answers=after,
        reasons=explained,
        changed=changed(before, after),
    )


def _store(
    round_: Round,
    made: Mapping[str, tuple[Submission, Revision]],
    *,
    at: datetime,
    by: User | None,
    channel: str,
    file_sha256: str,
) -> None:
    if not made:
        return
    Revision.objects.bulk_create([revision for _, revision in made.values()], batch_size=2000)
    _settle_findings(made, at)
    checked = editions.check_many(round_, {code: (row, revision.answers) for code, (row, revision) in made.items()})
    begun = []
    for code, (row, revision) in made.items():
        verdict = checked[code]
        row.latest, row.answered_count = revision, len(revision.answers)
        row.failed_checks = list(verdict.failed)
        row.must_fix_count, row.explain_count = verdict.must_fix, verdict.explain
        if row.state == State.NONE:
            row.state, row.state_since = State.DRAFT, at
            begun.append(_beginning(row, revision, at, by))
    write_states(row for row, _ in made.values())
    Transition.objects.bulk_create(begun, batch_size=2000)
    journal.record(
        "submission.save_many",
        round_,
        by=by,
        summary=f"Menyimpan {number(len(made))} isian sekaligus dari berkas.",
        channel=channel,
        file_sha256=file_sha256,
        submissions=len(made),
    )


def _beginning(row: Submission, revision: Revision, at: datetime, by: User | None) -> Transition:
    return Transition(
        submission=row, from_state=State.NONE, to_state=State.DRAFT, at=at, by=by, revision_id=revision.pk
    )


def _settle_findings(made: Mapping[str, tuple[Submission, Revision]], at: datetime) -> None:
    touched = {row.pk: set(revision.changed) for row, revision in made.values() if row.state == State.SENT_BACK}
    waiting = Finding.objects.filter(submission__in=touched, settled_at=None) if touched else []
    settled = [finding.pk for finding in waiting if finding.element in touched[finding.submission_id]]
    Finding.objects.filter(pk__in=settled).update(settled_at=at)
