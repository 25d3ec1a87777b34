"""What follows from answers without being asked: derived values and how far a return has come."""

from dataclasses import dataclass

from etam.expressions import Result, evaluate
from etam.questionnaire.applicability import applicable
from etam.questionnaire.checks import row_of, run
from etam.questionnaire.context import Answers, Context
from etam.questionnaire.instrument import Derived, Instrument, Section


@dataclass(frozen=True)
class DerivedValue:
    derived: Derived
    value: Result


@dataclass(frozen=True)
class Progress:
    """How many questions of a section are answered, and how many answers must be fixed or explained."""

    section: Section
    answered: int
    questions: int
    must_fix: int
    explain: int

    @property
    def is_complete(self) -> bool:
        return self.answered == self.questions and not self.must_fix


def derive(instrument: Instrument, answers: Answers, context: Context) -> list[DerivedValue]:
    """The instrument's derived values for one return; missing where something they need is missing."""
    row = row_of(instrument, answers, context)
    return [DerivedValue(entry, evaluate(entry.formula, row)) for entry in instrument.derived]


def progress(instrument: Instrument, answers: Answers, context: Context) -> list[Progress]:
    """One entry per section that has a question for the institution. A question that does not apply is not counted.

    Unanswered questions count as not answered, not as something to fix; so the form can show "0 dari 4" calmly.
    """
    put = {question.element for question in applicable(instrument, context, answers)}
    failing = [
        outcome for outcome in run(instrument, answers, context) if outcome.failed and outcome.rule != "answered"
    ]
    found = []
    for section in instrument.sections:
        mine = [question.element for question in section.questions if question.element in put]
        flagged = [outcome for outcome in failing if outcome.elements and outcome.elements[0] in mine]
        if mine:
            found.append(
                Progress(
                    section,
                    answered=sum(element in answers for element in mine),
                    questions=len(mine),
                    must_fix=sum(outcome.severity == "must_fix" for outcome in flagged),
                    explain=sum(outcome.severity == "explain" for outcome in flagged),
                )
            )
    return found
