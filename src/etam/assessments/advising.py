"""How ready a library is: what its own answers would make, and what raises that most for the least effort."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from etam.assessments import editions, prefilling, standing
from etam.assessments.models import Assessment, Sheet
from etam.assessments.prefilling import Fact
from etam.assessments.standing import Component, EvidenceStanding
from etam.questionnaire import Instrument, Question
from etam.questionnaire.advice import Advice, Step, cheapest_points
from etam.questionnaire.instrument import Grade
from etam.questionnaire.scheme import Range, Scheme
from etam.web.formats import interval, number

SHOWN, ON_THE_WALL = 12, 20


@dataclass(frozen=True)
class Tip:
    """One question that could give more: its next step, its best, and what is known about it."""

    question: Question
    next: Step
    best: Step
    facts: Sequence[Fact]


@dataclass(frozen=True)
class Readiness:
    """The institution's own answers under the grades of its scheme; nobody else has looked at them."""

    scheme: Scheme
    value: Range
    lowest: Grade | None
    highest: Grade | None
    advice: Advice
    tips: Sequence[Tip]
    components: Sequence[Component]
    evidence: EvidenceStanding
    open_questions: Sequence[Question]
    facts: Mapping[str, Sequence[Fact]]

    @property
    def headline(self) -> str:
        """The finding: "Perkiraan 62,3–81,0: Terakreditasi C sampai Terakreditasi B"."""
        shown = interval(self.value.low, self.value.high, self.scheme.shown_decimals if self.value.is_certain else 1)
        return f"Perkiraan {shown}: {self.grade_text}"

    @property
    def grade_text(self) -> str:
        if self.lowest is None or self.highest is None:
            return "di luar rentang predikat"
        if self.lowest.code == self.highest.code:
            return self.lowest.label.id
        return f"{self.lowest.label.id} sampai {self.highest.label.id}"

    @property
    def has_unverified_bounds(self) -> bool:
        return any(one.origin.is_unverified for one in self.scheme.grades)

    @property
    def goal(self) -> str:
        """What the next grade lacks, counting open questions as their worst; "" at the top."""
        above = self.advice.next_grade
        if above is None or self.advice.lacks is None:
            return ""
        return f"{above.label.id} memerlukan {number(round(self.advice.lacks, 1))} poin lagi"

    @property
    def wall(self) -> list[Step]:
        """The steps for the wall: first those that reach the next grade, then the cheapest others."""
        planned = list(self.advice.plan)
        known = {one.element for one in planned}
        rest = [one.next for one in self.tips if one.question.element not in known]
        return [*planned, *rest][: max(ON_THE_WALL, len(planned))]


def readiness(assessment: Assessment, own: Sheet, day: date, *, shown: int = SHOWN) -> Readiness:
    """How ready the institution is by its own sheet. Raises ValueError for an instrument that does not score."""
    scheme, context = editions.scheme_of(assessment), editions.context_of(assessment)
    edition = graded(editions.instrument_of(assessment), scheme)
    advice = cheapest_points(edition, own.answers, context)
    known = prefilling.facts(assessment, day)
    return Readiness(
        scheme=scheme,
        value=Range(advice.score.low, advice.score.high),
        lowest=scheme.grade(advice.score.low),
        highest=scheme.grade(advice.score.high),
        advice=advice,
        tips=[
            Tip(one.question, one.next, one.best, known.get(one.question.element, ()))
            for one in advice.suggestions[:shown]
        ],
        components=standing.components([advice.score], deepest=1),
        evidence=standing.evidence_of(assessment, own.answers, day),
        open_questions=editions.open_questions(assessment, own.answers),
        facts=known,
    )


def graded(edition: Instrument, scheme: Scheme) -> Instrument:
    """The instrument under the grades of its scheme, which alone decide."""
    if edition.scoring is None:
        return edition
    return replace(edition, scoring=replace(edition.scoring, grades=scheme.grades, decimals=scheme.decimals))
