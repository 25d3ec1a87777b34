"""What a document needs to know of assessments, read at once: many units cost the same few queries as one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate

from etam.assessments import editions
from etam.assessments.actions.recommending import SOURCE
from etam.assessments.models import Assessment, Irregularity, Programme, Sample, Sheet
from etam.followup.models import Recommendation
from etam.institutions.models import Institution, Region
from etam.questionnaire import Answers, Instrument, Score, format_number
from etam.questionnaire.scheme import Range, Scheme
from etam.web.formats import NOTHING, kind_of_nothing

State, Side = Assessment.State, Sheet.Side


@dataclass(frozen=True)
class Audited:
    """One assessment as its documents tell it. `score` is the team's, `own` the institution's; None without answers."""

    assessment: Assessment
    scheme: Scheme
    edition: Instrument
    answers: Answers
    score: Score | None
    own: Score | None
    notes: Mapping[str, str]
    tests: Mapping[str, Sequence[str]]
    lead: str
    members: Sequence[str]
    presented_on: date | None
    samples: Sequence[Sample]
    findings: Sequence[Irregularity]
    recommendations: Sequence[Recommendation]

    @property
    def standing_findings(self) -> list[Irregularity]:
        return [one for one in self.findings if one.dropped_at is None]

    @property
    def value(self) -> Range | None:
        """What the documents print: the official value once there is one, else what the team found."""
        official = self.assessment.final_score
        if official is not None and self.assessment.state == State.DETERMINED:
            return Range(official, official)
        return Range(self.score.low, self.score.high) if self.score else None


def audited(assessments: Iterable[Assessment]) -> list[Audited]:
    """Everything the documents tell of these assessments, in their order; the number of queries does not grow."""
    rows = list(assessments)
    prefetch_related_objects(
        rows,
        "sheets__latest",
        "sheets__assessor",
        "team__user",
        "samples",
        "irregularities",
        "steps",
        "institution__region",
        "programme__region",
    )
    issued: dict[str, list[Recommendation]] = {}
    keys = [str(one.pk) for one in rows]
    found = Recommendation.objects.filter(source=SOURCE, source_id__in=keys).select_related("institution")
    for recommendation in found.order_by("source_id", "number"):
        issued.setdefault(recommendation.source_id, []).append(recommendation)
    return [_audited(one, issued.get(str(one.pk), [])) for one in rows]


def office_of(programme: Programme | None, institution: Institution) -> str:
    """Who issues a document: the province, or in an internal audit of a kab/kota its own archival institution."""
    if programme is None or programme.kind == Programme.Kind.EXTERNAL:
        return str(settings.OFFICE)
    return office_of_region(programme.region)


def government_region(assessment: Assessment) -> Region:
    """The region whose government an audited institution belongs to; that of the province is the province."""
    region = assessment.institution.region
    return region if region.level == Region.Level.PROVINCE else assessment.regency


def office_of_region(region: Region) -> str:
    """The archival institution of a government; its government where none is registered."""
    if region.level == Region.Level.PROVINCE:
        return str(settings.OFFICE)
    held = Institution.objects.filter(kind="archive", subtype="regency", regency=region, valid_to__isnull=True)
    found = held.order_by("pk").first()
    return found.name if found else f"Pemerintah {region.name}"


def written_answer(edition: Instrument, element: str, answer: object) -> str:
    """An answer in the words of its form: with its unit, the label of a choice, the kind of nothing."""
    nothing = kind_of_nothing(answer)
    if nothing is not None:
        return NOTHING[nothing]
    question = edition.question(element)
    if isinstance(answer, str):
        option = question.option(answer)
        return option.label.id if option else answer
    written = format_number(float(answer)) if isinstance(answer, int | float) else str(answer)
    unit = question.unit.id if question.unit else ""
    return f"{written}{unit}" if unit == "%" else f"{written} {unit}".strip()


def unscored(one: Audited) -> list[list[str]]:
    """Label and answer of the questions that give no points; personal data stay out."""
    scoring = set(editions.scored_elements(one.edition))
    return [
        [question.short.id, written_answer(one.edition, question.element, one.answers[question.element])]
        for question in one.edition.questions
        if question.element not in scoring and not question.personal and question.element in one.answers
    ]


def _audited(one: Assessment, recommendations: Sequence[Recommendation]) -> Audited:
    sheets = {sheet.side: sheet for sheet in one.sheets.all() if sheet.side != Side.ASSESSOR}
    final, own = sheets.get(Side.FINAL), sheets.get(Side.SELF)
    answers: Answers = final.latest.answers if final and final.latest else {}
    team = sorted(one.team.all(), key=lambda member: (not member.is_lead, member.pk))
    return Audited(
        assessment=one,
        scheme=editions.scheme_of(one),
        edition=editions.instrument_of(one),
        answers=answers,
        score=editions.score_of(one, answers) if answers else None,
        own=editions.score_of(one, own.latest.answers) if own and own.latest else None,
        notes=final.notes if final else {},
        tests=_tests(one),
        lead=next((str(member.user) for member in team if member.is_lead), ""),
        members=[str(member.user) for member in team if not member.is_lead],
        presented_on=_presented_on(one),
        samples=list(one.samples.all()),
        findings=list(one.irregularities.all()),
        recommendations=recommendations,
    )


def _tests(one: Assessment) -> dict[str, list[str]]:
    """How each question was tested by anybody of the team, in the order of `editions.TESTS`."""
    used: dict[str, set[str]] = {}
    for sheet in one.sheets.all():
        if sheet.side != Side.SELF and sheet.latest:
            for element, ways in sheet.latest.tests.items():
                used.setdefault(element, set()).update(ways)
    return {element: [name for key, name in editions.TESTS.items() if key in ways] for element, ways in used.items()}


def _presented_on(one: Assessment) -> date | None:
    moments = [step.at for step in one.steps.all() if step.to_state == State.RESPONDING]
    return localdate(max(moments)) if moments else None
