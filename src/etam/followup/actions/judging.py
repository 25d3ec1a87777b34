"""The judge's side: a verdict on an answer, opening it again, confirming it when its evidence was withdrawn."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.followup_rules import Status
from etam.evidence.actions import fix_uses
from etam.evidence.models import Evidence
from etam.followup import papers
from etam.followup.actions.locking import lock, next_due, optional, refuse_maker, store, written
from etam.followup.exceptions import BadInput, WrongPerson, WrongState
from etam.followup.models import Recommendation, Response, Verdict

# What a settled recommendation goes back to: something was done, or nothing could be.
REOPENED_AS = {"done": "partly", "impossible": "open"}


@transaction.atomic
def judge(
    recommendation: Recommendation,
    *,
    status: str,
    by: User,
    note: str = "",
    reason: str = "",
    document: str = "",
    response_number: int | None = None,
    at: datetime | None = None,
) -> Verdict:
    """Give the answer that waits one of the four statuses; what each needs stands in the rules.

    `reason` is a code of the accepted reasons and `document` the code of evidence in the answer, both for `impossible`
    only. `response_number` is the answer the judge has read. Raises WrongState when no answer, or another one, waits;
    WrongPerson for somebody who answered or acts for the owner; BadInput when what the status needs is absent.
    """
    at = at or timezone.now()
    row = lock(recommendation)
    response = _waiting(row, response_number)
    refuse_maker(row, by, at)
    files = papers.of_response(response)
    if any(one.by_id == by.pk for one in files):
        raise WrongPerson("Anda yang mengunggah bukti jawaban ini, jadi orang lain yang menilainya.")
    rule = row.rules.statuses.get(status)
    if rule is None:
        raise BadInput(f'Status "{status}" tidak dikenal. Pilih satu dari empat status.')
    verdict = Verdict(recommendation=row, response=response, status=status, note=optional(note), at=at, by=by)
    _refuse_without_evidence(rule, response, files)
    if rule.needs_note:
        verdict.note = written(
            note, f"Tulis catatannya: penanggung jawab perlu tahu mengapa “{rule.word['id'].lower()}”."
        )
    if rule.needs_reason:
        verdict.reason = _reason(row, reason, verdict.note)
    if rule.needs_document:
        verdict.document = _document(document, files)
    fix_uses(place=papers.PLACE, place_id=response.pk, by=by, at=at)
    summary = f"Menilai rekomendasi {row.code}: {rule.word['id'].lower()}."
    return _give(row, verdict, recommendation, "recommendation_judged", summary)


@transaction.atomic
def reopen(recommendation: Recommendation, *, reason: str, by: User, at: datetime | None = None) -> Verdict:
    """Ask the owner again about a settled recommendation, with a reason.

    `done` goes back to `partly`, `impossible` to `open`. Raises WrongState unless it is settled, WrongPerson, BadInput.
    """
    at = at or timezone.now()
    row = lock(recommendation)
    last = _settled(row, "dibuka kembali")
    refuse_maker(row, by, at)
    note = written(reason, "Tulis alasannya: penanggung jawab perlu tahu mengapa rekomendasi ini dibuka kembali.")
    verdict = Verdict(
        recommendation=row,
        kind=Verdict.Kind.REOPENED,
        response=last.response,
        status=REOPENED_AS[row.status],
        note=note,
        at=at,
        by=by,
    )
    return _give(
        row, verdict, recommendation, "recommendation_reopened", f"Membuka kembali rekomendasi {row.code}: {note}"
    )


@transaction.atomic
def confirm(recommendation: Recommendation, *, reason: str, by: User, at: datetime | None = None) -> Verdict:
    """Let the last verdict stand although evidence under it was withdrawn, with a reason.

    Raises WrongState when its evidence was not withdrawn; WrongPerson; BadInput without a reason.
    """
    at = at or timezone.now()
    row = lock(recommendation)
    last = row.verdict
    if last is None or not papers.withdrawn_under(last):
        raise WrongState("Bukti di bawah penilaian terakhir tidak ada yang ditarik, jadi tidak perlu dikukuhkan.")
    refuse_maker(row, by, at)
    note = written(reason, "Tulis mengapa penilaian tetap berlaku walaupun buktinya ditarik.")
    verdict = Verdict(
        recommendation=row,
        kind=Verdict.Kind.CONFIRMED,
        response=last.response,
        status=last.status,
        reason=last.reason,
        document=last.document,
        note=note,
        due_on=last.due_on,
        at=at,
        by=by,
    )
    summary = f"Mengukuhkan penilaian rekomendasi {row.code}: {note}"
    return _give(row, verdict, recommendation, "verdict_confirmed", summary)


def _give(row: Recommendation, verdict: Verdict, given: Recommendation, action: str, summary: str) -> Verdict:
    """Store a verdict and what follows from it: the status, the due date, and that no answer waits any more."""
    if verdict.kind != Verdict.Kind.CONFIRMED:
        if verdict.status not in row.rules.settled:
            row.due_on = verdict.due_on = next_due(row, localdate(verdict.at))
        row.pending = None
    if verdict.status != row.status:
        row.status, row.status_since = verdict.status, verdict.at
    verdict.save()
    row.verdict = verdict
    store(row, given, "status", "status_since", "due_on", "pending", "verdict")
    journal.record(action, row, by=verdict.by, summary=summary, status=verdict.status)
    return verdict


def _waiting(row: Recommendation, seen: int | None) -> Response:
    response = row.pending
    if response is None:
        raise WrongState("Tidak ada jawaban yang menunggu penilaian. Tunggu jawaban penanggung jawabnya.")
    if seen is not None and response.number != seen:
        raise WrongState("Jawaban yang Anda baca sudah diganti penanggung jawabnya. Baca jawaban terbaru, lalu nilai.")
    return response


def _settled(row: Recommendation, what: str) -> Verdict:
    if row.verdict is None or not row.is_settled:
        raise WrongState(f"Rekomendasi ini belum selesai, jadi tidak perlu {what}.")
    return row.verdict


def _refuse_without_evidence(rule: Status, response: Response, files: list[Evidence]) -> None:
    if rule.needs_evidence and not response.no_evidence_reason and not any(not one.withdrawn_at for one in files):
        raise BadInput(
            f"“{rule.word['id']}” memerlukan bukti yang masih ada, atau alasan penanggung jawab bahwa bukti tidak "
            "diperlukan. Pilih status lain dan tulis apa yang kurang."
        )


def _reason(row: Recommendation, code: str, note: str) -> str:
    known = row.rules.impossible_reasons.get(code)
    if known is None:
        raise BadInput("Pilih salah satu alasan yang diterima.")
    if known.needs_note and not note:
        raise BadInput(f"Alasan “{known.label['id'].lower()}” perlu penjelasan. Tulis catatannya.")
    return code


def _document(code: str, files: list[Evidence]) -> Evidence:
    usable = {one.code: one for one in files if not one.withdrawn_at}
    if not usable:
        raise BadInput("Status ini memerlukan dokumen, tetapi jawabannya tidak disertai bukti yang masih ada.")
    if code not in usable:
        raise BadInput("Pilih dokumen yang menunjukkan alasannya, dari bukti dalam jawaban ini.")
    return usable[code]
