"""The official result, and what it takes to open it again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments import editions, teams
from etam.assessments.actions.attaching import PLACE
from etam.assessments.actions.auditing import unanswered_irregularities
from etam.assessments.actions.moving import lock, move, refuse_other_state
from etam.assessments.actions.recommending import recommend
from etam.assessments.actions.sheets import open_obstacles
from etam.assessments.exceptions import BadInput, NotReady, WrongPerson, WrongState
from etam.assessments.models import Assessment, Reopening, Sheet, SheetRevision
from etam.evidence import actions as evidence
from etam.institutions.access import has_role
from etam.web.formats import number

State, Side = Assessment.State, Sheet.Side


@transaction.atomic
def determine(
    assessment: Assessment,
    *,
    by: User,
    official_score: float | None = None,
    official_grade: str = "",
    deviation_reason: str = "",
    silence_reason: str = "",
    at: datetime | None = None,
) -> Assessment:
    """Set the official result and lock the assessment.

    An audit takes score and category from the moderated sheet, when the office has answered every finding or
    `silence_reason` says why not; its findings become recommendations. An accreditation takes what Perpusnas decided:
    `official_score` (0–100; the moderated sheet's when absent) and `official_grade`, which must be the grade of that
    score, or `deviation_reason` says why it is not.

    Raises BadInput (score out of range, a grade that does not exist or does not follow), NotReady, WrongState,
    WrongPerson (who answered or scored does not determine).
    """
    at = at or timezone.now()
    row = lock(assessment)
    refuse_determined(row)
    _refuse_maker(row, by)
    editions.refuse_changed_edition(row)
    final = row.sheets.select_related("latest", "assessment").filter(side=Side.FINAL).first()
    if row.is_accreditation:
        score = _official(row, final, official_score, official_grade, deviation_reason)
        row.final_grade, row.deviation_reason = official_grade, deviation_reason.strip()
    else:
        score = _audited(row, final, silence_reason)
        grade = editions.scheme_of(row).grade(score)
        row.final_grade = grade.code if grade else ""
    row.final_score, row.nodes = score, _nodes(row, final)
    row.determined_at, row.determined_by = at, by
    evidence.fix_uses(place=PLACE, place_id=row.pk, by=by, at=at)
    summary = f"Ditetapkan: nilai {number(score, 2)}, {row.final_grade or 'tanpa kategori'}."
    move(
        row, State.DETERMINED, by=by, at=at, action="determine", summary=summary, given=assessment,
        reason=deviation_reason or silence_reason,
    )  # fmt: skip
    if not row.is_accreditation:
        recommend(row, by=by, at=at)
    return assessment


@transaction.atomic
def ask_reopening(assessment: Assessment, *, reason: str, by: User, at: datetime | None = None) -> Reopening:
    """Ask for a determined assessment to be opened again. Raises BadInput without reason, WrongState."""
    row = lock(assessment)
    refuse_other_state(row, State.DETERMINED, "dibuka kembali")
    if not reason.strip():
        raise BadInput("Tulis alasannya: orang kedua memutuskan berdasarkan alasan ini.")
    if row.reopenings.filter(decided_at=None).exists():
        raise WrongState("Sudah ada permintaan membuka kembali yang menunggu keputusan.")
    asked = Reopening.objects.create(
        assessment=row, reason=reason.strip(), asked_at=at or timezone.now(), asked_by=by, before=_result(row)
    )
    journal.record("assessment.ask_reopening", row, by=by, summary=f"{row}: diminta dibuka kembali: {reason.strip()}")
    return asked


@transaction.atomic
def decide_reopening(
    reopening: Reopening, *, is_approved: bool, by: User, decision: str = "", at: datetime | None = None
) -> Assessment:
    """Open the assessment again or refuse; never by the one who asked. The result counts until another is determined.

    Raises WrongPerson, WrongState, BadInput (a refusal without reason).
    """
    at = at or timezone.now()
    row = lock(reopening.assessment)
    held = Reopening.objects.select_for_update().get(pk=reopening.pk)
    if held.decided_at:
        raise WrongState("Permintaan ini sudah diputuskan.")
    if held.asked_by_id == by.pk:
        raise WrongPerson("Anda yang meminta penilaian ini dibuka, jadi orang kedua yang memutuskannya.")
    if not is_approved and not decision.strip():
        raise BadInput("Tulis sebab permintaan ini ditolak.")
    held.decided_at, held.decided_by, held.is_approved, held.decision = at, by, is_approved, decision.strip()
    held.save()
    if not is_approved:
        journal.record(
            "assessment.refuse_reopening", row, by=by, summary=f"{row}: tidak dibuka kembali: {decision.strip()}"
        )
        return row
    evidence.free_uses(place=PLACE, place_id=row.pk, by=by)
    has_team = row.sheets.filter(side=Side.FINAL).exists()
    return move(
        row,
        State.MODERATING if has_team else State.DELIVERED,
        by=by,
        at=at,
        action="reopen",
        summary=f"Dibuka kembali: {held.reason}",
        reason=held.reason,
        given=reopening.assessment,
        before=held.before,
    )


def refuse_determined(row: Assessment) -> None:
    """Raise WrongState unless the assessment stands where a result may be set."""
    allowed = (State.DELIVERED, State.MODERATING) if row.is_accreditation else (State.RESPONDING,)
    if row.state == State.DETERMINED:
        raise WrongState(
            f"{row} sudah ditetapkan dan terkunci. Membukanya kembali perlu alasan dan persetujuan orang kedua."
        )
    refuse_other_state(row, allowed, "ditetapkan")


def _refuse_maker(row: Assessment, by: User) -> None:
    if teams.is_in_team(by, row):
        raise WrongPerson("Anda ikut menilai, jadi orang lain yang menetapkan hasilnya.")
    answered = SheetRevision.objects.filter(sheet__assessment=row, sheet__side=Side.SELF, by=by).exists()
    if answered or (teams.is_auditee(by, row) and not has_role(by, "officer")):
        raise WrongPerson("Anda mewakili lembaga yang dinilai, jadi orang lain yang menetapkan hasilnya.")


def _official(
    row: Assessment, final: Sheet | None, official_score: float | None, official_grade: str, deviation_reason: str
) -> float:
    score = official_score
    if score is None:
        if final is None or final.low != final.high:
            sentence = "Tulis nilai yang ditetapkan Perpusnas: hasil moderasi belum lengkap atau tidak ada."
            raise BadInput(sentence, "official_score")
        score = final.low
    refuse_wrong_grade(row.scheme_code, row.scheme_version, score, official_grade, deviation_reason)
    return score


def refuse_wrong_grade(scheme_code: str, scheme_version: str, score: float, grade: str, deviation_reason: str) -> None:
    """Raise BadInput for a score outside 0–100, a grade the scheme does not have, or one that does not follow from
    the score.

    The bounds of some generations are not verified, so a grade may deviate when somebody writes why.
    """
    scheme = editions.scheme(scheme_code, scheme_version)
    if not 0 <= score <= 100:
        raise BadInput(f"Nilai {number(score, 2)} di luar 0 sampai 100. Periksa nilainya.")
    codes = [one.code for one in scheme.grades]
    if grade not in codes:
        raise BadInput(f"Predikat “{grade}” tidak ada dalam {scheme.title.id}. Pilih {', '.join(codes)}.")
    follows = scheme.grade(score)
    if (follows is None or follows.code != grade) and not deviation_reason.strip():
        meant = follows.code if follows else "tanpa predikat"
        mark = " (batas ini belum diverifikasi)" if follows and follows.origin.is_unverified else ""
        raise BadInput(
            f"Nilai {number(score, 2)} berarti {meant} menurut {scheme.title.id}{mark}, bukan "
            f"{grade}. Periksa keduanya; "
            f"kalau keputusan resmi memang menyebut {grade}, tulis sebabnya."
        )


def _audited(row: Assessment, final: Sheet | None, silence_reason: str) -> float:
    if final is None:
        raise WrongState("Belum ada hasil moderasi.")
    if found := open_obstacles(final):
        raise NotReady(found)
    if (left := unanswered_irregularities(row)) and not silence_reason.strip():
        raise NotReady(left)
    return final.low


def _nodes(row: Assessment, final: Sheet | None) -> list[list[Any]]:
    if final is None or final.latest is None:
        return []
    return editions.known_nodes(editions.score_of(row, final.latest.answers))


def _result(row: Assessment) -> dict[str, Any]:
    return {
        "score": row.final_score,
        "grade": row.final_grade,
        "determined_at": row.determined_at.isoformat() if row.determined_at else None,
    }
