"""The owner's side: answering with evidence, and taking an answer back before it is judged."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import Pass, User
from etam.evidence import actions as evidence
from etam.evidence import queries as library
from etam.evidence.models import Evidence
from etam.followup import clocks
from etam.followup.actions.locking import lock, optional, refuse_pending, refuse_settled, store, written
from etam.followup.exceptions import BadInput, WrongState
from etam.followup.models import Recommendation, Response
from etam.followup.owners import owner_on
from etam.web.formats import day as written_day
from etam.web.formats import listed, number

PLACE = "response"


@transaction.atomic
def respond(
    recommendation: Recommendation,
    *,
    text: str,
    progress: int,
    by: User | None,
    by_pass: Pass | None = None,
    evidence_codes: Sequence[str] = (),
    no_evidence_reason: str = "",
    at: datetime | None = None,
) -> Response:
    """Answer a recommendation: what was done, how far it has come (0 to 100 per cent), and what shows it.

    `by` is who answers; None when it is the holder of the signed link `by_pass`. Raises BadInput without text, with a
    progress that is no share, without evidence and a reason why none is needed, or with evidence that is unknown,
    expired or withdrawn; WrongState when it is settled or an answer waits already.
    """
    at = at or timezone.now()
    row = lock(recommendation)
    refuse_settled(row, "dijawab lagi")
    refuse_pending(row, "dijawab lagi")
    said = written(text, "Tulis apa yang sudah dilakukan.")
    if not 0 <= progress <= 100:
        raise BadInput(f"Kemajuan {number(progress)}% tidak mungkin. Tulis angka dari 0 sampai 100.")
    files, reason = _usable(row, evidence_codes, localdate(at)), optional(no_evidence_reason)
    if not files and not reason:
        raise BadInput("Pilih sedikitnya satu bukti, atau tulis mengapa bukti tidak diperlukan.")
    response = Response.objects.create(
        recommendation=row,
        number=row.responses.count() + 1,
        text=said,
        progress=progress,
        no_evidence_reason=reason,
        at=at,
        by=by,
        by_pass=by_pass,
        due_on=row.due_on,
        review_due_on=clocks.review_due(row.rules, localdate(at)),
    )
    for one in files:
        evidence.use(
            one,
            place=PLACE,
            place_id=response.pk,
            by=by,
            title=f"Tindak lanjut {row.code}, jawaban {response.number}",
            url=row.get_absolute_url(),
            at=at,
        )
    row.pending = response
    store(row, recommendation, "pending")
    through = f" lewat tautan untuk {by_pass.holder}" if by_pass else ""
    summary = f"Menjawab rekomendasi {row.code}{through}: {number(progress)}%."
    journal.record("recommendation_answered", row, by=by, summary=summary, evidence=[one.code for one in files])
    return response


@transaction.atomic
def withdraw_response(recommendation: Recommendation, *, by: User, at: datetime | None = None) -> Response:
    """Take back the answer that waits for a verdict; it stays in the history, its evidence is free again.

    Raises WrongState when no answer waits.
    """
    at, row = at or timezone.now(), lock(recommendation)
    response = row.pending
    if response is None:
        raise WrongState("Tidak ada jawaban yang menunggu penilaian, jadi tidak ada yang dapat ditarik.")
    response.withdrawn_at, response.withdrawn_by = at, by
    response.save(update_fields=["withdrawn_at", "withdrawn_by"])
    for one in library.uses(PLACE, response.pk).get("", []):
        evidence.release(one, place=PLACE, place_id=response.pk, by=by, at=at)
    row.pending = None
    store(row, recommendation, "pending")
    journal.record("response_withdrawn", row, by=by, summary=f"Menarik jawaban atas rekomendasi {row.code}.")
    return response


def _usable(row: Recommendation, codes: Sequence[str], day: date) -> list[Evidence]:
    """The owner's evidence with these codes; raises BadInput with a sentence for each that cannot be used."""
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    owner = owner_on(row, day)
    if not wanted:
        return []
    if owner is None:
        raise BadInput("Penanggung jawabnya tidak terdaftar, jadi tidak punya pustaka bukti. Tulis alasannya saja.")
    found = library.by_codes(owner, wanted)
    if absent := [code for code in wanted if code not in found]:
        raise BadInput(f"Bukti {listed(absent)} tidak ada di pustaka bukti {owner}. Periksa kodenya.")
    if faults := [sentence for code in wanted if (sentence := why_not_usable(found[code], day))]:
        raise BadInput(" ".join(faults))
    # Two ways of writing one code are one evidence.
    return list({found[code].pk: found[code] for code in wanted}.values())


def why_not_usable(one: Evidence, day: date) -> str:
    """Why evidence cannot support an answer of that day, as a sentence; "" when it can."""
    state = library.state_on(one, day)
    if state == "withdrawn":
        return f"Bukti {one.code} sudah ditarik: {one.withdrawn_reason}. Pilih bukti lain."
    if newer := getattr(one, "successor", None):
        return f"Bukti {one.code} sudah digantikan oleh {newer.code}. Pilih yang baru."
    if state == "expired":
        until = f" sejak {written_day(one.valid_until)}" if one.valid_until else ""
        return f"Bukti {one.code} tidak berlaku lagi{until}. Unggah yang baru, atau pilih bukti lain."
    return ""
