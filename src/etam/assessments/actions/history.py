"""Results of former years, taken in together: what was determined elsewhere, with its answers where they are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments import editions
from etam.assessments.actions.recommending import recommend
from etam.assessments.exceptions import BadInput, WrongState
from etam.assessments.models import Assessment, Irregularity, Programme, Sheet, SheetRevision, Step, TeamMember
from etam.institutions.models import Institution
from etam.questionnaire import Instrument, Score
from etam.web.formats import number

State, Side = Assessment.State, Sheet.Side


@dataclass(frozen=True)
class OldFinding:
    """A finding of a former audit and what was recommended."""

    condition: str
    recommendation: str
    element: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class OldResult:
    """One determined assessment: whose, which part, the moderated answers, when and by whom."""

    institution: Institution
    part: str
    answers: dict[str, Any]
    determined_at: datetime
    unit_name: str = ""
    own_answers: dict[str, Any] = field(default_factory=dict)
    lead: User | None = None
    findings: Sequence[OldFinding] = ()


@transaction.atomic
def import_results(
    programme: Programme, results: Sequence[OldResult], *, by: User | None, channel: str = SheetRevision.Channel.XLSX
) -> list[Assessment]:
    """Store determined assessments of a programme; all or none. Findings become recommendations.

    The scores are computed from the answers, never taken on trust. Raises BadInput for an answer that is impossible or
    lacking, or a unit that is in the programme already; WrongState once the programme is closed.
    """
    if programme.closed_at:
        raise WrongState(f"{programme} sudah ditutup.")
    _refuse_known(programme, results)
    assessments = [_assessment(programme, one, by) for one in results]
    for one, assessment in zip(results, assessments, strict=True):
        editions.refuse_impossible(assessment, one.answers)
    scores = [editions.score_of(row, one.answers) for row, one in zip(assessments, results, strict=True)]
    for one, assessment, score in zip(results, assessments, scores, strict=True):
        _settle(one, assessment, score)
    Assessment.objects.bulk_create(assessments, batch_size=500)
    _sheets(results, assessments, scores, by, channel)
    Step.objects.bulk_create(
        [
            Step(assessment=row, from_state="", to_state=State.DETERMINED, at=one.determined_at, by=by)
            for row, one in zip(assessments, results, strict=True)
        ],
        batch_size=500,
    )
    TeamMember.objects.bulk_create(
        [
            TeamMember(assessment=row, user=one.lead, is_lead=True)
            for row, one in zip(assessments, results, strict=True)
            if one.lead
        ],
        batch_size=500,
    )
    _findings(results, assessments, by)
    summary = f"Memuat {number(len(assessments))} hasil ke {programme}."
    journal.record("programme.import_results", programme, by=by, summary=summary)
    return assessments


def _refuse_known(programme: Programme, results: Sequence[OldResult]) -> None:
    known = set(programme.assessments.exclude(state=State.WITHDRAWN).values_list("institution_id", "part", "unit_name"))
    for one in results:
        key = (one.institution.pk, one.part, one.unit_name)
        if key in known:
            raise BadInput(f"{one.institution} {one.unit_name} sudah ada dalam {programme}.")
        known.add(key)


def _assessment(programme: Programme, one: OldResult, by: User | None) -> Assessment:
    part = editions.scheme(programme.scheme_code, programme.scheme_version).part(one.part)
    edition: Instrument = editions.instrument(part.instrument, part.version)
    return Assessment(
        kind=programme.kind,
        programme=programme,
        institution=one.institution,
        part=one.part,
        unit_name=one.unit_name,
        year=programme.year,
        institution_kind=one.institution.kind,
        institution_subtype=one.institution.subtype,
        regency_id=one.institution.regency_id,
        scheme_code=programme.scheme_code,
        scheme_version=programme.scheme_version,
        instrument_code=edition.code,
        instrument_version=edition.version,
        instrument_checksum=edition.checksum,
        state=State.DETERMINED,
        state_since=one.determined_at,
        visit_on=localdate(one.determined_at),
        determined_at=one.determined_at,
        determined_by=by,
        is_sample=programme.is_sample,
    )


def _settle(one: OldResult, assessment: Assessment, score: Score) -> None:
    if score.low != score.high:
        left = editions.open_questions(assessment, one.answers)
        named = f"{left[0].number} {left[0].short.id}" if left else "sebuah pertanyaan"
        raise BadInput(f"{assessment}: {named} belum dijawab, jadi nilainya belum pasti. Lengkapi dulu.")
    grade = editions.scheme_of(assessment).grade(score.low)
    assessment.final_score, assessment.final_grade = score.low, grade.code if grade else ""
    assessment.nodes = editions.known_nodes(score)


def _sheets(
    results: Sequence[OldResult],
    assessments: Sequence[Assessment],
    scores: Sequence[Score],
    by: User | None,
    channel: str,
) -> None:
    """The institution's own sheet and the final one of every result, each with one revision where it holds answers."""
    made: list[tuple[Sheet, SheetRevision]] = []
    for one, row, score in zip(results, assessments, scores, strict=True):
        for side, answers in ((Side.SELF, one.own_answers), (Side.FINAL, one.answers)):
            own = editions.score_of(row, answers) if side == Side.SELF else score
            sheet = Sheet(assessment=row, side=side, low=own.low, high=own.high, finished_at=one.determined_at)
            sheet.answered_count = len(answers)
            at = one.determined_at
            told = SheetRevision(
                sheet=sheet, number=1, answers=answers, changed=sorted(answers), at=at, by=by, channel=channel
            )
            made.append((sheet, told))
    Sheet.objects.bulk_create([sheet for sheet, _ in made], batch_size=500)
    filled = [(sheet, told) for sheet, told in made if told.answers]
    SheetRevision.objects.bulk_create([told for _, told in filled], batch_size=500)
    for sheet, told in filled:
        sheet.latest = told
    Sheet.objects.bulk_update([sheet for sheet, _ in filled], ["latest"], batch_size=200)


def _findings(results: Sequence[OldResult], assessments: Sequence[Assessment], by: User | None) -> None:
    rows = [
        Irregularity(
            assessment=row,
            number=place,
            element=finding.element,
            condition=finding.condition,
            recommendation=finding.recommendation,
            due_on=finding.due_on,
            at=one.determined_at,
            by=one.lead or by,
            answer=Irregularity.Answer.AGREED,
            answered_at=one.determined_at,
        )
        for one, row in zip(results, assessments, strict=True)
        for place, finding in enumerate(one.findings, start=1)
    ]
    if any(row.by is None for row in rows):
        raise BadInput("Temuan lama perlu nama ketua tim yang menulisnya.")
    Irregularity.objects.bulk_create(rows, batch_size=500)
    for one, row in zip(results, assessments, strict=True):
        if one.findings:
            recommend(row, by=by, at=one.determined_at)
